"""Writes a flow down for people: a Mermaid drawing and the words of every step, from the data that runs."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from cards.words import words_beside
from dialogs.consequences import Ask, Duty, Heading, Reason
from dialogs.flow import Choice, Flow, Fork, Form, OpenText, Outcome, Review, Step, Target, fields_of
from dialogs.guide import exits_of
from dialogs.lengths import lengths
from dialogs.parts import lawful_basis
from dialogs.scenarios import Scenario, load_scenarios
from dialogs.texts import POLICY, FieldTexts, FlowTexts, source_line
from dialogs.told_conditions import in_words
from dialogs.told_weighing import weighing_in_words

say = words_beside(__file__)


def write_pages(folder: Path, flows: Mapping[str, Flow], texts: Mapping[str, FlowTexts]) -> list[Path]:
    """A page for each flow; pages of flows that are gone are taken away. Gives what stands there now."""
    folder.mkdir(parents=True, exist_ok=True)
    written = list[Path]()
    for name, flow in flows.items():
        path = folder / f"{name}.md"
        path.write_text(page(flow, texts[name], load_scenarios(name)), "utf-8")
        written.append(path)
    for stale in set(folder.glob("*.md")) - set(written):
        stale.unlink()
    return written


def page(flow: Flow, texts: FlowTexts, scenarios: tuple[Scenario, ...]) -> str:
    """The page that a privacy officer can sign."""
    parts = [f"# {texts.titel}", say("intro"), _cards(flow), "\n".join(_drawing(flow, texts))]
    parts.append(f"## {say('steps')}")
    parts += ["\n".join(_step(step, texts, flow)) for step in flow.steps]
    if flow.follows:
        parts += [f"## {say('follows')}", say("follows_intro"), "\n".join(_follows(flow, texts))]
    if flow.audience == "office":
        parts.append(weighing_in_words())
    parts.append(f"## {say('cases')}")
    parts += ["\n".join(_scenario(each)) for each in scenarios]
    return "\n\n".join(parts) + "\n"


def _cards(flow: Flow) -> str:
    """How many cards with questions it takes, for the page."""
    found = lengths(flow)
    mean = f"{found.mean:.1f}".replace(".", ",")
    told = say("cards", shortest=found.shortest, mean=mean, longest=found.longest)
    if lawful_basis.ID in flow.parts:
        told += " " + say("cards_known", longest=lengths(flow, lawful_basis.known).longest)
    return told


def _follows(flow: Flow, texts: FlowTexts) -> Iterator[str]:
    """A row for everything that follows from answers: when, where, and on which points it rests."""
    yield f"| {say('follow.what')} | {say('follow.words')} | {say('follow.when')} | {say('follow.points')} |"
    yield "| --- | --- | --- | --- |"
    for each in flow.follows:
        match each:
            case Ask():
                kind, words = say("follow.ask", office=each.office.upper()), texts.vraag_aan[each.id].waarom
            case Reason():
                kind, words = say("follow.reason"), texts.reden[each.id]
            case Duty():
                kind, words = say("follow.duty"), texts.plicht[each.id]
            case Heading():
                kind, words = say("follow.heading"), texts.kop[each.id]
            case _:
                kind, words = say("follow.law"), texts.wet[each.id]
        when = [in_words(each.when, flow, texts)] if each.when else []
        ends = [texts.stap[step].kort for step in each.at]
        held = " ".join([*when, *([say("follow.at", ends=", ".join(ends))] if ends else [])])
        yield f"| {kind} | {words} | {held or say('follow.always')} | {source_line(each.policy)} |"


def _drawing(flow: Flow, texts: FlowTexts) -> Iterator[str]:
    yield "```mermaid"
    yield "flowchart TD"
    for step in flow.steps:
        name = _plain(_title(step, texts))
        cite = _plain(source_line(step.policy))
        opening, closing = {Outcome: ('(["', '"])'), Review: ('[/"', '"/]')}.get(type(step), ('["', '"]'))
        yield f"  {step.id}{opening}{name}<br/><small>{cite}</small>{closing}"
    for step in flow.steps:
        for event, target in exits_of(step):
            label = texts.stap[step.id].optie.get(event, "")
            yield from _arrows(step.id, label, target, flow, texts)
    yield "```"


def _arrows(source: str, label: str, target: Target, flow: Flow, texts: FlowTexts) -> Iterator[str]:
    if isinstance(target, Fork):
        for guard, branch in target.branches:
            yield _arrow(source, f"{label} ({in_words(guard, flow, texts)})".strip(), branch)
        yield _arrow(source, f"{label} ({say('otherwise')})".strip(), target.otherwise)
    else:
        yield _arrow(source, label, target)


def _arrow(source: str, label: str, target: str) -> str:
    return f'  {source} -->|"{_plain(label)}"| {target}' if label else f"  {source} --> {target}"


def _step(step: Step, texts: FlowTexts, flow: Flow) -> Iterator[str]:
    text = texts.stap[step.id]
    yield f"### {_title(step, texts)}"
    yield ""
    yield source_line(step.policy)
    yield ""
    for point in step.policy:
        yield f"- {POLICY[point].noem}: {POLICY[point].over}"
    for line in (text.uitleg, *text.tekst, text.onder):
        if line:
            yield f"\n{line}"
    if isinstance(step, Choice):
        yield ""
        yield from (f"- {title}" for title in text.optie.values())
    elif isinstance(step, Form | Review | OpenText):
        for each in fields_of(step):
            yield from _field(each.required, text.veld[each.id])
    if text.twijfel:
        yield f"\n{text.twijfel}"
    for kind, aid in text.hulp.items():
        yield f"\n**{say('aid')}: {_aid_name(step, text.veld, kind)}**\n"
        yield from (f"{number}. {line}" for number, line in enumerate(aid.regels, start=1))
    if isinstance(step, Outcome):
        nothing = say("files_nothing") if flow.audience == "everybody" else say("files_on_the_case")
        if step.verdict is not None:
            nothing = say("files_if_wanted")
        elif step.leads:
            nothing = say("leads")
        yield f"\n{say('files') if step.files else nothing}"


def _field(required: bool, text: FieldTexts) -> Iterator[str]:
    yield f"\n**{text.label}**{' ' + say('required') if required else ''}"
    if text.optie:
        yield ""
        yield from (f"- {title}" for title in text.optie.values())


def _aid_name(step: Step, fields: Mapping[str, FieldTexts], kind: str) -> str:
    if isinstance(step, Form) and step.aid_by in fields:
        return fields[step.aid_by].optie.get(kind, say("aid_general"))
    return kind


def _scenario(each: Scenario) -> Iterator[str]:
    yield f"**{each.naam}** ({', '.join(POLICY[point].noem for point in each.punten)})"
    yield ""
    for name, told in each.antwoord.items():
        yield f"- {name}: {told if isinstance(told, str) else ', '.join(told)}"
    office = f" → {each.kantoor.upper()}" if each.kantoor else ""
    yield f"- **{say('outcome')}: {each.uitkomst}{office}**"
    if each.advies:
        yield f"- **{say('advice')}: {', '.join(each.advies)}**"


def _title(step: Step, texts: FlowTexts) -> str:
    text = texts.stap[step.id]
    return text.kort if isinstance(step, Outcome) else text.vraag


def _plain(text: str) -> str:
    return re.sub(r'["<>|]', "", text)
