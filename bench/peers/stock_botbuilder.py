"""The echo bot of the Bot Framework SDK as in its samples, unauthenticated. `python -m ... <port>`."""

import sys

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication


class Configuration:
    """No id and no password: the SDK then asks for no token and sends none."""

    APP_TYPE = "MultiTenant"
    APP_ID = ""
    APP_PASSWORD = ""
    APP_TENANTID = ""


class EchoBot(ActivityHandler):  # type: ignore[misc]  # the SDK has no types
    """Says what was said."""

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        """Send one message back through the connector."""
        await turn_context.send_activity(f"echo {turn_context.activity.text}")


def main(port: int) -> None:
    """Serve on loopback until told to stop."""
    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(Configuration()))
    bot = EchoBot()

    async def messages(request: web.Request) -> web.Response:
        answer: web.Response = await adapter.process(request, bot)
        return answer

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    web.run_app(app, host="127.0.0.1", port=port, print=None)


if __name__ == "__main__":
    main(int(sys.argv[1]))
