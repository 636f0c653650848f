"""How a breach is weighed, in Dutch tables for the page that the Privacy Officer signs: from the data that weighs."""

from collections.abc import Iterator

from cards.words import words_beside
from cases.assessment.reasons import Subject, every_reason
from cases.assessment.severity import BASE
from cases.measures import Measures
from cases.names import POLICY_NAMES

say = words_beside(__file__)
SPOKEN = ("measure", "ap", "people", "dpc")
"""Words by the name of a measure, by the first word of a reason, by the class of the data."""


def weighing_in_words() -> str:
    """What makes the advice on the AP and on the people, and from which number on."""
    parts = [
        f"## {say('title')}",
        say("intro"),
        f"### {say('ap_title')}",
        "\n".join(_reasons("ap")),
        f"### {say('people_title')}",
        "\n".join(_reasons("people")),
        f"### {say('measures_title')}",
        say("measures_intro", **POLICY_NAMES),
        "\n".join(_measures(Measures())),
        f"### {say('score_title')}",
        say("score_intro"),
        "\n".join(_classes()),
        say("score_rest"),
    ]
    return "\n\n".join(parts)


def _reasons(subject: Subject) -> Iterator[str]:
    yield f"| {say('row.weighs')} | {say('row.advice')} | {say('row.rests')} |"
    yield "| --- | --- | --- |"
    for key, text, source in every_reason(subject):
        yield f"| {text} | {_advice(subject, key)} | {source} |"


def _advice(subject: Subject, key: str) -> str:
    return say(f"{subject}.{key.partition('_')[0]}")


def _measures(usual: Measures) -> Iterator[str]:
    yield f"| {say('row.measure')} | {say('row.value')} |"
    yield "| --- | --- |"
    for name in Measures.model_fields:
        value = f"{getattr(usual, name):,g}".replace(",", ".")
        yield f"| {say(f'measure.{name}')} | {value} |"


def _classes() -> Iterator[str]:
    yield f"| {say('row.kind')} | {say('row.value')} |"
    yield "| --- | --- |"
    for level, value in BASE.items():
        yield f"| {say(f'dpc.{level.name.lower()}')} | {value} |"
