"""The one way to build the address of an own chat; no card makes one by itself."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from cards.own_chat import SENTENCE_LIMIT, own_chat
from tests.e2e.fake_teams import APP_ID

ROOT = Path(__file__).parents[2]


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_the_sentence_comes_back_as_it_was(sentence: str) -> None:
    (link,) = own_chat("Open", APP_ID, sentence)
    parts = urlsplit(link.url)
    told = parse_qs(parts.query, keep_blank_values=True)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "teams.microsoft.com", "/l/chat/0/0")
    assert told["users"] == [f"28:{APP_ID}"]
    assert told.get("message", [""]) == [sentence[:SENTENCE_LIMIT]]


def test_nobody_else_builds_such_an_address() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for package in ("bot", "cards", "cases", "dialogs", "manifest")
        for path in (ROOT / package).rglob("*")
        if path.suffix in (".py", ".toml", ".json") and "/l/chat/" in path.read_text("utf-8")
    ]
    assert found == ["cards/own_chat.py"]
