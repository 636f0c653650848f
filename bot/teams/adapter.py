"""Where the Bot Framework is kept: an activity comes in and becomes one of our events, our answer goes back.

The road is botbuilder's own (`CloudAdapterBase.process_activity`, `TurnContext`); the token check, the
connector and the reading of activities are ours.
"""

import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NoReturn, Protocol

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import Activity, Attachment, ResourceResponse
from botframework.connector.auth import BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult
from botframework.connector.auth.connector_factory import ConnectorFactory

from bot.teams.activities import first_tenant, to_event
from bot.teams.connector import CARD_TYPE, ConnectorClient
from bot.teams.events import (
    Answer,
    CardAction,
    Event,
    FileConsent,
    Message,
    MessageAction,
    PermanentFailure,
    Say,
    ShowCard,
    ShowDialog,
)
from bot.teams.inbound_token import Claims
from bot.teams.message_action import FETCH_TASK, SUBMIT_TASK
from bot.teams.once import Once
from bot.teams.refusals import Forbidden

log = logging.getLogger(__name__)

CHANNEL = "msteams"
"""The one channel that we listen to: elsewhere (web chat, direct line) senders choose their own identity."""


_MESSAGE_TYPE = "application/vnd.microsoft.activity.message"
_ERROR_TYPE = "application/vnd.microsoft.error"


class TurnHandler(Protocol):
    """What decides about an event; it knows nothing of the Bot Framework."""

    async def handle(self, event: Event) -> Answer:
        """The answer to this event."""

    async def shown(self, event: Message | CardAction, answer: ShowCard, card_id: str) -> None:
        """The answer to this event now stands in the chat as a new message with this id."""


class TeamsAdapter(CloudAdapterBase):  # type: ignore[misc]
    """Takes activities of Teams to the handler and its answers back.

    `tenants` are those of each organisation that we serve; none means any, which only a local run may do.
    `received` is the text for a press that needs no other answer.
    """

    def __init__(
        self,
        connector: ConnectorClient,
        handler: TurnHandler,
        tenants: Iterable[frozenset[str]],
        received: str,
    ) -> None:
        super().__init__(_NoAuthentication())
        self._connector = connector
        self._handler = handler
        self._together = {each: group for group in tenants for each in group}
        self._received = received
        self._once = Once()
        self._factory = _KeptConnector(connector)

    def admit(self, activity: Activity) -> Event | None:
        """The event in this activity, None when it is nothing to us. Raises BadActivity or Forbidden."""
        if activity.channel_id != CHANNEL:
            raise Forbidden("not Teams")
        if not self._connector.allows(activity.service_url):
            raise Forbidden("service address not allowed")
        if not self._together:
            return to_event(activity, frozenset())
        together = self._together.get(first_tenant(activity))
        if together is None:
            raise Forbidden("tenant not served")
        return to_event(activity, together)

    async def take(self, activity: Activity, event: Event, claims: Claims | None) -> InvokeResponse | None:
        """Run the turn; gives the response to an invoke. Raises what the handler does, and send failures."""

        async def turn(context: TurnContext) -> None:
            await self._turn(context, event)

        said = {} if claims is None else {"aud": claims.app_id, "serviceurl": claims.service_url}
        vouched = AuthenticateRequestResult()
        vouched.claims_identity = ClaimsIdentity(said, claims is not None)
        vouched.connector_factory = self._factory
        if not isinstance(event, Message):
            return await self.process_activity(vouched, activity, turn)

        async def answered() -> None:
            await self.process_activity(vouched, activity, turn)

        await self._once.do((event.place.tenant, event.place.conversation, event.activity_id), answered)
        return None

    async def say(self, activity: Activity, text: str) -> None:
        """A text into the chat that this activity came from, outside the turn. Raises failures to send."""
        outgoing: dict[str, Any] = {"type": "message", "text": text}
        if activity.recipient is not None:
            outgoing["from"] = {"id": activity.recipient.id}
        await self._connector.send(activity.service_url, activity.conversation.id, outgoing)

    async def _turn(self, context: TurnContext, event: Event) -> None:
        answer = await self._handler.handle(event)
        if isinstance(event, FileConsent):
            self._put(context, {})  # Teams shows nothing of it: what is said stands in the chat
            return
        if isinstance(event, MessageAction):
            self._put(context, _task(answer, self._received))
            return
        if isinstance(event, CardAction):
            if event.by_invoke:
                self._respond(context, answer)
                return
            if isinstance(answer, ShowCard) and await _replaced(context, event.card_id, answer):
                return
        match answer:
            case ShowCard(alone=alone) if alone is not None and await self._shown_alone(context, answer):
                pass
            case ShowCard():
                sent = await self._sent(context, _card_message(answer))
                if isinstance(event, Message | CardAction) and sent:
                    await self._handler.shown(event, answer, sent)
            case Say():
                await self._sent(context, Activity(type="message", text=answer.text))
            case None:
                pass

    async def _sent(self, context: TurnContext, message: Activity) -> str:
        """Send this into the chat of the turn; gives its id, "" when Teams gave none."""
        # As the context's own send_activity does, without its deep copy of the whole card.
        there = TurnContext.get_conversation_reference(context.activity)
        sent, *_ = await self.send_activities(
            context, [TurnContext.apply_conversation_reference(message, there)]
        )
        return sent.id or ""

    async def _shown_alone(self, context: TurnContext, answer: ShowCard) -> bool:
        """Show what only the sender of this activity is to see. False when Teams does not take it."""
        activity = context.activity
        message = TurnContext.apply_conversation_reference(
            _card_message(replace(answer, card=answer.alone or answer.card)),
            TurnContext.get_conversation_reference(activity),
        )
        try:
            await self._connector.send_alone(
                activity.service_url, activity.conversation.id, _outgoing(message)
            )
        except PermanentFailure as failure:
            log.info("a message for one person was refused: %s", failure)
            return False
        return True

    def _respond(self, context: TurnContext, answer: Answer) -> None:
        if isinstance(answer, ShowCard):
            body: dict[str, Any] = {"statusCode": 200, "type": CARD_TYPE, "value": answer.card}
        else:
            text = answer.text if isinstance(answer, Say) else self._received
            body = {"statusCode": 200, "type": _MESSAGE_TYPE, "value": text}
        self._put(context, body)

    def _put(self, context: TurnContext, body: dict[str, Any]) -> None:
        # Where send_activity would put it, without its deep copy of the whole card.
        context.turn_state[self._INVOKE_RESPONSE_KEY] = Activity(
            type="invokeResponse", value=InvokeResponse(status=200, body=body)
        )


