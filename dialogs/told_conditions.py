"""A condition of a flow in Dutch, for its page: the question and the answers that it looks at, or words of its own."""

from cards.words import words_beside
from dialogs.conditions import meaning_of, name_of
from dialogs.flow import Choice, Flow, fields_of
from dialogs.texts import FlowTexts, option_title
from state_machines.chart import Guard

say = words_beside(__file__)
SPOKEN = ("named",)
"""Words for conditions by the name that code gives them."""

MOST_VALUES = 4
"""More answers of one question are not named one by one."""


def in_words(guard: Guard, flow: Flow, texts: FlowTexts) -> str:
    """When this condition holds, in the words of the questions of this flow."""
    if _has_own(guard):
        return say(f"named.{name_of(guard)}")
    meaning = meaning_of(guard)
    if meaning is None:
        return say("otherwise_told")
    parts = [in_words(each, flow, texts) for each in meaning.of]
    match meaning.kind:
        case "said" | "told":
            return _answered(meaning.field, meaning.values, flow, texts)
        case "both":
            apart = (
                f"({part})" if _is_either(each) else part
                for part, each in zip(parts, meaning.of, strict=True)
            )
            return say("and").join(dict.fromkeys(apart))
        case "either":
            return say("or").join(dict.fromkeys(parts))
        case "unless":
            return say("not", told=parts[0])
        case "called":
            return parts[0]


def _is_either(guard: Guard) -> bool:
    """Whether its words are a choice that another "en" would make unclear."""
    meaning = meaning_of(guard)
    if meaning is None or _has_own(guard):
        return False
    return meaning.kind == "either" or (meaning.kind in ("called", "unless") and _is_either(meaning.of[0]))


def _has_own(guard: Guard) -> bool:
    return f"named.{name_of(guard)}" in say


def _answered(field: str, values: tuple[str, ...], flow: Flow, texts: FlowTexts) -> str:
    for step in flow.steps:
        if field in {each.id for each in fields_of(step)}:
            text = texts.stap[step.id]
            name = (text.kort or text.vraag) if isinstance(step, Choice) else text.veld[field].kort
            titles = [title for each in values if (title := option_title(texts, step, field, each))]
            if not titles:
                return say("filled_in", name=name)
            several = len(titles) > MOST_VALUES
            told = say("one_of_many", count=len(titles)) if several else say("or").join(titles)
            return say("answered", name=name, told=told)
    return say("otherwise_told")


def has_words(guard: Guard) -> bool:
    """Whether its page can tell it: by its own words, or by what it looks at."""
    meaning = meaning_of(guard)
    if _has_own(guard):
        return True
    return meaning is not None and all(has_words(each) for each in meaning.of)
