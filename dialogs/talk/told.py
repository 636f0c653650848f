"""What somebody said in own words, and the fields of a flow that it fills. How a card says so: told_words.py."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from cases.plain_text import one_line, shortened
from dialogs.answers import hidden_in, read_step
from dialogs.dutch.facts import Facts, read_facts
from dialogs.dutch.facts_words import load_fact_words
from dialogs.dutch.numbers import read_yes_no
from dialogs.flow import UNKNOWN, Choice, Flow, FormField, Outcome, Question, fields_of
from dialogs.flows.rights import DECISION
from dialogs.guide import Draft, Guide, Position
from dialogs.rough import still_rough, with_marks
from dialogs.talk.turn import TEXT_LIMIT, Occasion, Said, Talk
from dialogs.talk.typed import SHORT, typed_answer
from dialogs.texts import FlowTexts

WORDS = load_fact_words()

MESSAGE, EARLIER = "message", "earlier"
"""Where a value came from that nobody filled in on this card: what was typed, or another flow."""

FRESH = timedelta(hours=1)
"""What was said, or answered in another flow, longer ago is about something else."""

STORY = 4
"""A line of at least so many words may be kept as the story."""

ENOUGH = 2
"""So many words that no list knows, and a line tells something in its own words."""


# --- the sentence that waits ------------------------------------------------------------------------------------------


def with_said(talk: Talk, raw: str, at: Occasion, *, in_flow: bool) -> Talk:
    """The conversation that remembers this line for the flow that may begin with it. A command leaves the last one."""
    text = hidden_in(raw).text.strip() if len(raw) <= TEXT_LIMIT else ""
    if in_flow or not text:
        return talk
    if len(text.split()) < STORY and not read_facts(text, at.now, WORDS).values:
        return talk
    return talk.model_copy(update={"said": Said(text=text, at=at.now)})


def what_was_said(talk: Talk, now: datetime) -> str:
    """The sentence that a flow begins with; "" when nothing was said lately."""
    return talk.said.text if talk.said is not None and now - talk.said.at <= FRESH else ""


# --- what it fills ----------------------------------------------------------------------------------------------------


def opening(flow: Flow, said: str, now: datetime) -> dict[str, str]:
    """The fields of a flow that the sentence fills with which it begins; the sentence itself is its story."""
    if not said:
        return {}
    facts = read_facts(said, now, WORDS)
    found = facts.fill(flow.id, _all_fields(flow))
    story = story_of(flow)
    if story is not None and _is_story(said, facts, found):
        found[story.id] = _fitting(story, said)
    return found


def fields_told(flow: Flow, text: str, now: datetime) -> dict[str, str]:
    """The fields of this flow that a line fills."""
    return read_facts(text, now, WORDS).fill(flow.id, _all_fields(flow))


def tells_of(flow: Flow, text: str, now: datetime) -> bool:
    """Whether a line fills any field of this flow."""
    return bool(fields_told(flow, text, now))


def objects_to_decision(text: str, now: datetime) -> bool:
    """Whether a line tells of an objection (Awb) to a decision."""
    return DECISION in read_facts(text, now, WORDS).values.get("rights", ())


def carried(flow: Flow, talk: Talk, guides: Mapping[str, Guide], now: datetime) -> dict[str, str]:
    """What was answered lately in the flow at hand, in the fields that this flow has too."""
    draft = talk.draft
    if draft is None or draft.flow == flow.id or draft.flow not in guides or now - draft.touched_at > FRESH:
        return {}
    there = {each.id: each for each in _all_fields(guides[draft.flow].flow)}
    given = {**draft.memory, **{name: each for step in draft.answers.values() for name, each in step.items()}}
    same = [
        each
        for each in _all_fields(flow)
        if each.kind != "toggle" and there.get(each.id) == each and given.get(each.id)
    ]
    return {each.id: given[each.id] for each in same} | with_marks(same, given)


def answers(
    guide: Guide, texts: FlowTexts, draft: Draft, step: Question, text: str, now: datetime
) -> dict[str, str]:
    """The fields of this step, and of steps still to come, that a typed line fills."""
    standing = guide.standing(draft, step)
    facts = read_facts(text, now, WORDS)
    own = fields_of(step)
    open_fields = [
        each
        for later in guide.flow.steps
        if later.id not in draft.answers and later is not step
        for each in fields_of(later)
        if not draft.memory.get(each.id) or (each.options and each.id in draft.told)
    ]
    filled = facts.fill(guide.flow.id, (*own, *open_fields))
    filled |= _with_earlier(filled, (*own, *open_fields), draft)
    exact = typed_answer(step, texts, text, standing, now)
    words = {each.id: exact.pop(each.id) for each in own if _is_words(each) and each.id in exact}
    if read_yes_no(text) is not None:
        words = {each.id: words[each.id] for each in own if each.id in words and not each.required}
    for name in _overruled(exact, filled, facts, text):
        exact.pop(name, None)
    found = {name: value for name, value in filled.items() if not (_moments(exact) and _is_moment(name))}
    found |= exact
    here = bool(found.keys() & {each.id for each in own})
    if (target := _text_field(own, standing, draft)) is not None:
        enough = not standing.get(target.id) or len(text.split()) >= STORY
        if enough and _goes_into_text(text, facts, exact, filled, answered=here):
            words[target.id] = _added(target, standing.get(target.id, ""), text)
    if here and not (len(text.split()) > SHORT or facts.other_words >= ENOUGH):
        words = {}
    story = story_of(guide.flow)
    elsewhere = story is not None and story in open_fields and not words and not exact
    more = not here or facts.other_words >= ENOUGH
    if story is not None and elsewhere and more and _is_story(text, facts, filled):
        words[story.id] = _fitting(story, hidden_in(text).text)
    return found | words


def _with_earlier(filled: Mapping[str, str], fields: tuple[FormField, ...], draft: Draft) -> dict[str, str]:
    """Lists in which an earlier sentence ticked something: what is told now comes beside it."""
    return {
        each.id: ",".join(
            part for part in each.options if part in {*filled[each.id].split(","), *earlier.split(",")}
        )
        for each in fields
        if each.kind == "choices" and each.id in filled and each.id in draft.told
        if (earlier := draft.memory.get(each.id, ""))
    }


def completed(guide: Guide, draft: Draft, text: str, now: datetime) -> tuple[Draft, dict[str, str]]:
    """The draft with what a line tells of fields that were left open before, and what that is."""
    facts = read_facts(text, now, WORDS)
    given, added = dict(draft.answers), dict[str, str]()
    for name in guide.reached(draft).path:
        step, values = guide.flow.step(name), given[name]
        filled = facts.fill(
            guide.flow.id, tuple(each for each in fields_of(step) if _is_open(values.get(each.id, "")))
        )
        new = {field: _beside(values.get(field, ""), value) for field, value in filled.items()}
        before = {
            field: value for step_id in draft.answers for field, value in draft.answers[step_id].items()
        }
        reading = read_step(step, {**values, **new}, before, now)
        if new and not reading.problems:
            given[name] = reading.values | still_rough(step, reading.values, filled, values)
            added |= filled
    return (draft.moved(now, answers=given) if added else draft), added


def story_of(flow: Flow) -> FormField | None:
    """The field in which somebody says in own words what the matter is."""
    fields = _all_fields(flow)
    about = next((each for each in fields if flow.about and each.id == flow.about), None)
    return about or next((each for each in fields if each.kind == "long_text"), None)


def _all_fields(flow: Flow) -> tuple[FormField, ...]:
    return tuple(each for step in flow.steps for each in fields_of(step))


def _is_story(text: str, facts: Facts, found: Mapping[str, str]) -> bool:
    return (
        len(text.split()) >= STORY
        and read_yes_no(text) is None
        and (bool(found) or facts.other_words > ENOUGH)
    )


def _is_open(value: str) -> bool:
    return not value or UNKNOWN in value.split(",")


def _beside(before: str, chosen_now: str) -> str:
    """What was told, with what was chosen beside "weet ik niet"."""
    chosen = [each for each in before.split(",") if each and each != UNKNOWN]
    return ",".join(dict.fromkeys([*chosen, *chosen_now.split(",")]))


def _fitting(field: FormField, text: str) -> str:
    """The text as this field can hold it."""
    return shortened(one_line(text) if field.kind == "text" else text, field.limit)


def _is_words(field: FormField) -> bool:
    return field.kind in ("text", "long_text")


def _is_moment(name: str) -> bool:
    return name.endswith(("_date", "_time", "_about"))


def _moments(found: Mapping[str, str]) -> set[str]:
    return {name for name in found if _is_moment(name)}


def _overruled(exact: Mapping[str, str], filled: Mapping[str, str], facts: Facts, text: str) -> set[str]:
    """What was read word for word, where the sentence says better what its moment or number is about."""
    wrong = set[str]()
    more = any(not _is_moment(name) for name in filled)
    roles = {name for name in facts.values if _is_moment(name)}
    if _moments(exact) and roles and (more or any(name.startswith("discovered") for name in roles)):
        wrong |= _moments(exact)
    if "n_people" not in facts.values and ("n_records" in facts.values or len(text.split()) > SHORT):
        wrong.add("n_people")
    return wrong


def _text_field(fields: tuple[FormField, ...], standing: Mapping[str, str], draft: Draft) -> FormField | None:
    """The field for what is said in own words: a required one, else a long one. The user's own text is left alone."""
    free = [
        each for each in fields if _is_words(each) and (each.id in draft.told or not standing.get(each.id))
    ]
    required = next((each for each in free if each.required), None)
    return required or next((each for each in free if each.kind == "long_text"), None)


