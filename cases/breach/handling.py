"""What officers find out, decide and do about a breach, as the register keeps it: policy point 14, steps 4 to 9."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from cases.assessment.breach_facts import CONFIDENTIALITY, BreachFacts
from cases.assessment.data_kinds import CLIENT, CLIENT_WORD
from cases.assessment.weighing import Advice
from cases.people import Actor
from cases.register.case import ANSWER_LIMIT, NOTE_LIMIT, QUESTION_LIMIT, REASON_LIMIT, Kept, Moment, text_of

ApDecision = Literal["notify", "provisional", "not"]
PeopleChoice = Literal["inform", "public", "not"]
"""The people are told themselves, by a public notice (AVG article 34(3)(c)), or not."""

GROUNDS = ("geen_hoog_risico", "onleesbaar", "risico_weg", "wet")
"""Why people need not be told: no high risk (AVG article 34(1)), article 34(3)(a) and (b), UAVG article 41."""
DISPROPORTIONATE = "onevenredig"
"""Article 34(3)(c): a public notice instead."""

NotificationKind = Literal["provisional", "full", "supplement", "withdrawn"]
Told = Literal["no", "provisional", "full"]
"""What the AP knows: nothing (any more), a provisional notification, or a full one."""

CHANNELS = ("webformulier",)
"""The AP takes a notification by its web form alone (policy point 14 step 6). Older rows may say "anders"."""

PUBLIC, OTHERWISE = "openbaar", "anders"
WAYS = ("brief", "mail", "telefoon", "gesprek", "openbaar", "anders")

RECIPIENTS = ("opdrachtgever", "partner", "gemeenten", "politie", "verzekeraar")
"""Who else may have to know: the controller for whom WIL is processor, a processor or joint controller, the
municipalities in WIL, the police, the insurer. The AP and the people have decisions of their own."""

OWNERS = ("melder", "po", "fg", "jz", "ict", "leverancier", "anders")
"""Who can be asked to find out what nobody knows yet."""

NOT_A_BREACH = ("bijna", "incident", "niets")
"""What it was instead: it went well just in time (a near miss), an incident without personal data, nothing at all."""

STOPPED = ("ja", "nee")
"""Whether the leak is closed (policy point 14 step 8)."""

AP_NUMBER_LIMIT, HOW_LIMIT, REGISTER_LIMIT = 60, 300, 1000
KEPT_FOLLOW_UPS, FOLLOW_UP_LIMIT = 8, 500
KEPT_NOTIFICATIONS = 6
"""How many stand in the case itself; the history keeps all."""


ADVISERS = ("fg", "jz")
"""Whom the Privacy Officer can ask for advice on a case: the FG (policy point 14 steps 4 and 5), or legal affairs."""


class Opinion(Kept):
    """What an office was asked about a case, what it advised ("" while it is asked), and whether that was followed
    ("" until somebody said so) and why."""

    question: Annotated[str, text_of(QUESTION_LIMIT)]
    asked_by: Actor
    asked_at: Moment
    advice: Annotated[str, text_of(ANSWER_LIMIT)] = ""
    advised_by: Actor | None = None
    advised_at: Moment | None = None
    followed: Literal["", "ja", "nee"] = ""
    reason: Annotated[str, text_of(REASON_LIMIT)] = ""
    weighed_by: Actor | None = None
    weighed_at: Moment | None = None


MOST_MEASURES, OWNER_LIMIT = 8, 80


class Measure(Kept):
    """What will be done after a breach so that it does not come again: by whom, before which day. `done_on` is when it
    was done, or when it was `dropped`: then `how` says why."""

    what: Annotated[str, text_of(HOW_LIMIT)]
    owner: Annotated[str, text_of(OWNER_LIMIT)]
    until: date
    by: Actor
    at: Moment
    done_on: date | None = None
    dropped: bool = False
    how: Annotated[str, text_of(HOW_LIMIT)] = ""


class Addition(Kept):
    """What the reporter added later in words; closed-list fields are changed in the report itself."""

    at: Moment
    text: str


class Withdrawal(Kept):
    """The reporter says that the report was a mistake; the Privacy Officer decides."""

    reason: str
    at: Moment


class Triage(Kept):
    """The questions of policy point 14, steps 4 to 7, and how far they are answered.

    `count` is the number of changes so far: a press on an older card carries an older count. `answers` are in the
    order in which they were given, `memory` holds what was answered earlier and only fills in. `outcome` is "breach",
    "no_breach" or "" while questions are open; `facts` is what the answers to a breach come to.
    """

    by: Actor
    at: Moment
    count: int = 0
    answers: dict[str, dict[str, str]] = Field(default_factory=dict)
    memory: dict[str, str] = Field(default_factory=dict)
    outcome: Literal["", "breach", "no_breach"] = ""
    facts: BreachFacts | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_clients(cls, row: Any) -> Any:
        """Rows of earlier versions did not tell the weighing that the data were of clients, and who could read that."""
        facts = row.get("facts") if isinstance(row, dict) else None
        if not isinstance(facts, dict):
            return row
        given = [field for step in row.get("answers", {}).values() for field in step.items()]
        groups: list[str] = next((value.split(",") for name, value in given if name == "groups"), [])
        words = list(facts.get("data_kinds") or ())
        if (
            CLIENT not in groups
            or CLIENT_WORD in words
            or CONFIDENTIALITY not in (facts.get("kind") or (CONFIDENTIALITY,))
        ):
            return row
        return {**row, "facts": {**facts, "data_kinds": [*words, CLIENT_WORD]}}


class Advised(Kept):
    """The advice as it was when somebody decided. `reasons` are keys of cases/assessment/reasons.nl.toml."""

    notify_ap: bool
    notify_people: bool
    doubt: bool
    score: float
    reasons: tuple[str, ...]


class Decision(Kept):
    """What an officer decided about the AP; `reason` was typed, and is there whenever the AP is not told or the advice
    was not followed. Rows written before may lack it."""

    by: Actor
    at: Moment
    ap: ApDecision
    advised: Advised
    followed: bool
    reason: Annotated[str, text_of(REASON_LIMIT)] = ""


class PeopleDecision(Kept):
    """What an officer decided about the people themselves; a `ground` and a `reason` when they are not told, or by a
    public notice alone. Rows written before may lack the reason."""

    by: Actor
    at: Moment
    choice: PeopleChoice
    ground: str = ""
    followed: bool
    reason: Annotated[str, text_of(REASON_LIMIT)] = ""


class Notification(Kept):
    """What the AP was told, when and how, and under which number the AP has it. The bot never tells the AP itself.

    `received_at`: the AP confirmed that it came in. `facts` is what was known then, by name and in words: kept of the
    newest only, the history has them all. Rows written before lack both.
    """

    kind: NotificationKind
    at: Moment
    number: Annotated[str, text_of(AP_NUMBER_LIMIT)] = ""
    channel: str
    by: Actor
    kept_at: Moment
    received_at: Moment | None = None
    facts: dict[str, str] = Field(default_factory=dict)


class FactTask(Kept):
    """Who finds out something that nobody knows yet, and until when. `owner` is one of OWNERS."""

    owner: str
    until: Moment
    by: Actor
    at: Moment


class TooLittle(Kept):
    """An officer found that too little is known to say whether it is a breach, and why."""

    by: Actor
    at: Moment
    reason: Annotated[str, text_of(REASON_LIMIT)]


KEPT_NOTES = 3
"""How many notes of officers stand in the case itself; the history keeps all."""


class OfficersNote(Kept):
    """What an officer noted down; who reported it does not read it."""

    text: Annotated[str, text_of(NOTE_LIMIT)]
    by: Actor
    at: Moment


class NameOpened(Kept):
    """An officer opened the name of who reported it, and why."""

    by: Actor
    at: Moment
    reason: Annotated[str, text_of(REASON_LIMIT)]


class FollowUp(Kept):
    """What the AP asked about a notification, with its own term, or what was promised to it, or to people."""

    id: str
    kind: Literal["question", "promise"]
    what: Annotated[str, text_of(FOLLOW_UP_LIMIT)]
    until: Moment
    by: Actor
    at: Moment
    done_at: Moment | None = None
    how: Annotated[str, text_of(HOW_LIMIT)] = ""


class Informed(Kept):
    """How the people were told: when, how, how many in all."""

    at: Moment
    how: str
    count: int
    note: Annotated[str, text_of(HOW_LIMIT)] = ""
    by: Actor
    kept_at: Moment

    @property
    def reached(self) -> bool:
        """Whether somebody was told: only a public notice reaches people whom nobody counted."""
        return self.count > 0 or self.how == PUBLIC


class Duty(Kept):
    """Whether one recipient must know; who decided that, why, and when and how it was done.

    `until` is by when an agreement with this recipient says so; None where none does.
    """

    applies: bool
    by: Actor
    at: Moment
    reason: Annotated[str, text_of(REASON_LIMIT)] = ""
    until: Moment | None = None
    done_at: Moment | None = None
    done_by: Actor | None = None
    how: Annotated[str, text_of(HOW_LIMIT)] = ""


class Registration(Kept):
    """Effects and measures (AVG article 33(5)) and what was learned. It `stands` until new facts come.

    `stopped` says whether the leak is closed; "" when nobody said so.
    """

    effects: Annotated[str, text_of(REGISTER_LIMIT)]
    measures: Annotated[str, text_of(REGISTER_LIMIT)]
    lessons: Annotated[str, text_of(REGISTER_LIMIT)] = ""
    stopped: Literal["", "ja", "nee"] = ""
    by: Actor
    at: Moment
    stands: bool = True


def as_advised(advice: Advice) -> Advised:
    """The advice as it is kept beside a decision."""
    return Advised(
        notify_ap=advice.notify_ap,
        notify_people=advice.notify_people,
        doubt=advice.doubt,
        score=advice.severity.score,
        reasons=tuple(each.key for each in advice.reasons),
    )


def told_after(kind: NotificationKind, before: Told) -> Told:
    """What the AP knows after this notification."""
    match kind:
        case "withdrawn":
            return "no"
        case "supplement":
            return before
        case _:
            return kind


def open_numbers(planned: Iterable[Measure]) -> tuple[str, ...]:
    """The numbers, from 1 on, of the measures that are not done yet."""
    return tuple(str(place) for place, each in enumerate(planned, start=1) if each.done_on is None)


def first_of(notifications: Iterable[Notification]) -> Notification | None:
    """The first of these that still holds: what was before a withdrawal does not."""
    first: Notification | None = None
    for each in notifications:
        first = None if each.kind == "withdrawn" else first or each
    return first
