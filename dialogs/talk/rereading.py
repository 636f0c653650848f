"""A typed message that is changed later is read again, as if that had stood there at once, until more happens."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from dialogs.guide import Draft
from dialogs.talk.turn import Talk, Typed

V = TypeVar("V")


def noted(before: Talk, after: Talk, message: str) -> Talk:
    """The conversation after a typed message, with what would be needed to read that message again."""
    return after.model_copy(update={"typed": _typed(before, after, message)})


def _typed(before: Talk, after: Talk, message: str) -> Typed | None:
    """None when it cannot be read again: it was sent on, or took up what lay aside."""
    was, now = before.draft, after.draft
    if now is None:
        return Typed(message=message, said=before.said) if was is None else None
    if was is None or was.id != now.id:
        lay_open = any(each.id == now.id for each in before.drafts())
        begun = Typed(message=message, draft=now.id, version=now.version, began=True, said=before.said)
        return None if lay_open else begun
    return Typed(
        message=message,
        said=before.said,
        draft=now.id,
        version=now.version,
        answers=_before(was.answers, now.answers),
        memory=_before(was.memory, now.memory),
        told=_before(was.told, now.told),
    )


def rewound(talk: Talk, message: str, now: datetime) -> Talk | None:
    """The conversation as if this message had not been typed; None when more happened since."""
    last, draft = talk.typed, talk.draft
    if last is None or last.message != message:
        return None
    undone = {"offer": None, "typed": None, "said": last.said}
    if not last.draft:
        return talk.model_copy(update=undone) if draft is None else None
    if draft is None or (draft.id, draft.version) != (last.draft, last.version):
        return None
    back = None if last.began else _without(draft, last, now)
    return talk.model_copy(update={**undone, "draft": back})


def _without(draft: Draft, last: Typed, now: datetime) -> Draft:
    """The draft without what the message filled in."""
    return draft.moved(
        now,
        answers=_put_back(draft.answers, last.answers),
        memory=_put_back(draft.memory, last.memory),
        told=_put_back(draft.told, last.told),
    )


def _before(was: Mapping[str, V], now: Mapping[str, V]) -> dict[str, V | None]:
    """What stood there before, for all that is different now; None where nothing stood."""
    return {name: was.get(name) for name in {**was, **now} if was.get(name) != now.get(name)}


def _put_back(now: Mapping[str, V], before: Mapping[str, V | None]) -> dict[str, V]:
    """What is there now, with what stood there before in its place."""
    kept = {name: value for name, value in now.items() if name not in before}
    return kept | {name: value for name, value in before.items() if value is not None}
