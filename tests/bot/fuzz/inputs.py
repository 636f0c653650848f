"""Hostile inputs, drawn by a seed: bodies and headers as a stranger, a broken client or a clever colleague could send.

Activities, card data, Unicode, nesting, sizes, encodings, keys that stand there twice; sound ones in between, so that
what is stored moves on and the odd ones meet conversations and cases in many states.
"""

import csv
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bot.registers import REGISTERS
from bot.turns.turn import OFFICE_WORDS
from cards.every_part import every_part
from cases.register.forms import FORM
from tests.cards.example_words import NASTY
from tests.cases.breach.by_chance import ALEX, FEN, JIP, NOOR, SAM

Json = dict[str, Any]

SERVICE, TENANT, BOT = "https://smba.example/", "tenant", "28:invented-bot"
MARK = "zwartepietersilie"
"""Stands in everything that somebody types: it may be stored and shown, and never logged."""

PEOPLE = (SAM, ALEX, NOOR, FEN, JIP)
TYPES = ("message", "message", "message", "invoke", "invoke", "invoke", "invoke", "conversationUpdate")
RARER = (
    "installationUpdate",
    "messageUpdate",
    "messageDelete",
    "typing",
    "messageReaction",
    "event",
    "x",
    "",
)
INVOKES = (
    "adaptiveCard/action",
    "composeExtension/fetchTask",
    "composeExtension/submitAction",
    "fileConsent/invoke",
    "task/fetch",
    "signin/verifyState",
)
NUMBERS = ("DL-2026-0001", "RV-2026-0001", "AD-2026-0001", "VR-2026-0001", "OV-2026-0001", "VA-2026-0001")
ODD: Sequence[Any] = (
    None, True, False, 0, -1, 10**30, 1e308, 1.5, "", "0", "-1", "9" * 400, "null", [], {}, [[]], [None], {"a": {}},
    "DL-2026-٠٠٠١", "dl-2026-0001", "DL-2026-0001|x", "case|DL-2026-0001", "../../etc", "' OR 1=1 --", "${x}", "{{x}}",
    "\u202eomgekeerd", "\ufeff", "\u200b", "a\u0301" * 50, "\U0001f600", "[x](https://elsewhere.example)", "__class__",
    "2026-02-30", "99:99", "²", "٣", "1e400", "%00", "\x00", "\ud800", "\udfff\ud800", "x" * 5_000, "\n" * 500,
)  # fmt: skip
"""What may stand in the place of anything."""

MARKUP = (
    "<at>",
    "</at>",
    "<quoted messageId='1'/>",
    "<",
    "&lt;",
    "&#x",
    "&amp;amp;",
    "<b>",
    "](",
    "**",
    "`",
    "~~",
)
SIGNS = "aeiou xyz.,;:!?-_'\"\\/|\n\t0123456789€éß\u00a0\u200d\u0300\u0660\U0001f469\u202e\uffff"


@dataclass(frozen=True, slots=True)
class Input:
    """One request. `kind` is what it is meant to be, for the report of a failure."""

    kind: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@cache
