"""Searching: what stands in a case finds it, a letter off too; where it stands is shown to who may see it."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.registers import BREACH
from cases.desks.queries import TODO, Query
from cases.desks.register_desk import RegisterDesk
from cases.desks.searching import Wanted, search, waiting
from cases.desks.word_index import FIT_FOR_TYPOS, WordIndex
from cases.ports import ANY_ETAG, Delete, Replace, Row
from cases.register.marks import UNDECIDED
from cases.register.searched import words_in
from storage.sqlite_rows import SqliteRows
from tests.cases.desks.filed_cases import NOOR, NOW, ORG, SAM, House


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


async def test_nothing_tells_a_channel_that_a_word_like_it_stands_in_a_confidential_case(house: House) -> None:
    number = await house.file(story="De directeur las een dossier.", confidential=True)
    typo = Query("breach", "all", words="direkteur")
    assert (await house.page(typo, private=True)).near == ("directeur",), "the control: it does in an own chat"
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
