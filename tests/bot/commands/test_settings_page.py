"""The page of all settings tells what the program reads, every one of them, and is the one that was committed."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from bot.commands import settings_page
from bot.commands.settings_page import PAGE, page, say
from bot.settings import DEFAULTS, NAMES, PREFIX, read_settings
from cases.organisation import Member, Office, Offices, Organisation
from tests.house import ORGANISATION_FILE

ROOT = Path(__file__).parents[3]


def parts(
    model: type[BaseModel] = Organisation, words: str = "bestand"
) -> Iterator[tuple[str, type[BaseModel]]]:
    """Every table of the organisation file, and where its words stand."""
    yield words, model
    for name, field in model.model_fields.items():
        if field.annotation is Offices:
            yield "bestand.office", Office
            yield "bestand.member", Member
        elif isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield f"bestand.{name}", field.annotation


def tells(text: str, name: str) -> bool:
    return f"| `{name}` |" in text


def test_the_page_is_the_one_that_was_committed() -> None:
    assert (ROOT / PAGE).read_text("utf-8") == page(), "run `python app.py settings`"


def test_the_page_tells_every_setting() -> None:
    text = page()
    for name in NAMES:
        assert tells(text, PREFIX + name), name
    for _, model in parts():
        for name, field in model.model_fields.items():
            inner = field.annotation
            is_part = isinstance(inner, type) and issubclass(inner, BaseModel)
            assert is_part or tells(text, name), name


def test_no_setting_is_described_that_is_not_there() -> None:
    there = {f"omgeving.{name}" for name in NAMES}
    there |= {f"{words}.{name}" for words, model in parts() for name in model.model_fields}
    described = {each for each in say if each.startswith(("omgeving.", "bestand."))}
    assert sorted(described - there) == []


def test_a_setting_that_nobody_described_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_page, "NAMES", NAMES | {"SOMETHING_NEW"})
    with pytest.raises(LookupError, match="SOMETHING_NEW"):
        page()


def test_the_defaults_are_what_holds_without_a_setting() -> None:
    settings = read_settings({PREFIX + "ORGANISATION": str(ORGANISATION_FILE)}, local=True)
    assert (settings.host, str(settings.port), settings.store) == (
        DEFAULTS["HOST"],
        DEFAULTS["PORT"],
        DEFAULTS["STORE"],
    )
    assert (settings.smtp is None) == (DEFAULTS["SMTP"] == "none")
    assert set(DEFAULTS) < NAMES


LIMITS = re.findall(
    r"^\| `(\w+)` \| [^|]* \| een heel getal van (\d+) tot en met (\d+) \|", page(), re.MULTILINE
)


@pytest.mark.parametrize(("name", "least", "most"), LIMITS)
def test_the_limits_on_the_page_are_those_of_the_file(name: str, least: str, most: str) -> None:
    """One outside of them is refused, whatever else the file says."""
    (part,) = (words for words, model in parts() if name in model.model_fields)
    given = tomllib.loads(ORGANISATION_FILE.read_text("utf-8"))
    for value in (int(least) - 1, int(most) + 1):
        with pytest.raises(ValidationError, match=name):
            Organisation.model_validate(given | {part.removeprefix("bestand."): {name: value}})


def test_there_are_limits_to_look_at() -> None:
    assert len(LIMITS) > 15
