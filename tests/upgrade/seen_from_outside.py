"""What can be seen of a running bot: messages, answers to presses, lists, files; and how its people go on with it."""

import contextlib
import io
import json
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bot.commands.command_line import run
from tests.e2e.fake_teams import (
    FINN,
    JILL,
    NOOR,
    SAM,
    Answered,
    Call,
    Card,
    Chat,
    FakePerson,
    Json,
    channel_id,
    text_of,
)
from tests.e2e.running_bot import JIP, RunningBot
from tests.house import ORGANISATION_FILE
from tests.upgrade.old_store import CALLED, PEOPLE, compact, go_to, settle

REGISTERS = ("breach", "rights", "consult", "processing", "agreement", "advice")

_NUMBER = re.compile(r"\b(?:DL|RV|AD|VR|OV|KA)-\d{4}-\d{4}\b")


class Watch:
    """Tells what the bot sent since it was asked last."""

    def __init__(self, bot: RunningBot) -> None:
        self._bot = bot
        self._calls = self._mails = 0
        self._places = {channel_id(office): office for office in CALLED} | {
            bot.personal(each).conversation: each.name for each in PEOPLE
        }

    def news(self) -> list[Json]:
        """Each message: how it went, to whom, about which case, and the title of its card. Sorted.

        A card that was changed more than once counts once, as it stands at last.
        """
        calls = self._bot.teams.calls[self._calls :]
        mails = self._bot.mails[self._mails :]
        self._calls, self._mails = len(self._bot.teams.calls), len(self._bot.mails)
        told: list[Json] = []
        changed: dict[str, Json] = {}
        for call in calls:
            if call.status >= 300:
                continue
            if call.method == "PUT":
                changed[call.path] = self._told(call, "change")
            elif "activity" in call.body or call.body.get("type") == "message":
                told.append(self._told(call, "post"))
        told += [
            {"how": "mail", "to": each.to, "number": number_in(each.subject), "title": each.subject}
            for each in mails
        ]
        return sorted((*told, *changed.values()), key=compact)

    def _told(self, call: Call, how: str) -> Json:
        activity = call.body.get("activity", call.body)
        where = call.body.get("channelData", {}).get("channel", {}).get("id", "")
        threaded = ""
        if "activity" not in call.body:
            way = call.path.partition("/conversations/")[2].partition("/activities")[0]
            where, _, threaded = unquote(way).partition(";messageid=")
        cards = activity.get("attachments") or []
        card = cards[0]["content"] if cards else {}
        how = "reply" if how == "post" and threaded else how
        return {
            "how": how,
            "to": self._places.get(where, where),
            "number": number_in(f"{activity.get('summary', '')}\n{text_of(card)}"),
            "title": title_of(card) or str(activity.get("text", ""))[:80],
        }


def gathered(news: Sequence[Json]) -> list[Json]:
    """The same messages with those together that differ only in the case that they are about."""
    found: dict[str, Json] = {}
    for each in news:
        title = each["title"].replace(each["number"], "#") if each["number"] else each["title"]
        place = {"how": each["how"], "to": each["to"], "title": title}
        found.setdefault(compact(place), place | {"numbers": []})["numbers"].append(each["number"])
    return list(found.values())


def number_in(text: str) -> str:
    """The first case number in a text, or ""."""
    found = _NUMBER.search(text)
    return found[0] if found else ""


def title_of(card: Card) -> str:
    """The title of a card, else its first line."""
    large = [each["text"] for each in card.get("body", []) if each.get("size") == "Large"]
    return str((large or text_of(card).split("\n") or [""])[0])[:80]


def presses_on(card: Card) -> list[Json]:
    """What each button of a card sends: verb, and data with the required fields filled in."""
    return [
        {"verb": action["verb"], "data": action.get("data", {}) | _filled(action, inputs)}
        for action, inputs in _actions(card, ())
    ]


def _actions(element: Any, inputs: tuple[Json, ...]) -> Iterator[tuple[Json, tuple[Json, ...]]]:
    if isinstance(element, list):
        for each in element:
            yield from _actions(each, inputs)
    if not isinstance(element, dict):
        return
    if element.get("type") == "AdaptiveCard":
        inputs = (*inputs, *_inputs(element.get("body", [])))
    if element.get("type") == "Action.Execute":
        yield element, inputs
        return
    for value in element.values():
        yield from _actions(value, inputs)


