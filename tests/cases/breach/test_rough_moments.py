"""A moment that was told roughly is called so wherever a case tells it; a case of before holds none."""

from datetime import timedelta

import pytest
from hypothesis import given, settings

from cases.breach.export import EXPORT
from cases.breach.office_card import history_of, incident
from cases.breach.papers import breach_paper, papers_of
from cases.breach.report import Report
from cases.breach.reporter_cards import receipt
from cases.papers.paper import as_text
from cases.people import Viewer
from cases.register.export import exported
from tests.cases.breach.by_chance import NOW, ORG, PLAIN, filed, reports
from tests.cases.drawn import words_on

ROUGH = PLAIN.model_copy(
    update={
        "discovered_about": True,
        "happened_from": "2026-11-22T15:00",
        "happened_about": True,
        "happened_until": "2026-11-23",
        "until_about": True,
    }
)
EXACT = ROUGH.model_copy(update={"discovered_about": False, "happened_about": False, "until_about": False})
PO = Viewer.in_channel("po")


def papers(report: Report) -> dict[str, str]:
    case = filed(report).case
    return {each: as_text(breach_paper(case, each, NOW, ORG)) for each, _ in papers_of(case)}


def test_the_cards_say_so() -> None:
    case = filed(ROUGH).case
    card = words_on(incident(case, NOW, ORG, PO))
    for told in ("ongeveer ma 23 nov, 13.40 uur", "ongeveer zo 22 nov, 15.00 uur tot ongeveer ma 23 nov"):
        assert told in card
    assert "Ontdekt: ongeveer ma 23 nov, 13.40 uur." in words_on(receipt(case, NOW, ORG))
    exact = filed(EXACT).case
    for shown in (incident(exact, NOW, ORG, PO), receipt(exact, NOW, ORG)):
        assert "ongeveer" not in words_on(shown)


def test_the_term_runs_from_the_earliest_that_it_may_mean() -> None:
    assert filed(ROUGH).case.deadline(ORG) == filed(EXACT).case.deadline(ORG)
    late = words_on(receipt(filed(ROUGH).case, NOW + timedelta(hours=80), ORG))
    assert "ongeveer" not in late, "how it was counted is no matter any more"


def test_the_file_and_the_history_say_which() -> None:
    done = filed(ROUGH)
    assert done.event is not None
    told = exported(EXPORT, done.case, [done.event], ORG)
    assert told.line["about"] == "Ontdekt, Gebeurd vanaf, Gebeurd tot"
    assert told.events[0]["changes"] == "Ongeveer (vroegste moment): Ontdekt, Gebeurd vanaf, Gebeurd tot"
    course = words_on(history_of(done.case, [done.event], NOW, ORG, True))
    assert "Ontdekt: ongeveer. Gebeurd: ongeveer. Tot: ongeveer." in course
    plain = filed(EXACT)
    assert plain.event is not None
    assert plain.event.changes == {}
    assert exported(EXPORT, plain.case, [plain.event], ORG).line["about"] == ""


def test_the_papers_say_so() -> None:
    rough, exact = papers(ROUGH), papers(EXACT)
    assert rough.keys() == exact.keys()
    for name, told in exact.items():
        assert "ongeveer 2" not in told, name
    assert "ongeveer 22 november 2026, 15.00 uur" in rough["ap"]
    assert "ongeveer 23 november 2026, 13.40 uur" in rough["ap"]
    assert "op 22 november 2026" in rough["letter"], "of which the day is sure"
    day = ROUGH.model_copy(update={"happened_from": "2026-11-10"})
    assert "op of rond 10 november 2026" in papers(day)["letter"]


@settings(max_examples=20)
@given(reports())
def test_a_report_of_before_is_read_as_exact(report: Report) -> None:
    told = report.model_dump(mode="json")
    for name in ("discovered_about", "happened_about", "until_about"):
        del told[name]
    read = Report.model_validate(told)
    assert read.about == ()
    assert read.discovered_at == report.discovered_at


@pytest.mark.parametrize("confidential", [True, False])
def test_a_channel_reads_nothing_of_it_in_a_confidential_case(confidential: bool) -> None:
    case = filed(ROUGH, confidential=confidential).case
    assert ("ongeveer" in words_on(incident(case, NOW, ORG, PO))) is not confidential
