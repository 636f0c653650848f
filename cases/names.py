"""The names of the organisation and its offices in words that are read before it is known whose they are: flows, and
what the bot knows of the policy. There {wil}, {po}, {fg} and {jz} stand for them, {fg_full} for the name in full and
{fg_mail} for the address."""

import json
import re
from collections.abc import Mapping
from types import MappingProxyType

from cases.organisation import OFFICES, Organisation, office_words

POLICY_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "wil": "WIL",
        "po": "Privacy Officer",
        "fg": "FG",
        "jz": "JZ",
        "po_full": "Privacy Officer",
        "fg_full": "functionaris gegevensbescherming",
        "jz_full": "Juridische Zaken",
        "po_mail": "privacy@wil-lekstroom.nl",
        "fg_mail": "FG@wil-lekstroom.nl",
        "jz_mail": "privacy@wil-lekstroom.nl",
    }
)
"""What the policy calls them: where no organisation is at hand, as on the pages in docs/flows."""

_STANDS = re.compile(r"\{(" + "|".join(POLICY_NAMES) + r")\}")


def names_of(org: Organisation) -> Mapping[str, str]:
    """What they are called here."""
    offices = {each: org.office(each) for each in OFFICES}
    return {
        "wil": org.short_name,
        **{name: each.name for name, each in offices.items()},
        **{f"{name}_full": each.title for name, each in offices.items()},
        **{f"{name}_mail": each.email for name, each in offices.items()},
    }


def named_toml(text: str, names: Mapping[str, str]) -> str:
    """A words file with the names in it. A name may hold signs that mean something in TOML."""
    return _STANDS.sub(lambda found: json.dumps(names[found[1]], ensure_ascii=False)[1:-1], text)


def is_marked(text: str) -> bool:
    """Whether a name comes into this text."""
    return _STANDS.search(text) is not None


def named(text: str, names: Mapping[str, str]) -> str:
    """A text with the names in it."""
    return _STANDS.sub(lambda found: names[found[1]], text)


def told_of(org: Organisation, office: str) -> Mapping[str, str]:
    """What a sentence about an office may be filled in with, with the names of all of them."""
    return {**names_of(org), **office_words(org.office(office))}