def sentences() -> tuple[str, ...]:
    """What colleagues might type."""
    folder = Path(__file__).parents[3] / "dialogs" / "dutch" / "sentences"
    with (folder / "a01.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) > 1]
    return tuple(max(row, key=len) for row in rows if not row[0].startswith("#"))[:400]


@cache
def verbs() -> tuple[str, ...]:
    """Every verb that a card of ours has, and some that none has."""
    found = {each.name for register in REGISTERS for each in register.life.events}
    found |= {each + FORM for register in REGISTERS for each in register.forms}
    for register in REGISTERS:
        found |= {*register.presses.translated, *register.cards.pages}
    talk = "answer back stop resume discard edit file start restart menu contact switch own_cases choose ask consult"
    rest = "show history paper receipt step give register month figures overviews friction new_record new_record_form"
    odd = ("__class__", "constructor", "x" * 150, "toString", "_", "é")
    return (*sorted(found), *talk.split(), *rest.split(), "keep_advice", *odd)


class Inputs:
    """Draws inputs one after another. `at_hand` are the buttons that the bot showed last, by person."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._id = 0
        self.at_hand: dict[str, list[Json]] = {}
        self.sent: list[bytes] = []

    def next(self) -> Input:
        """The next one; it depends on the seed and on what the bot showed."""
        made = self._chance.choices(self._ways, weights=[10, 10, 4, 6, 4, 2, 1])[0]()
        if len(made.body) < 20_000:
            self.sent.append(made.body)
            del self.sent[:-50]
        return made

    @property
    def _ways(self) -> tuple[Callable[[], Input], ...]:
        return (
            self._pressed,
            self._forged,
            self._typed,
            self._bent,
            self._broken,
            self._headers,
            self._large,
        )

    # --- kinds of input ---------------------------------------------------------------------------------------

    def _pressed(self) -> Input:
        """A button that stood on a card, perhaps with something else in its fields."""
        activity = self._activity("invoke")
        buttons = self.at_hand.get(activity["from"]["aadObjectId"])
        if not buttons:
            return self._typed()
        button = self._chance.choice(buttons)
        data = dict(button["data"])
        for name in button["fields"]:
            data[name] = self._filled(name)
        while self._chance.random() < 0.25 and data:
            data[self._chance.choice(sorted(data))] = self._value()
        return self._action("a button", activity, button["verb"], data)

    def _forged(self) -> Input:
        """A press that no card of ours has."""
        names: tuple[str, ...] = (
            "case",
            "version",
            "draft",
            "step",
            "flow",
            "page",
            "exchange",
            "stage",
            "to",
            "office",
            "of",
            "for",
        )
        names += (
            "register",
            "filter",
            "period",
            "words",
            "month",
            "year",
            "file",
            "paper",
            "value",
            "group",
            "reason",
        )
        data: Json = {"case": self._chance.choice(NUMBERS)} if self._chance.random() < 0.6 else {}
        for _ in range(self._chance.randrange(8)):
            name = self._chance.choice(names) if self._chance.random() < 0.8 else self._text(12)
            data[name] = self._value()
        if self._chance.random() < 0.4:
            data["of"] = self._chance.choice(("case", "register", "entry", "friction", "file", "talk"))
        return self._action("a forged press", self._activity("invoke"), self._chance.choice(verbs()), data)

    def _typed(self) -> Input:
        activity = self._activity(self._chance.choice(("message", "message", "message", "messageUpdate")))
        if activity["type"] == "messageUpdate":
            activity["channelData"]["eventType"] = "editMessage"
        activity["text"] = self._words()
        return Input("typed", _written(activity))

    def _bent(self) -> Input:
        """An activity in which something is not as it should be."""
        activity = self._activity(self._chance.choice((*TYPES, *RARER)))
        activity["name"] = self._chance.choice(INVOKES)
        activity["text"] = self._words()
        if self._chance.random() < 0.5:
            activity["value"] = self._tree(4)
        if self._chance.random() < 0.3:
            activity["attachments"] = [
                {"contentType": self._value()} for _ in range(self._chance.randrange(4))
            ]
        if self._chance.random() < 0.3:
            mention = {"id": self._value(), "name": self._value()}
            activity["entities"] = [{"type": "mention", "text": self._value(), "mentioned": mention}]
        for _ in range(1 + self._chance.randrange(3)):
            part, name = self._place(activity)
            if self._chance.random() < 0.2:
                part.pop(name, None)
            else:
                part[name] = self._value() if self._chance.random() < 0.7 else self._tree(5)
        return Input("bent", _written(activity))

    def _broken(self) -> Input:
        """Bytes that are no JSON, or JSON that two readers could read in two ways."""
        whole = self._chance.choice(self.sent) if self.sent else _written(self._activity("message"))
        cut = self._chance.randrange(len(whole) + 1)
        chance = self._chance.randrange(9)
        match chance:
            case 0:
                body = whole[:cut]
            case 1:
                body = bytes(self._chance.randrange(256) for _ in range(self._chance.randrange(300)))
            case 2:
                body = whole[:cut] + bytes([self._chance.randrange(256)]) + whole[cut + 1 :]
            case 3:
                body = b'{"type":"message",' + whole[1:]  # a key twice
            case 4:
                body = whole.decode("utf-8", "replace").encode(
                    self._chance.choice(("utf-16", "utf-8-sig", "utf-32"))
                )
            case 5:
                body = b'{"a":' * (deep := self._chance.choice((50, 500, 5_000))) + b"1" + b"}" * deep
            case 6:
                body = b"[" * self._chance.choice((50, 5_000)) + whole
            case 7:
                odd = self._chance.choice((b"NaN", b"Infinity", b"-0", b"1e999", b"9" * 5_000, b"01", b"'x'"))
                body = b'{"type":"message","value":' + odd + b"}"
            case _:
                body = whole + whole
        return Input(f"broken {chance}", body)

    def _headers(self) -> Input:
        made = self._typed()
        odd: Mapping[str, Sequence[str]] = {
            "Content-Type": (
                "text/plain", "application/json; charset=latin-1", "application/json; charset=utf-16", "",
                "application",
                "application/json; charset=\"", "multipart/form-data; boundary=x", "application/json;" * 40,
            ),
            "Content-Encoding": ("gzip", "deflate", "br", "identity", "identity, gzip", ""),
            "Authorization": ("Bearer x", "Bearer " + "a" * 4_000, "Basic eA==", ""),
            "Accept": ("text/html", "*/*;q=x"),
            "X-Forwarded-Host": ("elsewhere.example",),
        }  # fmt: skip
        name = self._chance.choice(sorted(odd))
        return Input(f"header {name}", made.body, {name: self._chance.choice(odd[name])})

    def _large(self) -> Input:
        """As long as may be, and longer."""
        activity = self._activity(self._chance.choice(("message", "invoke")))
        size = self._chance.choice((8_000, 20_000, 20_001, 100_000, 300_000))
        words = self._words() + " "
        activity["text"] = (words * (size // len(words) + 1))[:size]
        if activity["type"] == "invoke":
            fields = {
                f"f{number}": "x" * (size // 80) for number in range(self._chance.choice((40, 59, 60, 61)))
            }
            return self._action("large", activity, self._chance.choice(verbs()), fields)
        return Input("large", _written(activity))

    # --- what they are made of --------------------------------------------------------------------------------

    def _activity(self, kind: str) -> Json:
        self._id += 1
        who = self._chance.choice(PEOPLE)
        scope = self._chance.choices(("personal", "channel", "groupChat"), weights=[8, 3, 1])[0]
        place = (
            f"chat-{who.aad_id}"
            if scope == "personal"
            else self._chance.choice(("po", "fg", "jz", "somewhere"))
        )
        if scope == "channel":
            place = f"channel-{place};messageid={self._chance.randrange(5)}"
        return {
            "type": kind,
            "id": f"f{self._id}" if self._chance.random() < 0.95 else f"f{max(self._id - 1, 0)}",
            "channelId": "msteams",
            "serviceUrl": SERVICE,
            "from": {"id": f"29:{who.aad_id[-4:]}", "name": who.name, "aadObjectId": who.aad_id},
            "recipient": {"id": BOT, "name": "Privacyhulp"},
            "conversation": {"id": place, "conversationType": scope, "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "replyToId": f"c{self._chance.randrange(20)}",
        }

    def _action(self, kind: str, activity: Json, verb: str, data: Json) -> Input:
        if self._chance.random() < 0.15:
            activity |= {"type": "message", "value": data | {"verb": verb}}
        else:
            shape: Any = json.dumps(data) if self._chance.random() < 0.05 else data
            action = {"type": "Action.Execute", "verb": verb, "data": shape}
            activity |= {"name": INVOKES[0], "value": {"action": action}}
        return Input(f"{kind} {verb[:40]}", _written(activity))

    def _words(self) -> str:
        """A line as somebody types it, or as nobody would."""
        chance = self._chance.random()
        if chance < 0.5:
            line = self._chance.choice(sentences())
        elif chance < 0.6:
            commands = (
                "menu",
                "stop",
                "help",
                "terug",
                "overzicht",
                "jaarcijfers",
                "mijn zaken",
                *OFFICE_WORDS,
            )
            line = self._chance.choice(
                (*commands, f"toon {self._chance.choice(NUMBERS)}", "zoek brief", "datalek")
            )
            return line if self._chance.random() < 0.7 else f"{line} {self._text(20)}"
        elif chance < 0.75:
            line = self._chance.choice(list(NASTY.values()))
        else:
            line = self._text(200)
        while self._chance.random() < 0.3:
            line += self._chance.choice(("", " ", "\n")) + self._chance.choice(
                (*MARKUP, *sentences()[:40], "111222333")
            )
        at = self._chance.randrange(len(line) + 1)
        return f"{line[:at]} {MARK} {line[at:]}" if self._chance.random() < 0.8 else line

    def _text(self, most: int) -> str:
        return "".join(self._chance.choice(SIGNS) for _ in range(self._chance.randrange(most)))

    def _value(self) -> Any:
        chance = self._chance.random()
        if chance < 0.6:
            return self._chance.choice(ODD)
        return (
            self._words()
            if chance < 0.8
            else self._chance.choice((*NUMBERS, "breach", "po", "ja", "1", "true"))
        )

    def _filled(self, name: str) -> Any:
        """Something that may stand in a field of this name."""
        if name.endswith(("_date", "on", "until")):
            return self._chance.choice(("2026-11-23", "2026-11-20", "gisteren", ""))
        if name.endswith("_time"):
            return self._chance.choice(("13:00", "25:61", ""))
        return self._words() if self._chance.random() < 0.7 else self._value()

    def _tree(self, deep: int) -> Any:
        if deep == 0 or self._chance.random() < 0.3:
            return self._value()
        if self._chance.random() < 0.4:
            return [self._tree(deep - 1) for _ in range(self._chance.randrange(4))]
        names = (
            "action",
            "verb",
            "data",
            "type",
            "id",
            "commandContext",
            "messagePayload",
            "uploadInfo",
            "context",
        )
        return {self._chance.choice(names): self._tree(deep - 1) for _ in range(self._chance.randrange(5))}

    def _place(self, activity: Json) -> tuple[Json, str]:
        """Some field in an activity."""
        part: Any = activity
        while True:
            name = self._chance.choice(sorted(part) or ["type"])
            inner = part.get(name)
            if not isinstance(inner, dict) or not inner or self._chance.random() < 0.4:
                return part, name
            part = inner


def buttons_on(card: object) -> Iterator[Json]:
    """Every button of a card with the names of the fields that go along with it."""
    parts = [each for each in every_part(card) if isinstance(each, dict)]
    fields = [each["id"] for each in parts if str(each.get("type", "")).startswith("Input.") and "id" in each]
    for each in parts:
        if each.get("type") == "Action.Execute":
            yield {"verb": str(each.get("verb", "")), "data": dict(each.get("data") or {}), "fields": fields}


def _written(activity: Json) -> bytes:
    # Half a character is written as its escape, as a broken client does.
    return json.dumps(activity, ensure_ascii=True).encode()