def _inputs(element: Any) -> Iterator[Json]:
    if isinstance(element, list):
        for each in element:
            yield from _inputs(each)
    elif isinstance(element, dict) and element.get("type") != "AdaptiveCard":
        if str(element.get("type", "")).startswith("Input."):
            yield element
        for value in element.values():
            yield from _inputs(value)


def _filled(action: Json, inputs: Sequence[Json]) -> dict[str, str]:
    if str(action.get("associatedInputs", "auto")).lower() == "none":
        return {}
    return {each["id"]: value for each in inputs if (value := _typed_in(each))}


def _typed_in(field: Json) -> str:
    if field.get("value") or not field.get("isRequired"):
        return str(field.get("value") or "")
    match field["type"]:
        case "Input.ChoiceSet":
            return str(field["choices"][0]["value"])
        case "Input.Date":
            return "2026-11-24"
        case "Input.Time":
            return "09:00"
        case "Input.Number":
            return "3"
        case "Input.Toggle":
            return "true"
    return "Een verzonnen antwoord voor deze proef."[: field.get("maxLength", 99)]


async def press(chat: Chat, told: Json, on: str) -> Answered:
    """Press a button of a message as a client does."""
    activity = chat.activity("invoke", thread=on)
    activity["name"] = "adaptiveCard/action"
    activity["replyToId"] = on
    action = {"type": "Action.Execute", "verb": told["verb"], "data": told["data"]}
    activity["value"] = {"action": action, "trigger": "manual"}
    answered = await chat.send(activity)
    assert answered.status == 200, told
    assert answered.error is None, f"{told}: {answered.error}"
    if answered.card is not None and any(each.id == on for each in chat.posts):
        await chat.take_in(activity, answered)
    return answered


# --- what the bot makes of it ---------------------------------------------------------------------------------------


async def as_time_goes_on(bot: RunningBot, moments: Iterable[datetime]) -> AsyncIterator[list[Json]]:
    """What is sent at each of these moments; the first news is of what was due at once."""
    watch = Watch(bot)
    yield watch.news()
    for moment in moments:
        await go_to(bot, moment)
        yield watch.news()


async def walk_on(chat: Chat, turn: int = 0, most: int = 30) -> list[str]:
    """Answer question after question with the first that fits, and send what can be sent; gives the steps.

    Of several buttons the one at `turn` is pressed, counted round.
    """
    steps = list[str]()
    for _ in range(most):
        offered = presses_on(chat.card)
        answers = [each for each in offered if each["verb"] == "answer"]
        files = [each for each in offered if each["verb"] == "file"]
        wanted = answers[turn % len(answers)] if answers else files[0] if files else None
        if wanted is None:
            return steps
        data = wanted["data"]
        steps.append(f"{data.get('step', 'file')} v{data['version']}")
        await press(chat, wanted, chat.post.id)
    return steps


SENDING = ("consult", "send_question", "switch", "ask", "keep_advice")
"""Buttons of a card that stands at the end of a conversation, the most wanted first."""


async def drafts_go_on(
    bot: RunningBot, people: Sequence[FakePerson], posts: Sequence[Json]
) -> AsyncIterator[Json]:
    """For each of these: where the conversation stands after a look at it, the steps to its end, what came of it.

    What stands at its end is sent with a button of the card that stood there then.
    """
    for turn, who in enumerate(people):
        chat = bot.personal(who)
        newest = [each for each in posts if each["conversation"] == chat.conversation][-1]
        offered = {each["verb"]: each for each in newest["presses"]}
        sent = "" if "answer" in offered else next((verb for verb in SENDING if verb in offered), "")
        if sent:
            await press(chat, offered[sent], newest["id"])
        else:
            await chat.say("opnieuw")
        shown = title_of(chat.card)
        going_on = [each for each in presses_on(chat.card) if each["verb"] == "resume"]
        if going_on:
            await press(chat, going_on[-1], chat.post.id)
        yield {
            "person": who.name,
            "pressed": sent,
            "shown": shown,
            "stands": text_of(chat.card).split("\n")[0][:80],
            "steps": await walk_on(chat, turn),
            "verbs": sorted({each["verb"] for each in presses_on(chat.card)}),
            "ends": title_of(chat.card),
            "number": number_in(chat.text),
        }
    await settle(bot)


