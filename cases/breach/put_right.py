"""Facts of a report that are put right: by who reported it until somebody takes it up, by an officer after that. Pure.

An officer who looks at the facts and sends them establishes them; what the reporter chose first stays beside them. Why
it stood otherwise stands in the history. What changes behind a decision has to be weighed.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.corrections import (
    DISCOVERY,
    HAPPENED,
    as_reported,
    discovered_at,
    discovery_given,
    established,
    happened_given,
    lies_elsewhere,
    told_before,
    what_changed,
)
from cases.breach.known import ANSWERED_IN
from cases.breach.report import (
    CHOICES,
    COUNTS,
    DATA_KINDS,
    DISCOVERERS,
    KINDS,
    NO_DATA,
    REPORTED_GROUPS,
    SEVERAL,
    NotInList,
    Report,
    checked_choices,
)
from cases.breach.rhythm import clock_dues
from cases.breach.step import involved, moved
from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.case import REASON_LIMIT
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Dues, Handler, Life, Refused
from state_machines.breach_life import DECIDED, OFFICERS, ROLES

DETAILS = ("kind", "data_kinds", "groups", "n_people", "n_records")
"""The closed lists that are put right together."""

_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "kind": KINDS,
    "data_kinds": DATA_KINDS,
    "groups": REPORTED_GROUPS,
    "n_people": COUNTS,
    "n_records": COUNTS,
}

WHAT = (
    *(
        FormField(each, "choices" if each in SEVERAL else "choice", options=_OPTIONS[each], required=True)
        for each in DETAILS
    ),
    long_text("reason", REASON_LIMIT),
)
WHEN = (
    FormField("discoverer", "choice", options=DISCOVERERS, required=True),
    *DISCOVERY,
    *HAPPENED[:2],
    long_text("reason", REASON_LIMIT),
)


def _put_right(event: str) -> Handler[BreachCase]:
    return lambda life, case, deed: _what(life, case, event, deed)


def _what(life: Life[BreachCase], case: BreachCase, event: str, deed: Deed) -> Change[BreachCase]:
    """What it was, which data, of whom and how many; a list that was not sent stays as it is."""
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    sent = _sent(deed)
    before = {field: case.found(field) for field in sent}
    changes = {
        field: (",".join(before[field]), ",".join(values))
        for field, values in sent.items()
        if values != before[field]
    }
    written = case.report.model_dump(mode="json")
    written |= {field: [*values] if field in SEVERAL else values[0] for field, values in sent.items()}
    written["open_fields"] = _open(case.report, sent)
    written["no_personal_data"] = written["data_kinds"] == [NO_DATA]
    update: dict[str, object] = {"report": Report.model_validate(written), "corrected": reason}
    if ROLES[event] == OFFICERS:
        update |= _established(case, sent, deed)
        update["unweighed"] = case.unweighed or (case.status in DECIDED and bool(changes))
    return _seen_by_all(life, case, event, deed, update, reason, changes)


def _sent(deed: Deed) -> dict[str, tuple[str, ...]]:
    """The lists that were filled in. Raises Refused for what is in none of them."""
    sent = dict[str, tuple[str, ...]]()
    for field in DETAILS:
        given = deed.given.get(field)
        if given is None:
            continue
        if not given:
            raise Refused(field, "verplicht")
        try:
            sent[field] = checked_choices(field, given.split(",") if field in SEVERAL else (given,))
        except NotInList as reason:
            raise Refused(field, "geen_keuze") from reason
    return sent


def _established(case: BreachCase, sent: Mapping[str, tuple[str, ...]], deed: Deed) -> dict[str, object]:
    """What an officer looked at and sent is established; the assessment says the same from now on."""
    sure = [field for field, values in sent.items() if UNKNOWN not in values]
    first = {
        field: ",".join(value if isinstance(value := getattr(case.report, field), tuple) else (value,))
        for field, values in sent.items()
        if values != case.found(field) and field not in case.originally
    }
    update = {**established(case, sure, deed), "originally": {**case.originally, **first}}
    if case.triage is not None:
        changed = {field for field, values in sent.items() if values != case.found(field)}
        new = {field: ",".join(values) for field, values in sent.items()}
        new |= {ANSWERED_IN[field]: "" for field in changed & ANSWERED_IN.keys()}
        answers = {
            step: {name: new.get(name, value) for name, value in given.items()}
            for step, given in case.triage.answers.items()
        }
        memory = {name: new.get(name, value) for name, value in case.triage.memory.items()}
        update["triage"] = case.triage.model_copy(update={"answers": answers, "memory": memory})
    return update


def _open(report: Report, known: Mapping[str, tuple[str, ...]]) -> list[str]:
    """What nobody knows yet, in the order of before; what became unknown comes behind it."""
    still = [each for each in report.open_fields if each not in known or UNKNOWN in known[each]]
    return [*still, *(each for each, values in known.items() if UNKNOWN in values and each not in still)]


def _when(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The reporter says who noticed it first and when, and when it happened, before anybody took it up."""
    reason = lives.text(deed.given, "reason", REASON_LIMIT)
    found, discoverer = discovery_given(deed), lives.one_of(deed.given, "discoverer", DISCOVERERS)
    if any(told.astimezone(UTC) < found.astimezone(UTC) for told in told_before(case)):
        raise Refused("discovered_date", "na_melding")
    begin = happened_given(found, deed, case.report.happened_until)
    update: dict[str, object] = {"report": case.report}
    changes = dict[str, tuple[str, str]]()
    if lies_elsewhere(case, found):
        update, changes = discovered_at(case, found, deed)
    report = update["report"]
    assert isinstance(report, Report)
    new: dict[str, object] = {"discoverer": discoverer, "happened_from": begin, "happened_unknown": not begin}
    for name in ("discoverer", "happened_from"):
        if new[name] != getattr(report, name):
            changes[name] = (str(getattr(report, name)), str(new[name]))
    if "happened_from" in changes:
        new["happened_about"] = False
    known = {"happened": (begin or UNKNOWN,), "discoverer": (discoverer,)}
    new["open_fields"] = tuple(_open(report, known))
    update |= {"report": report.model_copy(update=new), "corrected": reason}
    return _seen_by_all(life, case, "amend_when", deed, update, reason, changes)


