"""Writes a flow down for people: a Mermaid drawing and the words of every step, from the data that runs."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from cards.words import words_beside
from dialogs.flow import DOUBT, Choice, Flow, Fork, Form, OpenText, Outcome, Review, Step, Target, fields_of
from dialogs.guide import exits_of
from dialogs.scenarios import Scenario, load_scenarios
from dialogs.texts import POLICY, FieldTexts, FlowTexts, source_line

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
    parts = [f"# {texts.titel}", say("intro"), "\n".join(_drawing(flow, texts)), f"## {say('steps')}"]
    parts += ["\n".join(_step(step, texts, flow)) for step in flow.steps]
    parts.append(f"## {say('cases')}")
    parts += ["\n".join(_scenario(each)) for each in scenarios]
    return "\n\n".join(parts) + "\n"


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
            yield from _arrows(step.id, label, target)
    yield "```"


def _arrows(source: str, label: str, target: Target) -> Iterator[str]:
    if isinstance(target, Fork):
        for guard, branch in target.branches:
            yield _arrow(source, f"{label} ({guard.__name__})".strip(), branch)
        yield _arrow(source, f"{label} ({say('otherwise')})".strip(), target.otherwise)
    else:
        yield _arrow(source, label, target)


def _arrow(source: str, label: str, target: str) -> str:
    return f'  {source} -->|"{_plain(label)}"| {target}' if label else f"  {source} --> {target}"


def _step(step: Step, texts: FlowTexts, flow: Flow) -> Iterator[str]:
    text = texts.stap[step.id]
    yield f"### {_title(step, texts)}"
    yield ""
    yield f"`{step.id}` · {source_line(step.policy)}"
    yield ""
    for point in step.policy:
        yield f"- {POLICY[point].noem}: {POLICY[point].over}"
    for line in (text.uitleg, *text.tekst, text.onder):
        if line:
            yield f"\n{line}"
    if isinstance(step, Choice):
        yield ""
        yield from (f"- {title}" for title in text.optie.values())
        if DOUBT in step.to:
            yield f"\n{text.twijfel}"
    elif isinstance(step, Form | Review | OpenText):
        for each in fields_of(step):
            yield from _field(each.required, text.veld[each.id])
    for kind, aid in text.hulp.items():
        yield f"\n**{say('aid')}: {_aid_name(step, text.veld, kind)}**\n"
        yield from (f"{number}. {line}" for number, line in enumerate(aid.regels, start=1))
    if isinstance(step, Outcome):
        nothing = say("files_nothing") if flow.audience == "everybody" else say("files_on_the_case")
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