def failed_invoke(text: str, name: str) -> dict[str, Any]:
    """The body (sent with status 200) with which Teams shows `text`: under the card, which stays, or in the window of
    an action on a message. `name` is that of the invoke."""
    if name in (FETCH_TASK, SUBMIT_TASK):
        return _task(Say(text), "")
    return {"statusCode": 500, "type": _ERROR_TYPE, "value": {"code": "BotError", "message": text}}


def _task(answer: Answer, received: str) -> dict[str, Any]:
    """The body that opens a window of its own, or changes what stands in it."""
    if isinstance(answer, ShowDialog):
        shown = {"contentType": CARD_TYPE, "content": answer.card}
        value = {"title": answer.title, "height": "medium", "width": "small", "card": shown}
        return {"task": {"type": "continue", "value": value}}
    text = answer.text if isinstance(answer, Say) else received
    return {"task": {"type": "message", "value": text}}


def _card_message(answer: ShowCard) -> Activity:
    return Activity(
        type="message",
        summary=answer.summary,
        attachments=[Attachment(content_type=CARD_TYPE, content=answer.card)],
    )


async def _replaced(context: TurnContext, card_id: str | None, answer: ShowCard) -> bool:
    """Put the card in the place of the pressed one. False when that message cannot be changed."""
    if card_id is None:
        return False
    update = _card_message(answer)
    update.id = card_id
    try:
        await context.update_activity(update)
    except PermanentFailure:
        return False
    return True


class _NoAuthentication(BotFrameworkAuthentication):  # type: ignore[misc]
    """Tokens are checked by bot.teams.inbound_token before the adapter is reached, not by the SDK."""

    async def authenticate_request(self, activity: Activity, auth_header: str) -> NoReturn:
        raise NotImplementedError("tokens are checked before the adapter")

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> NoReturn:
        raise NotImplementedError("there is no streaming here")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> NoReturn:
        raise NotImplementedError("proactive messages go through bot.teams.connector")

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        return None


class _KeptConnector(ConnectorFactory):  # type: ignore[misc]
    """Hands out the one connector that there is, where the SDK would build a client per turn."""

    def __init__(self, connector: ConnectorClient) -> None:
        self._connector = connector

    async def create(self, service_url: str, audience: str | None) -> "_ConnectorOfTurn":
        return _ConnectorOfTurn(self._connector, service_url)


class _ConnectorOfTurn:
    """The part of the SDK's connector client that a TurnContext uses, on our connector."""

    __slots__ = ("_connector", "_service_url", "conversations")

    def __init__(self, connector: ConnectorClient, service_url: str) -> None:
        self._connector = connector
        self._service_url = service_url
        self.conversations = self

    async def send_to_conversation(self, conversation_id: str, activity: Activity) -> ResourceResponse:
        sent = await self._connector.send(self._service_url, conversation_id, _outgoing(activity))
        return ResourceResponse(id=sent)

    async def reply_to_activity(
        self, conversation_id: str, activity_id: str, activity: Activity
    ) -> ResourceResponse:
        outgoing = _outgoing(activity)
        sent = await self._connector.reply(self._service_url, conversation_id, activity_id, outgoing)
        return ResourceResponse(id=sent)

    async def update_activity(
        self, conversation_id: str, activity_id: str, activity: Activity
    ) -> ResourceResponse:
        await self._connector.replace(self._service_url, conversation_id, activity_id, _outgoing(activity))
        return ResourceResponse(id=activity_id)


def _outgoing(activity: Activity) -> dict[str, Any]:
    """The wire form of the messages that `_turn` makes; the SDK's own serializer takes 0.7 ms for a card."""
    outgoing: dict[str, Any] = {"type": activity.type, "conversation": {"id": activity.conversation.id}}
    if activity.from_property is not None:
        outgoing["from"] = {"id": activity.from_property.id}
    if activity.recipient is not None:
        outgoing["recipient"] = {"id": activity.recipient.id}
    if activity.text:
        outgoing["text"] = activity.text
    if activity.summary:
        outgoing["summary"] = activity.summary
    if activity.reply_to_id:
        outgoing["replyToId"] = activity.reply_to_id
    if activity.attachments:
        outgoing["attachments"] = [
            {"contentType": one.content_type, "content": one.content} for one in activity.attachments
        ]
    return outgoing
