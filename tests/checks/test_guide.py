"""The pages for who opens the bot for the first time are true of it: what can be typed, pressed, read and seen."""

import re

import pytest

from cases.names import names_of
from tests.checks.dutch import MOST_WORDS, Text, texts, too_long
from tests.checks.test_dutch import TWINS
from tests.deploy.dockerfile import ROOT
from tests.deploy.test_admin_pages import ADDRESSED, anchors
from tests.dialogs.talk.chatting import Chat
from tests.dialogs.talk.heard import is_heard
from tests.dialogs.talk.test_welcome import work
from tests.house import organisation

FOLDER = ROOT / "docs" / "handleiding"
PICTURES = ROOT / "docs" / "screenshots"
PAGES = {path.name: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.md"))}
ROLES = {
    "README.md": None,
    "medewerker.md": None,
    "privacy-officer.md": work("po"),
    "fg.md": work("fg"),
    "jz.md": work("jz"),
}
MOST_ON_A_PAGE = 900
LARGEST_PICTURE = 200_000

LATER = {"terug", "het waren 14 mensen"}
"""What is typed once something is there: a question, a report (tests/e2e/test_facts_of_a_case.py)."""

OF_TEAMS = {"Meld als datalek"}
"""Buttons that Teams shows, from manifest/manifest.json."""

every_page = pytest.mark.parametrize("page", PAGES)


def prose(page: str) -> str:
    """A page as it is read: a paragraph a line, a cell of a table apart, without links, marks and what is typed."""
    told = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", PAGES[page])
    told = re.sub(r"‘[^’]*’", "x", told).replace("**", "")
    told = re.sub(r"\s*\|\s*", "\n\n", told)
    parts = re.split(r"\n\s*\n|\n(?=- |\d+\. |#)", told)
    return "\n".join(re.sub(r"^(- |\d+\. |#+ )", "", " ".join(each.split())) for each in parts)


def test_there_is_a_page_for_each_role_and_the_first_leads_to_it() -> None:
    assert set(PAGES) == set(ROLES)
    assert set(PAGES) - {"README.md"} <= {file for file, _ in ADDRESSED.findall(PAGES["README.md"])}


@pytest.mark.parametrize("file", ["README.md", "docs/beheer/README.md", "docs/beheer/intranet.md"])
def test_who_looks_for_them_finds_them(file: str) -> None:
    path = ROOT / file
    led_to = {(path.parent / each).resolve() for each, _ in ADDRESSED.findall(path.read_text("utf-8"))}
    assert FOLDER / "README.md" in led_to


@every_page
def test_every_link_and_picture_is_there(page: str) -> None:
    for file, place in ADDRESSED.findall(PAGES[page]):
        target = (FOLDER / file).resolve() if file else FOLDER / page
        assert target.is_file(), file
        assert not place or place in anchors(target), f"{file}#{place}"
        assert target.suffix != ".png" or 0 < target.stat().st_size < LARGEST_PICTURE, file


def test_every_picture_is_drawn_from_a_run_and_looked_at() -> None:
    drawn = (ROOT / "tests" / "playground" / "screenshots.py").read_text("utf-8")
    shown = "".join(PAGES.values()) + (ROOT / "README.md").read_text("utf-8")
    for picture in sorted(PICTURES.glob("*.png")):
        assert f'"{picture.name}"' in drawn, picture.name
        assert f"screenshots/{picture.name})" in shown, picture.name


@every_page
def test_what_it_says_to_type_is_understood(page: str) -> None:
    told = re.findall(r"‘([^’]+)’", PAGES[page])
    assert told
    chat = Chat(ROLES[page])
    unheard = [line for line in map(" ".join, map(str.split, told)) if line not in LATER]
    assert [line for line in unheard if not is_heard(chat, line)] == []


def written() -> set[str]:
    """All that stands on a card or a button, with the names of the organisation filled in."""
    names = names_of(organisation())
    return {re.sub(r"\{(\w+)\}", lambda found: names.get(found[1], found[0]), each.words) for each in texts()}


@every_page
def test_what_it_says_to_press_stands_on_a_card(page: str) -> None:
    told = {" ".join(each.split()) for each in re.findall(r"\*\*([^*]+)\*\*", PAGES[page])}
    assert told - written() - OF_TEAMS == set()
    manifest = (ROOT / "manifest" / "manifest.json").read_text("utf-8")
    assert all(f'"{each}"' in manifest for each in OF_TEAMS)


@every_page
def test_it_is_short_and_in_the_words_of_the_house(page: str) -> None:
    text = Text(f"docs/handleiding/{page}", "", prose(page))
    assert len(text.words.split()) <= MOST_ON_A_PAGE
    assert too_long(text) == [], f"at most {MOST_WORDS} words"
    assert [each.say for each in TWINS if each.stands_in(text)] == []


def test_the_check_of_a_page_sees_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        PAGES, "wrong.md", f"# Kop\n\n- Eén. {'woord ' * 17}\n- Twee.\n\nWij informeren\nde mensen.\n"
    )
    text = Text("docs/handleiding/wrong.md", "", prose("wrong.md"))
    assert len(too_long(text)) == 1
    assert [each.say for each in TWINS if each.stands_in(text)] == ["inlichten"]
    assert not is_heard(Chat(), "open datalekken"), "who is of no office gets none"
    assert not is_heard(Chat(work("po")), "asdf qwer zxcv")
