"""What must hold for every card, whoever filled it: `violations` says in one line each what does not."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any

from jsonschema_rs import Draft7Validator

MOST_BYTES = 25_000
MOST_TITLE = 55
MOST_WORDS = 130
MOST_FIELDS = 6
MOST_BUTTONS, MOST_VISIBLE_BUTTONS = 6, 3
LONGEST_BUTTON, LONGEST_MAIN_BUTTON = 24, 32
MOST_ROWS = 5
MOST_AT_A_GLANCE = 6
MOST_COLUMNS = 2
LONGEST_UNBROKEN = 30

COLOURED = {"accent", "good", "warning", "attention"}
INPUTS = ("Input.ChoiceSet", "Input.Date", "Input.Number", "Input.Text", "Input.Time", "Input.Toggle")
PICTURES = ("Image", "ImageSet", "Media")
# What turns into a coloured picture on some clients, and the pictures themselves.
EMOJI = re.compile("[✔✖⚠☑☒✅❌❗\U0001f000-\U0001faff]")
STALE = re.compile(r"\b(morgen|vandaag|gisteravond|straks)\b", re.IGNORECASE)

Node = dict[str, Any]


def violations(card: Node, typed: Iterable[str] = ()) -> list[str]:
    """Everything that is wrong with this card. `typed` are the texts in it that people typed, names too."""
    typed_texts = [each for each in typed if len(each.strip()) > 3]
    every, sent = list(nodes(card)), _sent(card)
    return [
        *_against_the_schema(sent),
        *_frame(card, every),
        *_texts(every, typed_texts),
        *_inputs(every),
        *_names(every),
        *_actions(every),
        *_owners(every),
        *_colours(every),
        *_measures(card, sent, every, typed_texts),
        *_mentions(card, every),
    ]


@cache
def _validator() -> Draft7Validator:
    """The strict schema. What may stand somewhere is looked up by its type: trying all of them is slow."""
    schema = json.loads(
        resources.files("adaptive_cards").joinpath("schemas/schema-1.5.json").read_text("utf-8")
    )
    # Teams looks people up for a field since version 1.2; the schema of the card format never learnt it.
    picker = {"const": {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}}
    schema["definitions"]["Input.ChoiceSet"]["properties"]["choices.data"] = picker
    for name, definition in schema["definitions"].items():
        if name.startswith("ImplementationsOf."):
            refs = [each["allOf"][0]["$ref"] for each in definition.pop("anyOf")]
            kinds = {ref.rsplit("/", 1)[1]: ref for ref in refs}
            definition["required"] = ["type"]
            definition["properties"] = {"type": {"enum": list(kinds)}}
            definition["allOf"] = [
                {"if": {"properties": {"type": {"const": kind}}}, "then": {"$ref": ref}}
                for kind, ref in kinds.items()
            ]
    return Draft7Validator(schema)


def _against_the_schema(sent: str) -> Iterator[str]:
    bare = json.loads(sent)  # as it goes to Teams
    bare.pop("msteams", None)
    if wrong := next(_validator().iter_errors(bare), None):
        yield f"schema: {'/'.join(map(str, wrong.instance_path))}: {wrong.message[:200]}"


def _frame(card: Node, every: list[Node]) -> Iterator[str]:
    if card.get("version") != "1.5" or card.get("lang") != "nl" or not card.get("fallbackText"):
        yield "frame: version 1.5, lang nl and a fallbackText are missing"
    if not card.get("$schema"):
        yield "frame: no $schema"
    headings = [node for node in every if node.get("style") == "heading"]
    if (card.get("actions") or list(_inputs_of(every))) and not headings:
        yield "frame: nothing on it is a heading"
    if len([node for node in headings if node.get("size") == "Large"]) > 1:
        yield "frame: two titles"


def _texts(every: list[Node], typed: list[str]) -> Iterator[str]:
    for node in every:
        kind = node.get("type")
        if kind in ("TextBlock", "Input.ChoiceSet", "Input.Toggle") and node.get("wrap") is not True:
            yield f"wrap: {kind} {_short(node)} does not wrap"
        if kind == "RichTextBlock" and not all(isinstance(each, dict) for each in node["inlines"]):
            yield "texts: a run that is a bare string"
        if kind in PICTURES or {"iconUrl", "backgroundImage"} & node.keys():
            yield f"pictures: {kind} on it"
    told = [(where, words) for where, words in _our_texts(every) if where != "mention"]
    yield from (
        f"typed: {each[:30]!r} stands in a {at}" for at, words in told for each in typed if each[:40] in words
    )
    ours = [words for _, words in told]
    for words in ours:
        if not words.isascii() and EMOJI.search(words):
            yield f"texts: an emoji in {words[:40]!r}"
        if STALE.search(words):
            yield f"texts: {words[:60]!r} is read later too"
        if "!" in words and re.search(r"!(\s|$)", words):
            yield f"texts: {words[:40]!r} shouts"
        if re.match(r"\s*\d+[.)](\s|$)", words):
            yield f"texts: {words!r} becomes a list"
    for words in [*ours, *_run_texts(every)]:
        if "{{" in words:
            yield f"texts: a template in {words[:40]!r}"
        if any(len(each) > LONGEST_UNBROKEN for each in _unbroken(words)):
            yield f"texts: a word that runs out of the card in {words[:60]!r}"


def _inputs(every: list[Node]) -> Iterator[str]:
    for field in _inputs_of(every):
        name = field.get("id", "?")
        if not field.get("label"):
            yield f"fields: {name} has no label"
        if bool(field.get("isRequired")) != ("(verplicht)" in field.get("label", "")):
            yield f"fields: {name} must say (verplicht) when it is required, and only then"
        if field.get("isRequired") and not field.get("errorMessage"):
            yield f"fields: {name} is required and has no errorMessage"
        if field["type"] == "Input.Text" and not field.get("maxLength"):
            yield f"fields: {name} has no maxLength"
        if field["type"] == "Input.Text" and len(field.get("value", "")) > field.get("maxLength", 0):
            yield f"fields: {name} holds more than its maxLength"
        if field["type"] == "Input.ChoiceSet":
            known = {choice["value"] for choice in field["choices"]}
            if spare := {part for part in field.get("value", "").split(",") if part} - known:
                yield f"fields: {name} holds {sorted(spare)}, which cannot be chosen"
    for level in _levels_of(every):
        if len(list(_inputs_of(nodes({"body": level["body"]})))) > MOST_FIELDS:
            yield f"fields: more than {MOST_FIELDS} on one card"


def _names(every: list[Node]) -> Iterator[str]:
    ids = Counter(node["id"] for node in every if "id" in node)
    yield from (f"ids: {name!r} stands there twice" for name, count in ids.items() if count > 1)
    titles = Counter(action["title"] for action in _actions_of(every))
    yield from (f"actions: {title!r} stands there twice" for title, count in titles.items() if count > 1)
    for action in _actions_of(every):
        for target in action.get("targetElements", ()):
            if target not in ids:
                yield f"ids: {action['title']!r} unfolds {target!r}, which is not there"


_OLDER = {
    "give": "file",
    "friction": "friction",
    "new_record": "entry",
    "new_record_form": "entry",
} | dict.fromkeys(("register", "month", "figures", "overviews"), "register")
_OLDER |= {"viewings": "viewings"} | dict.fromkeys(
    ("organisation", "organisation_part", "organisation_form", "amend_office", "amend_office_sure"),
    "organisation",
)


def _owners(every: list[Node]) -> Iterator[str]:
    """Each button says whose it is, and that is what a card without it would have meant (ADR 0015)."""
    for action in _actions_of(every):
        for each in (action, action.get("fallback", {})):
            told = each.get("data") or {}
            verb = action.get("verb", told.get("verb", ""))
            if action["type"] in ("Action.Execute", "Action.Submit") and each:
                meant = _OLDER.get(verb, "case" if "case" in told else "talk")
                if told.get("of") != meant:
                    yield f"owner: {verb} is {told.get('of')!r} and not {meant!r}"


def _actions(every: list[Node]) -> Iterator[str]:
    ids = {field["id"] for field in _inputs_of(every)}
    for action in _actions_of(every):
        title = action.get("title", "")
        if not title:
            yield f"actions: {action['type']} has no title"
        if action.get("style") == "destructive":
            yield f"actions: {title!r} is destructive"
        if action["type"] == "Action.ShowCard" and action.get("mode") == "secondary":
            yield f"actions: {title!r} does not open from the menu"
        if action["type"] == "Action.OpenUrl" and not action["url"].startswith("https://"):
            yield f"actions: {title!r} opens something that is not https"
        if action["type"] == "Action.Submit":
            yield f"actions: {title!r} is a Submit by itself"
        if action["type"] == "Action.Execute":
            yield from _execute(action, ids)
    for level in _levels_of(every):
        yield from _button_row(level.get("actions", []), "root")
        fields = list(_inputs_of(nodes({"body": level["body"]})))
        sends = [each for each in level.get("actions", []) if _sends_fields(each)]
        if fields and not sends and not any(map(_sends_fields, nodes({"body": level["body"]}))):
            yield "fields: no button sends what is filled in"
        for action in sends:
            if not fields:
                yield f"actions: {action['title']!r} asks for fields that are not there"
        if fields and sends and level["actions"][0].get("style") != "positive":
            yield f"actions: {sends[0]['title']!r} sends what is filled in and no button is the main one"
    for node in every:
        if node.get("type") == "ActionSet":
            yield from _button_row(node["actions"], "answers")


def _sends_fields(node: Node) -> bool:
    return node["type"] == "Action.Execute" and "associatedInputs" not in node


def _execute(action: Node, ids: set[str]) -> Iterator[str]:
    title, fallback = action["title"], action.get("fallback")
    if not action.get("verb"):
        yield f"actions: {title!r} has no verb"
    if not isinstance(fallback, dict) or fallback.get("type") != "Action.Submit":
        yield f"actions: {title!r} has no fallback"
        return
    for shared in ("title", "style", "associatedInputs", "mode"):
        if action.get(shared) != fallback.get(shared):
            yield f"actions: {title!r} and its fallback differ in {shared}"
    if fallback.get("data") != {**action.get("data", {}), "verb": action.get("verb")}:
        yield f"actions: the fallback of {title!r} sends something else"
    if "verb" in action.get("data", {}):
        yield f"actions: {title!r} sends a verb in its data"
    if action.get("associatedInputs") != "None" and (clash := ids & {*action.get("data", {}), "verb"}):
        yield f"actions: {title!r} sends {sorted(clash)}, which a field overwrites"
    if not all(isinstance(value, str | int) for value in action.get("data", {}).values()):
        yield f"actions: {title!r} sends more than plain values"


def _button_row(actions: list[Node], place: str) -> Iterator[str]:
    visible = [action for action in actions if action.get("mode") != "secondary"]
    if len(actions) > MOST_BUTTONS:
        yield f"actions: {len(actions)} {place} buttons"
    if place == "root" and len(visible) > MOST_VISIBLE_BUTTONS:
        yield f"actions: {len(visible)} {place} buttons can be seen"
    if visible != actions[: len(visible)]:
        yield "actions: one behind the dots comes before one that is not"
    positive = [action for action in actions if action.get("style") == "positive"]
    if place == "answers" and positive:
        yield "actions: an answer is coloured"
    if len(positive) > 1 or (positive and positive[0] is not actions[0]):
        yield "actions: the positive one is not the one and first"
    long = [action["title"] for action in actions if len(action["title"]) > LONGEST_BUTTON]
    if len(long) > 1 or any(len(title) > LONGEST_MAIN_BUTTON for title in long):
        yield f"actions: too long: {long}"


def _colours(every: list[Node]) -> Iterator[str]:
    for node in every:
        if node.get("color") in ("Good", "Warning"):
            yield f"colours: {_short(node)} is {node['color']}"
        if node.get("color") == "Attention" and node.get("text", "").strip() != "✕":
            yield f"colours: {_short(node)} is red and no mark"
        if node.get("type") == "Container" and node.get("style") in COLOURED:
            for inner in nodes(node):
                if inner is node:
                    continue
                kind = inner.get("type", "")
                if "color" in inner or inner.get("isSubtle") or "selectAction" in inner or kind in INPUTS:
                    yield f"colours: {_short(inner)} cannot stand on {node['style']}"


def _measures(card: Node, sent: str, every: list[Node], typed: list[str]) -> Iterator[str]:
    if (size := len(sent.encode("utf-16-le"))) > MOST_BYTES:
        yield f"size: {size} bytes"
    for node in every:
        if node.get("style") == "heading" and len(node["text"]) > MOST_TITLE:
            yield f"measures: {node['text']!r} is long for a heading"
        if node.get("type") == "ColumnSet" and len(node["columns"]) > MOST_COLUMNS:
            yield f"measures: {len(node['columns'])} columns"
        if node.get("type") == "Column" and not re.fullmatch(r"auto|stretch", str(node.get("width"))):
            yield f"measures: a column of {node.get('width')}"
    rows = [
        node for node in nodes(card, folded=False) if "selectAction" in node and node["type"] == "Container"
    ]
    if len(rows) > MOST_ROWS:
        yield f"measures: {len(rows)} rows"
    if (count := visible_words(card, typed)) > MOST_WORDS:
        yield f"measures: {count} words can be seen"


def _mentions(card: Node, every: list[Node]) -> Iterator[str]:
    called = Counter(name for _, words in _our_texts(every) for name in re.findall(r"<at>.*?</at>", words))
    entities = Counter(each["text"] for each in card.get("msteams", {}).get("entities", []))
    if called != entities:
        yield f"mentions: {dict(called)} on the card, {dict(entities)} beside it"


def size_of(card: Node) -> int:
    """Bytes of the JSON as UTF-16, which is what Teams counts."""
    return len(_sent(card).encode("utf-16-le"))


def _sent(card: Node) -> str:
    return json.dumps(card, ensure_ascii=False, separators=(",", ":"))


def visible_words(card: Node, typed: Iterable[str] = ()) -> int:
    """Words that can be read before anything is unfolded, without those of fields and what people typed."""
    quoted = [_flat(each) for each in typed]
    count = 0
    for node in nodes({"body": card["body"]}, folded=False):
        words = node.get("text", "")
        told = _flat(words).removesuffix("…").strip()
        if told and not any(told in each for each in quoted):
            count += len(words.split())
        count += sum(len(f"{fact['title']} {fact['value']}".split()) for fact in node.get("facts", ()))
    return count


def words_to_read(card: Node) -> int:
    """Words that stand there before anything is opened: texts, labels, the choices that are shown, and the buttons."""
    count = 0
    for node in nodes({"body": card["body"]}, folded=False):
        kind = node.get("type", "")
        told = [str(node.get("text", ""))]
        if kind in INPUTS or kind == "Action.Execute":
            told += [str(node.get("label", "")), str(node.get("title", ""))]
        if kind == "Input.ChoiceSet" and node.get("style") != "compact":
            told += [each["title"] for each in node["choices"]]
        count += sum(len(each.split()) for each in told)
    seen = (each["title"] for each in card.get("actions", ()) if each.get("mode") != "secondary")
    return count + sum(len(each.split()) for each in seen)


def long_lists(card: Node) -> int:
    """How many lists of which several may be ticked are longer than what is read at a glance."""
    lists = (node for node in nodes({"body": card["body"]}, folded=False) if node.get("isMultiSelect"))
    return sum(len(each["choices"]) > MOST_AT_A_GLANCE for each in lists)


def nodes(part: Any, *, folded: bool = True) -> Iterator[Node]:
    """Every element, run and action in it, without the fallbacks; without folded parts if not `folded`."""
    holds = {"body", "items", "columns", "inlines", "actions", "selectAction"} | (
        {"card"} if folded else set()
    )
    waiting = [part]
    while waiting:  # no calls within calls: this is asked a million times in the tests
        here = waiting.pop()
        if isinstance(here, dict) and (folded or here.get("isVisible") is not False):
            if "type" in here:
                yield here
            if not holds.isdisjoint(here):
                waiting += [value for name, value in reversed(here.items()) if name in holds]
        elif isinstance(here, list):
            waiting += reversed(here)


def all_actions(card: Node) -> Iterator[Node]:
    """Every button, link and pressed row."""
    return _actions_of(nodes(card))


def levels(card: Node) -> Iterator[Node]:
    """The card and every card that unfolds from a button."""
    return _levels_of(nodes(card))


def _actions_of(every: Iterable[Node]) -> Iterator[Node]:
    return (node for node in every if node["type"].startswith("Action."))


def _levels_of(every: Iterable[Node]) -> Iterator[Node]:
    return (node for node in every if node["type"] == "AdaptiveCard")


def _inputs_of(every: Iterable[Node]) -> Iterator[Node]:
    return (node for node in every if node.get("type") in INPUTS)


def _our_texts(every: Iterable[Node]) -> Iterator[tuple[str, str]]:
    """Texts that only our own words may stand in, with where they stand."""
    for node in every:
        if node["type"] == "TextBlock":
            yield ("mention" if "<at>" in node["text"] else "TextBlock"), node["text"]
        for fact in node.get("facts", ()):
            yield "FactSet", f"{fact['title']} {fact['value']}"
        for choice in node.get("choices", ()):
            yield "choice", choice["title"]
        if node["type"].startswith("Action.") or node["type"] == "Input.Toggle":
            yield "title", node.get("title", "")


def _run_texts(every: Iterable[Node]) -> Iterator[str]:
    for node in every:
        if node["type"] == "RichTextBlock":
            yield "".join(each.get("text", "") for each in node["inlines"])


def _unbroken(words: str) -> list[str]:
    if words.isascii():
        return words.split()
    # Accents take no width, and every client breaks a line between two emoji.
    bare = re.sub("[\u0300-\u036f]", "", re.sub("[\u200d\U0001f000-\U0001faff]", " ", words))
    return re.findall("(?:[^\\s\u200b]|[\u00a0\u2007\u202f])+", bare)


def _flat(words: str) -> str:
    return " ".join(words.replace("\u200b", "").split())


def _short(node: Node) -> str:
    return repr(str(node.get("text", node.get("id", node.get("type"))))[:40])
