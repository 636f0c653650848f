"""A breach that was kept elsewhere: a row of a file becomes a case with the moments that it had.

A case that was closed stays closed, with what was decided and done about it. One that still ran comes in as a new
report, and its clock goes on from the discovery: what was decided elsewhere stands in its history, and is decided anew
here, because no rule of this register looked at it.
"""

from collections.abc import Mapping

from pydantic import ValidationError

from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.ended_elsewhere import ENDINGS, ended
from cases.breach.export import COLUMNS, column_title, is_decided, status_word
from cases.breach.handling import Withdrawal
from cases.breach.life import LIFE
from cases.breach.lists import label
from cases.breach.report import CHOICES, NO_DATA, SEVERAL, Report
from cases.breach.rhythm import clock_dues
from cases.people import Actor
from cases.register.case import REASON_LIMIT, Sighting
from cases.register.events import members_cards
from cases.register.export import ELSEWHERE, NAME_READERS
from cases.register.filer_name import CHANNEL, NOBODY, name_behind, readers_words
from cases.register.life import Change, Dues, mail
from cases.register.taken_over import FileRow, FromFile, WrongCell
from state_machines.breach_life import REPORTED

NEEDED = ("discovered_at", "what_happened")

REPORTED_THERE = (
    *("number", "status", "reported_at", "reporter", NAME_READERS, "confidential", "discovered_at"),
    *(
        "happened_from",
        "happened_until",
        "about",
        "missed",
        "late_reason",
        "corrected",
        "what_happened",
        "n_exact",
        "done",
        "still_unknown",
    ),
    *("taken_up_by", "taken_up_at", "withdrawal", "from_consult", "closing_reason", "closed_at"),
    *CHOICES,
)
"""Columns of what was reported and of how the case stands."""

TOLD_THERE = (
    *("additions", "questions", "counted", "reported_otherwise", "to_find_out"),
    *("found_inside", "found_knows"),
    *("double_of", "doubles", "together", "opinions", "planned"),
)
"""Columns that the history tells: they stand in its first event. Numbers of cases were given elsewhere."""

DECIDED_THERE = (
    *("outcome", "effects", "measures", "stopped", "lessons", "ap_advice", "ap_decision", "ap_deviates"),
    *("ap_reason", "ap_decided_by", "ap_decided_at", "ap_told_at", "ap_told", "ap_number", "people_decision"),
    *("people_reason", "people_decided_by", "people_decided_at", "people_told_at", "people_told"),
    *("n_people_told", "others"),
)
"""Columns of what officers decided and did: part of a closed case, and told in the history of one that still runs."""

_KNOWN = (*REPORTED_THERE, *TOLD_THERE, *DECIDED_THERE)
READ = tuple(each.name for each in COLUMNS if each.name in _KNOWN)

MOST_TOLD = 12_000
"""Signs of what only the history tells: an event has to fit in its row."""


def taken_over(row: FileRow) -> Change[BreachCase]:
    """The case that this row becomes. Raises WrongCell."""
    deed, status = row.deed, _status(row)
    report = _report(row)
    # Figures are counted by it: of a case that ended elsewhere today would be untrue.
    reported_at = row.moment("reported_at") or (report.discovered_at if status in ENDINGS else deed.now)
    case = BreachCase(
        number=row.number,
        draft_id=row.draft_id,
        reporter=_reporter(row, closed=report.name_closed),
        reported_at=reported_at,
        confidential=row.holds("confidential"),
        report=report,
        from_consult=row.case_number("from_consult"),
        missed=row.holds("missed"),
        late_reason=_words(row, "late_reason"),
        corrected=_words(row, "corrected"),
        taken_up=_taken_up(row),
    )
    if status not in ENDINGS:
        return _running(row, case)
    closed_at = row.moment("closed_at")
    if closed_at is None:
        raise WrongCell("closed_at", "verplicht")
    if closed_at < reported_at.replace(second=0, microsecond=0):
        raise WrongCell("closed_at", "voor_melden")
    update: dict[str, object] = {
        "status": status,
        "closed_at": closed_at,
        "closing_reason": _words(row, "closing_reason"),
        **ended(row, status, closed_at),
    }
    if withdrawal := _words(row, "withdrawal"):
        update["withdrawal"] = Withdrawal(reason=withdrawal, at=closed_at)
    done = LIFE.filed(case.model_copy(update=update), deed, _told(row, report, TOLD_THERE), why=row.origin)
    return Change(done.case, done.event, done.dues)


