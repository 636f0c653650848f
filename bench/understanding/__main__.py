"""`python -m bench.understanding train` writes anew what is made beforehand of sentences and entries.

That are the weights of what is wanted (some minutes), those of what a question is about, the index of the entries and
their meanings. `knowledge` writes the last three alone, which follow from the entries (some minutes). `measure` tells
how well strangers are understood: it trains without the writers that it asks, five times over, and prints the learning
curve with `--curve`.
"""

import argparse
import sys
from collections.abc import Sequence

from bench.understanding.meanings import meanings_of
from bench.understanding.measuring import curve, table, with_both
from bench.understanding.sentences import KEPT_APART, asked_of, read_sentences, trained_on
from bench.understanding.training import train
from dialogs.dutch.second_ear import shared_ear
from dialogs.dutch.understanding import ENCODER, WEIGHTS
from dialogs.flows import FLOWS
from dialogs.knowledge.entries import load_entries
from dialogs.knowledge.meanings import MEANINGS
from dialogs.knowledge.shelf import INDEX, index_of
from dialogs.knowledge.subjects import WEIGHTS as SUBJECTS


def main(arguments: Sequence[str] | None = None) -> int:
    """The program; gives its exit status."""
    asked = argparse.ArgumentParser(prog="python -m bench.understanding", description=__doc__)
    asked.add_argument("what", choices=("train", "knowledge", "measure"))
    asked.add_argument("--curve", action="store_true", help="also with a part of the writers")
    chosen = asked.parse_args(arguments)
    every = read_sentences()
    sentences = trained_on(every)
    if chosen.what == "measure":
        print(with_both([each for each in every if each.writer in KEPT_APART]))
        print(table(sentences))
        if chosen.curve:
            print(curve(sentences))
        return 0
    entries = load_entries(SUBJECTS.parent, FLOWS)
    learnt = {SUBJECTS: asked_of(entries)}
    if chosen.what == "train":
        learnt[WEIGHTS] = sentences
    for path, some in learnt.items():
        path.write_bytes(train(some))
        print(f"{path.name}: {len(some)} sentences, {path.stat().st_size / 1_000_000:.1f} MB")
    laid_out = {INDEX: index_of(entries), MEANINGS: meanings_of(entries, shared_ear(ENCODER).encoder)}
    for path, content in laid_out.items():
        path.write_bytes(content)
        print(f"{path.name}: {len(entries)} entries, {path.stat().st_size / 1_000_000:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
