"""What stands on the cards of a case, and what must hold of all of them, whatever its register."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from cards.notice import say as notice_words
from cards.notice import with_banner, with_old_card_banner
from cards.typed_text import tame
from cards.view import Card
from cases.drill.marks import say as drill_words
from cases.people import NAME_LIMIT
from cases.register.case import C, KeptCase
from cases.register.forms import Filling, asked_by, form_card
from cases.register.life import Change, Life
from tests.cards.rules import MOST_WORDS, all_actions, nodes, violations, visible_words
from tests.cases.breach.by_chance import ORG, PEOPLE


def words_on(card: Card) -> str:
    """All words of a card, those to press and those to choose too."""
    told: list[str] = []
    for node in nodes(card):
        told += [str(node.get(name, "")) for name in ("text", "title", "label", "value", "placeholder")]
        told += [f"{fact['title']} {fact['value']}" for fact in node.get("facts", ())]
        told += [choice["title"] for choice in node.get("choices", ())]
    return "\n".join(told).replace("\u200b", "")


def verbs(card: Card) -> list[str]:
    """What can be pressed, by what it does."""
    return [action["verb"] for action in all_actions(card) if action["type"] == "Action.Execute"]


def leads(card: Card) -> str:
    """What the coloured button of a card does; "" when none is coloured."""
    coloured = [each["verb"] for each in card.get("actions", []) if each.get("style") == "positive"]
    assert coloured in ([], [each.get("verb") for each in card.get("actions", [])][:1])
    return next(iter(coloured), "")


def behind_dots(card: Card) -> list[str]:
    """What stands behind "…", by what it does."""
    return [each["verb"] for each in card.get("actions", []) if each.get("mode") == "secondary"]


def titles(card: Card) -> list[str]:
    """What can be pressed in the row of buttons, by what is read."""
    return [each["title"] for each in card.get("actions", [])]


def wrong_form(life: Life[C], case: C, event: str, now: datetime, **values: str) -> Card:
    """The form of an event as it comes back with these values, and something wrong with each."""
    errors = {each.id: "Dit is te lang." for each in asked_by(life.forms[event], case, ORG, values)}
    return form_card(life.forms[event], case, now, ORG, Filling(given=values, values=values, errors=errors))


def as_shown(typed: Iterable[str], around: Iterable[tuple[str, str]]) -> list[str]:
    """What people typed in every way in which a card shows it: without signs that turn the line, and a name within a
    sentence of ours, which then does not count as words to read."""
    known = [*typed]
    known += [tame(each) for each in known]
    names = [each for each in {*known} if len(each) <= NAME_LIMIT]
    return known + [f"{before}{name}{behind}" for before, behind in around for name in names]


def recognisable(told: Iterable[str], case: KeptCase) -> set[str]:
    """The beginnings of what people typed that would betray a case: longer than a word, which may stand in any sentence
    of ours. Officers are named for what officers do, also who reported as one."""
    typed = [each for each in told if each not in {member.name for member in PEOPLE}]
    secrets = {" ".join(each.split())[:40] for each in typed if len(each.strip()) > 12}
    return secrets - ({" ".join(case.reporter.name.split())[:40]} if case.reporter.roles else set())


def keep_the_rules(cards: Iterable[tuple[str, Card]], typed: Iterable[str]) -> None:
    """Every one of these cards, each with what it is called, in which people may have typed this; also under whatever
    may come to stand above it."""
    known = [*typed]
    for name, card in cards:
        assert violations(card, known) == [], name
        if visible_words(card, known) + MOST_ABOVE > MOST_WORDS:
            under = with_old_card_banner(with_banner(card, IN_A_DRILL, "attention"))
            assert violations(under, known) == [], f"{name}, under banners"
            assert {*words_on(card).splitlines()} <= {*words_on(under).splitlines()}, f"{name} lost words"


IN_A_DRILL = drill_words("band.open", moment="wo 23 nov. 14:11")
MOST_ABOVE = sum(len(each.split()) for each in (IN_A_DRILL, notice_words("old")))
"""The words that come above a card which was old, in a drill: the most that there are."""


def only_allowed(
    name: str, card: Card, case: KeptCase, allowed: Iterable[str], means: Mapping[str, str] | None = None
) -> None:
    """Every button leads to an event that is allowed (`means` tells which, when it has another name), of this case as
    it is now."""
    led = {(means or {}).get(verb, verb.removesuffix("_form")) for verb in verbs(card)}
    assert led <= {*allowed}, name
    for each in all_actions(card):
        data = each.get("data", {"case": case.number})
        assert data.get("case", case.number) == case.number, name
        assert data.get("version", case.version) == case.version, name


def action(card: Card, title: str) -> dict[str, Any]:
    return next(each for each in all_actions(card) if each["title"] == title)


def to_whom(done: Change[Any], kind: str) -> set[str]:
    return {str(due.to) for _, due in done.dues if due.kind == kind}