def _running(row: FileRow, case: BreachCase) -> Change[BreachCase]:
    """A new report: the offices get its card, and its clock runs on. Whoever reported it is nobody in Teams."""
    deed = row.deed
    offices = ("po", "fg") if case.fg_involved else ("po",)
    cards = members_cards(LIFE, case, deed) if case.confidential else offices
    case = case.model_copy(update={"status": REPORTED, "cards": cards, "taken_up": None})
    lines = (*TOLD_THERE, *(each for each in DECIDED_THERE if is_decided(row.cell(each))))
    done = LIFE.filed(case, deed, _told(row, case.report, lines), why=row.origin)
    dues: Dues = tuple(mail(case, office, deed.now, "new") for office in offices)
    return Change(done.case, done.event, (*done.dues, *dues, *clock_dues(done.case, deed.now, deed.org)))


def _status(row: FileRow) -> str:
    """How it stands; without a word about that it still runs, so that no term is missed for want of a word."""
    cell = row.cell("status")
    known = {each: status_word(each) for each in (*LIFE.engine.chart.states, *ENDINGS)}
    return row.one_of("status", known) if cell else REPORTED


def _report(row: FileRow) -> Report:
    discovered_at = row.moment("discovered_at")
    if discovered_at is None:
        raise WrongCell("discovered_at", "verplicht")
    if not row.cell("what_happened"):
        raise WrongCell("what_happened", "verplicht")
    reported_at = row.moment("reported_at")
    if reported_at is not None and reported_at < discovered_at.replace(second=0, microsecond=0):
        raise WrongCell("reported_at", "voor_ontdekken")
    chosen: dict[str, object] = {}
    for field in CHOICES:
        words = {each: label(field, each) for each in CHOICES[field]}
        several = row.some_of(field, words)
        chosen[field] = several if field in SEVERAL else row.one_of(field, words) or UNKNOWN
    about = row.some_of("about", {each: column_title(each) for each in _ROUGH})
    readers = row.one_of(NAME_READERS, readers_words())
    names = {each: column_title(each) for each in (*CHOICES, "happened")}
    unknown = row.some_of("still_unknown", names)
    given: dict[str, object] = {
        **chosen,
        **{_ROUGH[each]: True for each in about},
        "discovered_at": discovered_at,
        "what_happened": row.cell("what_happened"),
        "happened_from": _written(row, "happened_from"),
        "happened_until": _written(row, "happened_until"),
        "happened_unknown": "happened" in unknown,
        "n_exact": row.cell("n_exact"),
        "done": row.cell("done"),
        "no_personal_data": chosen["data_kinds"] == (NO_DATA,),
        "nameless": readers != CHANNEL,  # where a file does not say who may read it, a channel does not
        "name_closed": readers == NOBODY,
        "open_fields": unknown,
    }
    try:
        return Report.model_validate(given)
    except ValidationError as reason:
        name = str(reason.errors()[0]["loc"][0])
        raise WrongCell(
            name, "te_lang" if name in ("what_happened", "n_exact", "done") else "niet_leesbaar"
        ) from reason


_ROUGH = {
    "discovered_at": "discovered_about",
    "happened_from": "happened_about",
    "happened_until": "until_about",
}
"""What marks a moment as told roughly."""


def _reporter(row: FileRow, *, closed: bool) -> Actor:
    """Who reported it there; where nobody reads the name, our own files did not get it."""
    told = row.person("reporter")
    return told.model_copy(update={"name": name_behind(told.name)}) if closed else told


def _written(row: FileRow, column: str) -> str:
    """A day, or a day and a time, as the reporter told it."""
    at = row.moment(column)
    if at is None:
        return ""
    here = at.astimezone(row.deed.org.zone)
    has_clock = ":" in row.cell(column)
    return f"{here:%Y-%m-%dT%H:%M}" if has_clock else f"{here:%Y-%m-%d}"


def _taken_up(row: FileRow) -> Sighting | None:
    at = row.moment("taken_up_at")
    if at is None or not row.cell("taken_up_by"):
        return None
    who: Actor = row.person("taken_up_by")
    return Sighting(by=who, at=at)


def _words(row: FileRow, column: str) -> str:
    words = row.cell(column)
    if len(words) > REASON_LIMIT:
        raise WrongCell(column, "te_lang")
    return words


def _told(row: FileRow, report: Report, columns: tuple[str, ...]) -> Mapping[str, tuple[str, str]]:
    """What the first event tells beside the facts."""
    told, room = {"about": ("", ",".join(report.about))} if report.about else {}, MOST_TOLD
    for name in columns:
        if not (words := row.cell(name)):
            continue
        room -= len(words)
        if room < 0:
            raise WrongCell(name, "te_lang")
        told[f"{ELSEWHERE}{name}"] = ("", words)
    return told


FROM_FILE = FromFile[BreachCase](("po", "fg"), READ, NEEDED, taken_over)
