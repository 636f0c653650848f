"""Turns a position in a flow into the view of its card. Decides nothing about privacy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from cards.ask import AskView, ask_card
from cards.dutch_time import long_moment, short_moment
from cards.form import FormView, form_card
from cards.notice import answered_card
from cards.outcome import OutcomeView, outcome_card
from cards.question import QuestionView, question_card
from cards.review import ReviewLine, ReviewView, review_card
from cards.stopped import StoppedView, stopped_card
from cards.verdict import TONES, VerdictAnswer, VerdictDuty, VerdictView, verdict_card
from cards.view import Button, Card, Field, Option, Scalar, StepHead
from cards.words import words_beside
from cases.told import ToldVerdict
from dialogs.answers import is_open
from dialogs.flow import (
    Ask,
    Choice,
    Form,
    FormField,
    OpenText,
    Outcome,
    Problem,
    Review,
    Step,
    fields_of,
)
from dialogs.guide import Draft, Guide, Position
from dialogs.texts import FieldTexts, FlowTexts, field_texts, moment_told, option_title, source_line
from dialogs.verdicts import asks_of, judged, told_of

say = words_beside(__file__)
SPOKEN = ("problem", "office", "done")

FIRST_AID_FOR_ALL = "algemeen"


@dataclass(frozen=True, slots=True)
class Show:
    """A card to show, and the line that stands on a locked phone (no names, no facts)."""

    card: Card
    summary: str


@dataclass(frozen=True, slots=True)
class Flaws:
    """What the card must say about the last try: wrong fields (with the values as typed), masked fields, a notice."""

    problems: tuple[Problem, ...] = ()
    values: Mapping[str, str] | None = None
    masked: tuple[str, ...] = ()
    notice: str = ""


NO_FLAWS = Flaws()


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
) -> Show:
    """The card of the step at hand. `name` is the user's own; `now` carries the organisation's zone.

    `policy` is the version of the policy, as a verdict names it; `more` are buttons beside those of the verdict.
    """
    position = position or guide.position(draft)
    step = position.step
    head = _head(guide, texts, position, step)
    summary = say("summary.step", flow=texts.titel, progress=head.progress)
    match step:
        case Choice():
            return Show(question_card(_question(step, texts, draft, head, position, flaws)), summary)
        case Review():
            return Show(review_card(_review(guide, texts, draft, step, head, name, now, flaws)), summary)
        case Form() | OpenText():
            return Show(form_card(_form(guide, texts, draft, step, head, position, now, flaws)), summary)
        case Outcome():
            verdict = judged(guide, texts, draft)
            if verdict is None:
                return outcome(texts, step)
            asks = asks_of(guide, draft)
            if asked := next((each for each in asks if each.office == draft.asking), None):
                return Show(_ask(texts, draft, asked, name, flaws), summary)
            view = _verdict(guide, texts, draft, verdict, asks, now, policy, more)
            return Show(verdict_card(view), say("summary.verdict", flow=texts.titel))


MOST_BUTTONS_SEEN = 3

QUESTION = FormField("question", "long_text", limit=1000)
"""What the user may add to a consult."""


def open_asks(asks: tuple[Ask, ...], draft: Draft) -> tuple[Ask, ...]:
    """The offices that were not asked yet; one that may be asked instead only while nobody was asked."""
    nobody = set(draft.done) <= {"advice"}
    return tuple(each for each in asks if each.office not in draft.done and (nobody or not each.instead))


def _verdict(
    guide: Guide,
    texts: FlowTexts,
    draft: Draft,
    verdict: ToldVerdict,
    asks: tuple[Ask, ...],
    now: datetime,
    policy: str,
    more: tuple[Button, ...],
) -> VerdictView:
    facts, told = guide.position(draft).facts, told_of(guide, texts, draft, now)
    outcome = guide.position(draft).step
    return VerdictView(
        title=verdict.title,
        tone=TONES[verdict.verdict],
        about=facts.get(guide.flow.about, ""),
        lines=_why(outcome, verdict),
        duties=tuple(VerdictDuty(each.text, source_line(each.points)) for each in verdict.duties),
        first=verdict.verdict != "mag",
        law=verdict.law,
        done=tuple(say(f"done.{key}", number=number) for key, number in draft.done.items()),
        answers=tuple(VerdictAnswer(each.question, each.answer, each.typed) for each in told),
        source=say("verdict.policy", version=policy) if policy else source_line(outcome.policy),
        buttons=_verdict_buttons(texts, draft, outcome, open_asks(asks, draft), more),
    )


def _why(outcome: Step, verdict: ToldVerdict) -> tuple[str, ...]:
    """At the end of a whole way the user's own answers come first; in the middle of it what the end means."""
    reasons = tuple(each.text for each in verdict.reasons)
    gathers = isinstance(outcome, Outcome) and outcome.gathers
    return (*reasons, *verdict.lines) if gathers else (*verdict.lines, *reasons)


