"""Turns a position in a flow into the view of its card. Decides nothing about privacy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cards.dutch_time import long_moment
from cards.form import FormView, form_card
from cards.outcome import OutcomeView, outcome_card
from cards.question import QuestionView, question_card
from cards.review import review_card
from cards.stopped import StoppedView, stopped_card
from cards.verdict import verdict_card
from cards.view import Button, Card, Option, Scalar, StepHead
from cards.words import words_beside
from cases.names import POLICY_NAMES
from dialogs.flow import Choice, Form, FormField, OpenText, Outcome, Review, Step, fields_of
from dialogs.guide import Draft, Guide, Position
from dialogs.rough import still_rough
from dialogs.talk.fields import NO_FLAWS, Flaws, shown_field, what_is_wrong
from dialogs.talk.reviewing import review_view
from dialogs.talk.told_words import moment_remark, rough_note, told_choice, told_note
from dialogs.talk.verdict import asking_card, verdict_view
from dialogs.talk.wording import chosen
from dialogs.texts import FlowTexts, field_texts, source_line
from dialogs.verdicts import asks_of, judged

say = words_beside(__file__)

FIRST_AID_FOR_ALL = "algemeen"


@dataclass(frozen=True, slots=True)
class Show:
    """A card to show, and the line that stands on a locked phone (no names, no facts)."""

    card: Card
    summary: str


def present(
    guide: Guide,
    texts: FlowTexts,
    draft: Draft,
    name: str,
    now: datetime,
    flaws: Flaws = NO_FLAWS,
    position: Position | None = None,
    policy: str = "",
    more: tuple[Button, ...] = (),
    names: Mapping[str, str] = POLICY_NAMES,
) -> Show:
    """The card of the step at hand. `name` is the user's own; `now` carries the organisation's zone.

    `policy` is the version of the policy, as a verdict names it; `more` are buttons beside those of the verdict,
    `names` what the offices are called.
    """
    position = position or guide.position(draft)
    step = position.step
    head = _head(guide, texts, position, step)
    summary = say("summary.step", flow=texts.titel, progress=head.progress)
    match step:
        case Choice():
            return Show(question_card(_question(step, texts, draft, head, position, flaws, now)), summary)
        case Review():
            return Show(review_card(review_view(guide, texts, draft, step, head, name, now, flaws)), summary)
        case Form() | OpenText():
            return Show(form_card(_form(guide, texts, draft, step, head, position, now, flaws)), summary)
        case Outcome():
            verdict = judged(guide, texts, draft)
            if verdict is None:
                return outcome(texts, step)
            asks = asks_of(guide, draft)
            if asked := next((each for each in asks if each.office == draft.asking), None):
                return Show(asking_card(texts, draft, asked, name, flaws, names), summary)
            view = verdict_view(guide, texts, draft, verdict, asks, now, policy, more, names)
            return Show(verdict_card(view), say("summary.verdict", flow=texts.titel))


def outcome(texts: FlowTexts, step: Outcome) -> Show:
    """The card of an outcome that files nothing."""
    text = texts.stap[step.id]
    view = OutcomeView(
        flow=texts.titel,
        title=text.vraag,
        lines=text.tekst,
        source=source_line(step.policy),
        buttons=(Button(say("button.menu"), "menu"),),
    )
    return Show(outcome_card(view), say("summary.done", flow=texts.titel))


def stopped(texts: FlowTexts, draft: Draft, until: datetime) -> Show:
    """Stopping keeps the answers; the card says until when."""
    count, day = len(draft.answers), _day(until)
    if count > 1:
        explanation = say("stopped.many", count=count, until=day)
    else:
        explanation = say("stopped.one", until=day) if count else say("stopped.none", until=day)
    view = StoppedView(
        flow=texts.titel,
        title=say("stopped.title"),
        explanation=explanation,
        data={"draft": draft.id, "version": draft.version},
    )
    return Show(stopped_card(view), say("summary.stopped", flow=texts.titel))


def _head(guide: Guide, texts: FlowTexts, position: Position, step: Step) -> StepHead:
    number, left = guide.progress(position)
    progress = say("progress.step", number=number, left=left) if left else say("progress.last")
    last = ""
    if position.path and isinstance(step, Choice | OpenText):
        before = guide.flow.step(position.path[-1])
        last = chosen(texts, before, {each.id: position.facts.get(each.id, "") for each in fields_of(before)})
    return StepHead(flow=texts.titel, progress=progress, source=source_line(step.policy), chosen=last)


def _place(draft: Draft, step: Step) -> dict[str, Scalar]:
    return {"draft": draft.id, "step": step.id, "version": draft.version}


def _question(
    step: Choice,
    texts: FlowTexts,
    draft: Draft,
    head: StepHead,
    position: Position,
    flaws: Flaws,
    now: datetime,
) -> QuestionView:
    text = texts.stap[step.id]
    return QuestionView(
        head=head,
        question=text.vraag,
        explanation=text.uitleg,
        options=tuple(Option(option, text.optie[option]) for option in step.to),
        doubt=text.twijfel,
        example=text.voorbeeld,
        data=_place(draft, step),
        can_go_back=bool(position.path) or bool(draft.editing),
        notice=_joined(flaws.notice, told_choice(draft, texts, step, now)),
    )


def _joined(*lines: str) -> str:
    return " ".join(each for each in lines if each)


def _form(
    guide: Guide,
    texts: FlowTexts,
    draft: Draft,
    step: Form | OpenText,
    head: StepHead,
    position: Position,
    now: datetime,
    flaws: Flaws,
) -> FormView:
    text = texts.stap[step.id]
    standing = dict(guide.standing(draft, step))
    rough = still_rough(step, standing, draft.answers.get(step.id, {}), draft.memory)
    notes = {each.id: _notes(draft, step, each, {**standing, **rough}, now) for each in fields_of(step)}
    if step.id not in draft.answers:
        standing |= _present(fields_of(step), standing, now)
    if flaws.values is not None:
        standing |= flaws.values
    aid = _first_aid(guide, texts, draft, step, position)
    errors = {problem.field: what_is_wrong(texts, problem, position, now) for problem in flaws.problems}
    return FormView(
        head=head,
        title=text.hulp_titel if aid else text.vraag,
        explanation="" if aid else text.uitleg,
        aid=aid,
        aid_title=text.hulp_titel,
        then_title=text.dan_titel,
        fields=tuple(
            shown_field(
                each,
                field_texts(texts, step, each),
                standing[each.id],
                errors.get(each.id, ""),
                flaws,
                notes[each.id] if flaws.values is None else "",
            )
            for each in fields_of(step)
        ),
        go_on=text.knop or say("button.go_on"),
        data=_place(draft, step),
        can_go_back=bool(position.path) or bool(draft.editing),
        closing=f"{text.twijfel} {text.onder}".strip(),
        notice=_joined(flaws.notice, moment_remark(draft, texts, step, now)),
        example=text.voorbeeld,
        more=text.meer,
    )


def _notes(draft: Draft, step: Step, each: FormField, standing: Mapping[str, str], now: datetime) -> str:
    notes = (told_note(draft, step, each), rough_note(each, standing, now))
    return ". ".join(note for note in notes if note)


def _present(fields: tuple[FormField, ...], standing: Mapping[str, str], now: datetime) -> dict[str, str]:
    """The fields that stand at now. A day that was told keeps the clock of now away from its time."""
    today = now.date().isoformat()
    found = dict[str, str]()
    for each in fields:
        if not each.starts_now or standing[each.id]:
            continue
        if each.kind == "date":
            found[each.id] = today
        elif standing.get(each.id.removesuffix("_time") + "_date", "") in ("", today):
            found[each.id] = now.strftime("%H:%M")
    return found


def _first_aid(
    guide: Guide, texts: FlowTexts, draft: Draft, step: Form | OpenText, position: Position
) -> tuple[str, ...]:
    if not isinstance(step, Form) or not step.aid_by or draft.editing:
        return ()
    owner = next(
        each for each in guide.flow.steps if isinstance(each, Form) and each.aid_by and not each.repeats_aid
    )
    aids = texts.stap[owner.id].hulp
    if step.repeats_aid:
        kind = position.facts.get(step.aid_by, "")
        same = kind == draft.aided or aids[kind].regels == aids[draft.aided or FIRST_AID_FOR_ALL].regels
        return () if same else aids[kind].regels
    return aids[draft.aided or FIRST_AID_FOR_ALL].regels


def _day(at: datetime) -> str:
    return long_moment(at).split(",")[0]
