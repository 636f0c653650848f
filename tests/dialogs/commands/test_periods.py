"""From which days cases are asked: whole times, ends that stay open, and times that nobody understands."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.registers import REGISTERS
from cards.dutch_time import month_name
from cases.desks.desks import Registers
from cases.desks.queries import Query, read_query, reported_within
from dialogs.commands.periods import NOT_UNDERSTOOD, Asked, find_period, read_period
from dialogs.commands.register_wishes import read_wish
from dialogs.commands.search_words import read_search
from dialogs.commands.wants import ListCases, ShowMonth, ShowYear
from tests.cases.breach.by_chance import NOW, ORG
from tests.steps import steps

DAY = timedelta(days=1)
SEEN = Registers(REGISTERS)

days = st.dates(date(2020, 1, 1), NOW.date())
around = st.sampled_from(
    ["datalekken {}", "toon alle datalekken {}", "hoeveel datalekken {} hadden we", "{}"]
)


@st.composite
def times(draw: st.DrawFn) -> tuple[str, date, date]:
    """A time as people call it, with its first and last day."""
    day = draw(days)
    match draw(st.sampled_from(["month", "day", "digits", "week", "year", "quarter"])):
        case "month":
            first = day.replace(day=1)
            return f"{month_name(day.month)} {day.year}", first, (first + 31 * DAY).replace(day=1) - DAY
        case "day":
            return f"{day.day} {month_name(day.month)} {day.year}", day, day
        case "digits":
            return f"{day:%d-%m-%Y}", day, day
        case "week":
            here = NOW.date() - draw(st.integers(1, 40)) * 7 * DAY
            here = max(here - here.weekday() * DAY, date(2026, 1, 5))
            return f"week {here.isocalendar().week}", here, here + 6 * DAY
        case "year":
            return f"{day.year}", date(day.year, 1, 1), date(day.year, 12, 31)
    quarter = (day.month - 1) // 3
    first = date(day.year, quarter * 3 + 1, 1)
    return f"kwartaal {quarter + 1} van {day.year}", first, (first + 95 * DAY).replace(day=1) - DAY


@given(times(), around)
def test_a_time_is_read_and_an_end_that_stays_open(time: tuple[str, date, date], line: str) -> None:
    said, first, last = time
    for before, meant in (
        ("in", Asked(first, last)),
        ("van", Asked(first, last)),
        ("sinds", Asked(first=first)),
        ("vanaf", Asked(first=first)),
        ("na", Asked(first=last + DAY)),
        ("voor", Asked(last=first - DAY)),
        ("tot", Asked(last=first - DAY)),
        ("tot en met", Asked(last=last)),
        ("t/m", Asked(last=last)),
    ):
        typed = line.format(f"{before} {said}")
        assert read_period(typed, NOW) == meant, typed
        found = find_period(f"brief {before} {said} gemeente", NOW)
        assert found is not None
        assert found[0] == meant
        assert said in f"brief {before} {said} gemeente"[found[1] : found[2]]


@pytest.mark.parametrize(
    "line",
    [
        "datalekken van week 88",
        "datalekken van 31-02",
        "toon de datalekken van de zomer",
        "datalekken van november en oktober",
        "welke datalekken zijn er van kwartaal 7",
    ],
)
def test_a_time_that_is_not_understood_is_said_and_never_passed_over(line: str) -> None:
    assert read_period(line, NOW) == NOT_UNDERSTOOD
    assert read_wish(line, SEEN, NOW) == ListCases(Query("breach", "all", unclear=True))


@pytest.mark.parametrize(
    "line", ["datalekken voor de gemeente", "datalekken na een verhuizing", "alle datalekken"]
)
def test_no_time_is_no_period(line: str) -> None:
    assert read_period(line, NOW) is None


@given(times(), st.sampled_from(["sinds", "tot", "na", "voor", "in"]))
def test_a_sentence_and_a_search_ask_the_same_days(time: tuple[str, date, date], before: str) -> None:
    said = f"{before} {time[0]}"
    wish, search = (
        read_wish(f"toon alle datalekken {said}", SEEN, NOW),
        read_search(f"datalekken {said}", SEEN, NOW),
    )
    assert isinstance(wish, ListCases)
    assert wish.query == search
    assert search is not None
    assert search.words == ""
    asked = read_period(said, NOW)
    assert asked is not None
    begin, end = reported_within(search, NOW, ORG)
    for limit, day in ((begin, asked.first), (end, asked.last + DAY if asked.last else None)):
        assert (limit.astimezone(ORG.zone).date() if limit else None) == day
    sent = {name: getattr(search, name) for name in ("register", "filter", "month", "first_day", "last_day")}
    assert read_query(sent, SEEN) == search, "the buttons of its pages ask the same"


def test_figures_of_a_whole_month_and_year_stay_figures() -> None:
    assert read_wish("hoeveel datalekken in oktober", SEEN, NOW) == ShowMonth("breach", 2026, 10)
    assert read_wish("hoeveel datalekken in 2025", SEEN, NOW) == ShowYear(2025)
    assert read_wish("welke datalekken moet ik vandaag doen", SEEN, NOW) == ListCases(Query("breach", "all"))


@given(st.text(max_size=80), st.sampled_from(["sinds ", "2026 ", "week ", "tot ", "1111 ", "kwartaal "]))
def test_whatever_is_typed_is_read_without_a_fault(noise: str, word: str) -> None:
    for line in (word + noise, noise + word, word * 20 + noise):
        read_period(line, NOW)
        find_period(line, NOW)


@given(st.text("0123456789- ", max_size=14))
def test_a_forged_day_is_none(day: str) -> None:
    query = read_query({"register": "breach", "first_day": day, "last_day": day}, SEEN)
    begin, end = reported_within(query, datetime.now(tz=ORG.zone), ORG)
    assert (begin is None) == (query.first_day == "")
    assert (end is None) == (query.last_day == "")


@pytest.mark.parametrize("between", ["1" * 60, "1 " * 60, "de " * 60, "1e" * 60, " " * 200, "12de van " * 40])
def test_no_line_is_cut_in_all_the_ways_there_are(between: str) -> None:
    """Sixty digits without an end were tried in more ways than there is time: this would run into the limit."""
    for begin in ("sinds", "tot en met", "na", "voor", "tussen"):
        read_period(f"{begin} {between}x november", NOW)
        read_period(f"{begin} november {between}", NOW)


@pytest.mark.parametrize(
    "line",
    [
        f"tussen {'uur ' * 70}en november jansen",
        f"tussen {'dag ' * 70}en november jansen",
        f"sinds {'week ' * 60}november x",
        f"{'jaar ' * 70}november x",
        f"toon datalekken van {'een dag en ' * 80}tot november",
        f"tussen {'vorige mei ' * 90}",
        "12de van " * 100,
    ],
)
def test_no_line_of_a_thousand_signs_is_much_work(line: str) -> None:
    """Found by trying: each unit of time was counted on to the last of them, five times over, 0.17 s in all."""
    read_wish(line, SEEN, NOW)
    assert steps(lambda: read_wish(line, SEEN, NOW)) < 30_000, "lines of Python: some milliseconds"
    assert steps(lambda: read_search(line, SEEN, NOW)) < 60_000
