"""OEFENING on everything that a drill shows, sends or files: cards, toasts, mails, papers. Pure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from cards.dutch_time import short_moment
from cards.notice import with_banner
from cards.view import Card
from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.drill.clock import in_drill
from cases.organisation import Organisation
from cases.papers.paper import Block, Paper, Piece
from cases.register.plans import Mail, Plan, SendCard, SendMail, TakeAway

say = words_beside(__file__)


def marked_card(card: Card, case: BreachCase, now: datetime, org: Organisation) -> Card:
    """The card under a band that says what it is and what the clock of the drill shows. `now` is that on the wall."""
    if not case.is_open:
        return with_banner(card, say("band.over"), "attention")
    here = in_drill(case.reported_at, now).astimezone(org.zone)
    return with_banner(card, say("band.open", moment=short_moment(here)), "attention")


def marked_small(card: Card) -> Card:
    """What is left of a card, under a band that says what it is."""
    return with_banner(card, say("band.always"), "attention")


def marked_line(words: str) -> str:
    """The line of a toast, the subject of a mail, the title of a paper."""
    return say("line", words=words)


def marked_mail(mail: Mail) -> Mail:
    """A mail that nobody takes for a real one."""
    return replace(mail, subject=marked_line(mail.subject), text=f"{say('mail')}\n\n{mail.text}")


def marked_paper(paper: Paper) -> Paper:
    """A paper that nobody can use: before each of its parts stands that it is none."""
    void = Block("paragraph", ((Piece(say("paper")),),))
    blocks = tuple(part for block in paper.blocks for part in (void, block))
    return replace(
        paper,
        title=marked_line(paper.title),
        addressee=say("addressee"),
        use=say("use"),
        blocks=(*blocks, void),
    )


def marked_plan(plan: Plan, case: BreachCase, now: datetime, org: Organisation) -> Plan:
    """What is sent, marked. `now` is the moment on the wall."""
    match plan:
        case SendCard(card=card):
            return replace(plan, card=marked_card(card, case, now, org))
        case SendMail(mail):
            return SendMail(marked_mail(mail))
        case TakeAway(instead, summary):
            return TakeAway(_marked_instead(instead, case, now, org), summary)
    return plan


def _marked_instead(
    instead: Callable[[str], Card | None], case: BreachCase, now: datetime, org: Organisation
) -> Callable[[str], Card | None]:
    def marked(name: str) -> Card | None:
        card = instead(name)
        return marked_card(card, case, now, org) if card is not None else None

    return marked