def _verdict_buttons(
    texts: FlowTexts, draft: Draft, outcome: Step, asks: tuple[Ask, ...], more: tuple[Button, ...]
) -> tuple[Button, ...]:
    """The hand-over first; what does not fit stands behind the dots, but never the way back."""
    place: dict[str, Scalar] = {"draft": draft.id, "version": draft.version}
    on = [
        Button(texts.vraag_aan[each.id].knop, "ask", {**place, "office": each.office}, primary=not number)
        for number, each in enumerate(asks)
    ]
    if isinstance(outcome, Outcome) and outcome.again:
        on.append(Button(texts.stap[outcome.id].knop, "edit", {**place, "step": outcome.again}))
    on += more
    if "advice" not in draft.done:
        on.append(Button(say("button.keep"), "keep_advice", place))
    seen = MOST_BUTTONS_SEEN - 1
    back = Button(say("button.back"), "back", place)
    return (*on[:seen], back, *(replace(each, in_more=True) for each in on[seen:]))


def _ask(texts: FlowTexts, draft: Draft, asked: Ask, name: str, flaws: Flaws) -> Card:
    """The one card on the way to an office: what goes along, who reads it, and a question if there is one."""
    office = say(f"office.{asked.office}")
    text = FieldTexts(label=say("ask.label"), kort=say("ask.short"), plek=say("ask.hint"))
    value = (flaws.values or {}).get(QUESTION.id, draft.memory.get(QUESTION.id, ""))
    problem = next(iter(flaws.problems), None)
    error = say("problem.te_lang", **problem.values) if problem is not None else ""
    place: dict[str, Scalar] = {"draft": draft.id, "version": draft.version}
    reads = say("ask.reads", office=office, name=name)
    view = AskView(
        number=texts.titel,
        title=texts.vraag_aan[asked.id].knop,
        question="",
        asked_by="",
        fields=(_field(QUESTION, text, value, error, flaws),),
        send=Button(say("ask.send", office=office), "consult", {**place, "office": asked.office}),
        closing=f"{flaws.notice} {texts.vraag_aan[asked.id].waarom} {reads}".strip(),
        buttons=(Button(say("button.back"), "back", place),),
    )
    return ask_card(view)


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


def answered(texts: FlowTexts, step: Step, values: Mapping[str, str]) -> Card:
    """What is left of a card that was answered by typing."""
    return answered_card(texts.titel, chosen(texts, step, values))


def chosen(texts: FlowTexts, step: Step, values: Mapping[str, str]) -> str:
    """The answer in the user's own words of choice: the title of the first option picked, else its first words."""
    for each in fields_of(step):
        value = values.get(each.id, "")
        if not value:
            continue
        titles = [option_title(texts, step, each.id, part) for part in value.split(",")]
        if each.kind in ("choice", "choices") and all(titles):
            return ", ".join(titles)
        if each.kind in ("text", "long_text"):
            return value if len(value) <= 60 else value[:57].rstrip() + "…"
    return ""


def fallen_notice(texts: FlowTexts, steps: tuple[str, ...]) -> str:
    """Which earlier answers do not count any more, by the name that the review gives them."""
    if not steps:
        return ""
    names = [texts.stap[step].kort or texts.stap[step].vraag for step in steps]
    return say("notice.fallen", names=", ".join(names))


def field_name(texts: FlowTexts, field_id: str) -> str:
    """The short name of a field, as the review calls it."""
    for step in texts.stap.values():
        if field_id in step.veld:
            return step.veld[field_id].kort
    return texts.stap[field_id].kort if field_id in texts.stap else field_id


