"""Where the policy hurts, for the FG: counts of doubt and of decisions that went otherwise. No names, no cases."""

from dataclasses import dataclass

from cards.buttons import presses
from cards.charts import Count, bars, scale_of, scale_told
from cards.elements import card, folded, foot, section, small, spoken, title
from cards.view import Button, Card
from cards.words import words_beside

say = words_beside(__file__)

MORE, MOST_SEEN = "fold-more", 3


@dataclass(frozen=True, slots=True)
class FrictionView:
    """`lines` are our own; `doubts` and `overruled` go from most to least, `none` is said where there are none.

    `notes` say what is counted.
    """

    title: str
    lines: tuple[str, ...]
    doubts: tuple[Count, ...]
    overruled: tuple[Count, ...]
    none: str
    notes: tuple[str, ...]
    buttons: tuple[Button, ...]


def friction_card(view: FrictionView) -> Card:
    """Three of each are in sight, the rest unfolds. All bars have one scale, which a line tells."""
    counts = (*view.doubts, *view.overruled)
    scale = scale_of(counts)
    body = [title(view.title), *(spoken(words, spacing="Small") for words in view.lines)]
    rest = []
    for heading, most_first in ((say("doubts"), view.doubts), (say("overruled"), view.overruled)):
        body.append(section(heading, spacing="Large"))
        body += bars(most_first[:MOST_SEEN], scale) if most_first else [spoken(view.none, spacing="Small")]
        if most_first[MOST_SEEN:]:
            rest += [section(heading), *bars(most_first[MOST_SEEN:], scale)]
    body += [folded(MORE, rest)] if rest else []
    if counts:
        body.append(small(scale_told(scale), spacing="Medium"))
    body += [small(words, spacing="Small") for words in view.notes]
    body += foot("", say("all"), [MORE] if rest else [])
    return card(body, presses(view.buttons))
