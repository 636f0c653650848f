"""The echo bot of the Microsoft 365 Agents SDK, anonymous. `python -m ... <port>`."""

import sys
from typing import Any

from aiohttp import web
from microsoft_agents.activity import TurnContextProtocol
from microsoft_agents.hosting.aiohttp import CloudAdapter, jwt_authorization_middleware
from microsoft_agents.hosting.core import (
    ActivityHandler,
    AgentAuthConfiguration,
    AnonymousTokenProvider,
    ConnectionManager,
)


class EchoAgent(ActivityHandler):
    """Says what was said. The plain handler, because the SDK's AgentApplication does more work a turn."""

    async def on_message_activity(self, turn_context: TurnContextProtocol[Any]) -> None:
        """Send one message back through the connector."""
        await turn_context.send_activity(f"echo {turn_context.activity.text}")


def main(port: int) -> None:
    """Serve on loopback until told to stop."""
    configuration = AgentAuthConfiguration(anonymous_allowed=True)
    connections = ConnectionManager(lambda _: AnonymousTokenProvider(), {"SERVICE_CONNECTION": configuration})
    adapter = CloudAdapter(connection_manager=connections)
    agent = EchoAgent()

    async def messages(request: web.Request) -> web.Response:
        answer = await adapter.process(request, agent)
        assert answer is not None
        return answer

    app = web.Application(middlewares=[jwt_authorization_middleware])
    app["agent_configuration"] = configuration
    app.router.add_post("/api/messages", messages)
    web.run_app(app, host="127.0.0.1", port=port, print=None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
