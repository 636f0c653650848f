"""`python -m bench.understanding train` writes the weights anew; `measure` tells how well strangers are understood.

Training takes some minutes. `measure` trains without the writers that it asks, five times over, and prints the learning
curve with `--curve`.
"""

import argparse
import sys
from collections.abc import Sequence

from bench.understanding.measuring import curve, table, with_both
from bench.understanding.sentences import KEPT_APART, asked_of, read_sentences, trained_on
from bench.understanding.training import train
from dialogs.dutch.understanding import WEIGHTS
from dialogs.flows import FLOWS
from dialogs.knowledge.entries import load_entries
from dialogs.knowledge.subjects import WEIGHTS as SUBJECTS


def main(arguments: Sequence[str] | None = None) -> int:
    """The program; gives its exit status."""
    asked = argparse.ArgumentParser(prog="python -m bench.understanding", description=__doc__)
    asked.add_argument("what", choices=("train", "measure"))
    asked.add_argument("--curve", action="store_true", help="also with a part of the writers")
    chosen = asked.parse_args(arguments)
    every = read_sentences()
    sentences = trained_on(every)
    if chosen.what == "train":
        entries = load_entries(SUBJECTS.parent, FLOWS)
        for path, learnt in ((WEIGHTS, sentences), (SUBJECTS, asked_of(entries))):
            path.write_bytes(train(learnt))
            print(f"{path.name}: {len(learnt)} sentences, {path.stat().st_size / 1_000_000:.1f} MB")
        return 0
    print(with_both([each for each in every if each.writer in KEPT_APART]))
    print(table(sentences))
    if chosen.curve:
        print(curve(sentences))
    return 0


if __name__ == "__main__":
    sys.exit(main())
