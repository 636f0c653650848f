"""Where the Bot Framework is kept: an activity comes in and becomes one of our events, our answer goes back.

What comes in is an activity of the SDK's schema; what goes out is written as the wire has it.
"""

import logging
from dataclasses import replace
from typing import Any, Protocol

from botbuilder.schema import Activity

from bot.teams.activities import to_event
from bot.teams.connector import CARD_TYPE, ConnectorClient
from bot.teams.events import (
    Answer,
    CardAction,
    Event,
    Message,
    MessageAction,
    PermanentFailure,
    Say,
    ShowCard,
    ShowDialog,
)
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


class TeamsAdapter:
    """Takes activities of Teams to the handler and its answers back.

    `tenants` are the organisations that we serve; empty means any, which only a local run may do.
    `received` is the text for a press that needs no other answer.
    """

    def __init__(
        self,
        connector: ConnectorClient,
        handler: TurnHandler,
        tenants: frozenset[str],
        received: str,
    ) -> None:
        self._connector = connector
        self._handler = handler
        self._tenants = tenants
        self._received = received
        self._once = Once()

    def admit(self, activity: Activity) -> Event | None:
        """The event in this activity, None when it is nothing to us. Raises BadActivity or Forbidden."""
        if activity.channel_id != CHANNEL:
            raise Forbidden("not Teams")
        if not self._connector.allows(activity.service_url):
            raise Forbidden("service address not allowed")
        return to_event(activity, self._tenants)

    async def take(self, activity: Activity, event: Event) -> dict[str, Any] | None:
        """Run the turn; gives the body that answers an invoke. Raises what the handler does, and send failures."""
        if not isinstance(event, Message):
            return await self._turn(activity, event)

        async def answered() -> None:
            await self._turn(activity, event)

        await self._once.do((event.place.conversation, event.activity_id), answered)
        return None

    async def say(self, activity: Activity, text: str) -> None:
        """A text into the chat that this activity came from, outside the turn. Raises failures to send."""
        outgoing = {**_message(activity), "text": text}
        await self._connector.send(activity.service_url, activity.conversation.id, outgoing)

    async def _turn(self, activity: Activity, event: Event) -> dict[str, Any] | None:
        answer = await self._handler.handle(event)
        if isinstance(event, MessageAction):
            return _task(answer, self._received)
        if isinstance(event, CardAction):
            if event.by_invoke:
                return self._response(answer)
            if isinstance(answer, ShowCard) and await self._replaced(activity, event.card_id, answer):
                return None
        match answer:
            case ShowCard(alone=alone) if alone is not None and await self._shown_alone(activity, answer):
                pass
            case ShowCard():
                sent = await self._reply(activity, _with_card(activity, answer))
                if isinstance(event, Message | CardAction) and sent:
                    await self._handler.shown(event, answer, sent)
            case Say():
                await self._reply(activity, {**_message(activity), "text": answer.text})
            case None:
                pass
        return None

    def _response(self, answer: Answer) -> dict[str, Any]:
        if isinstance(answer, ShowCard):
            return {"statusCode": 200, "type": CARD_TYPE, "value": answer.card}
        text = answer.text if isinstance(answer, Say) else self._received
        return {"statusCode": 200, "type": _MESSAGE_TYPE, "value": text}

    async def _reply(self, activity: Activity, outgoing: dict[str, Any]) -> str:
        """Send it in answer to this activity; gives the id of the new message."""
        service, conversation = activity.service_url, activity.conversation.id
        if not activity.id:
            return await self._connector.send(service, conversation, outgoing)
        outgoing = {**outgoing, "replyToId": activity.id}
        return await self._connector.reply(service, conversation, activity.id, outgoing)

    async def _shown_alone(self, activity: Activity, answer: ShowCard) -> bool:
        """Show what only the sender of this activity is to see. False when Teams does not take it."""
        message = _with_card(activity, replace(answer, card=answer.alone or answer.card))
        try:
            await self._connector.send_alone(activity.service_url, activity.conversation.id, message)
        except PermanentFailure as failure:
            log.info("a message for one person was refused: %s", failure)
            return False
        return True

    async def _replaced(self, activity: Activity, card_id: str | None, answer: ShowCard) -> bool:
        """Put the card in the place of the pressed one. False when that message cannot be changed."""
        if card_id is None:
            return False
        service, conversation = activity.service_url, activity.conversation.id
        try:
            await self._connector.replace(service, conversation, card_id, _with_card(activity, answer))
        except PermanentFailure:
            return False
        return True


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


def _message(activity: Activity) -> dict[str, Any]:
    """A message from whom this activity was for, to whom it came from, as yet without words."""
    outgoing: dict[str, Any] = {"type": "message", "conversation": {"id": activity.conversation.id}}
    if activity.recipient is not None:
        outgoing["from"] = {"id": activity.recipient.id}
    if activity.from_property is not None:
        outgoing["recipient"] = {"id": activity.from_property.id}
    return outgoing


def _with_card(activity: Activity, answer: ShowCard) -> dict[str, Any]:
    attachment = {"contentType": CARD_TYPE, "content": answer.card}
    return {**_message(activity), "summary": answer.summary, "attachments": [attachment]}
