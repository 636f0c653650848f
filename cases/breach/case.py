"""A breach as the register keeps it: what was reported, and how the case stands."""

from datetime import datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from cases.breach.handling import (
    ADVISERS,
    RECIPIENTS,
    Addition,
    Decision,
    Duty,
    FactTask,
    FollowUp,
    Informed,
    Measure,
    NameOpened,
    Notification,
    OfficersNote,
    Opinion,
    PeopleDecision,
    Registration,
    Told,
    TooLittle,
    Triage,
    Withdrawal,
    first_of,
    open_numbers,
)
from cases.breach.report import CHOICES, MALICE, OVER_100, SEVERAL, SPECIAL, Report, checked_choices
from cases.organisation import Organisation
from cases.register.case import Sighting, TermedCase, yes
from cases.terms import Deadline, breach_deadline
from cases.told import UNKNOWN as UNKNOWN
from state_machines.breach_life import OPEN, REPORTED
from state_machines.chart import Facts


class BreachCase(TermedCase):
    """One breach.

    `from_consult` is the number of the question that told of it ("" when somebody reported it). `missed`: the term
    passed while nothing was settled, or the AP was told after it. `told` is what the AP knows; `notifications` are the
    newest, with the first that still holds. `no_number` is why the AP gave no number, `corrected` why the report was
    corrected last. `drill`: nothing of it happened, an office practises (cases/drill). `data_found`: an officer found
    personal data in it, whatever was reported. `duties` are by recipient, `opinions` by the office that was asked for
    advice. `planned` are the measures, in the order in which they got their numbers. `task_given`: whether the office
    that tells the people got a card or a mail about it, "" where nobody kept that. `established`: who put which fact
    right, `originally` what the reporter chose of it.

    What new facts open after something was told: `ap_behind` and `people_behind` say that the AP, or the people, heard
    of less than is known by now, `duties_stand` that it was weighed who else must know of it. `unweighed`: the
    reporter told something after the decision, and nobody said yet whether it changes anything.
    """

    open_states: ClassVar[tuple[str, ...]] = OPEN
    term_stage: ClassVar[str] = "ap-0h"

    status: str = REPORTED
    report: Report
    from_consult: str = ""
    drill: bool = False
    additions: tuple[Addition, ...] = ()
    withdrawal: Withdrawal | None = None
    triage: Triage | None = None
    data_found: bool = False
    decision: Decision | None = None
    people: PeopleDecision | None = None
    task_given: Literal["", "no", "yes"] = ""
    told: Told = "no"
    notifications: tuple[Notification, ...] = ()
    no_number: str = ""
    corrected: str = ""
    ap_behind: bool = False
    informed: Informed | None = None
    people_behind: bool = False
    duties: dict[str, Duty] = Field(default_factory=dict)
    duties_stand: bool = True
    unweighed: bool = False
    registration: Registration | None = None
    new_facts: str = ""
    opinions: dict[str, Opinion] = Field(default_factory=dict)
    planned: tuple[Measure, ...] = ()
    established: dict[str, Sighting] = Field(default_factory=dict)
    originally: dict[str, str] = Field(default_factory=dict)
    fact_tasks: dict[str, FactTask] = Field(default_factory=dict)
    too_little: TooLittle | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    people_asked: int = 0
    was_instead: str = ""
    name_opened: NameOpened | None = None
    officers_notes: tuple[OfficersNote, ...] = ()

    @property
    def open_measures(self) -> tuple[str, ...]:
        """The numbers of measures that are not done yet, from 1 on."""
        return open_numbers(self.planned)

    @property
    def asked_opinions(self) -> tuple[str, ...]:
        """Offices that were asked for advice and did not give it yet."""
        return tuple(office for office, each in self.opinions.items() if not each.advice)

    @property
    def unweighed_opinions(self) -> tuple[str, ...]:
        """Offices whose advice nobody said of yet whether it is followed."""
        return tuple(office for office, each in self.opinions.items() if each.advice and not each.followed)

    @property
    def nameless(self) -> bool:
        """Whether a channel does not read who reported it."""
        return self.report.nameless

    @property
    def name_closed(self) -> bool:
        """Whether no officer reads who reported it."""
        return self.report.name_closed and self.name_opened is None

    def found(self, field: str) -> tuple[str, ...]:
        """The values of a closed list by now: as the officers answered; where they do not know, as reported."""
        lines = [each for each in self.answered(field).split(",") if each in CHOICES[field]]
        if set(lines) - {UNKNOWN}:
            return checked_choices(field, lines)
        reported = getattr(self.report, field)
        return reported if field in SEVERAL else (reported,)

    @property
    def open_follow_ups(self) -> tuple[FollowUp, ...]:
        """What the AP asked or what was promised, and is not done."""
        return tuple(each for each in self.follow_ups if each.done_at is None)

    @property
    def ap_settled(self) -> bool:
        """Whether the AP was told or need not be told: then no reminder of the term goes out any more."""
        return (
            not self.is_open or self.told != "no" or (self.decision is not None and self.decision.ap == "not")
        )

    @property
    def calm(self) -> bool:
        """Whether nobody's data are in it, as far as anybody knows: an incident that is looked at without a term."""
        return (
            self.report.no_personal_data
            and not self.data_found
            and self.told == "no"
            and self.decision is None
        )

    @property
    def clock_runs(self) -> bool:
        """Whether the term of the AP has to be shown and reminded of."""
        return not self.ap_settled and not self.calm

    @property
    def ap_number(self) -> str:
        """Under which number the AP has it; "" when nobody noted one. What was taken back had a number of its own."""
        for each in reversed(self.notifications):
            if each.kind == "withdrawn" and self.told != "no":
                return ""
            if each.number:
                return each.number
        return ""

    @property
    def number_missing(self) -> bool:
        """Whether the AP knows of it, and nobody noted its number nor why there is none."""
        return self.told != "no" and not self.ap_number and not self.no_number

    @property
    def first_told(self) -> Notification | None:
        """The notification with which the AP heard of it, of those that still hold: it decides what was in time."""
        return first_of(self.notifications)

    def answered(self, field: str) -> str:
        """What officers answered to this question of the assessment; "" when it was not asked."""
        answers = self.triage.answers.values() if self.triage is not None else ()
        return next((each[field] for each in answers if each.get(field)), "")

    @property
    def is_breach(self) -> bool:
        """Whether officers found that it is a breach; False also while that is open."""
        return self.triage is not None and self.triage.outcome == "breach"

    @property
    def deviates(self) -> bool:
        """Whether an officer decided otherwise than the bot advised."""
        return any(each is not None and not each.followed for each in (self.decision, self.people))

    @property
    def waiting_duties(self) -> tuple[str, ...]:
        """Recipients, beside the AP and the people, that must know of it and do not yet."""
        return tuple(
            each
            for each in RECIPIENTS
            if (duty := self.duties.get(each)) and duty.applies and duty.done_at is None
        )

    @property
    def people_wait(self) -> bool:
        """Whether the people must be told and are not yet, or not of what is known by now."""
        return self.people is not None and self.people.choice != "not" and self._informed() != "yes"

    @property
    def others_decided(self) -> bool:
        """Whether it was weighed who else must know of all that is known."""
        return self.duties_stand and set(self.duties) >= set(RECIPIENTS)

    @property
    def registered(self) -> bool:
        """Whether effects and measures stand in the register, as the facts are now."""
        return self.registration is not None and self.registration.stands

    @property
    def late_unexplained(self) -> bool:
        """Whether the AP was told late and nobody said why."""
        return self.missed and self.told != "no" and not self.late_reason

    @property
    def fg_involved(self) -> bool:
        """Whether the FG hears of it at once: special data, more than 100 people or malice."""
        known = {*self.report.data_kinds, *self.found("data_kinds")}
        known |= {self.report.n_people, *self.found("n_people")}
        return not (SPECIAL | OVER_100).isdisjoint(known) or self.report.cause in MALICE

    def deadline(self, org: Organisation) -> Deadline:
        """Until when the AP can be told in time, in the organisation's zone."""
        return breach_deadline(self.report.discovered_at.astimezone(org.zone), org.terms.breach_hours)

    def overdue(self, now: datetime, org: Organisation) -> bool:
        """Whether the term has passed while nothing is settled."""
        return self.clock_runs and self.deadline(org).left(now) <= timedelta()

    def facts(self, now: datetime, org: Organisation) -> Facts:
        """What the guards of the life look at."""
        return {
            "withdrawal_asked": yes(self.withdrawal is not None),
            "confidential": yes(self.confidential),
            "overdue": yes(self.overdue(now, org)),
            "explained": yes(not self.late_unexplained),
            "breach": _BREACH[self.triage.outcome if self.triage is not None else ""],
            "ap": "open" if self.decision is None else "not" if self.decision.ap == "not" else "notify",
            "told": self.told,
            "people": "open" if self.people is None else "not" if self.people.choice == "not" else "inform",
            "informed": self._informed(),
            "duties": self._duties(),
            "numbered": yes(not self.number_missing),
            "ap_behind": yes(self.ap_behind and self.told != "no"),
            "unweighed": yes(self.unweighed),
            "registered": yes(self.registered),
            "disputed": yes(self.dispute_waits),
            "reminded": yes(
                self.reminder_waits and (self.clock_runs or not self.newest_reminder.startswith("ap-"))
            ),
            "measures": yes(bool(self.open_measures)),
            **{f"{each}_asked": yes(each in self.asked_opinions) for each in ADVISERS},
            "advised": yes(bool(self.unweighed_opinions)),
            "alike": yes(bool(self.alike)),
            "followed_up": yes(not self.open_follow_ups),
            "drill": yes(self.drill),
            # Of a case that came from a file without it there is no name to open.
            "name_closed": yes(self.name_closed and bool(self.reporter.name)),
        }

    def _informed(self) -> str:
        if self.informed is None or not self.informed.reached:
            return "no"
        return "behind" if self.people_behind else "yes"

    def _duties(self) -> str:
        if not self.others_decided:
            return "undecided"
        return "open" if self.waiting_duties else "done"


_BREACH = {"": "unknown", "breach": "yes", "no_breach": "no"}