async def lists(bot: RunningBot) -> AsyncIterator[Json]:
    """Which numbers stand in the lists of several people: their own cases, and those of the offices."""
    asked = {
        SAM: ("mijn zaken",),
        JILL: ("mijn zaken",),
        NOOR: ("toon open datalekken", "toon open vragen", "overzichten"),
        JIP: ("toon open verzoeken", "toon overeenkomsten", "toon open vragen"),
        FINN: ("toon open datalekken", "toon verwerkingen", "alle adviezen", "waar knelt het beleid?"),
    }
    for who, lines in asked.items():
        for said in lines:
            chat = bot.personal(who)
            await chat.say(said)
            numbers = set(_NUMBER.findall(chat.text))
            page = 1
            while more := [
                each for each in presses_on(chat.card) if str(each["data"].get("page")) == str(page + 1)
            ]:
                await press(chat, more[0], chat.post.id)
                numbers |= set(_NUMBER.findall(chat.text))
                page += 1
            yield {"person": who.name, "said": said, "pages": page, "numbers": sorted(numbers)}
    noor = bot.personal(NOOR)
    await noor.say("hallo")
    await press(noor, {"verb": "figures", "data": {"year": "2026"}}, noor.post.id)
    yield {"person": NOOR.name, "said": "figures", "numbers": re.findall(r"[0-9]+", noor.text)}


async def old_buttons(bot: RunningBot, posts: Sequence[Json]) -> AsyncIterator[Json]:
    """What presses on the cards of then come to: some of each kind, one after the other."""
    offices = {channel_id(office): (office, who) for office, who in CALLED.items()}
    owners = {bot.personal(each).conversation: each for each in PEOPLE}
    for told, pressed in _some_presses(posts):
        where = told["conversation"]
        chat = bot.channel(*offices[where]) if where in offices else bot.personal(owners[where])
        number = str(pressed["data"].get("case", ""))
        before = await _events(bot, number)
        answered = await press(chat, pressed, told["id"])
        kind = "card" if answered.card is not None else "line" if answered.notice else "none"
        yield {
            "post": told["id"],
            "verb": pressed["verb"],
            "answer": kind,
            "number": number_in(text_of(answered.card or {})),
            "events": (await _events(bot, number))[len(before) :],
        }


def _some_presses(posts: Sequence[Json], each_kind: int = 2) -> Iterator[tuple[Json, Json]]:
    seen: dict[tuple[str, str, bool], int] = {}
    for told in posts:
        for pressed in told["presses"]:
            about = str(pressed["data"].get("case", ""))[:2]
            kind = (pressed["verb"], about, "@thread" in told["conversation"])
            seen[kind] = seen.get(kind, 0) + 1
            if seen[kind] <= each_kind:
                yield told, pressed


async def _events(bot: RunningBot, number: str) -> list[str]:
    """What people did to a case."""
    return [each.event for each in await bot.events(number) if each.role != "bot"] if number else []


def said_by(bot: RunningBot, folder: Path) -> Iterator[Json]:
    """What `verify` and `export` say of each register of this bot's store. Not inside a running loop."""
    for register in REGISTERS:
        code, told = _sub_command(bot, "verify", register)
        out = folder / f"{register}.json"
        assert _sub_command(bot, "export", register, "--format", "json", "--out", str(out))[0] == 0
        yield {
            "register": register,
            "code": code,
            "verify": json.loads(told.splitlines()[-1]),
            "exported": sum(bool(line.strip()) for line in out.read_text("utf-8").splitlines()),
        }


def _sub_command(bot: RunningBot, *arguments: str) -> tuple[int, str]:
    environment = {"PRIVACYBOT_STORE": bot.store, "PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE)}
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run(arguments, environment)
    return code, out.getvalue()
