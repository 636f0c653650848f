"""How well writers are understood whom the bot never met: each share that the goals name.

For all writers with the first ear alone, which is trained here without them, fold after fold; with both ears for those
who are kept apart from either. What both make of all writers takes a GPU: `tuning.py --strangers`, docs/adr/0024.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.understanding.sentences import Sentence, folds
from dialogs.dutch.features import parts_of
from dialogs.dutch.intents import INTENTS, OFFERED, Intent
from dialogs.dutch.understanding import Understood, decide, load_understanding

GOALS: Mapping[str, str] = {
    "first": "the first guess is right",
    "offered": "right, or among what is offered",
    "breach_first": "of breaches: heard as the first guess",
    "breach_offered": "of breaches: first, or offered",
    "quiet": "of what is out of scope: nothing begins",
    "asks": "asks",
    "breach_shown": "of all but breaches: a breach among the guesses",
    "wrong": "a wrong flow begins at once",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, and what was made of it."""

    sentence: Sentence
    found: Understood

    @property
    def right(self) -> bool:
        """The first guess is what was meant."""
        return self.found.intent == self.sentence.intent

    @property
    def offered(self) -> bool:
        """It was meant, or is among the guesses."""
        return self.right or self.sentence.intent in self.found.offered


def shares(judged: Sequence[Judged]) -> dict[str, float]:
    """Each of GOALS as a share (0 to 1); those about no sentence at all are left out."""
    breaches = [each for each in judged if each.sentence.intent == "breach"]
    others = [each for each in judged if each.sentence.intent != "breach"]
    outside = [each for each in judged if each.sentence.intent == "none"]
    counted = {
        "first": ([each.right for each in judged]),
        "offered": ([each.offered for each in judged]),
        "breach_first": [each.right for each in breaches],
        "breach_offered": [each.offered for each in breaches],
        "quiet": [not (each.found.sure and each.found.intent in OFFERED) for each in outside],
        "asks": [bool(each.found.offered) for each in judged],
        "breach_shown": ["breach" in each.found.offered for each in others],
        "wrong": [each.found.sure and each.found.intent in OFFERED and not each.right for each in judged],
    }
    return {name: sum(told) / len(told) for name, told in counted.items() if told}


def judged_as_strangers(sentences: Sequence[Sentence]) -> list[Judged]:
    """Each sentence, judged by a model that never met its writer."""
    # What learns takes a second to load, and who only judges needs none of it; so below.
    from bench.understanding.training import chances, mixing, sums_of_strangers

    parts = [parts_of(each.text) for each in sentences]
    names, sums = sums_of_strangers(sentences, parts)
    fold = np.array(folds(sentences))
    meant = [each.intent for each in sentences]
    judged = list[Judged]()
    for this in sorted(set(fold.tolist())):
        rows = mixing(sums[fold != this], [each for each, at in zip(meant, fold, strict=True) if at != this])
        found = chances(sums[fold == this], rows)
        strange = [each for each, at in zip(sentences, fold, strict=True) if at == this]
        judged += [Judged(each, decide(_named(names, row))) for each, row in zip(strange, found, strict=True)]
    return judged


def _named(names: Sequence[str], row: np.ndarray) -> dict[Intent, float]:
    told = dict(zip(names, row.tolist(), strict=True))
    return {intent: told[intent] for intent in INTENTS}


def table(sentences: Sequence[Sentence]) -> str:
    """The shares for all writers, and for each intent how often it is the first guess."""
    judged = judged_as_strangers(sentences)
    found = shares(judged)
    lines = [f"{len(judged)} sentences, each judged by the first ear alone, without its writer"]
    lines += [f"  {told:<55} {found[name]:6.1%}" for name, told in GOALS.items() if name in found]
    for intent in INTENTS:
        of = [each for each in judged if each.sentence.intent == intent]
        lines.append(f"  {intent:<12} {len(of):6} {sum(each.right for each in of) / max(len(of), 1):8.1%}")
    return "\n".join(lines)


def with_both(sentences: Sequence[Sentence]) -> str:
    """The shares of the whole bot for writers whom neither ear met."""
    hears = load_understanding()
    found = shares([Judged(each, hears.of(each.text)) for each in sentences])
    lines = [f"{len(sentences)} sentences of writers kept apart, judged by both ears"]
    lines += [f"  {told:<55} {found[name]:6.1%}" for name, told in GOALS.items() if name in found]
    return "\n".join(lines)


def curve(sentences: Sequence[Sentence]) -> str:
    """The first guess on a fifth of the writers, learnt from ever more of the others."""
    from bench.understanding.training import linear

    fold = folds(sentences)
    tried = [each for each, at in zip(sentences, fold, strict=True) if at == 0]
    others = [each for each, at in zip(sentences, fold, strict=True) if at != 0]
    writers = sorted({each.writer for each in others})
    tried_parts, lines = [parts_of(each.text) for each in tried], ["learnt from, first guess right:"]
    for part in (16, 8, 4, 2, 1):
        some = set(writers[::part])
        learnt = [each for each in others if each.writer in some]
        layer = linear([parts_of(each.text) for each in learnt], [each.intent for each in learnt])
        guesses = [layer.intents[at] for at in layer.sums(tried_parts).argmax(axis=1)]
        right = sum(guess == each.intent for guess, each in zip(guesses, tried, strict=True))
        lines.append(f"  {len(learnt):6} {right / len(tried):6.1%}")
    return "\n".join(lines)
