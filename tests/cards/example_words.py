"""What the examples of cards have in common: who, when, and what people typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from cards.view import Button, Card, Clock, Option, Scalar


@dataclass(frozen=True, slots=True)
class Example:
    """A card and what people typed in it. Only everyday ones are drawn in the gallery."""

    card: Card
    typed: tuple[str, ...] = ()
    everyday: bool = True


AMSTERDAM = ZoneInfo("Europe/Amsterdam")

DEADLINE = datetime(2026, 11, 26, 13, 40, tzinfo=AMSTERDAM)

TERM = timedelta(hours=72)

CASE: Mapping[str, Scalar] = {"case": "DL-2026-0001", "version": 4}

STEP: Mapping[str, Scalar] = {"draft": "d-0f3a1c5e9b7d", "step": "what_when", "version": 12}

NAME, OFFICER = "Sam Voorbeeld", "Noor Voorbeeld"

REPORT = "Brief *uitkering_2026* naar de verkeerde cliënt gemaild. BSN [verwijderd] stond erin."

CONSULTED = "Wij willen bij re-integratie bijhouden wat iemand *niet* kan tillen. Mag dat in het dossier?"

ASKED = "Is de brief al geopend? En heeft de ontvanger gezegd dat die gewist is?"

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"

NASTY: Mapping[str, str] = {
    "long_word": "Hottentottententententoonstellingsmakers heeft veertig letters",
    "capitals": "W" * 90,
    "link": "https://voorbeeld.nl/" + "pad/" * 40,
    "no_break_space": "niet\u00a0breken" * 20,
    "markdown": "# Kop\n- [link](https://voorbeeld.nl) **vet** _schuin_ `code`\n1. een\n\n\n> citaat",
    "template": "Het is {{DATE(2026-11-23T00:00:00Z, SHORT)}} of {{{{TIME(2026-11-23T00:00:00Z)}}}}",
    "markup": "<at>Noor</at> <script>alert(1)</script> <img src=x onerror=alert(1)> &amp; ${naam}",
    "emoji": FAMILY * 40 + "\U0001f1f3\U0001f1f1" * 30 + "\U0001f44d\U0001f3fd" * 30,
    "accents": "e\u0301\u0302\u0303" * 60,
    "right_to_left": "\u202eomgekeerd " + "\u0634\u0643\u0631\u0627 \u062c\u0632\u064a\u0644\u0627 " * 12,
    "half_a_sign": "kapot \ud83d en \x00\x07 door",
    "four_thousand": ("Dit is een lang verhaal over een brief. " * 110)[:4000],
    "lines": "regel\n" * 300,
    "empty_looking": " \u200b\n\t ",
}


def clock(hours_left: float) -> Clock:
    """A breach clock with so many hours to go."""
    return Clock(DEADLINE, DEADLINE - timedelta(hours=hours_left), TERM)


def options(titles: Mapping[str, str]) -> tuple[Option, ...]:
    """What can be chosen, by what is sent."""
    return tuple(Option(value, title) for value, title in titles.items())


def in_more(place: Mapping[str, Scalar], **titles: str) -> tuple[Button, ...]:
    """Buttons behind "…", by their verbs; all lead to the same place."""
    return tuple(Button(title, verb, place, in_more=True) for verb, title in titles.items())
