"""An employee who reports a breach, by pressing the buttons of the cards."""

import re
from collections.abc import Mapping, Sequence

from tests.e2e.fake_teams import Chat

STORY = "Een brief over de aanvraag is bij de verkeerde buurman bezorgd."
SEND = "Verstuur naar de Privacy Officer"
_NUMBER = re.compile(r"DL-\d{4}-\d{4}")


DISCOVERY = ("discovered_date", "discovered_time")


async def to_review(
    chat: Chat,
    *,
    kind: str = "verkeerde_ontvanger",
    story: str = STORY,
    data_kinds: Sequence[str] = ("contact",),
    groups: Sequence[str] = ("client",),
    n_people: str = "1",
    cause: str = "vergissing",
    more: Mapping[str, str] | None = None,
    fallback: bool = False,
) -> None:
    """From the first word to the summary card."""
    given = dict(more or {})
    dated = {name: given.pop(name) for name in (*DISCOVERY, "discoverer") if name in given}
    happened = {name: given.pop(name) for name in list(given) if name.startswith(("happened", "until"))}
    counted = {name: given.pop(name) for name in ("n_records", "n_exact") if name in given}
    await chat.say("ik denk dat ik een datalek heb")
    await chat.press("Volgende", {"kind": kind} | dated, fallback=fallback)
    await chat.press("Volgende", {"what_happened": story} | happened, fallback=fallback)
    await chat.press("Volgende", {"data_kinds": data_kinds}, fallback=fallback)
    await chat.press("Volgende", {"groups": groups, "n_people": n_people} | counted, fallback=fallback)
    await chat.press("Volgende", {"cause": cause, "systems": ["papier"]} | given, fallback=fallback)


async def report(chat: Chat, *, confidential: bool = False, fallback: bool = False, **told: object) -> str:
    """A whole report; gives its number as the receipt shows it."""
    await to_review(chat, fallback=fallback, **told)  # type: ignore[arg-type]
    await chat.press(SEND, {"confidential": "true"} if confidential else None, fallback=fallback)
    return number_on(chat.text)


def number_on(text: str) -> str:
    """The number of the case that this text names."""
    found = _NUMBER.search(text)
    assert found, f"no case number in: {text}"
    return found[0]