def _seen_by_all(
    life: Life[BreachCase],
    case: BreachCase,
    event: str,
    deed: Deed,
    update: Mapping[str, object],
    reason: str,
    changes: Mapping[str, tuple[str, str]],
) -> Change[BreachCase]:
    """The case after it: the clock runs from the true discovery, who must follow it does, the offices hear of it."""
    after = case.model_copy(update=dict(update))
    cards, dues = involved(life, case, after, deed)
    clock: Dues = ()
    if (case.calm and after.clock_runs) or ("discovered_at" in changes and not after.ap_settled):
        clock = clock_dues(after, deed.now, deed.org)
    by_reporter = ROLES[event] != OFFICERS
    note = lives.thread(case, deed.now, "amended", str(case.seq + 1)) if by_reporter else ()
    everything = {**update, "cards": cards}
    return moved(
        life, case, event, deed, everything, why=reason, changes=changes, dues=(*note, *dues, *clock)
    )


def _by_now(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    """What is known by now stands there at first."""
    if field.id in CHOICES and field.id in DETAILS:
        return ",".join(case.found(field.id))
    return as_reported(case, field, now, org)


EVENTS = (
    CaseEvent[BreachCase](
        "correct_details", _put_right("correct_details"), form=CaseForm(WHAT, held=_by_now), line=what_changed
    ),
    CaseEvent[BreachCase](
        "amend_what",
        _put_right("amend_what"),
        form=CaseForm(WHAT, held=_by_now, reporter=True),
        line=what_changed,
    ),
    CaseEvent[BreachCase](
        "amend_when", _when, form=CaseForm(WHEN, held=as_reported, reporter=True), line=what_changed
    ),
)
