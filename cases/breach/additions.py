"""What the reporter adds to a breach later: facts from the closed lists, and words. Pure."""

from collections.abc import Mapping
from datetime import datetime

from cases.breach.case import (
    CHOICES,
    KEPT_ADDITIONS,
    NO_DATA,
    SEVERAL,
    UNKNOWN,
    Addition,
    BreachCase,
    NotInList,
    Report,
    checked_choices,
)
from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.case import NOTE_LIMIT
from cases.register.events import members_cards
from cases.register.fields import FormField
from cases.register.forms import CaseForm
from cases.register.life import CaseEvent, Change, Deed, Life, Refused

CHANGEABLE = tuple(CHOICES)
"""Fields of a report that the reporter may fill in later, with values of the same closed lists."""

MOST_LISTS = 5
"""How many closed lists are asked on one card, beside the words."""

LONG_LISTS = frozenset({"data_kinds", "systems"})
"""Lists of which one card can hold only one."""


def _add_facts(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """Closed-list fields that are filled in replace the unknown ones; words come beside the first report."""
    report, changes, now = case.report, dict[str, tuple[str, str]](), deed.now
    told = report.model_dump(mode="json")
    for field, value in _chosen(deed.given).items():
        before = _in_report(report, field)
        if value != before:
            changes[field] = (before, value)
            told[field] = value.split(",") if field in SEVERAL else value
    words = lives.typed_within(deed.given, "addition", NOTE_LIMIT)
    if words:
        changes["addition"] = ("", words)
    if not changes:
        raise Refused("addition", "niets_nieuws")
    told["open_fields"] = [field for field in report.open_fields if not _now_known(field, told)]
    told["no_personal_data"] = told["data_kinds"] == [NO_DATA]
    updated = Report.model_validate(told)
    additions = (*case.additions, Addition(at=now, text=words))[-KEPT_ADDITIONS:] if words else case.additions
    after = case.model_copy(update={"report": updated})
    now_fg = after.fg_involved and not case.fg_involved
    cards = case.cards
    if now_fg:
        after = after.model_copy(update={"cards": lives.with_cards(after, "fg")})
        cards = members_cards(life, after, deed) if case.confidential else after.cards
    mails = (lives.mail(case, "fg", now, "new"),) if now_fg else ()
    return life.moved(
        case,
        "add_facts",
        deed,
        update={"report": updated, "additions": additions, "cards": cards},
        changes=changes,
        dues=(*lives.thread(case, now, "added", str(case.seq + 1)), *mails),
    )


def _chosen(given: Mapping[str, str]) -> dict[str, str]:
    """What was filled in for closed lists, in the order of each list. Raises Refused for what is in none.

    "Unknown" by itself is what an untouched field of an old form says: it never takes away what is known by now.
    """
    try:
        return {
            field: ",".join(checked_choices(field, value.split(",") if field in SEVERAL else (value,)))
            for field in CHANGEABLE
            if (value := given.get(field, UNKNOWN)) not in ("", UNKNOWN)
        }
    except NotInList as reason:
        raise Refused("addition", "geen_keuze") from reason


def _in_report(report: Report, field: str) -> str:
    value = getattr(report, field)
    return ",".join(value) if field in SEVERAL else str(value)


def _added_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    """Whether all that is told here stands in the case: the words as the last ones, known values in the report."""
    words, chosen = lives.typed(deed.given, "addition"), _chosen(deed.given)
    if words and (not case.additions or case.additions[-1].text != words):
        return False
    known = any(UNKNOWN not in value.split(",") for value in chosen.values())
    return bool(words or known) and all(
        _in_report(case.report, field) == value for field, value in chosen.items()
    )


def _now_known(field: str, told: Mapping[str, object]) -> bool:
    value = told.get(field)
    if field == "happened" or value is None:
        return False
    return UNKNOWN not in (value if isinstance(value, list) else [value])


def _askable(case: BreachCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    """What is still open, and room for words. With more open than one card holds, the rest comes next time."""
    chosen: list[str] = []
    for name in CHANGEABLE:
        full = len(chosen) == MOST_LISTS or (name in LONG_LISTS and not LONG_LISTS.isdisjoint(chosen))
        if name in case.report.open_fields and not full:
            chosen.append(name)
    lists = (
        FormField(name, "choices" if name in SEVERAL else "choice", options=CHOICES[name]) for name in chosen
    )
    return (*lists, FormField("addition", "long_text", limit=NOTE_LIMIT))


def _held(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    """What stands in the field at first. A lone "I don't know" is not ticked: nobody would think to untick it."""
    if field.id not in CHOICES:
        return ""
    value = getattr(case.report, field.id)
    if field.id not in SEVERAL:
        return str(value)
    return "" if value == (UNKNOWN,) else ",".join(value)


EVENTS = (
    CaseEvent[BreachCase](
        "add_facts",
        _add_facts,
        _added_before,
        CaseForm(asks=_askable, held=_held, reporter=True, adds="addition"),
        line=lives.became("addition"),
    ),
)
