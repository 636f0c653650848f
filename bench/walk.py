"""The user of our bot: opens the breach report, walks some steps into it, walks back with Terug, for ever."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.activities import activity
from bench.load import Reply, Request, Talk, WrongAnswer

CARD_TYPE = "application/vnd.microsoft.card.adaptive"

OPENING = "datalek"

DEPTH = 3
"""Steps from the first question at which the user turns back; the card that files is never pressed."""

REVIEW = "review"
"""Where we are when the card has no question of its own, only the button that files."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as the user sees it."""

    position: str
    answer: dict[str, Any] | None
    """The action of the first button that answers, fields filled in; None when the card asks nothing."""
    back: dict[str, Any] | None
    """The action of Terug; None on the first question."""


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Every object in the card, in drawing order. A fallback repeats its button and is left out."""
    if isinstance(node, dict):
        yield node
        for key, child in node.items():
            if key not in ("fallback", "data"):
                yield from parts(child)
    elif isinstance(node, list):
        for child in node:
            yield from parts(child)


def filled_in(field: dict[str, Any]) -> str | None:
    """What Teams sends for a field: what stands in it, else something valid where it must be filled in."""
    if field.get("value"):
        return str(field["value"])
    if not field.get("isRequired"):
        return None
    match field["type"]:
        case "Input.ChoiceSet":
            return str(field["choices"][0]["value"])
        case "Input.Number":
            return "1"
        case "Input.Text":
            return "Voorbeeld van een melding"
        case other:
            raise WrongAnswer(f"a required {other} without a value: {field.get('id')}")


def look_at(card: dict[str, Any]) -> Shown:
    """What the user can press. Raises WrongAnswer when this is no card of a flow."""
    actions: dict[str, dict[str, Any]] = {}
    fields: dict[str, str] = {}
    for part in parts(card):
        kind = str(part.get("type"))
        if kind == "Action.Execute":
            actions.setdefault(part["verb"], part)
        elif kind.startswith("Input.") and (value := filled_in(part)) is not None:
            fields[part["id"]] = value
    answer, back = actions.get("answer"), actions.get("back")
    if answer is not None:
        position = answer["data"]["step"]
        return Shown(position, pressed(answer, fields), back and pressed(back, {}))
    if "file" in actions:
        return Shown(REVIEW, None, back and pressed(back, {}))
    raise WrongAnswer(f"a card without a way on, with the verbs {sorted(actions)}")


def pressed(action: dict[str, Any], fields: dict[str, str]) -> dict[str, Any]:
    """What Teams sends for a button: its data with the fields in it, unless it says that it needs none."""
    sent = {} if action.get("associatedInputs", "auto").lower() == "none" else fields
    return {
        "type": "Action.Execute",
        "title": action["title"],
        "verb": action["verb"],
        "data": {**action["data"], **sent},
    }


def card_of(reply: Reply) -> dict[str, Any]:
    """The card in the response to a press. Raises WrongAnswer when there is none."""
    content = reply.content
    if reply.status != 200 or not isinstance(content, dict):
        raise WrongAnswer(f"status {reply.status}: {content}")
    if content.get("statusCode") != 200 or content.get("type") != CARD_TYPE:
        raise WrongAnswer(f"no card but {content}")
    card: dict[str, Any] = content["value"]
    return card


def walk(user: int, address: str, service_url: str, tenant: str) -> Talk:
    """One user of the bot. Every press must bring the right card: on to a new step, back to the last one."""
    said = activity(user, service_url, tenant, type="message", text=OPENING)
    reply: Reply = yield Request(address, said, turn=False)
    if reply.status != 200:
        raise WrongAnswer(f"typed text: status {reply.status}: {reply.content}")
    sink, _, label = service_url.rpartition("/")
    conversation = said["conversation"]["id"]
    posted = yield Request(f"{sink}/newest/{label}/{conversation}", None, turn=False)
    if not posted.content or not posted.content.get("attachments"):
        raise WrongAnswer(f"typed text was not answered with a card but with {posted.content}")
    shown = look_at(posted.content["attachments"][0]["content"])
    trail: list[str] = []
    going_on = True
    while True:
        if going_on and (len(trail) == DEPTH or shown.answer is None):
            going_on = False
        elif not going_on and not trail:
            going_on = True
        action = shown.answer if going_on else shown.back
        if action is None:
            raise WrongAnswer(f"no way {'on' if going_on else 'back'} at {shown.position}")
        reply = yield Request(
            address,
            activity(
                user,
                service_url,
                tenant,
                type="invoke",
                name="adaptiveCard/action",
                replyToId=posted.content["id"],
                value={"action": action, "trigger": "manual"},
            ),
        )
        now = look_at(card_of(reply))
        if going_on:
            if now.position == shown.position or now.position in trail:
                raise WrongAnswer(f"after {shown.position} came {now.position} again")
            trail.append(shown.position)
        elif now.position != (wanted := trail.pop()):
            raise WrongAnswer(f"back from {shown.position} to {now.position}, not to {wanted}")
        shown = now
