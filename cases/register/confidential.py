"""What a channel may read of a confidential case, and what is taken away there when a case becomes one.

One way for every register, pure. The living cards are redrawn like after every change; everything else that the bot
said about the case in a channel (notes, answered forms, the course, lists) is kept as a post and replaced.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from cards.every_part import every_part
from cards.note import NoteView, note_card
from cards.own_chat import own_chat
from cards.view import Button, Card, Link
from cards.words import words_beside
from cases.organisation import Organisation
from cases.register.case import C, KeptCase
from cases.register.life import Change, Deed, Life, message
from cases.register.messages import Due, Ref, channel
from cases.register.numbers import read_number
from cases.register.plans import Drop, Plan, SendCard, TakeAway
from cases.register.posts import read_reminder_name
from cases.register.typed_fields import button
from cases.terms import later

say = words_beside(__file__)

AGAIN_AFTER = 300
"""Seconds after which it is done again: what was on its way by then has arrived, and goes too.

Longer than any sending takes (bot/outbox/loop.py).
"""


def closed_off(life: Life[C], case: C, deed: Deed, cards: tuple[str, ...]) -> Change[C]:
    """From now on the facts stand in own chats only (`cards`), and what the channels say of them goes."""
    home, ref = channel(life.home(case)), Ref("away", str(case.seq + 1))
    now = deed.now
    dues = (
        (now, message(case, "take_away", home, now, ref)),
        (later(now, seconds=AGAIN_AFTER), message(case, "take_away", home, now, replace(ref, mark="again"))),
    )
    update = {"confidential": True, "cards": cards}
    return life.moved(case, "make_confidential", deed, update=update, dues=dues)


def take_away(case: KeptCase, org: Organisation, kept: Callable[[str, str], Card | None]) -> Plan:
    """What becomes of each message in a channel. `kept` draws a reminder (its office, its stage), which says no
    facts and can still be seen; None: as it is."""
    if not case.confidential:
        return Drop("the case is open to its channels")

    def instead(name: str) -> Card | None:
        office, stage = read_reminder_name(name)
        return kept(office, stage) if stage in case.reminders else taken_away(case, org)

    return TakeAway(instead, hidden_summary(case))


def noted(due: Due, case: KeptCase, note: Card | None, summary: str, name: str = "") -> Plan:
    """A note under the living card. It is kept under a name, so that it can be taken away."""
    if note is None:
        return Drop("the case does not hold this any more")
    told = hidden_summary(case) if case.confidential else summary
    return SendCard("thread", note, told, office=due.to.name, name=name or f"{due.to}.note-{due.ref}")


def hidden_note(case: KeptCase, org: Organisation) -> Card:
    """What a channel may read when something comes in: that there is news."""
    return _bare(case, org, say("news.title"), say("news.line"))


def taken_away(case: KeptCase, org: Organisation) -> Card:
    """What stands in the place of a message that said more."""
    return _bare(case, org, say("away.title"), say("away.line"))


def hidden_summary(case: KeptCase) -> str:
    """The line of a toast in a channel: not even the state."""
    return say("summary", number=case.number)


def older_messages(case: KeptCase) -> tuple[str, ...]:
    """Says to who reads the facts that messages may stand in a channel which the bot cannot find any more.

    They are of the time before it kept the id of each. As short as the line that it replaces: the card is full.
    """
    return (say("older"),) if case.confidential and not case.followed and case.seq > 1 else ()


def cases_on(card: Card) -> frozenset[str]:
    """The numbers of the cases that a card is about: those that its buttons and rows lead to."""
    told = (each.get("case") for each in every_part(card) if isinstance(each, Mapping))
    return frozenset(each for each in told if isinstance(each, str) and read_number(each) == each)


def way_to(case: KeptCase, org: Organisation, *, in_more: bool = False) -> tuple[Link, ...]:
    """The way to the own chat, where who may see the case reads it."""
    return own_chat(say("own_chat"), org.app_id, say("show", number=case.number), in_more=in_more)


def _bare(case: KeptCase, org: Organisation, title: str, line: str) -> Card:
    facts: tuple[Button | Link, ...] = (
        button(case, say("send_facts"), "send_facts", primary=True),
        *way_to(case, org),
    )
    return note_card(NoteView(case.number, title, (line,), buttons=facts))
