"""The pages for the administrator are true of the program: each command, setting, address, line and file is there."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.commands.command_line import COMMANDS
from bot.register_places import PLACES
from bot.settings import NAMES, PREFIX
from bot.teams.inbound_token import OPEN_ID_URL
from bot.teams.outbound_token import LOGIN, SCOPE
from cases.desks.troubles import CHECKS
from cases.organisation import Organisation
from tests.deploy.dockerfile import ROOT

FOLDER = ROOT / "docs" / "beheer"
PAGES = sorted(FOLDER.glob("*.md"))
MADE = {"instellingen.md"}
"""Written by the program (tests/bot/commands/test_settings_page.py)."""

MOST_WORDS = 22
ADDRESSED = re.compile(r"\[[^\]]*\]\(([^)#\s]*)(?:#([^)\s]*))?\)")

every_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
every_text = pytest.mark.parametrize(
    "path", [each for each in PAGES if each.name not in MADE], ids=lambda path: path.name
)


def anchors(path: Path) -> set[str]:
    """The places in a page that a link can lead to."""
    heads = re.findall(r"^#+ (.*)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def quoted(path: Path) -> list[str]:
    """What stands between backticks, with its line breaks taken out."""
    return [" ".join(each.split()) for each in re.findall(r"`([^`]+)`", path.read_text("utf-8"))]


@every_page
def test_every_link_leads_somewhere(path: Path) -> None:
    for file, place in ADDRESSED.findall(path.read_text("utf-8")):
        target = (path.parent / file).resolve() if file else path
        assert target.is_file(), file
        assert not place or place in anchors(target), f"{file}#{place}"


def test_the_first_page_leads_to_every_other() -> None:
    led_to = {file for file, _ in ADDRESSED.findall((FOLDER / "README.md").read_text("utf-8"))}
    assert {each.name for each in PAGES} - {"README.md"} <= led_to
    assert "docs/beheer/README.md" in (ROOT / "README.md").read_text("utf-8")
    assert "docs/beheer" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")


@every_page
def test_every_command_is_one_of_the_program(path: Path) -> None:
    for said in quoted(path):
        if match := re.match(r"python app\.py ([a-z]+)(?: ([a-z]+))?", said):
            command, what = match.groups()
            assert command in COMMANDS, said
            if command in ("export", "verify") and what:
                assert what in {*PLACES, "figures", "paper"}, said
        if match := re.match(r"make ([a-z-]+)", said):
            assert f"\n{match.group(1)}:" in (ROOT / "Makefile").read_text("utf-8"), said


@every_page
def test_every_setting_is_one_of_the_program(path: Path) -> None:
    for name in re.findall(rf"{PREFIX}([A-Z_]+)", path.read_text("utf-8")):
        assert not name or name in NAMES, name
    parts = {
        name: getattr(field.annotation, "model_fields", {})
        for name, field in Organisation.model_fields.items()
    }
    for said in quoted(path):
        if match := re.fullmatch(r"\[([a-z]+)\]", said):
            assert match.group(1) in parts, said
        if match := re.fullmatch(r"([a-z_]+_[a-z_]+) = .*", said):
            assert any(match.group(1) in each for each in parts.values()), said
            given = tomllib.loads((ROOT / "playground" / "organisation.toml").read_text("utf-8"))
            given["terms"] = tomllib.loads(said)
            Organisation.model_validate(given)


@every_page
def test_every_file_of_ours_is_there(path: Path) -> None:
    for name in re.findall(r"(?<![\w/.])((?:deploy|docs)/[\w./-]+\w)", path.read_text("utf-8")):
        assert (ROOT / name).exists() or name.endswith("main.bicepparam"), name


def test_the_addresses_are_those_that_the_bot_calls() -> None:
    told = set(
        re.findall(r"^\| `([\w.<>-]+)` \|", (FOLDER / "installeren.md").read_text("utf-8"), re.MULTILINE)
    )
    assert OPEN_ID_URL.split("/")[2] in told
    assert LOGIN.removeprefix("https://") in told
    assert "<account>.table.core.windows.net" in told
    connector = (ROOT / "bot" / "teams" / "connector.py").read_text("utf-8")
    (teams,) = re.findall(r'_TEAMS_HOSTS = frozenset\(\{"([^"]+)"\}\)', connector)
    assert teams in told
    assert len(told) == 4


def test_the_bot_asks_no_right_in_graph() -> None:
    """What docs/beheer/installeren.md and dpia.md say: no Graph permission, no admin consent."""
    assert SCOPE == "https://api.botframework.com/.default"
    for folder in ("bot", "storage", "manifest"):
        for path in (ROOT / folder).rglob("*.*"):
            if path.suffix in (".py", ".json"):
                assert "graph.microsoft.com" not in path.read_text("utf-8"), path
    manifest = (ROOT / "manifest" / "manifest.json").read_text("utf-8")
    assert '"permissions": ["identity", "messageTeamMembers"]' in manifest
    assert "webApplicationInfo" not in manifest
    assert '"authorization"' not in manifest


def first_cells(title: str) -> list[str]:
    """What stands in code in the first column of the tables under this heading of the page on alerts."""
    page = (FOLDER / "alarmen.md").read_text("utf-8").partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+) \|", page, re.MULTILINE)
    return [each for row in rows for each in re.findall(r"`([^`]+)`", row)]


def test_the_lines_of_the_log_are_those_of_the_program() -> None:
    rows = first_cells("Regels om te kennen")
    assert len(rows) > 6
    code = "".join(path.read_text("utf-8") for path in sorted((ROOT / "bot").rglob("*.py")))
    for line in rows:
        assert re.sub(r" ?<[^>]+>", "", line) in code, line


def test_all_that_the_bot_looks_at_is_told() -> None:
    assert sorted(first_cells("Wat de bot zelf zegt")) == sorted(each.name for each in CHECKS)


@every_text
def test_no_sentence_is_long(path: Path) -> None:
    text = re.sub(r"`[^`]*`", "x", path.read_text("utf-8"))
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    lines = (re.sub(r"[*_]|^\s*(?:-( \[ \])?|\d+\.)\s|\([^)]*\)", "", each) for each in text.splitlines())
    running = "\n".join(". " if not each.strip() or each.startswith("#") else each for each in lines)
    parts = re.split(r"(?<=[.?!:;])\s+|\s*\|\s*|\n(?=[A-Z])(?<=\.\n)", running)
    long = [each for each in parts if len(each.split()) > MOST_WORDS]
    assert long == []


@every_text
def test_the_words_are_those_of_the_house(path: Path) -> None:
    text = path.read_text("utf-8")
    for wrong in (r"\binformer\w+", r"\be-mail", r"\bklanten?\b", r"\bbetrokkenen?\b", r"\bslachtoffer"):
        assert not re.search(wrong, text, re.IGNORECASE), wrong


def test_the_pages_promise_nothing_that_is_not_there() -> None:
    for path in PAGES:
        assert not re.search(r"€|euro\b", path.read_text("utf-8")), path.name
