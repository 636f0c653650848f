"""Who filed a case and who did something in it, as the offices read that: some names are closed for them. Pure."""

from cards.words import words_beside
from cases.register.case import C, KeptCase
from cases.register.history import Event
from cases.register.life import FILE, REPORTER_ROLE

say = words_beside(__file__)


def filer_name(case: KeptCase) -> str:
    """The name of who filed it, or what stands in its place."""
    return say("closed") if case.name_closed else case.reporter.name


def for_a_channel(case: C) -> C:
    """The case as a channel may read it: without the name of who filed it, where that stays out of channels."""
    if not case.nameless:
        return case
    return case.model_copy(update={"reporter": case.reporter.model_copy(update={"name": say("closed")})})


def doer_of(case: KeptCase, event: Event) -> tuple[str, str]:
    """The name and the role of who did this, or what stands in their place."""
    if case.name_closed and (event.event == FILE or event.role == REPORTER_ROLE):
        return say("closed"), REPORTER_ROLE
    return event.actor_name, event.role
