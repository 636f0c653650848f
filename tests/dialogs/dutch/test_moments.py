"""Moments the way people type them, read on Monday 23 November 2026 at 13.40 in Amsterdam."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.terms import to_instant
from dialogs.dutch.moment_ranges import ends_in
from dialogs.dutch.moment_rules import listen
from dialogs.dutch.moment_said import Unreadable
from dialogs.dutch.moment_tokens import tokens_in
from dialogs.dutch.moment_words import KNOWN
from dialogs.dutch.moments import Reading, read_moment, read_range
from tests.steps import steps

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 23, 13, 40, tzinfo=AMSTERDAM)

EXACT = {
    "gisteren om half drie": "2026-11-22 14:30",
    "gisteren half 3": "2026-11-22 14:30",
    "gistren om half drie": "2026-11-22 14:30",
    "11-10 14:05": "2026-10-11 14:05",
    "11-10-2026 14:05": "2026-10-11 14:05",
    "11-10-26 om 14.05 uur": "2026-10-11 14:05",
    "11.10.2026 14.05": "2026-10-11 14:05",
    "10.11 om 14.05": "2026-11-10 14:05",
    "11 oktober 2026 om kwart over 2 's middags": "2026-10-11 14:15",
    "11 okt kwart over twee": "2026-10-11 14:15",
    "elf oktober om 9 uur": "2026-10-11 09:00",
    "de 11e om 9 uur": "2026-11-11 09:00",
    "vanmorgen 9 uur": "2026-11-23 09:00",
    "vanochtend om kwart voor negen": "2026-11-23 08:45",
    "vanmorgen rond half tien": "~2026-11-23 09:30",
    "zojuist": "2026-11-23 13:40",
    "net": "2026-11-23 13:40",
    "zo net": "2026-11-23 13:40",
    "nu": "2026-11-23 13:40",
    "daarnet": "2026-11-23 13:40",
    "een uur geleden": "2026-11-23 12:40",
    "anderhalf uur geleden": "2026-11-23 12:10",
    "een half uur geleden": "2026-11-23 13:10",
    "een kwartiertje geleden": "2026-11-23 13:25",
    "10 minuten geleden": "2026-11-23 13:30",
    "3 uur geleden": "2026-11-23 10:40",
    "ongeveer 3 uur geleden": "~2026-11-23 10:40",
    "een uur of drie geleden": "~2026-11-23 10:40",
    "een paar uur geleden": "~2026-11-23 10:40",
    "twee dagen geleden": "2026-11-21",
    "2 dagen geleden om half drie": "2026-11-21 14:30",
    "een week geleden": "2026-11-16",
    "drie weken geleden": "2026-11-02",
    "vorige week dinsdag": "2026-11-17",
    "vorige week zo": "2026-11-22",
    "dinsdag vorige week": "2026-11-17",
    "afgelopen week dinsdag": "2026-11-17",
    "vorige week maandag om 10 uur": "2026-11-16 10:00",
    "afgelopen vrijdag rond 16.30 uur": "~2026-11-20 16:30",
    "vorige vrijdag": "2026-11-20",
    "afgelopen maandag": "2026-11-16",
    "maandag": "2026-11-23",
    "maandag 9 uur": "2026-11-23 09:00",
    "maandag om 17.00 uur": "2026-11-16 17:00",
    "dinsdag": "2026-11-17",
    "vrijdagmiddag": "~2026-11-20 12:00",
    "vrijdagmiddag om half vier": "2026-11-20 15:30",
    "vr 9:15": "2026-11-20 09:15",
    "maandag 23 november": "2026-11-23",
    "zaterdagavond om 8 uur": "2026-11-21 20:00",
    "13.40": "13:40",
    "13:40": "13:40",
    "13.40 uur": "13:40",
    "9.30": "09:30",
    "09:30": "09:30",
    "02:30": "02:30",
    "2.30": "02:30",
    "half drie": "02:30",
    "half een": "12:30",
    "12 uur": "12:00",
    "kwart voor vijf": "04:45",
    "kwart voor vijf 's middags": "16:45",
    "tien over half negen": "08:40",
    "5 voor half 12": "11:25",
    "gisteren tien over half negen": "2026-11-22 08:40",
    "gisteren 5 voor 5": "2026-11-22 16:55",
    "15u30": "15:30",
    "gisteren 15u": "2026-11-22 15:00",
    "gisteren 1530 uur": "2026-11-22 15:30",
    "gisteren drie uur dertig": "2026-11-22 15:30",
    "23/11": "2026-11-23",
    "24-11": "2025-11-24",
    "29-02": "2024-02-29",
    "31.12": "2025-12-31",
    "2026-11-23T13:40": "2026-11-23 13:40",
    "2026-11-23": "2026-11-23",
    "2026-11-23T12:10:05Z": "2026-11-23 13:10",
    "2026-11-23 12:10:05+01:00": "2026-11-23 12:10",
    "eergisteren": "2026-11-21",
    "eergistern": "2026-11-21",
    "eergisteren om vier uur": "2026-11-21 16:00",
    "vannacht": "~2026-11-23 00:00",
    "vannacht om 3 uur": "2026-11-23 03:00",
    "vannacht om half 12": "2026-11-22 23:30",
    "afgelopen nacht rond 2 uur": "~2026-11-23 02:00",
    "gisteravond": "~2026-11-22 18:00",
    "gisterenavond om 9 uur": "2026-11-22 21:00",
    "gisteren om 12 uur 's avonds": "2026-11-23 00:00",
    "gisteren middag": "~2026-11-22 12:00",
    "gisteren mddag": "~2026-11-22 12:00",
    "gisteren midag": "~2026-11-22 12:00",
    "gistermorgen": "~2026-11-22 06:00",
    "gisteren morgen om 8 uur": "2026-11-22 08:00",
    "om 3 uur 's nachts": "03:00",
    "begin van de middag": "~12:00",
    "eind van de ochtend": "~10:00",
    "gisteren aan het begin van de avond": "~2026-11-22 18:00",
    "gisteren laat in de middag": "~2026-11-22 16:00",
    "tussen de middag": "~12:00",
    "middernacht": "00:00",
    "vandaag": "2026-11-23",
    "vandaag om half drie": "2026-11-23 02:30",
    "vandaag om half twee": "2026-11-23 13:30",
    "vandaag rond 3": "~2026-11-23 03:00",
    "gisteren om 3": "2026-11-22 15:00",
    "ergens gisteren": "~2026-11-22",
    "begin november": "~2026-11-01",
    "half oktober": "~2026-10-15",
    "in oktober": "~2026-10-01",
    "vorige week": "~2026-11-16",
    "afgelopen weekend": "~2026-11-21",
    "morgen": "2026-11-24",
    "morgenochtend": "~2026-11-24 06:00",
    "morgen om 3 uur": "2026-11-24 15:00",
    "komende vrijdag": "2026-11-27",
    "volgende week dinsdag": "2026-12-01",
    "Gisteren, 14:05 uur.": "2026-11-22 14:05",
    "Ik denk gisteren om een uur of drie": "~2026-11-22 15:00",
    "afgelopen vrijdag om 16:30 heb ik de verkeerde bijlage gemaild": "2026-11-20 16:30",
    "ontdekt op 11-10 om 9 uur door mijn collega": "2026-10-11 09:00",
    "oktobr 2025": "~2025-10-01",
    "11 novmber": "2026-11-11",
    "half drie (14:30)": "14:30",
}


def written(reading: Reading | None) -> str | None:
    if reading is None:
        return None
    parts = [str(reading.date)] if reading.date else []
    parts += [f"{reading.time:%H:%M}"] if reading.time else []
    return ("~" if reading.approximate else "") + " ".join(parts)


@pytest.mark.parametrize(("text", "moment"), EXACT.items())
def test_a_moment_is_read(text: str, moment: str) -> None:
    assert written(read_moment(text, NOW)) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31-02",
        "31-02-2026",
        "30 februari",
        "32-1-2026",
        "25:00",
        "gisteren 25:00",
        "12:60",
        "gisteren om 14.75 uur",
        "2026-02-30T10:00",
        "2026-11-23T25:10",
        "maandag of dinsdag",
        "gisteren om 3 uur of om 4 uur",
        "dinsdag 23 november",
        "weet ik niet",
        "geen idee",
        "14",
        "drie mensen",
        "2-10 mensen",
        "het kostte € 13.40",
        "bel 06-12345678",
        "versie 1.2.3.4",
        "DL-2026-0001",
        "ik maak me zorgen",
        "mag ik dit bewaren?",
        "het staat op het net",
        "wat moet ik nu doen?",
        "maandag 23",
        "999999999999999 dagen geleden",
        "11-10-9999",
        "0-0",
        "tussen 2 en 3 uur",
    ],
)
def test_what_is_no_moment_or_cannot_exist_is_not_read(text: str) -> None:
    assert read_moment(text, NOW) is None


def test_the_hour_that_has_not_come_yet_is_the_one_before() -> None:
    assert written(read_moment("half drie", NOW.replace(hour=16))) == "14:30"
    assert written(read_moment("vandaag 8 uur", NOW.replace(hour=21))) == "2026-11-23 20:00"
    assert written(read_moment("half tien", NOW.replace(hour=9, minute=0))) == "09:30"
    assert written(read_moment("vannacht om 3 uur", NOW.replace(hour=1))) == "2026-11-22 03:00"


def test_hours_ago_are_elapsed_hours_through_the_end_of_summer_time() -> None:
    now = datetime(2026, 10, 25, 4, 0, tzinfo=AMSTERDAM)
    assert written(read_moment("3 uur geleden", now)) == "2026-10-25 02:00"


RANGES = {
    "tussen maandag en woensdag": ("2026-11-16", "2026-11-18"),
    "tussen vrijdag en zondag": ("2026-11-20", "2026-11-22"),
    "tussen vrijdag en maandag": ("2026-11-20", "2026-11-23"),
    "van 10-11 tot 12-11 15:00": ("2026-11-10", "2026-11-12 15:00"),
    "van 10 tot 12 november": ("2026-11-10", "2026-11-12"),
    "10 november t/m 12 november": ("2026-11-10", "2026-11-12"),
    "van 28-12 tot 3-1": ("2025-12-28", "2026-01-03"),
    "10-11-2026 - 12-11-2026": ("2026-11-10", "2026-11-12"),
    "gisteren tussen 2 en 3": ("2026-11-22 14:00", "2026-11-22 15:00"),
    "gisteren tussen half 3 en kwart over 4": ("2026-11-22 14:30", "2026-11-22 16:15"),
    "gisteren van 10 tot 2": ("2026-11-22 10:00", "2026-11-22 14:00"),
    "van 2 tot 4 's middags": ("14:00", "16:00"),
    "tussen 9 en 11 uur": ("09:00", "11:00"),
    "van 9:00 tot 11:00 gisteren": ("2026-11-22 09:00", "2026-11-22 11:00"),
    "gisteren tussen 22:00 en 2:00 uur": ("2026-11-22 22:00", "2026-11-23 02:00"),
    "van gisteren 9 uur tot vandaag 11 uur": ("2026-11-22 09:00", "2026-11-23 11:00"),
    "van vandaag tot gisteren": ("2026-11-22", "2026-11-23"),
    "vorige week": ("~2026-11-16", "~2026-11-22"),
    "afgelopen weekend": ("~2026-11-21", "~2026-11-22"),
    "vorige maand": ("~2026-10-01", "~2026-10-31"),
}


@pytest.mark.parametrize(("text", "ends"), RANGES.items())
def test_a_range_is_read(text: str, ends: tuple[str, str]) -> None:
    found = read_range(text, NOW)
    assert found is not None
    assert (written(found[0]), written(found[1])) == ends


@pytest.mark.parametrize(
    "text", ["", "gisteren", "tussen", "van mij tot jou", "van 31-02 tot 12-11", "tussen 2 en"]
)
def test_what_has_no_two_ends_is_no_range(text: str) -> None:
    assert read_range(text, NOW) is None


def test_the_hour_that_comes_twice_is_the_first() -> None:
    assert to_instant(date(2026, 10, 25), time(2, 30), AMSTERDAM).astimezone(UTC) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_the_hour_that_is_skipped_moves_on() -> None:
    instant = to_instant(date(2027, 3, 28), time(2, 30), AMSTERDAM)
    assert (instant.hour, instant.minute) == (3, 30)
    assert instant.astimezone(UTC) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@given(st.dates(), st.times())
def test_every_wall_clock_has_an_instant(day: date, at: time) -> None:
    instant = to_instant(day, at, AMSTERDAM)
    assert instant.tzinfo is AMSTERDAM
    assert instant.replace(tzinfo=None) - datetime.combine(day, at) in {timedelta(0), timedelta(hours=1)}


PIECES = """
gisteren eergisteren maandag vrijdag vorige afgelopen komende week weekend maand om rond half kwart over voor
drie 3 14 uur 's middags nachts vannacht van tot tussen en t/m - 11-10 31-12-2026 13.40 25.12 13:40 een paar
dagen geleden minuten uur of net nu begin eind oktober 11e 2026 zojuist ochtend dag de avond 24:00 0 99999 jl
"""
pieces = st.sampled_from(PIECES.split())
moments = st.builds(
    lambda moment: moment.astimezone(AMSTERDAM),
    st.integers(631152000, 3786912000).map(lambda at: datetime.fromtimestamp(at, UTC)),
)


@given(st.one_of(st.text(max_size=400), st.lists(pieces, max_size=12).map(" ".join)), moments)
def test_nothing_that_is_typed_raises(text: str, now: datetime) -> None:
    read_moment(text, now)
    if ends := read_range(text, now):
        assert all(end.date or end.time for end in ends)


@given(moments, st.timedeltas(timedelta(0), timedelta(days=300)))
def test_a_written_moment_is_read_back(now: datetime, back: timedelta) -> None:
    moment = now - back
    wanted = Reading(moment.date(), moment.time().replace(second=0, microsecond=0), False)
    for written_as in ("%d-%m-%Y %H:%M", "%d/%m om %H:%M uur", "%Y-%m-%dT%H:%M", "%d.%m.%Y %H.%M uur"):
        assert read_moment(moment.strftime(written_as), now) == wanted


@pytest.mark.parametrize(
    "piece",
    [
        "gisteren ",
        "1",
        "1.",
        "van tot ",
        "tussen en ",
        "half ",
        "11-10 ",
        "een ",
        "é",
        "1:1 ",
        "uur ",
        "dag en ",
    ],
)
def test_the_longest_text_is_no_more_work_than_its_beginning(piece: str) -> None:
    def work(signs: int) -> int:
        text = (piece * signs)[:signs]
        return steps(lambda: (read_moment(text, NOW), read_range(text, NOW)))

    work(300)  # what it remembers of words
    assert work(20_000) == work(300) < 90_000, "lines of Python: some milliseconds"


@pytest.mark.parametrize("word", sorted(KNOWN))
def test_twice_the_words_are_twice_the_work(word: str) -> None:
    """A rule that looks ahead from every word does not look to the end from every word."""

    def work(words: int) -> int:
        tokens = tokens_in(f"{word} " * words)

        def heard() -> None:
            with suppress(Unreadable, OverflowError):
                listen(tokens, NOW)
            ends_in(tokens, NOW)

        return steps(heard)

    work(60)  # what it remembers of words
    assert work(60) <= 2.4 * work(30)


@pytest.mark.parametrize(
    "line",
    [
        "een jaar, twee maanden, drie weken, een dag, vier uur, vijf minuten en zes seconden geleden",
        "een uur en een kwartier geleden",
    ],
)
def test_a_length_may_be_told_in_every_unit_once(line: str) -> None:
    assert read_moment(line, NOW) is not None


def test_more_units_than_there_are_tell_no_length() -> None:
    assert read_moment(f"{'een uur ' * 20}geleden", NOW) is None


STORY = "de brief lag bij de printer en een collega zag hem daar liggen, " * 6
"""Longer than what is read, and without a moment in it."""


@pytest.mark.parametrize(
    "later",
    [
        "nee wacht, het was dinsdag",
        "of toch eergisteren",
        "ik bedoel 12 november",
        "het was om half vier",
        "dat was 15.30",
        "nee, 11-10",
        "twee dagen geleden",
        "NEE WACHT, WOENSDAG",
    ],
)
@pytest.mark.parametrize("told", ["gisteren om drie uur ", "van maandag tot woensdag "])
def test_a_correction_far_behind_is_not_read_over(told: str, later: str) -> None:
    assert len(told + STORY) > 300
    assert read_moment(told + STORY, NOW) == read_moment(told, NOW)
    assert read_range(told + STORY, NOW) == read_range(told, NOW)
    assert read_moment(told + STORY + later, NOW) is None
    assert read_range(told + STORY + later, NOW) is None


@pytest.mark.parametrize("cut", range(1, 8))
def test_a_correction_in_which_the_reading_ends_is_not_read_over(cut: int) -> None:
    begin = ("gisteren om drie uur " + STORY)[: 299 - cut].rstrip() + " "
    text = begin.ljust(300 - cut, "x")[:-1] + " dinsdag was het"
    assert text[:300].endswith("dinsdag"[:cut])
    assert read_moment(text, NOW) is None
