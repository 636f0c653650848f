"""A request of a data subject as the register keeps it: what was passed on, and how far legal affairs are with it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, ClassVar, Literal, get_args

from cases.organisation import Organisation
from cases.people import Actor
from cases.plain_text import shortened
from cases.register.case import NOTE_LIMIT, REASON_LIMIT, Kept, Moment, TermedCase, fitted_row, text_of, yes
from cases.rights.request import TELL_RECIPIENTS, Identification, Right, RightsRequest
from cases.terms import Deadline, extended_request_deadline, request_deadline
from state_machines.chart import Facts
from state_machines.rights_life import ANSWERED, BEFORE_ANSWER, OPEN, RECEIVED

SEARCH_LIMIT, FOUND_LIMIT, PLACE_LIMIT, AMOUNT_LIMIT = 500, 1000, 60, 30

KEPT_SEARCHES, KEPT_PAUSES, KEPT_NOTES = 8, 4, 2
"""How many stand in the case itself; the history keeps all."""

Outcome = Literal["toegekend", "deels", "geweigerd", "nvt", "niets"]
"""The last one: searched, and nothing found (AVG article 15(1): whether or not)."""
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

GIVEN: frozenset[Outcome] = frozenset({"toegekend", "deels"})
"""Outcomes with which the person gets (a part of) what was asked."""

REFUSED: frozenset[Outcome] = frozenset({"geweigerd", "nvt"})
"""Outcomes with which the person gets nothing of it; "it does not apply" is a refusal too (AVG article 12(4))."""

NEEDS_GROUND: frozenset[Outcome] = REFUSED | {"deels"}
"""Outcomes that the person must be able to object to: with their ground and reasons (AVG article 12(4))."""

TELLS: frozenset[Outcome] = GIVEN | {"niets"}
"""Outcomes that tell something about the person, be it that nothing is kept: only to who it is for sure."""

GROUNDS: Mapping[str, frozenset[Right]] = {
    "identiteit": frozenset(get_args(Right)),
    "ongegrond": frozenset(get_args(Right)),
    "buitensporig": frozenset(get_args(Right)),
    "anderen": frozenset({"inzage", "overdracht"}),
    "uavg41": frozenset(get_args(Right)) - {"toestemming"},
    "juist": frozenset({"verbetering", "beperking"}),
    "oordeel": frozenset({"verbetering"}),
    "taak": frozenset({"wissing", "overdracht"}),
    "bewaarplicht": frozenset({"wissing"}),
    "archief": frozenset({"wissing"}),
    "rechtsvordering": frozenset({"wissing", "bezwaar"}),
    "geen_voorwaarde": frozenset({"wissing", "beperking", "bezwaar"}),
    "geen_basis": frozenset({"overdracht"}),
    "niet_overdraagbaar": frozenset({"overdracht"}),
    "dwingend": frozenset({"bezwaar"}),
    "geen_toestemming": frozenset({"toestemming"}),
}
"""Grounds of the law for (partly) refusing, each with the rights that it can stand against.

