"""The assessment of a breach by an officer: begun, answered, taken back, done anew. Pure.

Policy point 14, steps 4 to 6. The walk through the questions is worked out by dialogs/assessing/walk.py; what arrives
here is an answer that fits, with the number of changes that it was given on.
"""

import json
from collections.abc import Mapping

from cases.assessment.breach_facts import BadFacts, read_facts
from cases.assessment.weighing import assess
from cases.breach.case import BreachCase
from cases.breach.handling import Triage
from cases.breach.rhythm import clock_dues
from cases.breach.step import involved, moved
from cases.register.case import NOTE_LIMIT, REASON_LIMIT, Sighting
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Dues, Life, tell, text, the_reason, typed
from state_machines.breach_life import ASSESSING
from state_machines.engine import NotAllowed

OUTCOMES = ("breach", "no_breach")


def _begin_triage(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The questions begin, or go on where they were; whoever begins takes the case up when nobody had it."""
    sighting = Sighting(by=deed.actor, at=deed.now)
    if case.triage is None:
        triage = Triage(by=deed.actor, at=deed.now)
    else:
        triage = case.triage.model_copy(update={"by": deed.actor})
    fresh = case.taken_up is None
    update = {"triage": triage, "taken_up": case.taken_up or sighting}
    news: Dues = (tell(case, deed.now, "taken_up"),) if fresh else ()
    return life.moved(case, "begin_triage", deed, update=update, dues=news)


def _answer_triage(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """One answer more, on the questions as they stand."""
    triage = _answered(case, deed)
    cards, mails = involved(life, case, case.model_copy(update={"triage": triage}), deed)
    update = {"triage": triage, "cards": cards}
    return moved(
        life, case, "answer_triage", deed, update, why=_spoken(deed), changes=_told(case, deed), dues=mails
    )


def _assess_it(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The last answer: what all of them come to. Raises NotAllowed for what is no outcome."""
    triage, outcome = _answered(case, deed), deed.given.get("outcome", "")
    if outcome not in OUTCOMES:
        raise NotAllowed("no outcome")
    facts, changes = None, _told(case, deed)
    if outcome == "breach":
        try:
            facts = read_facts(json.loads(deed.given.get("facts", "")))
        except (BadFacts, json.JSONDecodeError) as reason:
            raise NotAllowed("no facts") from reason
        advice = assess(facts, deed.org.assessment)
        changes |= {
            "advice_ap": ("", "notify" if advice.notify_ap else "not"),
            "advice_people": ("", "inform" if advice.notify_people else "not"),
            "advice_doubt": ("", "yes" if advice.doubt else "no"),
            "advice_score": ("", f"{advice.severity.score:g}"),
        }
    triage = triage.model_copy(update={"outcome": outcome, "facts": facts})
    changes["outcome"] = ("", outcome)
    update: dict[str, object] = {
        "triage": triage,
        "data_found": case.data_found or outcome == "breach",
        "too_little": None,
    }
    after = case.model_copy(update=update)
    clock = clock_dues(after, deed.now, deed.org) if case.calm and after.clock_runs else ()
    cards, mails = involved(life, case, after, deed)
    update["cards"] = cards
    return moved(
        life, case, "assess", deed, update, why=_spoken(deed), changes=changes, dues=(*mails, *clock)
    )


def _back_triage(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The last answer is taken back; it fills in its question."""
    triage = _on(case, deed)
    if not triage.answers:
        raise NotAllowed("there is no answer to take back")
    *kept, last = triage.answers
    dropped = triage.answers[last]
    after = triage.model_copy(
        update={
            "by": deed.actor,
            "count": triage.count + 1,
            "answers": {step: triage.answers[step] for step in kept},
            "memory": triage.memory | dropped,
            "outcome": "",
            "facts": None,
        }
    )
    changes = {f"{last}.{field}": (value, "") for field, value in dropped.items() if value}
    return moved(life, case, "back_triage", deed, {"triage": after}, changes=changes)


def _pause_triage(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The card shows the case again; the answers stay."""
    return life.moved(case, "pause_triage", deed)


def _begun_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    """Whether the same person is at the questions already."""
    triage = case.triage
    return case.status == ASSESSING and triage is not None and triage.by.aad_id == deed.actor.aad_id


def _answered_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    """Whether this very answer was the last one: a double press, a redelivery."""
    triage, step = case.triage, deed.given.get("step", "")
    if triage is None or not triage.answers or triage.by.aad_id != deed.actor.aad_id:
        return False
    last = next(reversed(triage.answers))
    return (
        deed.given.get("count") == str(triage.count - 1)
        and last == step
        and triage.answers[last] == _values(deed.given)
    )


def _on(case: BreachCase, deed: Deed) -> Triage:
    """The questions, if this press was made on them as they are now: nobody overwrites what another answered."""
    if case.triage is None or deed.given.get("count") != str(case.triage.count):
        raise NotAllowed("another answer came first")
    return case.triage


def _answered(case: BreachCase, deed: Deed) -> Triage:
    triage, step, values = _on(case, deed), deed.given.get("step", ""), _values(deed.given)
    if not step or step in triage.answers:
        raise NotAllowed("no question that is open")
    return triage.model_copy(
        update={
            "by": deed.actor,
            "count": triage.count + 1,
            "answers": {**triage.answers, step: values},
            "memory": {name: value for name, value in triage.memory.items() if name not in values},
        }
    )


def _values(given: Mapping[str, str]) -> dict[str, str]:
    try:
        values = json.loads(given.get("values", ""))
    except json.JSONDecodeError as reason:
        raise NotAllowed("no answer") from reason
    if not isinstance(values, dict) or not all(isinstance(each, str) for each in values.values()):
        raise NotAllowed("no answer")
    return values


def _told(case: BreachCase, deed: Deed) -> dict[str, tuple[str, str]]:
    """The answer by field, with what was answered before it was taken back or new facts came."""
    before = case.triage.memory if case.triage is not None else {}
    step = deed.given.get("step", "")
    return {
        f"{step}.{field}": (before.get(field, ""), value)
        for field, value in _values(deed.given).items()
        if value or before.get(field)
    }


def _spoken(deed: Deed) -> str:
    """Question and answer in the words that stood on the card."""
    return deed.given.get("spoken", "")[:REASON_LIMIT]


def _new_facts(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """Something new is known: back to the questions, with the earlier answers filled in."""
    words = text(deed.given, "words", NOTE_LIMIT)
    update = decided_again(case) | {"new_facts": words}
    triage = update["triage"]
    assert isinstance(triage, Triage)
    update["triage"] = triage.model_copy(update={"by": deed.actor})
    before = _decision(case)
    after = case.model_copy(update=update)
    dues = () if after.ap_settled else clock_dues(after, deed.now, deed.org)
    return moved(life, case, "new_facts", deed, update, why=words, changes=before, dues=dues)


def decided_again(case: BreachCase) -> dict[str, object]:
    """What falls when a case is looked at anew. What was told and done stays, but those who were told may have to hear
    of what is new: the AP (AVG article 33(4)), the people (34(1)), and others."""
    memory: dict[str, str] = {}
    if case.triage is not None:
        memory = dict(case.triage.memory)
        for values in case.triage.answers.values():
            memory |= values
    fallen: dict[str, object] = {
        "decision": None,
        "people": None,
        "ap_behind": case.told != "no",
        "people_behind": case.informed is not None,
        "duties_stand": not case.duties,
        "unweighed": False,
    }
    if case.triage is not None:
        fallen["triage"] = case.triage.model_copy(
            update={
                "count": case.triage.count + 1,
                "answers": {},
                "memory": memory,
                "outcome": "",
                "facts": None,
            }
        )
    if case.registration is not None:
        fallen["registration"] = case.registration.model_copy(update={"stands": False})
    return fallen


def _decision(case: BreachCase) -> dict[str, tuple[str, str]]:
    found = {
        "ap": case.decision.ap if case.decision else "",
        "people": case.people.choice if case.people else "",
    }
    return {name: (value, "") for name, value in found.items() if value}


def _renewed_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    return case.status == ASSESSING and bool(case.new_facts) and case.new_facts == typed(deed.given, "words")


EVENTS = (
    CaseEvent[BreachCase]("begin_triage", _begin_triage, _begun_before),
    CaseEvent[BreachCase]("answer_triage", _answer_triage, _answered_before, line=the_reason),
    CaseEvent[BreachCase]("back_triage", _back_triage),
    CaseEvent[BreachCase]("pause_triage", _pause_triage),
    CaseEvent[BreachCase]("assess", _assess_it, _answered_before, line=the_reason),
    CaseEvent[BreachCase](
        "new_facts",
        _new_facts,
        _renewed_before,
        CaseForm((long_text("words", NOTE_LIMIT),)),
        line=the_reason,
    ),
)
