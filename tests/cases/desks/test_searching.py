"""Searching: what stands in a case finds it, a letter off too; where it stands is shown to who may see it."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.registers import BREACH
from cases.consult.register import CONSULT
from cases.desks.case_desk import CaseDesk
from cases.desks.queries import TODO, Query
from cases.desks.register_desk import RegisterDesk
from cases.desks.searching import AROUND, BEFORE, Wanted, _around, search, waiting
from cases.desks.word_index import FIT_FOR_TYPOS, WordIndex
from cases.ports import ANY_ETAG, Delete, Replace, Row
from cases.register.marks import UNDECIDED
from cases.register.searched import words_in
from cases.rights.register import RIGHTS
from storage.sqlite_rows import SqliteRows
from tests.cases.consult import by_chance as questions
from tests.cases.desks.filed_cases import NOOR, NOW, ORG, SAM, House, pause


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    rows = await SqliteRows.open(tmp_path / "rows.db")
    yield House(rows)
    await rows.close()


async def test_search_looks_in_numbers_kinds_stories_and_additions(house: House) -> None:
    letter = await house.file(story="De café-eigenaar kreeg een BRIEF over schulden.")
    laptop = await house.file(story="Hij stond in de trein.", kind="hack")
    await house.desk.act(laptop, "add_facts", SAM, NOW, {"addition": "De laptop was op slot."})
    await house.desk.act(laptop, "add_facts", SAM, NOW, {"addition": "Het was een grijze tas."})
    await house.desk.act(laptop, "add_facts", SAM, NOW, {"addition": "Hij is weer terecht."})
    assert await house.numbers("all", words="brief") == [letter]
    assert await house.numbers("all", words="CAFE schulden") == [letter]
    assert await house.numbers("all", words="slot") == [laptop], "the oldest addition counts as well"
    assert await house.numbers("all", words="tas terecht trein") == [laptop]
    assert await house.numbers("all", words="account gehackt") == [laptop], "what the kind is called"
    assert await house.numbers("all", words=letter.lower()) == [letter]
    assert await house.numbers("all", words="brief trein") == []
    assert await house.numbers("closed", words="brief") == []


async def test_the_words_of_a_confidential_case_are_found_in_an_own_chat_only(house: House) -> None:
    number = await house.file(story="De directeur las een dossier.", confidential=True)
    later = await house.file(story="Een dossier lag open.")
    await house.desk.act(later, "make_confidential", NOOR, NOW)
    for words in ("directeur", "dossier", "gestolen"):
        shown = await house.page(Query("breach", "all", words=words), private=False)
        assert shown.entries == ()
    assert await house.numbers("all", words="directeur") == [number]
    named = await house.page(Query("breach", "all", words=number), private=False)
    assert [each.number for each in named.entries] == [number]


async def test_nothing_tells_a_channel_that_a_word_like_it_stands_in_a_confidential_case(
    house: House,
) -> None:
    number = await house.file(story="De directeur las een dossier.", confidential=True)
    typo = Query("breach", "all", words="direkteur")
    assert (await house.page(typo, private=True)).near == ("directeur",), (
        "the control: it does in an own chat"
    )
    assert await house.numbers("all", words="direkteur") == [number]
    shown, nowhere = [
        await house.page(Query("breach", "all", words=words), private=False)
        for words in ("direkteur", "zzzzzzzz")
    ]
    assert (shown.entries, shown.near) == (nowhere.entries, nowhere.near) == ((), ())
    open_one = await house.file(story="De directeur at een brood.")
    shown = await house.page(typo, private=False)
    assert [each.number for each in shown.entries] == [open_one]
    assert shown.near == ("directeur",)


@pytest.mark.parametrize("kind", ["all|", "words|"])
@pytest.mark.parametrize("value", [b"\xff\x00", b"", b'{"marks":['])
async def test_a_row_made_by_hand_that_is_no_text_stops_no_search(
    house: House, tmp_path: Path, kind: str, value: bytes
) -> None:
    broken, whole = await house.file(story="Een paraplu."), await house.file(story="Een paraplu.")
    with contextlib.closing(sqlite3.connect(tmp_path / "rows.db", isolation_level=None)) as by_hand:
        changed = by_hand.execute(
            "UPDATE rows SET value = ?, etag = 'hand' WHERE key LIKE ?", (value, f"{kind}%{broken}%")
        )
        assert changed.rowcount == 1
    assert whole in await house.numbers("all", words="paraplu")
    assert await house.numbers("all", words="brief") == []
    await house.desk.act(broken, "add_facts", SAM, NOW, {"addition": "En een hoed."})
    assert await house.numbers("all", words="paraplu") == [broken, whole], "written anew, it is as any other"
    assert await house.numbers("all", words="hoed") == [broken]


async def test_what_is_said_and_decided_is_found_and_shown(house: House) -> None:
    number = await house.file(story="Een envelop lag op straat.")
    await house.file(story="Iets heel anders.")
    await house.desk.act(number, "take_up", NOOR, NOW)
    await house.desk.act(number, "ask_reporter", NOOR, NOW, {"question": "Zat er een loonstrook bij?"})
    exchange = (await house.case(number)).pending[0].id
    await house.desk.act(number, "answer", SAM, NOW, {"exchange": exchange, "answer": "Ja, van de kantine."})
    await house.desk.act(number, "ask_withdrawal", SAM, NOW, {"reason": "Het was een proefdruk."})
    for words in ("loonstrook", "kantine", "proefdruk", "noor", "sam voorbeeld", "envelop kantine"):
        page = await house.page(Query("breach", "all", words=words))
        assert [each.number for each in page.entries] == [number] or words == "sam voorbeeld", words
        shown = "".join(part for part, _ in page.found[number].parts)
        marked = " ".join(part for part, sought in page.found[number].parts if sought)
        assert set(words_in(marked)) & set(words_in(words)), words
        assert set(words_in(marked)) <= set(words_in(shown))
        assert page.near == ()


async def test_words_that_the_case_says_no_more_are_still_found(house: House) -> None:
    number = await house.file(story="Een envelop lag op straat.")
    for each in ("Eerst een paraplu.", "Toen een fiets.", "Toen een hoed.", "Nu een sjaal."):
        await house.desk.act(number, "add_facts", SAM, NOW, {"addition": each})
    for word in ("paraplu", "fiets", "hoed", "sjaal"):
        assert await house.numbers("all", words=word) == [number]


async def test_a_letter_off_is_found_and_said(house: House) -> None:
    number = await house.file(story="Een loonstrook lag op straat.")
    for typed in ("loonstrok", "loonstroook", "lponstrook", "lonostrook"):
        page = await house.page(Query("breach", "all", words=typed))
        assert [each.number for each in page.entries] == [number], typed
        assert page.near == ("loonstrook",)
        assert ("loonstrook", True) in page.found[number].parts
    assert await house.numbers("all", words="lonstrok") == [], "two letters off is another word"


async def test_nothing_of_a_confidential_case_is_read_in_a_list(house: House) -> None:
    number = await house.file(story="De directeur las een dossier.", confidential=True)
    page = await house.page(Query("breach", "all", words="directeur"))
    assert [each.number for each in page.entries] == [number]
    assert page.found == {}, "opening it is what its history tells"


async def test_a_search_is_as_new_as_the_lists(house: House) -> None:
    """Another instance writes, takes away, and writes anew: what this one holds at hand follows."""
    other = House(house.rows)
    first = await other.file(story="Een paraplu.")
    assert await house.numbers("all", words="paraplu") == [first]
    await other.desk.act(first, "add_facts", SAM, NOW, {"addition": "En een hoed."})
    assert await house.numbers("all", words="hoed") == [first]
    for prefix in ("all|", "open|", "words|", "case|", "changed|"):
        for key in await house.keys(prefix):
            await house.rows.commit("cases", ORG.partition("breach"), [Delete(key, ANY_ETAG)])
    assert await house.numbers("all", words="paraplu") == []


async def test_by_when_it_was_and_how_it_stands(house: House) -> None:
    october = await house.file(at=datetime(2026, 10, 31, 23, 59, tzinfo=ORG.zone), story="Een brief.")
    november = await house.file(at=datetime(2026, 11, 1, 0, 0, tzinfo=ORG.zone), story="Een brief.")
    closed = await house.file(story="Een brief.")
    await house.close_as_mistake(closed, NOW)
    late = await house.file(story="Een doos.", discovered_at=NOW - timedelta(hours=80))

    async def found(words: str = "", **asked: str) -> set[str]:
        query = Query("", words=words, **({"filter": "all"} | asked))  # type: ignore[arg-type]
        page = await search(Wanted((house.register,), query, NOW, ORG, (), private=True))
        return {each.number for each in page.entries}

    assert await found("brief", month="2026-10") == {october}
    assert await found("brief", month="2026-11") == {november, closed}
    assert await found("brief", filter=UNDECIDED) == {october, november}
    assert await found("brief", filter="closed") == {closed}
    assert late in await found(filter="overdue")
    assert closed not in await found(filter="overdue")


async def test_what_cannot_be_read_stands_there_by_its_number(house: House) -> None:
    good, bad = await house.file(story="Een brief."), await house.file(story="Een brief.")
    where = ORG.partition("breach")
    for prefix in ("all|", "open|"):
        for row in await house.scan(prefix):
            if row.key.endswith(bad):
                await house.rows.commit("cases", where, [Replace(row.key, "{", row.etag)])
    po = (frozenset({"po"}),)
    for query in (Query("breach", "open"), Query("breach", "all"), Query("breach", "all", words="brief")):
        page = await house.page(query)
        assert ([each.number for each in page.entries], page.unread) == ([good], (bad,))
    page = await waiting((house.register,), Query("", TODO), NOW, po[0], po)
    assert ([each.number for each in page.entries], page.unread) == ([good], (bad,))
    month = await house.register.month(NOW.year, NOW.month, NOW)
    assert (month.reported, month.unread) == (1, 1)


async def test_what_waits_is_for_the_office_that_works_on_it(house: House) -> None:
    number = await house.file()
    for office, numbers in (("po", [number]), ("fg", []), ("jz", [])):
        offices = frozenset({office})
        page = await waiting((house.register,), Query("", TODO), NOW, offices, (offices,))
        assert [each.number for each in page.entries] == numbers


words = st.from_regex(r"[a-z]{1,12}", fullmatch=True)


@given(st.sets(words, max_size=20), words, st.data())
def test_a_word_finds_itself_and_what_is_one_letter_off(
    known: set[str], word: str, data: st.DataObject
) -> None:
    index, row = WordIndex(), Row("p", "all|98204400000|DL-2026-0001", "{}", "1")
    index.learn(row, [f" {' '.join(sorted({*known, word}))} "])
    assert list(index.holding(((word,),))) == [row]
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    for typed in (
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
    ):
        if len(typed) >= FIT_FOR_TYPOS and typed != word:
            assert word in index.near(typed)


@given(st.text(max_size=60))
async def test_anything_can_be_searched_for(typed: str) -> None:
    class NoRows:
        async def scan(self, *given: object) -> list[object]:
            return []

        async def get(self, *given: object) -> None:
            return None

    desk = RegisterDesk(NoRows(), ORG, BREACH)  # type: ignore[arg-type]
    page = await search(Wanted((desk,), Query("", "all", words=typed), NOW, ORG, (), private=True))
    assert page.entries == ()


async def test_of_two_words_that_are_a_letter_off_either_is_enough_in_a_channel(house: House) -> None:
    """A channel reads a case without the name of who filed it: there every typed word is looked up once more."""
    first = await house.file(story="Een paspoort lag op straat.", nameless=True)
    second = await house.file(story="Een paspoord lag op straat.", nameless=True)
    page = await house.page(Query("breach", "all", words="paspoorx"), private=False)
    assert page.near == ("paspoord", "paspoort")
    assert {each.number for each in page.entries} == {first, second}
    for number, word in ((first, "paspoort"), (second, "paspoord")):
        assert (word, True) in page.found[number].parts


async def test_a_word_that_stands_in_one_register_stands_somewhere(house: House) -> None:
    """Nothing is taken for it, although it stands in no case of the other register."""
    number = await house.file(story="Een paspoort lag op straat.")
    await house.file(story="Een paspoord lag op straat.")
    desks = (house.register, RegisterDesk(house.rows, ORG, RIGHTS))
    page = await search(Wanted(desks, Query("", "all", words="paspoort"), NOW, ORG, (), private=True))
    assert ([each.number for each in page.entries], page.near) == ([number], ())


async def test_a_part_of_a_number_finds_no_word_of_a_confidential_case_in_a_channel(house: House) -> None:
    number = await house.file(story="De directeur las een dossier.", confidential=True)
    for words, found in (("2026", [number]), ("2026 dossier", []), ("dossier 2026", [])):
        page = await house.page(Query("breach", "all", words=words), private=False)
        assert [each.number for each in page.entries] == found, words


async def test_what_waits_for_another_office_is_not_on_the_list(house: House) -> None:
    desk = CaseDesk(house.rows, ORG, CONSULT, pause)
    asked = questions.filed(questions.ASKED_FG)
    number = (await desk.file(lambda number: asked, draft_id="d9", reporter=SAM, now=NOW)).number
    both = (RegisterDesk(house.rows, ORG, CONSULT),)
    for office, numbers in (("fg", [number]), ("po", [])):
        offices = frozenset({office})
        page = await waiting(both, Query("", TODO), NOW, offices, (frozenset({"po", "fg"}),))
        assert [each.number for each in page.entries] == numbers, office


async def test_where_the_number_stands_is_not_said(house: House) -> None:
    """It stands in the row of the list anyway."""
    number = await house.file()
    page = await house.page(Query("breach", "all", words=number.rpartition("-")[2]))
    assert ([each.number for each in page.entries], page.found) == ([number], {})


async def test_nobody_is_found_in_a_channel_by_a_name_that_stays_out_of_it(house: House) -> None:
    number = await house.file(story="Een paspoort lag op straat.", nameless=True)
    for private, words, found in (
        (False, "paspoort", [number]),
        (False, "paspoort voorbeeld", []),
        (True, "paspoort voorbeeld", [number]),
    ):
        page = await house.page(Query("breach", "all", words=words), private=private)
        assert [each.number for each in page.entries] == found, (private, words)


@pytest.mark.parametrize("again", ["", " brief", " brief."])
def test_around_a_word_stands_the_text_as_it_is(again: str) -> None:
    """Whatever stands before it, between it and the same word again, and behind: nothing empty, nothing lost between
    the marks, each whole word marked, and "…" where the text goes on and nowhere else."""
    before = " ".join(map(str, range(100, 140))) + " "
    behind = " " + " ".join(map(str, range(200, 240)))
    for head in (0, 1, 4, BEFORE - 1, BEFORE, BEFORE + 1, 2 * BEFORE):
        for between in range(AROUND + 2):
            for tail in (0, 1, 2, AROUND):
                text = f"{before[len(before) - head :]}brief{behind[:between]}{again}{behind[:tail]}"
                parts = _around(text, ["brief"])
                assert all(part for part, _ in parts), text
                begins, ends = parts[0] != ("…", False), parts[-1] != ("…", False)
                shown = "".join(part for part, _ in parts[not begins : len(parts) - (not ends)])
                assert shown in text
                assert text.startswith(shown) == begins, text
                assert text.endswith(shown) == ends, text
                assert len(shown) == AROUND if not ends else len(shown) <= AROUND, text
                assert not any("brief" in part for part, marked in parts if not marked), text
