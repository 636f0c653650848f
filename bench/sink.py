"""A fake Teams connector that takes whatever a bot posts. `python -m bench.sink <port>`.

Every bot gets its own service address `http://127.0.0.1:<port>/<label>`, so that its posts are counted apart.
The newest post of every conversation is kept: typed text is answered with a post, not in the response.
"""

import sys
from collections import Counter
from typing import Any

from aiohttp import web

Kept = dict[tuple[str, str], dict[str, Any]]


def make_app() -> web.Application:
    """The Bot Connector for activities; and GET `/count/<label>`, `/newest/<label>/<conversation>`."""
    posted: Counter[str] = Counter()
    newest: Kept = {}

    async def post(request: web.Request) -> web.Response:
        label, conversation = request.match_info["label"], request.match_info["conversation"]
        activity = await request.json()
        posted[label] += 1
        message_id = f"m-{posted[label]}"
        newest[label, conversation] = activity | {"id": message_id}
        return web.json_response({"id": message_id})

    async def update(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"id": request.match_info["activity"]})

    async def count(request: web.Request) -> web.Response:
        return web.json_response(posted[request.match_info["label"]])

    async def newest_post(request: web.Request) -> web.Response:
        key = request.match_info["label"], request.match_info["conversation"]
        return web.json_response(newest.get(key))

    app = web.Application()
    activities = "/{label}/v3/conversations/{conversation}/activities"
    app.router.add_post(activities, post)
    app.router.add_post(f"{activities}/{{activity}}", post)
    app.router.add_put(f"{activities}/{{activity}}", update)
    app.router.add_get("/count/{label}", count)
    app.router.add_get("/newest/{label}/{conversation}", newest_post)
    return app


if __name__ == "__main__":
    web.run_app(make_app(), host="127.0.0.1", port=int(sys.argv[1]), print=None)
