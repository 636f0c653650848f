"""Words and code fit each other: no key is missing, spare or wrongly filled in, and no Dutch stands in a .py file."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cards.words import placeholders, sentences_in

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "cards", "cases", "dialogs", "manifest", "playground", "state_machines", "storage")
LOADER = "words_beside"
PREFIXES = "SPOKEN"
"""A module that looks words up by a computed key declares the tables it does so in: SPOKEN = ("month", …)."""

HANDED = {
    "list_words": ("title.", "empty.", "step.", "closed.", "kind.", "mark.", "month."),
    "case_export": ("column.", "status.", "nothing.", "sheet"),
    "reporter_of": ("told.", "noted.", "own."),
    "entry_words": ("entry.",),
}
"""What these look up for a module that hands them its words; a table that the call gives by its name is not asked."""

UNDERSTANDING = ("dialogs/dutch/moment_words.py", "dialogs/dutch/numbers.py")
"""What people may type, not what they read: the vocabulary of reading belongs to its grammar."""

# Words that no English sentence has; two of them in one text make it Dutch.
DUTCH = re.compile(
    r"\b(aan|bij|dat|de|deze|dit|doe|een|geen|gegevens|het|hij|hoe|ik|jij|jou|jouw|je|kies|maar|met|moet|naar|niet"
    r"|nog|ook|privacybeleid|typ|uit|van|voor|vul|waar|wanneer|wat|welke|wie|wij|wordt|worden|zaak|zijn|zo)\b"
)
QUOTED = re.compile(r"[\"“`‘'][^\"”`’']*[\"”`’']")


def sources() -> list[Path]:
    """All modules of ours; the packages of others under playground are left out."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return sorted(path for path in [*found, *ROOT.glob("*.py")] if "node_modules" not in path.parts)


@dataclass
class Spoken:
    """How one module uses its words: keys with what they are filled in with, and computed keys by their start."""

    calls: list[tuple[str, frozenset[str] | None]] = field(default_factory=list)
    starts: list[str] = field(default_factory=list)
    prefixes: tuple[str, ...] = ()
    texts: Counter[str] = field(default_factory=Counter)


