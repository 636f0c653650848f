"""A consult as it is kept: who asked which office what, with the answers of the flow, and what became of it."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cases.organisation import OfficeId, Organisation
from cases.people import Actor
from cases.plain_text import shortened
from cases.register.case import (
    ANSWER_LIMIT,
    QUESTION_LIMIT,
    REASON_LIMIT,
    Kept,
    KeptCase,
    Moment,
    Sighting,
    fitted_row,
    text_of,
    yes,
)
from cases.told import STANDING_ANSWER, STANDING_QUESTION, Told, ToldVerdict, Wants
from state_machines.chart import Facts
from state_machines.consult_life import ASKED, OPEN

KEPT_REPLIES, KEPT_ADDITIONS, KEPT_PASSINGS = 2, 2, 4
"""How much of each stands in the case itself; the history keeps all."""


AsAdvised = Literal["", "zoals", "anders"]
ANSWERS: tuple[AsAdvised, ...] = ("zoals", "anders")
"""How an office answers what the bot answered before: as that, or otherwise."""


class Reply(Kept):
    """An answer of the office to the question."""

    words: Annotated[str, text_of(ANSWER_LIMIT)]
    by: Actor
    at: Moment


class Addition(Kept):
    """What the asker said later: something added, or (`again`) a further question after the answer."""

    words: Annotated[str, text_of(QUESTION_LIMIT)]
    at: Moment
    again: bool = False


class Passing(Kept):
    """The case went from one office to another."""

    office: OfficeId
    to: OfficeId
    by: Actor
    at: Moment
    reason: Annotated[str, text_of(REASON_LIMIT)] = ""


class Publication(Kept):
    """What `by` of an office wants everybody to be answered who asks the same, until the day to look at it again."""

    question: Annotated[str, text_of(STANDING_QUESTION)]
    answer: Annotated[str, text_of(STANDING_ANSWER)]
    review_on: str
    office: OfficeId
    by: Actor


class ConsultCase(KeptCase):
    """One consult. `reporter` is who asks.

    `question` is in the asker's own words and may be empty when a flow tells the matter; `about` is what that flow was
    asked in own words; `told`, `codes` (closed lists only) and `verdict` are that flow's. `why` says why this office
    is asked, `points` are the policy points for that.
    `turn` counts how often it became the office's turn; since `waits_since` it waits for whoever's turn it is.
    `lapsed`: it closed because the asker said nothing. `accepted` is who had an entry or an agreement made of it,
    `made` the number that this got. `breach_by` is who had a breach made of it, `breach` the number of that;
    `request_by` and `request` say the same of a request of a data subject.
    `differs`: the office answered otherwise than the bot, `as_advised` is what it said of that with its answer ("" in
    answers of earlier versions) and `otherwise` why. `publication` is what becomes a standing answer, `standing`
    the number that one got.
    """

    open_states: ClassVar[tuple[str, ...]] = OPEN

    status: str = ASKED
    office: OfficeId
    wants: Wants = "question"
    question: Annotated[str, text_of(QUESTION_LIMIT)] = ""
    about: Annotated[str, text_of(QUESTION_LIMIT)] = ""
    flow: str = ""
    outcome: str = ""
    points: tuple[str, ...] = ()
    why: Annotated[str, text_of(REASON_LIMIT)] = ""
    told: tuple[Told, ...] = ()
    codes: dict[str, str] = Field(default_factory=dict)
    verdict: ToldVerdict | None = None
    replies: tuple[Reply, ...] = ()
    additions: tuple[Addition, ...] = ()
    passings: tuple[Passing, ...] = ()
    turn: int = 1
    waits_since: Moment
    lapsed: bool = False
    accepted: Sighting | None = None
    made: str = ""
    breach_by: Sighting | None = None
    breach: str = ""
    request_by: Sighting | None = None
    request: str = ""
    differs: bool = False
    as_advised: AsAdvised = ""
    otherwise: Annotated[str, text_of(REASON_LIMIT)] = ""
    publication: Publication | None = None
    standing: str = ""

    def rests_on(self) -> tuple[str, ...]:
        """The policy points of the flow's answer, and those for which the office was asked."""
        judged = self.verdict.points if self.verdict is not None else ()
        return tuple(dict.fromkeys((*judged, *self.points)))

    @property
    def offices_before(self) -> frozenset[str]:
        """The offices that had it and passed it on."""
        return frozenset(each.office for each in self.passings) - {self.office}

    def facts(self, now: datetime, org: Organisation) -> Facts:
        """What the guards of the life look at."""
        published = self.publication is not None
        undone = self.accepted is None and not self.made
        return {
            "confidential": yes(self.confidential),
            "more_waiting": yes(len(self.pending) > 1),
            "judged": yes(self.verdict is not None and bool(self.replies) and not self.differs),
            "request_made": yes(self.request_by is not None),
            "publishable": yes(bool(self.replies) and not self.confidential and not published),
            "entry_wanted": yes(undone and self.may_become_entry and self._is_answered_by("register_entry")),
            "agreement_wanted": yes(undone and self._about_another and self._is_answered_by("agreement")),
            "reminded": yes(self.reminder_waits and self.newest_reminder.startswith(f"turn-{self.turn}-")),
            "breach_made": yes(self.breach_by is not None),
        }

    @property
    def to_be_judged(self) -> bool:
        """Whether the office says with its answer how that stands to the answer of the bot: once, with the first."""
        return self.verdict is not None and not self.as_advised and not self.differs

    @property
    def may_become_entry(self) -> bool:
        """Whether an entry was asked for, or belongs to it: new and changed processing is registered (point 11)."""
        new = self.wants == "register_entry" or self.codes.get("novelty", "") in ("nieuw", "gewijzigd")
        return self.office == "fg" and new

    @property
    def waits_for_answer(self) -> bool:
        """Whether an entry or an agreement belongs to it, once the office answered what was asked."""
        undone = self.accepted is None and not self.made and self.is_open
        entry = self.may_become_entry and not self._is_answered_by("register_entry")
        return undone and (entry or (self._about_another and not self._is_answered_by("agreement")))

    @property
    def _about_another(self) -> bool:
        """Whether an agreement was asked for, or the answers tell about another organisation (point 10)."""
        return self.office == "jz" and (self.wants == "agreement" or "situation" in self.codes)

    def _is_answered_by(self, wish: Wants) -> bool:
        """Whether what is made of it leaves no question open: it was answered, or nothing else was asked.

        A question of whether a DPIA is needed, or whether something is allowed, is not answered by an entry.
        """
        asked = self.wants == wish and (wish != "register_entry" or not self._is_held_back)
        return asked or (bool(self.replies) and not self.is_open)

    @property
    def _is_held_back(self) -> bool:
        """Whether the bot said to wait for the office: it has more to say than that it is registered."""
        return self.verdict is not None and self.verdict.verdict in ("nog_niet", "mag_niet")


def case_row(case: ConsultCase) -> str:
    """The JSON of a case row, always within ROW_LIMIT."""
    return fitted_row(case, _shorter)


def read_case(value: str) -> ConsultCase:
    """A case out of its row."""
    return ConsultCase.model_validate_json(value)


def _shorter(case: ConsultCase, most: int) -> ConsultCase:
    """First what the history has in whole; what the asker told at first has no other place and goes last."""
    lines = tuple(
        each.model_copy(update={"answer": shortened(each.answer, max(most, 100))}) if each.typed else each
        for each in case.told
    )
    return case.model_copy(
        update={
            "told": lines,
            "about": shortened(case.about, max(most, 100)),
            "replies": tuple(
                each.model_copy(update={"words": shortened(each.words, most)}) for each in case.replies
            ),
            "additions": tuple(
                each.model_copy(update={"words": shortened(each.words, most)}) for each in case.additions
            ),
            "passings": tuple(
                each.model_copy(update={"reason": shortened(each.reason, most)}) for each in case.passings
            ),
        }
    )
