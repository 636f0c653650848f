"""What a finished conversation told, in plain words: it can be read later without the flow that asked it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict

from cases.organisation import OfficeId

Verdict = Literal["mag", "mag_onder_voorwaarden", "nog_niet", "mag_niet", "niet_van_toepassing"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

Wants = Literal["question", "register_entry", "agreement", "dpia"]
WANTS: tuple[Wants, ...] = get_args(Wants)
"""What a consult asks of an office: an answer, an entry in the register, an agreement, a DPIA."""

UNKNOWN = "onbekend"
"""The answer of somebody who does not know; what holds it stays open."""

DOUBT = "twijfel"
"""The answer of somebody who is in doubt."""


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """How long something is kept, for everybody to read: what it is called, what for, and the term in words ("" while
    nobody settled it). A person typed all three."""

    name: str
    purposes: str
    term: str


STANDING_QUESTION, STANDING_ANSWER = 120, 600
"""Most characters of the question and the answer that an office publishes."""

STANDING_WORDS = 90
"""Most words of that answer: so many fit on a card."""


@dataclass(frozen=True, slots=True)
class StandingAnswer:
    """An answer that an office gives to everybody who asks the same, on its card the number of its own entry.

    `said_on` is the day on which the office last stood for it, `review_on` the last day on which it is given. A person
    typed question and answer; `points` are policy points that the question rested on.
    """

    number: str
    office: OfficeId
    question: str
    answer: str
    said_on: date
    review_on: date
    points: tuple[str, ...] = ()


class _Plain(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Told(_Plain):
    """One answer: the question and the answer in the words of the card, and the policy points it rests on.

    `step` and `field` say where it was asked; `typed` marks the user's own words (BSN masked already).
    """

    step: str
    field: str
    question: str
    answer: str
    points: tuple[str, ...]
    typed: bool = False


class Line(_Plain):
    """A reason or a duty as the card said it, with its policy points. `source` is how the card cited these."""

    text: str
    points: tuple[str, ...]
    source: str = ""


def _all_lines(law: object) -> object:
    """One line of law was kept at first, or an empty one."""
    if isinstance(law, str):
        return (law,) if law else ()
    return law


class ToldVerdict(_Plain):
    """The answer card in plain values. `lines` say what the end means, `law` where the law asks more.

    `flow_title` is what the conversation is called; `flow_version` is a fingerprint of the flow that judged;
    `points` are all policy points that the answers and the verdict rest on, `source` cites those of its end.
    """

    verdict: Verdict
    title: str
    flow_title: str
    flow_version: str
    lines: tuple[str, ...]
    reasons: tuple[Line, ...]
    duties: tuple[Line, ...]
    law: Annotated[tuple[str, ...], BeforeValidator(_all_lines)]
    points: tuple[str, ...]
    source: str = ""
