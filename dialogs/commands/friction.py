"""The card "where the policy hurts": the counts with the words of the conversations that they come from."""

from datetime import datetime

from cards.charts import Count
from cards.dutch_time import month_name
from cards.friction import FrictionView, friction_card
from cards.view import Button, Card
from cards.words import words_beside
from cases.desks.friction import Friction
from cases.organisation import Organisation
from dialogs.commands.plain_names import names_it
from dialogs.flows import texts_in
from dialogs.talk.wording import field_name

say = words_beside(__file__)

SPOKEN = ("breach",)
"""Words that are looked up by what an officer decided."""

DECIDED = frozenset({"breach.ap", "breach.people"})
"""What an officer decides about a breach, with the advice of the bot beside it (policy point 14, steps 5 and 7)."""

MOST_TOLD = 10
"""How many questions and how many answers the card tells; what comes after these does not hurt most."""


def asks_for_friction(raw: str) -> bool:
    """Whether this line asks for the card. Never raises."""
    return names_it(raw, say("title"), say("asked"))


def friction_shown(counted: Friction, now: datetime, org: Organisation, *, leads_on: bool = False) -> Card:
    """The counts since the first day of a month, and what was counted.

    For the FG in the own chat it `leads_on` to what else is for the FG alone.
    """
    more = (
        Button(say("viewings"), "viewings", of="viewings"),
        Button(say("offices"), "organisation", of="organisation"),
    )
    since = say("since", month=month_name(counted.since.month), year=counted.since.year)
    view = FrictionView(
        title=say("title"),
        lines=(f"{since} {say('of', talks=counted.talks, decided=counted.decided)}",),
        doubts=tuple(Count(_question(name, org), count) for name, count in counted.doubts[:MOST_TOLD]),
        overruled=tuple(Count(_answer(name, org), count) for name, count in counted.overruled[:MOST_TOLD]),
        none=say("none"),
        notes=(say("what_counts"), say("nobody")),
        buttons=(*(more if leads_on else ()), Button(say("menu"), "menu")),
    )
    return friction_card(view)


def friction_summary() -> str:
    """The line of a toast."""
    return say("title")


def _question(name: str, org: Organisation) -> str:
    """A question of a flow; one that is no longer asked is called so."""
    flow, _, field = name.partition(".")
    texts = texts_in(org).get(flow)
    if texts is None or not (field in texts.stap or any(field in step.veld for step in texts.stap.values())):
        return say("gone")
    return f"{texts.titel}: {field_name(texts, field)}"


def _answer(name: str, org: Organisation) -> str:
    """An answer of the bot that an office went against."""
    flow, _, outcome = name.partition(".")
    if name in DECIDED:
        return say(f"breach.{outcome}")
    texts = texts_in(org).get(flow)
    if texts is None or outcome not in texts.stap:
        return say("gone")
    return f"{texts.titel}: {texts.stap[outcome].vraag}"
