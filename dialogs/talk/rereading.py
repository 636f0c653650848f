"""A typed message that is changed later is read again, as if that had stood there at once, until more happens."""

from collections.abc import Mapping
from datetime import datetime

from dialogs.guide import Draft
from dialogs.talk.repertoire import Repertoire
from dialogs.talk.turn import Talk, Typed


def noted(known: Repertoire, before: Talk, after: Talk, message: str) -> Talk:
    """The conversation after a typed message, with what would be needed to read that message again."""
    return after.model_copy(update={"typed": _typed(known, before, after, message)})


def _typed(known: Repertoire, before: Talk, after: Talk, message: str) -> Typed | None:
    """None when it cannot be read again: it was sent on, or took up what lay aside."""
    was, now = before.draft, after.draft
    if now is None:
        return Typed(message=message) if was is None else None
    if was is None or was.id != now.id:
        lay_open = any(each.id == now.id for each in before.drafts())
        begun = Typed(message=message, draft=now.id, version=now.version, began=True)
        return None if lay_open else begun
    step = known.guides[now.flow].position(was).step.id
    earlier = _values(was)
    changed = tuple(sorted(name for name, value in _values(now).items() if earlier.get(name) != value))
    return Typed(message=message, draft=now.id, version=now.version, step=step, fields=changed)


def rewound(talk: Talk, message: str, now: datetime) -> Talk | None:
    """The conversation as if this message had not been typed; None when more happened since."""
    last, draft = talk.typed, talk.draft
    if last is None or last.message != message:
        return None
    undone = {"offer": None, "typed": None}
    if not last.draft:
        return talk.model_copy(update=undone) if draft is None else None
    if draft is None or (draft.id, draft.version) != (last.draft, last.version):
        return None
    back = None if last.began else _without(draft, last, now)
    return talk.model_copy(update={**undone, "draft": back})


def _without(draft: Draft, last: Typed, now: datetime) -> Draft:
    """The draft without what the message filled in; the rest of that answer stays on the card."""
    if not last.fields:
        return draft
    remembered = {**draft.memory, **draft.answers.get(last.step, {})}
    memory = {name: value for name, value in remembered.items() if name not in last.fields}
    answers = {step: given for step, given in draft.answers.items() if step != last.step}
    return draft.moved(now, answers=answers, memory=memory)


def _values(draft: Draft) -> Mapping[str, str]:
    """All that is filled in, by field."""
    answered = {name: value for given in draft.answers.values() for name, value in given.items()}
    return {**draft.memory, **answered}
