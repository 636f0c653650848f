"""The closed lists of a breach report, in the words that the reporter chose from."""

from cards.words import words_beside

say = words_beside(__file__)

SPOKEN = ("option", "field")
"""Words that are looked up by what the case holds."""


def label(field: str, value: str) -> str:
    """A value of a closed list as people read it. Raises LookupError for a value outside its list."""
    return say(f"option.{field}.{value}")


def field_name(field: str) -> str:
    """What a field of a report is called."""
    return say(f"field.{field}")
