"""The sub-command `assess`: the facts of a breach as JSON in, the advice on the AP and the people out."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping

from bot.settings import read_organisation
from cases.assessment.breach_facts import BadFacts, read_facts
from cases.assessment.weighing import as_told, assess
from cases.measures import Measures

FACTS_LIMIT = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose measures count: without a file those that hold unless an organisation sets others."""
    parser.add_argument("--organisation", metavar="FILE", help="weigh by the [assessment] of this file")


def carry_out(chosen: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Nothing is printed before all facts were read: half an answer to a list is none."""
    try:
        measures = read_organisation(chosen.organisation).assessment if chosen.organisation else Measures()
        advices = [assess(read_facts(told), measures) for told in _objects(sys.stdin.read(FACTS_LIMIT + 1))]
    except BadFacts as reason:
        print(f"privacybot: {reason}", file=sys.stderr)
        return 2
    for advice in advices:
        print(json.dumps(as_told(advice), ensure_ascii=False))
    return 0


def _objects(text: str) -> Iterator[object]:
    """One JSON value over any number of lines, or one a line. Raises BadFacts."""
    if len(text) > FACTS_LIMIT:
        raise BadFacts(f"more than {FACTS_LIMIT} characters of facts")
    if not text.strip():
        raise BadFacts("no facts on stdin")
    try:
        yield json.loads(text)
    except RecursionError as reason:
        raise BadFacts("the facts are nested too deeply") from reason
    except ValueError:
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield _json_line(line, number)


def _json_line(line: str, number: int) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as reason:
        raise BadFacts(f"line {number} is no JSON") from reason