def _added(field: FormField, before: str, text: str) -> str:
    """The text behind what the first sentence told, or in its place when both do not fit."""
    both = f"{before}\n{text}" if field.kind == "long_text" else one_line(f"{before}; {text}")
    if not before or len(both) > field.limit:
        return text
    return before if text in before else both


def _goes_into_text(
    text: str, facts: Facts, exact: Mapping[str, str], filled: Mapping[str, str], *, answered: bool
) -> bool:
    """Whether the line says something that no list holds."""
    if not answered:
        return read_yes_no(text) is None
    if len(text.split()) > SHORT:
        return True
    only_moment = bool(_moments(exact)) and not any(not _is_moment(name) for name in filled)
    return not only_moment and len(text.split()) >= STORY and facts.other_words >= ENOUGH


# --- what need not be asked ---------------------------------------------------------------------------------------


def passed(
    guide: Guide, draft: Draft, now: datetime, here: Position | None = None
) -> tuple[Draft, tuple[str, ...], Position]:
    """The draft past the questions that were answered already for sure, which those are, and where it stands; never at
    an end that it was not at (`here`)."""
    steps, here = list[str](), here or guide.position(draft)
    while True:
        step = here.step
        if not isinstance(step, Choice) or step.id not in WORDS.sure or step.id not in draft.told:
            break
        value = draft.memory.get(step.id, "")
        if value not in step.to:
            break
        done = guide.answer(draft, step.id, {step.id: value}, now, here)
        if isinstance(done.position.step, Outcome):
            break
        draft, here = done.draft, done.position
        steps.append(step.id)
    return draft, tuple(steps), here
