"""A breach out of a file is the breach that went into it; what cannot be taken over is said, never half taken over."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from hypothesis import given

from cases.breach.case import BreachCase
from cases.breach.ended_elsewhere import ENDINGS, NEEDED_TO_CLOSE
from cases.breach.export import COLUMNS, EXPORT, status_word
from cases.breach.figures import breach_figures
from cases.breach.life import change
from cases.breach.listing import LISTING
from cases.breach.office_card import history_of, incident, summary_of
from cases.breach.register import STORED
from cases.breach.rows import read_case
from cases.breach.taken_over import DECIDED_THERE, FROM_FILE, NEEDED, READ, REPORTED_THERE, TOLD_THERE
from cases.desks.check import check_case
from cases.people import Viewer
from cases.register.export import NAME_READERS, exported
from cases.register.filer_name import filer_name
from cases.register.history import Event
from cases.register.life import Change, Deed
from cases.register.taken_over import FileRow, WrongCell
from state_machines.breach_life import CLOSED, REPORTED
from state_machines.engine import NotAllowed
from tests.cases.breach.by_chance import NOOR, NOW, ORG, Lived, after, lived
from tests.cases.breach.handled import WHEN, dealt_with

LATER = NOW + timedelta(days=400)
KEPT = [each for each in READ if each not in ("number",)]
SAME_WHILE_OPEN = [
    each
    for each in (*REPORTED_THERE, *TOLD_THERE)
    if each in READ
    and each not in ("number", "status", "taken_up_by", "taken_up_at", "withdrawal")
    and each not in ("closing_reason", "closed_at", "missed")
]


def cells_of(case: BreachCase, events: tuple[Event, ...]) -> dict[str, str]:
    """The row that the export makes of a case."""
    return exported(EXPORT, case, events, ORG).line


def taken(cells: Mapping[str, str]) -> Change[BreachCase]:
    """The case that this row becomes."""
    known = {name: words.strip() for name, words in cells.items() if name in READ}
    return FROM_FILE.make(
        FileRow(known, "DL-2027-0042", "row1", Deed(NOOR, LATER, ORG), "Overgenomen uit x.")
    )


def taken_or_too_long(cells: Mapping[str, str]) -> Change[BreachCase] | None:
    """The case; None for a row that holds more than a case does. Nothing else is ever wrong with a row of ours."""
    try:
        return taken(cells)
    except WrongCell as reason:
        if reason.key != "te_lang":
            raise
    return None


def again(done: Change[BreachCase]) -> dict[str, str]:
    """What the export says of a case that was taken over."""
    assert done.event is not None
    return cells_of(read_case(STORED.row(done.case)), (done.event,))


@given(life=lived(most=14))
def test_what_was_exported_comes_back_equal(life: Lived) -> None:
    before = cells_of(life.case, life.events)
    done = taken_or_too_long(before)
    if done is None:
        return
    told = again(done)
    columns = KEPT if life.case.status in ENDINGS else SAME_WHILE_OPEN
    assert {each: told[each] for each in columns} == {each: before[each].strip() for each in columns}


def closed(people: str = "inform", others: str = "geen", stopped: str = "ja") -> dict[str, str]:
    """The row of a breach that was dealt with to its end."""
    told = {**WHEN, "ap_number": "AP-12", "channel": "webformulier"}
    case = after(
        after(dealt_with(people=people, others=others, stopped=stopped), "ap_full", NOOR, NOW, **told),
        "close",
        NOOR,
    )
    assert case.status == CLOSED
    return cells_of(case, ())


@pytest.mark.parametrize(
    "dealt", [{}, {"people": "not"}, {"people": "public"}, {"others": "partner,politie"}, {"stopped": "nee"}]
)
def test_a_closed_breach_keeps_what_was_decided_and_its_moments(dealt: dict[str, str]) -> None:
    before = closed(**dealt)
    done = taken(before)
    told = again(done)
    assert {each: told[each] for each in KEPT} == {each: before[each].strip() for each in KEPT}
    assert (done.case.status, done.dues) == (CLOSED, ())
    assert done.event is not None
    assert (done.event.actor_name, done.event.why) == (NOOR.name, "Overgenomen uit x.")
    assert check_case(done.case.number, done.case, [done.event]) is None


@given(life=lived(most=14))
def test_every_card_list_and_figure_holds_a_case_from_elsewhere(life: Lived) -> None:
    done = taken_or_too_long(cells_of(life.case, life.events))
    if done is None:
        return
    case = read_case(STORED.row(done.case))
    assert done.event is not None
    for viewer in (Viewer(NOOR, private=True), Viewer.in_channel("po")):
        assert incident(case, LATER, ORG, viewer)
    assert history_of(case, [done.event], LATER, ORG, True)
    assert summary_of(case, LATER, ORG)
    assert LISTING.entry(case, ORG).is_open == case.is_open
    breach_figures([case], LATER, ORG)


def readers_told(case: BreachCase) -> list[bool]:
    """Whether the name is read by the channel, and by an officer in the own chat."""
    return [
        "Kees Verzonnen" in str(incident(case, LATER, ORG, viewer))
        for viewer in (Viewer.in_channel("po"), Viewer(NOOR, private=True))
    ]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (None, [False, True]),
        ("", [False, True]),
        ("het kantoor en het kanaal", [True, True]),
        ("Het kantoor,  niet het kanaal", [False, True]),
        ("niemand", [False, False]),
    ],
)
def test_who_reads_the_name_is_what_the_file_says(words: str | None, read: list[bool]) -> None:
    """A file that does not say it tells nothing of whether whoever reported it agreed to a channel."""
    cells = {**cells_of(dealt_with(), ()), "reporter": "Kees Verzonnen"}
    cells = {name: each for name, each in cells.items() if name != NAME_READERS}
    done = taken(cells if words is None else cells | {NAME_READERS: words})
    assert readers_told(done.case) == read
    told = cells_of(done.case, (done.event,) if done.event is not None else ())
    assert ("Kees Verzonnen" in told.values()) == read[1]


@pytest.mark.parametrize("words", ["iedereen", "niemand, het kantoor en het kanaal", "niemand niet", "ja"])
def test_a_file_that_says_it_in_other_words_is_refused(words: str) -> None:
    with pytest.raises(WrongCell) as refused:
        taken(cells_of(dealt_with(), ()) | {NAME_READERS: words})
    assert refused.value.column == NAME_READERS


def test_a_closed_name_that_a_file_holds_is_opened_with_a_reason_and_one_that_it_lacks_is_not() -> None:
    cells = {**cells_of(dealt_with(), ()), "reporter": "Kees Verzonnen", NAME_READERS: "niemand"}
    reason = {"reason": "De ontvanger moet nu gebeld worden."}
    opened = change(taken(cells).case, "open_name", NOOR, LATER, ORG, reason).case
    assert readers_told(opened) == [False, True]
    unknown = taken(cells | {"reporter": filer_name(taken(cells).case)}).case
    with pytest.raises(NotAllowed):
        change(unknown, "open_name", NOOR, LATER, ORG, reason)


def test_who_took_a_case_over_stands_in_its_history_by_name() -> None:
    """It is not who reported it, so a closed name does not hide it."""
    done = taken(cells_of(dealt_with(), ()) | {NAME_READERS: "niemand"})
    assert done.event is not None
    assert [line["who"] for line in exported(EXPORT, done.case, [done.event], ORG).events] == [NOOR.name]
    for private in (False, True):
        course = str(history_of(done.case, [done.event], LATER, ORG, private))
        assert NOOR.name in course


def test_one_that_still_runs_is_a_new_report_with_its_old_clock() -> None:
    case = dealt_with()
    done = taken(cells_of(case, ()))
    assert (done.case.status, done.case.decision) == (REPORTED, None)
    assert done.case.report.discovered_at == case.report.discovered_at
    assert any(due.kind == "term" for _, due in done.dues)
    assert done.event is not None
    assert "elsewhere.ap_decision" in done.event.changes, "what was decided is told"


@pytest.mark.parametrize("column", [*NEEDED, "closed_at", *NEEDED_TO_CLOSE])
def test_a_closed_breach_without_what_the_law_wants_stays_out(column: str) -> None:
    cells = closed()
    with pytest.raises(WrongCell) as wrong:
        taken(cells | {column: ""})
    assert (wrong.value.column, wrong.value.key) == (column, "verplicht")


@pytest.mark.parametrize(
    "column", [each for each in READ if each not in {*NEEDED, "status", "closed_at", *NEEDED_TO_CLOSE}]
)
def test_what_the_other_register_did_not_keep_is_no_obstacle(column: str) -> None:
    done = taken(closed() | {column: ""})
    assert done.case.status == CLOSED
    assert done.case.decision is not None
    assert done.case.decision.advised.notify_ap == (done.case.decision.ap != "not")


@pytest.mark.parametrize(
    ("column", "cell", "key"),
    [
        ("discovered_at", "gisteren", "geen_moment"),
        ("discovered_at", "31-02-2026", "geen_moment"),
        ("discovered_at", "2031-01-01", "toekomst"),
        ("reported_at", "2019-01-01", "voor_ontdekken"),
        ("kind", "iets heel anders", "geen_keuze"),
        ("cause", "Een vergissing, Een storing of fout in een systeem", "een_keuze"),
        ("status", "zoek", "geen_keuze"),
        ("missed", "misschien", "geen_keuze"),
        ("from_consult", "vraag 3", "geen_nummer"),
        ("what_happened", "x" * 5000, "te_lang"),
        ("late_reason", "x" * 5000, "te_lang"),
        ("additions", "x" * 20_000, "te_lang"),
        ("ap_told", "ooit", "niet_leesbaar"),
        ("n_people_told", "veel", "geen_aantal"),
        ("others", "de buren: nee", "niet_leesbaar"),
        ("effects", "x" * 5000, "te_lang"),
        ("ap_advice", "AP: bellen", "geen_keuze"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(column: str, cell: str, key: str) -> None:
    cells = closed()
    told = {"people_told_at": "2026-11-24 10:00"} if column == "n_people_told" else {}
    with pytest.raises(WrongCell) as wrong:
        taken(cells | told | {column: cell})
    assert (wrong.value.column, wrong.value.key) == (column, key)


def test_nothing_that_is_read_is_forgotten() -> None:
    ours = {each.name for each in COLUMNS}
    assert {*REPORTED_THERE, *TOLD_THERE, *DECIDED_THERE} <= ours
    assert ours - {*READ} == {"term_ends", "special", "sensitive", "fg_involved"}, (
        "these follow from the rest"
    )


def test_a_row_with_only_what_is_needed_is_a_report() -> None:
    done = taken({"discovered_at": "23-11-2026", "what_happened": "Een brief lag op straat."})
    assert done.case.status == REPORTED
    assert status_word(done.case.status) == again(done)["status"]
