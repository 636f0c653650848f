"""The floor: JSON in, JSON out, on the web server that all the others stand on. `python -m ... <port>`."""

import sys

from aiohttp import web


async def echo(request: web.Request) -> web.Response:
    """Give back the text of the activity."""
    activity = await request.json()
    return web.json_response({"type": "message", "text": f"echo {activity['text']}"})


def main(port: int) -> None:
    """Serve on loopback until told to stop."""
    app = web.Application()
    app.router.add_post("/api/messages", echo)
    web.run_app(app, host="127.0.0.1", port=port, print=None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