def _head(guide: Guide, texts: FlowTexts, position: Position, step: Step) -> StepHead:
    number, about = guide.progress(position)
    if guide.is_last_question(position):
        progress = say("progress.last")
    else:
        progress = say("progress.step", number=number, about=about)
    last = ""
    if position.path and isinstance(step, Choice | OpenText):
        before = guide.flow.step(position.path[-1])
        last = chosen(texts, before, {each.id: position.facts.get(each.id, "") for each in fields_of(before)})
    return StepHead(flow=texts.titel, progress=progress, source=source_line(step.policy), chosen=last)


def _place(draft: Draft, step: Step) -> dict[str, Scalar]:
    return {"draft": draft.id, "step": step.id, "version": draft.version}


def _question(
    step: Choice, texts: FlowTexts, draft: Draft, head: StepHead, position: Position, flaws: Flaws
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
        notice=flaws.notice,
    )


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
    for each in fields_of(step):
        if each.starts_now and not standing[each.id] and step.id not in draft.answers:
            standing[each.id] = now.date().isoformat() if each.kind == "date" else now.strftime("%H:%M")
    if flaws.values is not None:
        standing |= flaws.values
    aid = _first_aid(guide, texts, draft, step, position)
    errors = {problem.field: _sentence(texts, problem, position, now) for problem in flaws.problems}
    return FormView(
        head=head,
        title=text.hulp_titel if aid else text.vraag,
        explanation="" if aid else text.uitleg,
        aid=aid,
        aid_title=text.hulp_titel,
        then_title=text.dan_titel,
        fields=tuple(
            _field(each, field_texts(texts, step, each), standing[each.id], errors.get(each.id, ""), flaws)
            for each in fields_of(step)
        ),
        go_on=text.knop or say("button.go_on"),
        data=_place(draft, step),
        can_go_back=bool(position.path) or bool(draft.editing),
        closing=f"{text.twijfel} {text.onder}".strip(),
        notice=flaws.notice,
        example=text.voorbeeld,
    )


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


def _field(each: FormField, text: FieldTexts, value: str, error: str, flaws: Flaws) -> Field:
    return Field(
        id=each.id,
        kind=each.kind,
        label=text.label,
        required=each.required,
        value=value,
        options=tuple(Option(option, text.optie[option]) for option in each.options),
        placeholder=text.plek,
        max_length=2 * each.limit if each.kind in ("text", "long_text") else 0,
        client_error=text.fout or say("field.required"),
        error=error and f"{text.kort}: {error}",
        note=say("field.masked") if each.id in flaws.masked else "",
    )


def _sentence(texts: FlowTexts, problem: Problem, position: Position, now: datetime) -> str:
    known = {"now": short_moment(now), **problem.values}
    day, clock = position.facts.get("discovered_date", ""), position.facts.get("discovered_time", "")
    if day and clock:
        told = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), now.tzinfo)
        known["discovered"] = short_moment(told)
    if problem.key in texts.fout:
        return texts.fout[problem.key].format(**known)
    if problem.key == "te_lang":
        return say("problem.te_lang", length=known["length"], limit=known["limit"])
    return say(f"problem.{problem.key}")


def _review(
    guide: Guide,
    texts: FlowTexts,
    draft: Draft,
    step: Review,
    head: StepHead,
    name: str,
    now: datetime,
    flaws: Flaws,
) -> ReviewView:
    text = texts.stap[step.id]
    standing = guide.standing(draft, step)
    return ReviewView(
        head=head,
        title=text.vraag,
        lines=tuple(review_lines(guide, texts, draft, now)),
        toggles=tuple(
            Field(
                id=each.id,
                kind="toggle",
                label=text.veld[each.id].label,
                value=standing[each.id],
                placeholder=text.veld[each.id].plek,
            )
            for each in step.toggles
        ),
        closing=text.onder.format(name=name),
        send=text.knop,
        data={"draft": draft.id, "version": draft.version},
        notice=flaws.notice,
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
        return ReviewLine(text.kort, (say("review.unknown"),), True, step_id) if value == "true" else None
    if not value or each.kind == "time":
        return None
    if each.kind == "date":
        clock = given.get(each.id.removesuffix("_date") + "_time", "")
        return ReviewLine(text.kort, (moment_told(value, clock, now),), False, step_id)
    if each.kind in ("choice", "choices"):
        values = tuple(text.optie.get(part, part) for part in value.split(","))
        return ReviewLine(text.kort, values, is_open(each, value), step_id)
    return ReviewLine(text.kort, (value,), False, step_id, typed=True)


def _day(at: datetime) -> str:
    return long_moment(at).split(",")[0]
