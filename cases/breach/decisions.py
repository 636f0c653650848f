"""What is decided on a breach: tell the AP or not, tell the people or not, and why (policy point 14, step 7). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cases.assessment.weighing import Advice, assess
from cases.breach.case import BreachCase
from cases.breach.handling import (
    DISPROPORTIONATE,
    GROUNDS,
    NOT_A_BREACH,
    ApDecision,
    Decision,
    PeopleChoice,
    PeopleDecision,
    as_advised,
)
from cases.breach.step import moved, put_away, task_watched
from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.case import REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Dues, Happening, Life
from cases.register.messages import Due, Ref, channel
from state_machines.breach_life import NO_BREACH, TO_WITHDRAW
from state_machines.engine import NotAllowed

AP_CHOICES: tuple[ApDecision, ...] = ("notify", "provisional", "not")
PEOPLE_CHOICES: tuple[PeopleChoice, ...] = ("inform", "public", "not")

LATER = "later"
"""The decision on the people is taken when more is known."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What an officer chose: about the AP (None: that was decided before), about the people (None: later), and why.

    Not to tell the AP, not to tell the people or by a public notice alone has a reason each, in the words of who
    decides (policy point 14 step 5, AVG articles 33(5) and 34(3)).
    """

    ap: ApDecision | None
    people: PeopleChoice | None
    ground: str = ""
    reason: str = ""
    people_reason: str = ""

    @property
    def why(self) -> str:
        """The reasons together, each once."""
        return " ".join(dict.fromkeys(each for each in (self.reason, self.people_reason) if each))

    @property
    def changes(self) -> dict[str, tuple[str, str]]:
        """As the history keeps it."""
        ap = {"ap": ("", self.ap)} if self.ap is not None else {}
        ground = {"ground": ("", self.ground)} if self.ground else {}
        return {**ap, "people": ("", self.people or LATER), **ground}


def advice_of(case: BreachCase, org: Organisation) -> Advice:
    """What the bot advises on the case as it was assessed. Raises NotAllowed while there is no advice."""
    if case.triage is None or case.triage.facts is None:
        raise NotAllowed("there is no advice")
    return assess(case.triage.facts, org.assessment)


def _conclude_no_breach(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """It was no breach (step 4), and why. When the AP was told already, that has to be taken back first."""
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    closed = case.told == "no"
    was = lives.one_of(deed.given, "was", ("", *NOT_A_BREACH)) or instead_of_breach(case)
    update = {
        "closing_reason": reason,
        "was_instead": was,
        "closed_at": deed.now if closed else None,
        "withdrawal": None,
    }
    dues: Dues = (lives.tell(case, deed.now, "no_breach"), *put_away(case, deed)) if closed else ()
    changes = {"was": ("", was)}
    return moved(life, case, "conclude_no_breach", deed, update, why=reason, changes=changes, dues=dues)


def instead_of_breach(case: BreachCase) -> str:
    """What it was instead, as the assessment found it: no data of people in it, or nothing happened to them."""
    if case.answered("personal_data") == "nee" or NO_DATA_IN_IT in case.answered("happened").split(","):
        return "incident"
    return "niets"


def _concluded_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    return (
        case.status in (NO_BREACH, TO_WITHDRAW)
        and case.closing_reason == lives.typed(deed.given, "reason")
        and deed.given.get("was", "") in ("", case.was_instead)
    )


def _as_assessed(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    return instead_of_breach(case) if field.id == "was" else ""


NO_DATA_IN_IT = "geen_gegevens"
"""What the assessment answers when there are no data of people in it."""


def _decide(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """As the bot advised; or provisionally to the AP while that is advised or in doubt."""
    advice = advice_of(case, deed.org)
    choice = lives.one_of(deed.given, "choice", ("follow", "provisional"))
    if choice == "provisional" and not (advice.notify_ap or advice.doubt):
        raise NotAllowed("against the advice: that needs a reason")
    ap: ApDecision = "provisional" if choice == "provisional" else "notify" if advice.notify_ap else "not"
    people: PeopleChoice | None = "inform" if advice.notify_people else "not"
    if choice == "provisional" and people == "not" and advice.doubt:
        people = None
    unreadable = any(each.key == "people.unintelligible" for each in advice.reasons)
    ground = ("onleesbaar" if unreadable else "geen_hoog_risico") if people == "not" else ""
    reason = lives.text(deed.given, "reason", REASON_LIMIT) if ap == "not" else ""
    why = lives.text(deed.given, "people_reason", REASON_LIMIT) if people == "not" else ""
    return decided(life, case, "decide", deed, Choice(ap, people, ground, reason, why))


def _asked_of_who_follows(
    case: BreachCase, org: Organisation, given: Mapping[str, str]
) -> tuple[FormField, ...]:
    """What the advice leaves out has to be explained: why the AP, and why the people, are not told."""
    if case.triage is None or case.triage.facts is None:
        return ()
    advice, provisional = advice_of(case, org), given.get("choice") == "provisional"
    why_ap = not advice.notify_ap and not provisional
    why_people = not advice.notify_people and not (provisional and advice.doubt)
    fields = (("reason", why_ap), ("people_reason", why_people))
    return tuple(long_text(name, REASON_LIMIT) for name, holds in fields if holds)


def asks_why(case: BreachCase, org: Organisation, choice: str) -> bool:
    """Whether following the advice in this way has to be explained."""
    return bool(_asked_of_who_follows(case, org, {"choice": choice}))


def _deviate(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """Otherwise than the bot advised, with the reason; the FG sees it."""
    ap = lives.one_of(deed.given, "ap", AP_CHOICES)
    later = deed.given.get("people") == LATER
    people = None if later else lives.one_of(deed.given, "people", PEOPLE_CHOICES)
    ground = ground_given(deed, people)
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    why = people_reason_given(deed, people)
    return decided(life, case, "deviate", deed, Choice(ap, people, ground, reason, why))


def people_reason_given(deed: Deed, people: PeopleChoice | None) -> str:
    """Why people are not told, or by a public notice alone; else what was typed, if anything. Raises Refused."""
    if people in ("not", "public"):
        return lives.text(deed.given, "people_reason", REASON_LIMIT)
    typed = lives.typed_within(deed.given, "people_reason", REASON_LIMIT)
    return typed if people is not None else ""


def ground_given(deed: Deed, people: PeopleChoice | None) -> str:
    """The ground of the law on which people are not told themselves. Raises Refused."""
    if people == "public":
        return DISPROPORTIONATE
    return lives.one_of(deed.given, "ground", GROUNDS) if people == "not" else ""


def decided(
    life: Life[BreachCase], case: BreachCase, event: str, deed: Deed, choice: Choice
) -> Change[BreachCase]:
    """The case after a choice.

    JZ gets its task the same moment (step 8), the FG the note of a deviation, the reporter a line.
    """
    advice = advice_of(case, deed.org)
    update: dict[str, object] = {"people": _people(choice, advice, deed)}
    changes = choice.changes
    if choice.ap is not None:
        decision = _decision(choice, choice.ap, advice, deed)
        update |= {"decision": decision, "withdrawal": None, "closing_reason": ""}
        changes["followed"] = ("", "yes" if decision.followed else "no")
        if not choice.why:
            changes["advice"] = ("", " ".join(each.text for each in advice.reasons))
    after = case.model_copy(update=update)
    cards, dues = case.cards, list[tuple[datetime, Due]]()
    if after.people_wait and (not case.people_wait or "jz" not in cards):
        cards = lives.with_cards(case, "jz")
        dues.append(lives.mail(case, "jz", deed.now, "people", str(case.seq)))
        update["task_given"] = "no"
        dues += task_watched(case, deed.now)
    if after.deviates:
        # An FG who decides alone does not watch the own decision: the Privacy Officer hears of it (AVG article 38(6)).
        watching = "fg" if "po" in deed.actor.roles else "po"
        if watching not in cards:
            cards = lives.with_cards(case.model_copy(update={"cards": cards}), watching)
        note = lives.message(case, "thread", channel(watching), deed.now, Ref("deviation", str(case.seq + 1)))
        dues.append((deed.now, note))
    if choice.ap is not None:
        dues.append(lives.tell(case, deed.now, "assessed"))
    if after.ap_settled:
        dues += put_away(case, deed)
    return moved(
        life,
        case,
        event,
        deed,
        {**update, "cards": cards},
        why=choice.why,
        changes=changes,
        dues=tuple(dues),
        early=choice.ap
        is not None,  # that decision says where it leads; the one on the people is asked for here
    )


def _people(choice: Choice, advice: Advice, deed: Deed) -> PeopleDecision | None:
    if choice.people is None:
        return None
    return PeopleDecision(
        by=deed.actor,
        at=deed.now,
        choice=choice.people,
        ground=choice.ground,
        followed=(choice.people == "inform") is advice.notify_people,
        reason=choice.people_reason,
    )


def _decision(choice: Choice, ap: ApDecision, advice: Advice, deed: Deed) -> Decision:
    followed = (ap != "not") is advice.notify_ap or (ap == "provisional" and advice.doubt)
    return Decision(
        by=deed.actor,
        at=deed.now,
        ap=ap,
        advised=as_advised(advice),
        followed=followed,
        reason=choice.reason,
    )


def _followed_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    """Whether this person took just this decision for these reasons, and it stands."""
    known, people = case.decision, case.people
    if known is None or known.by.aad_id != deed.actor.aad_id:
        return False
    if known.reason and known.reason != lives.typed(deed.given, "reason"):
        return False
    if people is not None and people.reason and people.reason != lives.typed(deed.given, "people_reason"):
        return False
    return known.followed and (known.ap == "provisional") is (deed.given.get("choice") == "provisional")


def _deviated_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    known = case.decision
    return (
        known is not None
        and known.by.aad_id == deed.actor.aad_id
        and (known.ap, known.reason) == (deed.given.get("ap"), lives.typed(deed.given, "reason"))
        and people_decided_before(case, deed)
    )


def people_decided_before(case: BreachCase, deed: Deed) -> bool:
    """Whether this person decided this about the people, and it stands."""
    known, people = case.people, deed.given.get("people", "")
    if known is None:
        return people == LATER
    ground = deed.given.get("ground", "") if people == "not" else known.ground
    return known.by.aad_id == deed.actor.aad_id and (known.choice, known.ground, known.reason) == (
        people,
        ground,
        lives.typed(deed.given, "people_reason"),
    )


def as_the_bot_advises(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    """What the bot advises stands there at first: so one sees what is changed."""
    if case.triage is None or case.triage.facts is None:
        return ""
    advice = assess(case.triage.facts, org.assessment)
    if field.id == "ap":
        return "notify" if advice.notify_ap else "not"
    if field.id == "people":
        return "inform" if advice.notify_people else "not"
    return ""


GROUND = FormField("ground", "choice", options=GROUNDS)
PEOPLE_REASON = long_text("people_reason", REASON_LIMIT, required=False)


def told_decision(happening: Happening) -> str:
    """What was decided, in our words, and then the reason."""
    made = [
        happening.words.line(f"decided.{name}.{happening.after(name)}")
        for name in ("ap", "people")
        if name in happening.event.changes
    ]
    return " ".join((*made, happening.event.why))


WHY_NO_BREACH = CaseForm[BreachCase](
    (FormField("was", "choice", options=NOT_A_BREACH), long_text("reason", REASON_LIMIT)),
    held=_as_assessed,
    tells="no_breach",
)

EVENTS = (
    CaseEvent[BreachCase](
        "conclude_no_breach", _conclude_no_breach, _concluded_before, WHY_NO_BREACH, line=lives.the_reason
    ),
    CaseEvent[BreachCase](
        "decide",
        _decide,
        _followed_before,
        CaseForm(asks=_asked_of_who_follows, carries=("choice",)),
        line=told_decision,
    ),
    CaseEvent[BreachCase](
        "deviate",
        _deviate,
        _deviated_before,
        CaseForm(
            (
                FormField("ap", "choice", options=AP_CHOICES, required=True),
                FormField("people", "choice", options=(*PEOPLE_CHOICES, LATER), required=True),
                long_text("reason", REASON_LIMIT),
                GROUND,
                PEOPLE_REASON,
            ),
            held=as_the_bot_advises,
        ),
        line=told_decision,
    ),
)
