"""What the policy says about something: a few points in our own words, whom to ask, and the policy itself."""

from dataclasses import dataclass

from cards.buttons import opens, presses
from cards.elements import card, eyebrow, section, spoken, text, title
from cards.view import Button, Card, Link
from cards.words import words_beside

say = words_beside(__file__)


@dataclass(frozen=True, slots=True)
class PolicyPointView:
    """How the point is cited, and what it comes down to."""

    cite: str
    gist: str


@dataclass(frozen=True, slots=True)
class PolicyPointsView:
    """`ask` says who knows more; `policy_url` may be empty, then there is no button for it."""

    points: tuple[PolicyPointView, ...]
    ask: str
    policy_url: str
    buttons: tuple[Button, ...]


def policy_points_card(view: PolicyPointsView) -> Card:
    """The points, each under its own small heading."""
    told = [part for each in view.points for part in (section(each.cite), text(each.gist, spacing="Small"))]
    body = [
        eyebrow(say("eyebrow")),
        title(say("title"), spacing="Small"),
        *told,
        spoken(view.ask, subtle=True, spacing="Medium"),
    ]
    policy = [opens(Link(say("policy"), view.policy_url))] if view.policy_url else []
    return card(body, [*presses(view.buttons), *policy])