In order: AVG 12(2), 12(5), 12(5), 15(4) and 20(4), UAVG 41, AVG 16 and 18(1)(a), 16, 17(3)(b) and 20(3), 17(3)(b),
17(3)(d), 17(3)(e) and 21(1), 17(1), 18(1) and 21(1), 20(1)(a), 20(1), 21(1), 7(3).
"""

ExtensionReason = Literal["complex", "aantal"]
"""What AVG article 12(3) knows; the policy adds what does not count (point 16 step 3)."""

PauseReason = Literal["identiteit", "specificatie"]
Way = Literal["zivver_sms", "anders"]
OthersData = Literal["geen", "onleesbaar", "toestemming", "afgewogen"]
"""What is done with data about others: the policy makes them unreadable or asks consent (point 16 step 4); the law
weighs case by case (AVG article 15(4))."""
OTHERS: tuple[OthersData, ...] = get_args(OthersData)
DATA_RIGHTS: frozenset[Right] = frozenset({"inzage", "overdracht"})
"""Rights of which a grant gives data out."""
FeeGround = Literal["kopieen", "ongegrond", "buitensporig"]
"""AVG article 15(3) for further copies, 12(5) for the other two."""
Told = Literal["verteld", "geen", "onevenredig"]
"""AVG article 19: told, there are none, or impossible or out of proportion."""
Ending = Literal["ingetrokken", "geen_verzoek", "dubbel"]

CHECKLIST = (
    "doelen",
    "soorten",
    "ontvangers",
    "termijn",
    "rechten",
    "klacht",
    "bron",
    "besluiten",
    "doorgifte",
)
"""What an answer to a request for access says: AVG article 15(1)(a) to (h) and 15(2)."""

Reason = Annotated[str, text_of(REASON_LIMIT)]


class Clarification(Kept):
    """What the person was asked to make clear, and what came back."""

    asked_on: date
    what: Reason
    answered_at: Moment | None = None
    answer: Reason = ""


class Identity(Kept):
    """How sure it is who asks. `way` counts once it is confirmed; before that it is the way that was asked for."""

    asked_on: date | None = None
    way: Identification | None = None
    confirmed_at: Moment | None = None
    confirmed_by: Actor | None = None
    note: Reason = ""


class Pause(Kept):
    """While something that was promptly asked is missing. The plain date stays shown; nothing is added to it."""

    reason: PauseReason
    since: Moment
    until: Moment | None = None


class Extension(Kept):
    """The one extension of the month, with its reason, and when the person was told."""

    at: Moment
    months: int
    reason: ExtensionReason
    why: Reason
    told_on: date


class Decision(Kept):
    """What legal affairs decided about one right. `ground` is "" where none is needed; `others` is what is done with
    data about others, where data go out and it is known."""

    right: Right
    outcome: Outcome
    ground: str = ""
    reason: Reason = ""
    others: OthersData | None = None
    by: Actor
    at: Moment


class Fee(Kept):
    """The exception to "free of charge": legal affairs decide, and WIL must be able to prove the ground."""

    ground: FeeGround
    amount: Annotated[str, text_of(AMOUNT_LIMIT)]
    proof: Reason
    at: Moment


class Sent(Kept):
    """How the answer went out, and what was checked about it."""

    sent_on: date
    way: Way
    way_reason: Reason = ""
    others: OthersData | None = None
    checklist: tuple[str, ...] = ()


class Recipients(Kept):
    """What was done for those to whom the data had been given (AVG article 19)."""

    how: Told
    note: Reason = ""
    at: Moment


class Search(Kept):
    """A task to find data: with whom (an office, the reporter, or a place by its name), until when, what came of it."""

    id: str
    to: Literal["po", "reporter", "anders"]
    place: Annotated[str, text_of(PLACE_LIMIT)] = ""
    what: Annotated[str, text_of(SEARCH_LIMIT)]
    until: date
    asked_by: Actor
    asked_at: Moment
    answer: Annotated[str, text_of(FOUND_LIMIT)] = ""
    answered_by: str = ""
    answered_at: Moment | None = None


class Note(Kept):
    """Something that was added later in words."""

    by: str
    at: Moment
    text: Annotated[str, text_of(NOTE_LIMIT)]


class RightsCase(TermedCase):
    """One request. `receipt_on` is the day on which the person was told that it is there."""

    open_states: ClassVar[tuple[str, ...]] = OPEN

    status: str = RECEIVED
    request: RightsRequest
    receipt_on: date | None = None
    clarification: Clarification | None = None
    identity: Identity = Identity()
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    decisions: tuple[Decision, ...] = ()
    fee: Fee | None = None
    sent: Sent | None = None
    recipients: Recipients | None = None
    searches: tuple[Search, ...] = ()
    notes: tuple[Note, ...] = ()
    ending: Ending | None = None

    @property
    def answer_due(self) -> bool:
        """Whether the term of AVG article 12(3) still runs."""
        return self.status in BEFORE_ANSWER

    @property
    def paused(self) -> Pause | None:
        """The pause that lasts, if there is one."""
        return next((each for each in self.pauses if each.until is None), None)

    @property
    def identity_state(self) -> str:
        """open, asked or confirmed."""
        if self.identity.confirmed_at is not None:
            return "confirmed"
        return "asked" if self.identity.asked_on is not None else "open"

    @property
    def clarification_state(self) -> str:
        """none, asked or answered."""
        if self.clarification is None:
            return "none"
        return "answered" if self.clarification.answered_at is not None else "asked"

    @property
    def open_searches(self) -> tuple[Search, ...]:
        """Search tasks without an answer, oldest first."""
        return tuple(each for each in self.searches if not each.answer)

    @property
    def undecided(self) -> tuple[Right, ...]:
        """Rights of the request that nobody decided yet."""
        decided = {each.right for each in self.decisions}
        return tuple(each for each in self.request.rights if each not in decided)

    @property
    def all_decided(self) -> bool:
        """Whether every right has its decision; a request without a known right is never decided."""
        return bool(self.request.rights) and not self.undecided

    @property
    def grants(self) -> bool:
        """Whether the person gets something of what was asked, or hears that nothing is kept."""
        return any(each.outcome in TELLS for each in self._counting)

    @property
    def is_a_decision(self) -> bool:
        """Whether the answer is a decision that one can object to: UAVG article 34 names AVG articles 15 to 22.

        Withdrawing consent is none of them, unless data are kept: that refuses to erase them (article 17).
        """
        return any(each.right != "toestemming" or each.outcome != "toegekend" for each in self._counting)

    @property
    def others_shown(self) -> OthersData | None:
        """What is done with data about others: as the answer says, else as it was decided; None while it is open."""
        if self.sent is not None and self.sent.others is not None:
            return self.sent.others
        return next((each.others for each in self._counting if each.others is not None), None)

    @property
    def access_given(self) -> bool:
        """Whether data go out, so that the answer needs its checks."""
        return any(each.right == "inzage" and each.outcome in GIVEN for each in self._counting)

    @property
    def data_given(self) -> bool:
        """Whether the answer holds data of the person."""
        return any(each.right in DATA_RIGHTS and each.outcome in GIVEN for each in self._counting)

    @property
    def recipients_due(self) -> bool:
        """Whether recipients of the data must still hear of it (AVG article 19)."""
        changed = any(each.right in TELL_RECIPIENTS and each.outcome in GIVEN for each in self._counting)
        return changed and self.recipients is None

    @property
    def _counting(self) -> tuple[Decision, ...]:
        return tuple(each for each in self.decisions if each.right in self.request.rights)

    def decision(self, right: str) -> Decision | None:
        """The decision about this right, if there is one."""
        return next((each for each in self.decisions if each.right == right), None)

    def search(self, search_id: str) -> Search | None:
        """The search task with this id, if the case still holds it."""
        return next((each for each in self.searches if each.id == search_id), None)

    def first_deadline(self, org: Organisation) -> Deadline:
        """The month itself, whether or not it was extended."""
        return request_deadline(self.request.received_on, org.zone, org.terms.request_months)

    def deadline(self, org: Organisation) -> Deadline:
        """Until when the person must have an answer, in the organisation's zone."""
        if self.extension is None:
            return self.first_deadline(org)
        months = min(self.extension.months, org.terms.extension_months)
        return extended_request_deadline(self.request.received_on, org.zone, org.terms.request_months, months)

    def overdue(self, now: datetime, org: Organisation) -> bool:
        """Whether the strict date has passed without an answer."""
        return self.answer_due and self.deadline(org).left(now) <= timedelta()

    def answered_in_time(self, org: Organisation) -> bool | None:
        """Whether the answer went out in time, by what the law allows; None without an answer."""
        if self.sent is None or self.status not in (ANSWERED, "closed"):
            return None
        return self.sent.sent_on <= self.deadline(org).legal_latest.date()

    def facts(self, now: datetime, org: Organisation) -> Facts:
        """What the guards of the life look at."""
        return {
            "taken": yes(self.taken_up is not None),
            "receipt": yes(self.receipt_on is not None),
            "identity": self.identity_state,
            "clarification": self.clarification_state,
            "known": yes(bool(self.request.rights)),
            "all_decided": yes(self.all_decided),
            "paused": yes(self.paused is not None),
            "extended": yes(self.extension is not None),
            "first_month": yes(
                org.terms.extension_months > 0 and self.first_deadline(org).left(now) > timedelta()
            ),
            "searching": yes(bool(self.open_searches)),
            "grants": yes(self.grants),
            "recipients_due": yes(self.recipients_due),
            "overdue": yes(self.overdue(now, org)),
            "confidential": yes(self.confidential),
        }


def case_row(case: RightsCase) -> str:
    """The JSON of a case row, always within ROW_LIMIT."""
    return fitted_row(case, _shorter)


def read_case(value: str) -> RightsCase:
    """A case out of its row."""
    return RightsCase.model_validate_json(value)


def _shorter(case: RightsCase, most: int) -> RightsCase:
    searches = tuple(
        each.model_copy(update={"what": shortened(each.what, most), "answer": shortened(each.answer, most)})
        for each in case.searches
    )
    decisions = tuple(
        each.model_copy(update={"reason": shortened(each.reason, most)}) for each in case.decisions
    )
    request = case.request.model_copy(
        update={
            "wish": shortened(case.request.wish, most),
            "told_words": shortened(case.request.told_words, most),
        }
    )
    clarification = case.clarification
    if clarification is not None:
        clarification = clarification.model_copy(
            update={
                "what": shortened(clarification.what, most),
                "answer": shortened(clarification.answer, most),
            }
        )
    notes = tuple(each.model_copy(update={"text": shortened(each.text, most)}) for each in case.notes)
    return case.model_copy(
        update={
            "notes": notes,
            "searches": searches,
            "decisions": decisions,
            "request": request,
            "clarification": clarification,
        }
    )
