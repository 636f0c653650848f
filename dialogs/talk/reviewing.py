"""The review: everything that was answered, a line each, before it is sent."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from cards.review import ReviewLine, ReviewView
from cards.view import StepHead
from cards.words import words_beside
from dialogs.answers import is_open
from dialogs.flow import Choice, FormField, Outcome, Review, fields_of
from dialogs.guide import Draft, Guide
from dialogs.talk.fields import Flaws, shown_field
from dialogs.talk.name_hint import name_hint
from dialogs.texts import FieldTexts, FlowTexts, field_moment, field_texts, option_title

say = words_beside(__file__)


def review_view(
    guide: Guide,
    texts: FlowTexts,
    draft: Draft,
    step: Review,
    head: StepHead,
    name: str,
    now: datetime,
    flaws: Flaws,
) -> ReviewView:
    """What was answered, to look over before it is sent; `name` is the user's own."""
    text = texts.stap[step.id]
    standing = guide.standing(draft, step)
    lines = tuple(review_lines(guide, texts, draft, now))
    names = name_hint(value for line in lines if line.typed for value in line.values)
    return ReviewView(
        head=head,
        title=text.vraag,
        lines=lines,
        toggles=tuple(
            shown_field(each, text.veld[each.id], standing[each.id], "", flaws) for each in step.toggles
        ),
        closing=text.onder.format(name=name),
        send=text.knop,
        data={"draft": draft.id, "version": draft.version},
        notice=f"{flaws.notice} {names}".strip(),
    )


def review_lines(guide: Guide, texts: FlowTexts, draft: Draft, now: datetime) -> Iterator[ReviewLine]:
    """One line for each answer on the way; a date and its time are one line, an untouched field is none."""
    for step_id in guide.reached(draft).path:
        step = guide.flow.step(step_id)
        given = draft.answers[step_id]
        if isinstance(step, Choice):
            value = given[step.id]
            yield ReviewLine(
                label=texts.stap[step.id].kort,
                values=(option_title(texts, step, step.id, value),),
                open=False,
                step=step.id,
            )
        elif not isinstance(step, Outcome | Review):
            for each in fields_of(step):
                if line := _field_line(each, field_texts(texts, step, each), given, step.id, now):
                    yield line


def _field_line(
    each: FormField, text: FieldTexts, given: Mapping[str, str], step_id: str, now: datetime
) -> ReviewLine | None:
    value = given.get(each.id, "")
    if each.kind == "toggle":
        return ReviewLine(text.kort, (say("unknown"),), True, step_id) if value == "true" else None
    if not value or each.kind == "time":
        return None
    if each.kind == "date":
        return ReviewLine(text.kort, (field_moment(each.id, given, now),), False, step_id)
    if each.kind in ("choice", "choices"):
        values = tuple(text.optie.get(part, part) for part in value.split(","))
        return ReviewLine(text.kort, values, is_open(each, value), step_id)
    return ReviewLine(text.kort, (value,), False, step_id, typed=True)
