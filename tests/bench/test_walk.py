"""The bench's user of our bot: what is pressed, and that a wrong card is noticed."""

from typing import Any

import pytest

from bench.load import Reply, Request, Talk, WrongAnswer
from bench.walk import CARD_TYPE, DEPTH, REVIEW, card_of, look_at, walk

TENANT = "00000000-0000-4000-8000-0000000000aa"
STEPS = ("what", "when", "who", "how", "where")


def button(verb: str, data: dict[str, Any], **rest: Any) -> dict[str, Any]:
    fallback = {
        "type": "Action.Submit",
        "title": verb,
        "data": {**data, "verb": verb, "step": "from the fallback"},
    }
    return {"type": "Action.Execute", "title": verb, "verb": verb, "data": data, "fallback": fallback, **rest}


def flow_card(number: int, steps: tuple[str, ...] = STEPS) -> dict[str, Any]:
    """A form for every step, and a review behind the last one."""
    data = {"draft": "d-1", "version": number}
    actions = []
    if number < len(steps):
        data["step"] = steps[number]
        actions.append(button("answer", data))
    else:
        actions.append(button("file", data))
    if number:
        actions.append(button("back", data, associatedInputs="None"))
    fields = [
        {
            "type": "Input.ChoiceSet",
            "id": "kind",
            "isRequired": True,
            "choices": [{"value": "first", "title": "1"}],
        },
        {"type": "Input.Text", "id": "text", "isRequired": True},
        {"type": "Input.Number", "id": "count"},
        {"type": "Input.Date", "id": "day", "value": "2026-11-23"},
    ]
    return {"type": "AdaptiveCard", "body": [{"type": "Container", "items": fields}], "actions": actions}


def posted(card: dict[str, Any]) -> Reply:
    return Reply(200, {"id": "m-7", "attachments": [{"contentType": CARD_TYPE, "content": card}]})


def response(card: dict[str, Any]) -> Reply:
    return Reply(200, {"statusCode": 200, "type": CARD_TYPE, "value": card})


def opened(first_card: dict[str, Any]) -> tuple[Talk, Request]:
    """A user who typed and got the first card, and the first press."""
    talk = walk(3, "http://127.0.0.1:1/api/messages", "http://127.0.0.1:2/ours", TENANT)
    typed = next(talk)
    assert typed.body is not None
    assert (typed.body["type"], typed.turn) == ("message", False)
    look = talk.send(Reply(200, {}))
    assert look == Request("http://127.0.0.1:2/newest/ours/a:bench-3", None, turn=False)
    return talk, talk.send(posted(first_card))


def action(press: Request) -> dict[str, Any]:
    assert press.turn
    assert press.body is not None
    assert (press.body["name"], press.body["replyToId"]) == ("adaptiveCard/action", "m-7")
    sent: dict[str, Any] = press.body["value"]["action"]
    return sent


@pytest.mark.parametrize("steps", [STEPS, STEPS[:2]], ids=["long flow", "flow that ends in the review"])
def test_walks_on_and_back_for_ever(steps: tuple[str, ...]) -> None:
    talk, press = opened(flow_card(0, steps))
    number, seen = 0, []
    for _ in range(40):
        verb = action(press)["verb"]
        assert verb in ("answer", "back")
        number += 1 if verb == "answer" else -1
        seen.append(number)
        press = talk.send(response(flow_card(number, steps)))
    turning = min(DEPTH, len(steps))
    there_and_back = [*range(1, turning + 1), *range(turning - 1, -1, -1)]
    assert seen[: 2 * turning] == there_and_back
    assert max(seen) == turning
    assert min(seen) == 0


def test_a_press_carries_the_fields_and_terug_does_not() -> None:
    talk, press = opened(flow_card(0))
    assert action(press)["data"] == {
        "draft": "d-1",
        "version": 0,
        "step": "what",
        "kind": "first",
        "text": "Voorbeeld van een melding",
        "day": "2026-11-23",
    }
    for number in range(1, DEPTH + 1):
        press = talk.send(response(flow_card(number)))
    assert action(press)["verb"] == "back"
    assert set(action(press)["data"]) == {"draft", "version", "step"}


def test_every_activity_has_an_id_of_its_own() -> None:
    talk, first = opened(flow_card(0))
    second = talk.send(response(flow_card(1)))
    assert first.body is not None
    assert second.body is not None
    assert first.body["id"] != second.body["id"]


@pytest.mark.parametrize(
    "wrong",
    [
        Reply(500, {"error": "x"}),
        Reply(200, None),
        Reply(200, {"statusCode": 500, "type": "application/vnd.microsoft.error", "value": {}}),
        Reply(
            200, {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Oud."}
        ),
        response(flow_card(0)),
        response({"type": "AdaptiveCard", "body": []}),
    ],
    ids=["fault", "nothing", "error", "message", "same card again", "no way on"],
)
def test_a_wrong_answer_is_noticed(wrong: Reply) -> None:
    talk, _ = opened(flow_card(0))
    with pytest.raises(WrongAnswer):
        talk.send(wrong)


def test_back_to_another_step_is_noticed() -> None:
    talk, _ = opened(flow_card(0))
    for number in range(1, DEPTH + 1):
        talk.send(response(flow_card(number)))
    with pytest.raises(WrongAnswer, match="not to who"):
        talk.send(response(flow_card(DEPTH - 2)))


def test_text_answer_to_the_opening_is_noticed() -> None:
    talk = walk(0, "http://127.0.0.1:1/api/messages", "http://127.0.0.1:2/ours", TENANT)
    next(talk)
    talk.send(Reply(200, {}))
    with pytest.raises(WrongAnswer, match="not answered with a card"):
        talk.send(Reply(200, {"id": "m-1", "text": "Hallo"}))


def test_the_review_is_a_place_to_turn_back() -> None:
    shown = look_at(flow_card(len(STEPS)))
    assert shown.position == REVIEW
    assert shown.answer is None
    assert shown.back is not None


def test_card_of_gives_the_card() -> None:
    assert card_of(response(flow_card(1))) == flow_card(1)
