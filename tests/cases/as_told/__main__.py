"""Writes anew what every register says in the lives that the files name: `python -m tests.cases.as_told`.

What changes then is what people will see: the lines by their code tell it in words, the courses above them tell when
and where. `--choose` chooses the lives again, after much has changed; `--show DL-2026-0004` tells one life in words.
"""

import argparse

from tests.cards.said import Said, in_words
from tests.cases.as_told.choosing import choose
from tests.cases.as_told.kept import LISTS, NAMES, chosen, file_of, told, told_of_all
from tests.cases.as_told.lives import lived, register_of
from tests.cases.as_told.telling import Telling


def main() -> None:
    asked = argparse.ArgumentParser(
        prog="python -m tests.cases.as_told", description=(__doc__ or "").split("\n")[0]
    )
    asked.add_argument("--choose", action="store_true", help="choose the lives again")
    asked.add_argument("--show", metavar="NUMBER", help="tell the life of this case in words")
    given = asked.parse_args()
    if given.show:
        show(given.show)
        return
    seeds = {name: choose(name) if given.choose else chosen(name) for name in NAMES}
    for name in NAMES:
        file_of(name).write_text(told(name, seeds[name]), encoding="utf-8")
    file_of(LISTS).write_text(told_of_all(seeds), encoding="utf-8")


def show(number: str) -> None:
    """One life, every line in words."""
    prefix, _, last = number.partition("-2026-")
    name = next(each for each in NAMES if register_of(each).prefix == prefix)
    said = Said()
    for line in [*Telling(register_of(name), said).life(lived(name, int(last) - 1))]:
        print(in_words(line, said.lines))


if __name__ == "__main__":
    main()
