"""The end of a flow that says what may be done: its card, and the card on the way to an office that it names."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from cards.ask import AskView, ask_card
from cards.verdict import TONES, VerdictAnswer, VerdictLine, VerdictView
from cards.view import Button, Card, Scalar
from cards.words import words_beside
from cases.names import POLICY_NAMES
from cases.told import ToldVerdict
from dialogs.consequences import Ask
from dialogs.flow import FormField, Outcome, Step
from dialogs.guide import Draft, Guide
from dialogs.talk.fields import Flaws, general_problem, shown_field
from dialogs.talk.name_hint import name_hint
from dialogs.texts import FieldTexts, FlowTexts, source_line
from dialogs.verdicts import asked_in, told_of

say = words_beside(__file__)
SPOKEN = ("office", "done")
"""Words that are looked up by an office, or by what was done with a verdict."""

MOST_BUTTONS_SEEN = 3

QUESTION = FormField("question", "long_text", limit=1000)
"""What the user may add to a consult."""


def open_asks(asks: tuple[Ask, ...], draft: Draft) -> tuple[Ask, ...]:
    """The offices that were not asked yet; one that may be asked instead only while nobody was asked."""
    nobody = set(draft.done) <= {"advice"}
    return tuple(each for each in asks if each.office not in draft.done and (nobody or not each.instead))


def verdict_view(
    guide: Guide,
    texts: FlowTexts,
    draft: Draft,
    verdict: ToldVerdict,
    asks: tuple[Ask, ...],
    now: datetime,
    policy: str,
    more: tuple[Button, ...],
    names: Mapping[str, str] = POLICY_NAMES,
) -> VerdictView:
    """The verdict with its reasons and duties, and the ways on from it."""
    facts, given = guide.position(draft).facts, told_of(guide, texts, draft, now)
    outcome = guide.position(draft).step
    return VerdictView(
        title=verdict.title,
        tone=TONES[verdict.verdict],
        about=asked_in(guide.flow, draft, facts),
        lines=_why(outcome, verdict),
        duties=tuple(VerdictLine(each.text, each.source) for each in verdict.duties),
        first=verdict.verdict != "mag",
        law=verdict.law,
        done=tuple(say(f"done.{key}", number=number, **names) for key, number in draft.done.items()),
        answers=tuple(VerdictAnswer(each.question, each.answer, each.typed) for each in given),
        source=say("policy", version=policy) if policy else source_line(outcome.policy),
        buttons=_buttons(texts, draft, outcome, open_asks(asks, draft), more),
    )


def _why(outcome: Step, verdict: ToldVerdict) -> tuple[VerdictLine, ...]:
    """The user's own answers first; where one of them ended the way, what that means comes right behind it."""
    reasons = tuple(VerdictLine(each.text, each.source) for each in verdict.reasons)
    lines = tuple(VerdictLine(each, verdict.source) for each in verdict.lines)
    gathers = isinstance(outcome, Outcome) and outcome.gathers
    return (*reasons, *lines) if gathers else (*reasons[:1], *lines, *reasons[1:])


def _buttons(
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


def asking_card(
    texts: FlowTexts,
    draft: Draft,
    asked: Ask,
    name: str,
    flaws: Flaws,
    names: Mapping[str, str] = POLICY_NAMES,
) -> Card:
    """The one card on the way to an office: what goes along, who reads it, and a question if there is one."""
    office = say(f"office.{asked.office}", **names)
    text = FieldTexts(label=say("ask.label"), kort=say("ask.short"), plek=say("ask.hint"))
    value = (flaws.values or {}).get(QUESTION.id, draft.memory.get(QUESTION.id, ""))
    problem = next(iter(flaws.problems), None)
    error = general_problem(problem, problem.values) if problem is not None else ""
    place: dict[str, Scalar] = {"draft": draft.id, "version": draft.version}
    reads = say("ask.reads", office=office, name=name, **names)
    said = say("ask.said") if draft.said else ""
    given = (each for values in draft.answers.values() for each in values.values())
    hint = name_hint((value, draft.said, *given))
    view = AskView(
        number=texts.titel,
        title=texts.vraag_aan[asked.id].knop,
        question="",
        asked_by="",
        fields=(shown_field(QUESTION, text, value, error, flaws),),
        send=Button(say("ask.send", office=office), "consult", {**place, "office": asked.office}),
        closing=" ".join(
            each for each in (flaws.notice, texts.vraag_aan[asked.id].waarom, said, reads, hint) if each
        ),
        buttons=(Button(say("button.back"), "back", place),),
    )
    return ask_card(view)
