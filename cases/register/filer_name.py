"""Who filed a case and who did something in it, as the offices read that: some names are closed for them. Pure."""

from collections.abc import Mapping

from cards.words import words_beside
from cases.register.case import C, KeptCase
from cases.register.history import Event
from cases.register.life import FILE, REPORTER_ROLE

say = words_beside(__file__)

SPOKEN = ("reads",)
"""Words that are looked up by who reads a name."""

CHANNEL, OFFICE, NOBODY = "channel", "office", "nobody"
"""Who reads the name of who filed a case: the office with its channel, the office outside it, nobody."""


def filer_name(case: KeptCase) -> str:
    """The name of who filed it, or what stands in its place."""
    return say("closed") if case.name_closed else case.reporter.name


def readers_of(case: KeptCase) -> str:
    """Who reads the name of who filed it, in the words of a file: whoever takes the file over keeps to that."""
    return readers_words()[NOBODY if case.name_closed else OFFICE if case.nameless else CHANNEL]


def readers_words() -> Mapping[str, str]:
    """What each of those is called."""
    return {each: say(f"reads.{each}") for each in (CHANNEL, OFFICE, NOBODY)}


def name_behind(told: str) -> str:
    """The name that a file tells where nobody reads it; "" when that file did not get it either."""
    return "" if told.casefold() == say("closed").casefold() else told


def for_a_channel(case: C) -> C:
    """The case as a channel may read it: without the name of who filed it, where that stays out of channels."""
    if not case.nameless:
        return case
    return case.model_copy(update={"reporter": case.reporter.model_copy(update={"name": say("closed")})})


def by_the_filer(case: KeptCase, event: Event) -> bool:
    """Whether who filed the case did this. Who takes a case over from a file did not report it."""
    filed = event.event == FILE and event.actor_id == case.reporter.aad_id
    return filed or event.role == REPORTER_ROLE


def doer_of(case: KeptCase, event: Event) -> tuple[str, str]:
    """The name and the role of who did this, or what stands in their place."""
    if case.name_closed and by_the_filer(case, event):
        return say("closed"), REPORTER_ROLE
    return event.actor_name, event.role
