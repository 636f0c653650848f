"""The fields of entries that last, each kind with the length that it has everywhere."""

from cases.lasting.case import LINE_LIMIT, STORY_LIMIT, TEXT_LIMIT
from cases.register.fields import FormField


def line(id: str, *, required: bool = False) -> FormField:
    """A name or something as short."""
    return FormField(id, "text", required=required, limit=LINE_LIMIT)


def words(id: str) -> FormField:
    """A few sentences."""
    return FormField(id, "long_text", limit=TEXT_LIMIT)


def story(id: str) -> FormField:
    """A longer text."""
    return FormField(id, "long_text", limit=STORY_LIMIT)


def choice(id: str, options: tuple[str, ...]) -> FormField:
    """One of a closed list."""
    return FormField(id, "choice", options=options)


def choices(id: str, options: tuple[str, ...]) -> FormField:
    """Some of a closed list."""
    return FormField(id, "choices", options=options)


def numbers(id: str, limit: int, *prefixes: str) -> FormField:
    """Numbers of other cases, of the registers with these letters."""
    return FormField(id, "text", limit=limit, names=prefixes)


def day(id: str) -> FormField:
    """A day."""
    return FormField(id, "date")
