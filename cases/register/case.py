"""What every case of every register has: number, state, history, who took it up, questions and reminders."""

from collections.abc import Callable
from datetime import UTC
from typing import Annotated, ClassVar, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict

from cases.people import Actor
from cases.plain_text import plain, shortened, stored_size
from cases.ports import ROW_LIMIT
from cases.register.seals import SEAL_ROOM

QUESTION_LIMIT, ANSWER_LIMIT, REASON_LIMIT, NOTE_LIMIT = 1000, 2000, 1000, 1000

KEPT_EXCHANGES, KEPT_SIGHTINGS, KEPT_REMINDERS, KEPT_CARDS = 3, 6, 16, 12
"""How much of each stands in the case itself; the history keeps all."""

Moment = Annotated[AwareDatetime, AfterValidator(lambda at: at.astimezone(UTC))]
"""A moment, kept in UTC."""


def text_of(most: int) -> AfterValidator:
    """A field that holds plain text of at most so many characters."""

    def check(value: str) -> str:
        kept = plain(value).strip()
        if len(kept) > most:
            raise ValueError(f"has {len(kept)} characters, at most {most} fit")
        return kept

    return AfterValidator(check)


class Kept(BaseModel):
    """A value that stands in a row: never changed, nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Sighting(Kept):
    """Somebody of an office saw or took something."""

    by: Actor
    at: Moment


class Snoozed(Kept):
    """Somebody wants to hear of a reminder again at this moment."""

    by: Actor
    until: Moment
    hours: int
    reason: str


class ReminderState(Kept):
    """A reminder that went out, and who pressed "Gezien": somebody of the case's own office, or of the FG's.

    `nobody` names the offices of which deputies should have heard it, and there were none.
    """

    sent_at: Moment
    seen: Sighting | None = None
    seen_fg: Sighting | None = None
    snoozed: Snoozed | None = None
    nobody: tuple[str, ...] = ()


class Exchange(Kept):
    """A question of an officer to the reporter; `answer` is empty while there is none.

    `ended_at` is when the case stopped waiting for it; who answers later still does. `topic` is the fact of the case
    that it asks about, where the officer named one.
    """

    id: str
    question: str
    asked_by: Actor
    asked_at: Moment
    answer: str = ""
    answered_at: Moment | None = None
    ended_at: Moment | None = None
    topic: str = ""

    @property
    def waits(self) -> bool:
        """Whether the case waits for the answer."""
        return not self.answer and self.ended_at is None


class Dispute(Kept):
    """Who reported a case that is over says that its outcome is not right; `reply` is why it stays as it is."""

    reason: str
    at: Moment
    reply: str = ""

    @property
    def waits(self) -> bool:
        """Whether the office still has to say something to it."""
        return not self.reply


class KeptCase(Kept):
    """One case. Every change makes a new one with `version` one higher; `seq` is the number of events.

    `reporter` is who filed it. `looks` are the last times that somebody opened a confidential case. `cards` names the
    living cards that exist: an office ("po", "fg", "jz"), "reporter" or "person:<aad id>". `listed` and `open_row` say
    which rows of the register's lists stand beside it. `followed`: the id of each message about it in a channel is
    kept, which was not done at first. `seal` is that of the row (cases/desks/sealing.py). `filled` is what somebody
    filled in where its papers leave a gap, by the placeholder. `belongs` are numbers of other cases that this one
    names, `linked` the newest of those that name this one (cases/register/linking.py).
    """

    open_states: ClassVar[tuple[str, ...]] = ()
    """States in which the organisation still has something to do or decide."""

    term_stage: ClassVar[str] = ""
    """The reminder at the end of the term, which the case never forgets; "" when none is like that."""

    form: int = 1
    number: str
    status: str
    version: int = 1
    seq: int = 0
    last_hash: str = ""
    draft_id: str
    reporter: Actor
    reported_at: Moment
    confidential: bool = False
    taken_up: Sighting | None = None
    seen: tuple[Sighting, ...] = ()
    reminders: dict[str, ReminderState] = {}
    exchanges: tuple[Exchange, ...] = ()
    closing_reason: str = ""
    closed_at: Moment | None = None
    disputed: Dispute | None = None
    looks: tuple[Sighting, ...] = ()
    cards: tuple[str, ...] = ()
    listed: int = 0
    open_row: str = ""
    followed: bool = False
    seal: str = ""
    belongs: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    filled: dict[str, str] = {}

    @property
    def is_open(self) -> bool:
        """Whether the organisation still has something to do or decide."""
        return self.status in self.open_states

    @property
    def nameless(self) -> bool:
        """Whether a channel does not read who filed it."""
        return False

    @property
    def name_closed(self) -> bool:
        """Whether nobody of the offices reads who filed it: that person chose so, and no officer opened the name."""
        return False

    @property
    def pending(self) -> tuple[Exchange, ...]:
        """Questions whose answer the case waits for, oldest first."""
        return tuple(each for each in self.exchanges if each.waits)

    @property
    def dispute_waits(self) -> bool:
        """Whether who reported it says that the outcome is not right, and the office said nothing to that yet."""
        return not self.is_open and self.disputed is not None and self.disputed.waits

    @property
    def newest_reminder(self) -> str:
        """The name of the reminder that went out last; "" when none did."""
        return max(self.reminders, key=lambda name: self.reminders[name].sent_at, default="")

    @property
    def reminder_waits(self) -> bool:
        """Whether nobody of the office said "Gezien" to the reminder that went out last."""
        newest = self.reminders.get(self.newest_reminder)
        return newest is not None and newest.seen is None

    def exchange(self, exchange_id: str) -> Exchange | None:
        """The question with this id, if the case still holds it."""
        return next((each for each in self.exchanges if each.id == exchange_id), None)


class TermedCase(KeptCase):
    """A case with a term of law. `missed`: it passed; `late_reason` is why, in the words of an officer.

    `alike` may be the same as this one, and nobody looked yet; of `apart` an officer said that they are not.
    `double_of` is the one that this is the same as, under which it goes on, `doubles` are those that were joined to
    this one (cases/register/doubles.py).
    """

    late_reason: str = ""
    missed: bool = False
    alike: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    double_of: str = ""
    doubles: tuple[str, ...] = ()


C = TypeVar("C", bound=KeptCase)
T = TypeVar("T", bound=TermedCase)

LISTED = 4
"""The form of the rows of the lists; a case that says less was written before, and gets them anew."""


def fitted_row(case: C, shorter: Callable[[C, int], C]) -> str:
    """The JSON of a case row, always within ROW_LIMIT, its seal included: what the history has in whole is
    cut short when it must.

    `shorter` cuts what only this register has, each text to so many characters.
    """
    most = 1000
    value = case.model_dump_json(exclude_defaults=True)
    while stored_size(value) > ROW_LIMIT - SEAL_ROOM and most > 10:
        case = shorter(_shorter(case, most), most)
        value = case.model_dump_json(exclude_defaults=True)
        most //= 2
    return value


def case_key(number: str) -> str:
    """The row of a case."""
    return f"case|{number}"


def newest_reminders(case: KeptCase, count: int) -> dict[str, ReminderState]:
    """The newest so many, and always the one at the deadline: from there on the daily ones follow each other."""
    states = case.reminders
    newest = sorted(states, key=lambda name: states[name].sent_at)[-count:] if count else []
    return {name: state for name, state in states.items() if name in newest or name == case.term_stage}


def yes(holds: bool) -> str:
    """A fact as guards of a chart read it."""
    return "yes" if holds else "no"


def _shorter(case: C, most: int) -> C:
    exchanges = tuple(
        each.model_copy(
            update={"question": shortened(each.question, most), "answer": shortened(each.answer, most)}
        )
        for each in case.exchanges
    )
    return case.model_copy(
        update={
            "exchanges": exchanges,
            "seen": case.seen[-2:],
            "looks": case.looks[-2:],
            "reminders": newest_reminders(case, max(2, most // 100)),
        }
    )
