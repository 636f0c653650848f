"""What the bot holds of a conversation, in words for the person whose it is (AVG article 15)."""

from collections.abc import Iterator
from datetime import datetime

from cards.words import words_beside
from dialogs.guide import Draft
from dialogs.talk.dialog import Dialog
from dialogs.talk.reviewing import review_lines
from dialogs.talk.turn import Talk
from dialogs.talk.wording import field_name

say = words_beside(__file__)


def talk_told(dialog: Dialog, talk: Talk, now: datetime) -> Iterator[str]:
    """A line for each thing that is kept between two turns; nothing for what was never begun."""
    for draft in talk.drafts():
        if draft.flow in dialog.texts:
            yield say("draft", flow=dialog.texts[draft.flow].titel)
            yield from _draft_told(dialog, draft, now)
    if talk.said is not None:
        yield say("said", text=talk.said.text)
    if talk.offer is not None:
        yield say("said", text=talk.offer.text)
    if talk.typed is not None and talk.typed.said is not None:
        yield say("said", text=talk.typed.said.text)
    if talk.handled:
        yield say("messages", count=len(talk.handled))
    if talk.tidy_at is not None:
        yield say("tidy", day=f"{talk.tidy_at.astimezone(now.tzinfo):%d-%m-%Y}")


def _draft_told(dialog: Dialog, draft: Draft, now: datetime) -> Iterator[str]:
    texts = dialog.texts[draft.flow]
    if draft.said:
        yield say("answer", question=say("began"), answer=draft.said)
    for line in review_lines(dialog.guides[draft.flow], texts, draft, now):
        yield say("answer", question=line.label, answer=", ".join(line.values))
    for name, value in draft.memory.items():
        if value:
            yield say("memory", question=_field(dialog, draft, name), answer=value)


def _field(dialog: Dialog, draft: Draft, name: str) -> str:
    """How a field is called; the name of one that only the bot sees."""
    try:
        return field_name(dialog.texts[draft.flow], name)
    except LookupError:
        return name
