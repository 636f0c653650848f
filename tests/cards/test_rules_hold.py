"""Every card in every state keeps the rules; and the rules see it when one does not."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.cards.example_words import Example
from tests.cards.examples import examples
from tests.cards.rules import nodes, violations

EXAMPLES = examples()
SOUND = EXAMPLES["09-question-pending"]
FORM = EXAMPLES["05-errors"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_card_keeps_the_rules(name: str) -> None:
    assert violations(EXAMPLES[name].card, EXAMPLES[name].typed) == []


def _first(card: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(node for node in nodes(card) if node["type"] == kind)


def _more_text(card: dict[str, Any], words: str) -> None:
    card["body"].append({"type": "TextBlock", "text": words, "wrap": True})


SPOILERS: dict[str, tuple[Example, Callable[[dict[str, Any]], object], str]] = {
    "unknown property": (SOUND, lambda card: card["body"][0].update(colour="red"), "schema"),
    "not wrapped": (SOUND, lambda card: _first(card, "TextBlock").pop("wrap"), "wrap"),
    "no language": (SOUND, lambda card: card.pop("lang"), "frame"),
    "no fallback text": (SOUND, lambda card: card.pop("fallbackText"), "frame"),
    "two titles": (
        FORM,
        lambda card: card["body"].append(
            {"type": "TextBlock", "text": "Nog een", "wrap": True, "style": "heading", "size": "Large"}
        ),
        "two titles",
    ),
    "typed text in a text block": (SOUND, lambda card: _more_text(card, SOUND.typed[0]), "typed"),
    "a template": (SOUND, lambda card: _more_text(card, "{{DATE(2026-11-23T00:00:00Z)}}"), "template"),
    "an emoji": (SOUND, lambda card: _more_text(card, "Klaar ✅"), "emoji"),
    "a long word": (SOUND, lambda card: _more_text(card, "w" * 31), "runs out"),
    "a word that gets old": (SOUND, lambda card: _more_text(card, "Dat hoor je morgen."), "read later"),
    "a shout": (SOUND, lambda card: _more_text(card, "Let op!"), "shouts"),
    "too many words": (SOUND, lambda card: _more_text(card, "woord " * 131), "words can be seen"),
    "too large": (SOUND, lambda card: card.update(fallbackText="w" * 13_000), "size"),
    "no label": (FORM, lambda card: _first(card, "Input.Text").pop("label"), "no label"),
    "required and not told": (
        FORM,
        lambda card: _first(card, "Input.Date").update(isRequired=True),
        "verplicht",
    ),
    "no length": (FORM, lambda card: _first(card, "Input.Text").pop("maxLength"), "maxLength"),
    "seven fields": (
        FORM,
        lambda card: card["body"].append({"type": "Input.Date", "id": "seventh", "label": "Zeven"}),
        "fields: more than 6",
    ),
    "the same id": (FORM, lambda card: _first(card, "Input.Date").update(id="happened_date"), "ids"),
    "the same title": (SOUND, lambda card: card["actions"].append(card["actions"][-1]), "twice"),
    "unfolds nothing": (
        SOUND,
        lambda card: _first(card, "Action.ToggleVisibility").update(targetElements=["gone"]),
        "ids",
    ),
    "no verb in the fallback": (
        SOUND,
        lambda card: card["actions"][0]["fallback"]["data"].pop("verb"),
        "fallback",
    ),
    "no fallback": (SOUND, lambda card: card["actions"][0].pop("fallback"), "no fallback"),
    "data that a field overwrites": (
        FORM,
        lambda card: (
            card["actions"][0]["data"].update(happened_date="x"),
            card["actions"][0]["fallback"]["data"].update(happened_date="x"),
        ),
        "overwrites",
    ),
    "two main actions": (SOUND, lambda card: card["actions"][1].update(style="positive"), "positive"),
    "fields that nothing sends": (
        FORM,
        lambda card: (
            card["actions"][0].update(associatedInputs="None"),
            card["actions"][0]["fallback"].update(associatedInputs="None"),
        ),
        "no button sends",
    ),
    "no main action for what is filled in": (
        FORM,
        lambda card: (card["actions"][0].pop("style"), card["actions"][0]["fallback"].pop("style")),
        "no button is the main one",
    ),
    "a long button": (SOUND, lambda card: card["actions"][-1].update(title="w" * 33), "too long"),
    "too many buttons": (
        SOUND,
        lambda card: card.update(actions=card["actions"] + [{**card["actions"][-1], "title": "a"}] * 2),
        "root buttons",
    ),
    "green text": (SOUND, lambda card: _first(card, "TextBlock").update(color="Good"), "colours"),
    "a field on a colour": (
        FORM,
        lambda card: card["body"][0]["items"].append({"type": "Input.Date", "id": "on_red", "label": "Dag"}),
        "cannot stand on",
    ),
    "a picture": (
        SOUND,
        lambda card: card["body"].append({"type": "Image", "url": "https://voorbeeld.nl/a.png"}),
        "pictures",
    ),
    "a mention of nobody": (SOUND, lambda card: _more_text(card, "<at>Noor</at>, kijk."), "mentions"),
    "a long title": (FORM, lambda card: card["body"][2].update(text="Wat " * 14), "long for a heading"),
}


@pytest.mark.parametrize("name", SPOILERS)
def test_a_spoilt_card_is_seen(name: str) -> None:
    example, spoil, expected = SPOILERS[name]
    card = copy.deepcopy(example.card)
    spoil(card)
    assert expected in " | ".join(violations(card, example.typed))