def spoken_in(tree: ast.Module) -> Spoken | None:
    """None when the module has no words."""
    speaker, spoken = "", Spoken()
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if isinstance(node.value, ast.Call) and _called(node.value) == LOADER:
                speaker = node.targets[0].id
            if node.targets[0].id == PREFIXES:
                spoken.prefixes = tuple(ast.literal_eval(node.value))
    if not speaker:
        return None
    for part in ast.walk(tree):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            spoken.texts[part.value] += 1
        if isinstance(part, ast.Call) and any(_named(each) == speaker for each in part.args):
            given = {f"{each.arg}." for each in part.keywords}
            wanted = [each for each in HANDED.get(_maker(part), ()) if each not in given]
            spoken.starts += [each for each in wanted if each.endswith(".")]
            spoken.texts.update(each for each in wanted if not each.endswith("."))
        if isinstance(part, ast.Call) and _called(part) == speaker and part.args:
            names = frozenset(each.arg for each in part.keywords if each.arg)
            open_ended = any(each.arg is None for each in part.keywords)
            for key in _keys(part.args[0]):
                spoken.calls.append((key, None if open_ended else names))
            if isinstance(part.args[0], ast.JoinedStr):
                spoken.starts.append(_start(part.args[0]))
    return spoken


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _maker(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else _called(call)


def _named(argument: ast.expr) -> str:
    return argument.id if isinstance(argument, ast.Name) else ""


def _start(computed: ast.JoinedStr) -> str:
    first = computed.values[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _keys(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    if isinstance(argument, ast.IfExp):
        yield from _keys(argument.body)
        yield from _keys(argument.orelse)


def flaws_of(spoken: Spoken, sentences: dict[str, str]) -> list[str]:
    """What does not fit between a module and its words."""
    tables = tuple(f"{prefix}." for prefix in spoken.prefixes)
    flaws = [f"{key} is not there" for key, _ in spoken.calls if key not in sentences]
    for key, names in spoken.calls:
        if key in sentences and names is not None and names != placeholders(sentences[key]):
            flaws.append(f"{key} wants {sorted(placeholders(sentences[key]))} and gets {sorted(names)}")
    # A key that is computed from its first letter on may be in any declared table.
    undeclared = {
        start for start in spoken.starts if not (start.startswith(tables) or (tables and not start))
    }
    flaws += [f"the key {start}… is computed and not in {PREFIXES}" for start in sorted(undeclared)]
    for table in tables:
        named_elsewhere = "" in spoken.starts and spoken.texts[table.removesuffix(".")] > 1
        asked = named_elsewhere or any(start.startswith(table) for start in spoken.starts)
        if not asked or not any(key.startswith(table) for key in sentences):
            flaws.append(f"{table} is in {PREFIXES} and not used")
    flaws += [
        f"{key} is spare" for key in sentences if key not in spoken.texts and not key.startswith(tables)
    ]
    return flaws


def dutch_in(tree: ast.Module) -> list[str]:
    """Texts in a module that look like Dutch sentences, docstrings too; what they quote may be Dutch."""
    found = []
    for part in ast.walk(tree):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value:
            words = set(DUTCH.findall(QUOTED.sub("", part.value).lower()))
            if len(words) >= 2:
                found.append(part.value)
    return found


def _id(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", sources(), ids=_id)
def test_words_and_code_fit(path: Path) -> None:
    spoken = spoken_in(ast.parse(path.read_text("utf-8")))
    if spoken is not None:
        assert flaws_of(spoken, sentences_in(path.with_suffix(".nl.toml"))) == []


@pytest.mark.parametrize("path", sources(), ids=_id)
def test_no_dutch_stands_in_the_code(path: Path) -> None:
    found = dutch_in(ast.parse(path.read_text("utf-8")))
    if _id(path) in UNDERSTANDING:
        assert found, "it need not be left out any more"
    else:
        assert found == []


def test_every_module_of_cards_is_looked_at() -> None:
    names = {path.name for path in sources() if path.parent.name == "cards"}
    assert {"question.py", "dutch_time.py", "words.py"} <= names


@pytest.mark.parametrize(
    ("code", "flaw"),
    [
        ('say("groet", name="x")', ""),
        ('say("groet", **values)', ""),
        ('say("weg") + say("groet", name=1)', "weg is not there"),
        ('say("groet")', "groet wants ['name']"),
        ('say("groet", name="x", spare="y")', "groet wants ['name']"),
        ("print(say)", "groet is spare"),
        ('say("groet" if late else "weg", name="x")', "weg is not there"),
        ('say("groet", name="x") + say(f"maand.{number}")', "is computed"),
    ],
)
def test_the_check_sees_what_does_not_fit(code: str, flaw: str) -> None:
    spoken = spoken_in(ast.parse(f"say = words_beside(__file__)\n{code}"))
    assert spoken is not None
    found = flaws_of(spoken, {"groet": "Dag {name}"})
    assert flaw in " | ".join(found)
    assert bool(found) == bool(flaw)


def test_computed_keys_are_declared_and_used() -> None:
    head = 'say = words_beside(__file__)\nSPOKEN = ("maand",)\n'
    words = {"maand.1": "januari"}
    fitting = spoken_in(ast.parse(head + 'say(f"maand.{number}")'))
    from_the_start = spoken_in(ast.parse(head + 'say(f"{table}.1") if table == "maand" else ""'))
    idle = spoken_in(ast.parse(head))
    assert fitting is not None
    assert from_the_start is not None
    assert idle is not None
    assert flaws_of(fitting, words) == []
    assert flaws_of(from_the_start, words) == []
    assert "not used" in " ".join(flaws_of(idle, words))


def test_dutch_is_seen_and_english_is_not() -> None:
    assert dutch_in(ast.parse('show("Dit kun jij niet doen, vraag het de beheerder")'))
    assert dutch_in(ast.parse('show(f"Je hebt nog {count} zaken van eerder")'))
    assert not dutch_in(ast.parse('log("the case is over and in the store, we want more of it")'))
