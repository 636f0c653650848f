"""A request of a data subject as the register keeps it: what was passed on, and how far legal affairs are with it."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from cases.organisation import Organisation
from cases.plain_text import shortened
from cases.register.case import TermedCase, fitted_row, yes
from cases.rights.objection import WORDS_OF_IT, Objection
from cases.rights.outcomes import DATA_RIGHTS, GIVEN, TELLS, OthersData
from cases.rights.parts import (
    BreachCheck,
    Clarification,
    Decision,
    Ending,
    Extension,
    Fee,
    Identity,
    Narrowing,
    Note,
    Pause,
    Recipients,
    Search,
    Sent,
)
from cases.rights.request import TELL_RECIPIENTS, Right, RightsRequest
from cases.terms import (
    Deadline,
    elapsed,
    extended_request_deadline,
    objection_decision_deadline,
    request_deadline,
)
from state_machines.chart import Facts
from state_machines.rights_life import (
    ANSWERED,
    BEFORE_ANSWER,
    CLOSED,
    OBJECTED,
    OPEN,
    RECEIVED,
    TERM_RUNS,
)


class RightsCase(TermedCase):
    """One request. `receipt_on` is the day on which the person was told that it is there, `ending_told_on` that on
    which the person was told that it stops without an answer. `missed` is about the term for the answer. `from_consult`
    is the question that it was made of ("" when somebody passed it on)."""

    open_states: ClassVar[tuple[str, ...]] = OPEN

    status: str = RECEIVED
    request: RightsRequest
    from_consult: str = ""
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
    narrowings: tuple[Narrowing, ...] = ()
    ending: Ending | None = None
    ending_told_on: date | None = None
    breach_check: BreachCheck | None = None
    objection: Objection | None = None

    @property
    def answer_due(self) -> bool:
        """Whether the term of AVG article 12(3) still runs."""
        return self.status in BEFORE_ANSWER

    @property
    def term_runs(self) -> bool:
        """Whether a term of law runs: for the answer, or for the decision on an objection."""
        return self.status in TERM_RUNS

    @property
    def objected(self) -> bool:
        """Whether a decision on an objection is due."""
        return self.status == OBJECTED

    @property
    def breach_due(self) -> bool:
        """Whether nobody has looked yet at data that went out before it was sure to whom (policy points 14, 16.2)."""
        return self.request.gave_data and self.identity_state != "confirmed" and self.breach_check is None

    @property
    def miss_noted(self) -> bool:
        """Whether it stands in the history that the term that runs was missed."""
        return self.objection.missed if self.objection is not None and self.objected else self.missed

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

    def first_month_lasts(self, now: datetime, org: Organisation) -> bool:
        """Whether the person can still be told of an extension in time: what the law allows, so until the end of the
        next working day when the month ends on a day without work (Regulation 1182/71, article 3(4))."""
        return elapsed(now, self.first_deadline(org).legal_latest) > timedelta()

    def answer_deadline(self, org: Organisation) -> Deadline:
        """Until when the person must have an answer, in the organisation's zone."""
        if self.extension is None:
            return self.first_deadline(org)
        return self._extended(min(self.extension.months, org.terms.extension_months), org)

    def longest_extended(self, org: Organisation) -> Deadline:
        """The term as it is when it is extended by as much as it can be."""
        return self._extended(org.terms.extension_months, org)

    def _extended(self, months: int, org: Organisation) -> Deadline:
        return extended_request_deadline(self.request.received_on, org.zone, org.terms.request_months, months)

    def deadline(self, org: Organisation) -> Deadline:
        """The term that runs: for the decision on an objection, else for the answer."""
        known = self.objection
        if known is None or not self.objected:
            return self.answer_deadline(org)
        return objection_decision_deadline(
            known.decision_on, org.zone, known.received_on if known.late else None
        )

    def overdue(self, now: datetime, org: Organisation) -> bool:
        """Whether the strict date of the term that runs has passed."""
        return self.term_runs and self.deadline(org).left(now) <= timedelta()

    def answered_in_time(self, org: Organisation) -> bool | None:
        """Whether the answer went out in time, by what the law allows; None without an answer."""
        if self.sent is None or self.status not in (ANSWERED, OBJECTED, CLOSED):
            return None
        return self.sent.sent_on <= self.answer_deadline(org).legal_latest.date()

    def facts(self, now: datetime, org: Organisation) -> Facts:
        """What the guards of the life look at."""
        answered_late = self.answered_in_time(org) is False
        return {
            "taken": yes(self.taken_up is not None),
            "receipt": yes(self.receipt_on is not None),
            "identity": self.identity_state,
            "clarification": self.clarification_state,
            "known": yes(bool(self.request.rights)),
            "all_decided": yes(self.all_decided),
            "paused": yes(self.paused is not None),
            "extended": yes(self.extension is not None),
            "first_month": yes(org.terms.extension_months > 0 and self.first_month_lasts(now, org)),
            "disputed": yes(self.dispute_waits),
            "reminded": yes(self.reminder_waits),
            "searching": yes(bool(self.open_searches)),
            "grants": yes(self.grants),
            "recipients_due": yes(self.recipients_due),
            "overdue": yes(self.overdue(now, org)),
            "late": yes(answered_late or (self.answer_due and self.overdue(now, org))),
            "unexplained": yes(answered_late and not self.late_reason),
            "breach_due": yes(self.breach_due),
            "referenced": yes(bool(self.request.reference)),
            "objectionable": yes(self.sent is not None and self.is_a_decision),
            "confidential": yes(self.confidential),
            "alike": yes(bool(self.alike)),
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
    narrowings = tuple(
        each.model_copy(update={"why": shortened(each.why, most), "proof": shortened(each.proof, most)})
        for each in case.narrowings
    )
    objection, checked = case.objection, case.breach_check
    if objection is not None:
        cut = {name: shortened(getattr(objection, name), most) for name in WORDS_OF_IT}
        objection = objection.model_copy(update=cut)
    if checked is not None:
        checked = checked.model_copy(update={"why": shortened(checked.why, most)})
    return case.model_copy(
        update={
            "objection": objection,
            "breach_check": checked,
            "notes": notes,
            "narrowings": narrowings,
            "searches": searches,
            "decisions": decisions,
            "request": request,
            "clarification": clarification,
        }
    )
