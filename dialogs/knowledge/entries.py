"""What the bot knows of the policy: entries of `<topic>.nl.toml`, read and checked while the program starts.

More ways to ask them stand in `asked/<topic>.tsv`.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from cases.names import POLICY_NAMES, is_marked, named_toml
from cases.organisation import OfficeId
from dialogs.dutch.words import words_of
from dialogs.texts import POLICY, TextsDoNotFit

FEWEST_WAYS, MOST_WORDS, LONGEST_QUESTION = 5, 60, 120

OF_OFFICE: Final = "kantoor"
"""Where an entry comes from that an office answered before."""

LAW = "De wet is hier strenger: "
"""How the line begins that says where the law asks more than the policy."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MARKUP = re.compile(r"[*`#<>{}\[\]|\n]|__")
"""Signs that a client may take for something else than text."""


class Entry(BaseModel):
    """One question with its answer, in the words of `<topic>.nl.toml`.

    `manieren` are other ways to ask it, `punten` the policy points that the answer rests on, `staat` where it comes
    from: the policy, nowhere in the policy (the answer then says what is known nearby), the organisation file, the
    bot itself, or an office that answered it before, which stands in no file. `wet` says where the law asks more.
    `gesprek` is the flow that helps, `vraag_aan` the office that knows more, `verwant` are the ids of entries that are
    read along.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    vraag: str
    manieren: tuple[str, ...]
    antwoord: str
    punten: tuple[str, ...] = ()
    staat: Literal["beleid", "niet_in_beleid", "organisatie", "bot", "kantoor"] = "beleid"
    wet: str = ""
    gesprek: str = ""
    vraag_aan: OfficeId = "po"
    verwant: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """Every way to ask it, the heading first."""
        return (self.vraag, *self.manieren)


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kennis: tuple[Entry, ...]


def load_entries(folder: Path, flows: Iterable[str]) -> tuple[Entry, ...]:
    """The entries of all files in this folder, in the order of their names, as the policy calls the organisation and
    its offices. `flows` are those that may help.

    Raises TextsDoNotFit, which names everything that is wrong.
    """
    found = list(_read_in(folder, POLICY_NAMES))
    ids = [each.id for _, each in found]
    more = _asked_more(folder / "asked")
    found = [
        (file, each.model_copy(update={"manieren": (*each.manieren, *more.pop(each.id, ()))}))
        for file, each in found
    ]
    flaws = [f"asked: no such entry: {each}" for each in sorted(more)]
    flaws += [
        f"{file}: {entry.id}: {flaw}"
        for file, entry in found
        for flaw in _flaws(entry, frozenset(flows), frozenset(ids))
    ]
    flaws += _asked_twice(found)
    flaws += [
        f"two entries are called {each}" for each in sorted({each for each in ids if ids.count(each) > 1})
    ]
    if flaws:
        raise TextsDoNotFit("\n".join(flaws))
    return tuple(entry for _, entry in found)


def load_marked(folder: Path) -> Mapping[str, Entry]:
    """The entries of all files in this folder that hold the name of an organisation or an office, by their ids, with
    the mark that stands for each name. Raises TextsDoNotFit."""
    marks = {each: f"{{{each}}}" for each in POLICY_NAMES}
    read = {each.id: each for _, each in _read_in(folder, marks)}
    return {each: entry for each, entry in read.items() if any(map(is_marked, _texts_of(entry)))}


def _texts_of(entry: Entry) -> Iterator[str]:
    yield from (*entry.asked, entry.antwoord, entry.wet)


def _read_in(folder: Path, names: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    """The entries as they stand in the files, with the name of each one's file."""
    for path in sorted(folder.glob("*.nl.toml")):
        try:
            read = _File.model_validate(tomllib.loads(named_toml(path.read_text("utf-8"), names)))
        except (OSError, tomllib.TOMLDecodeError, ValidationError) as reason:
            raise TextsDoNotFit(f"{path.name}: {reason}") from reason
        yield from ((path.name, each) for each in read.kennis)


def _asked_more(folder: Path) -> dict[str, list[str]]:
    """More ways to ask, by entry: lines of `<id>`, a tab and the question, in the files of this folder."""
    more: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            entry_id, _, way = line.partition("\t")
            more.setdefault(entry_id, []).append(way)
    return more


def _flaws(entry: Entry, flows: frozenset[str], ids: frozenset[str]) -> Iterator[str]:
    """What is wrong with this entry by itself."""
    if not _ID.fullmatch(entry.id):
        yield "an id is lower case words with hyphens"
    if len(entry.manieren) < FEWEST_WAYS:
        yield f"{len(entry.manieren)} ways to ask it, at least {FEWEST_WAYS} are needed"
    if not 0 < len(entry.antwoord.split()) <= MOST_WORDS:
        yield f"an answer of {len(entry.antwoord.split())} words, at most {MOST_WORDS} fit"
    if len(entry.vraag) > LONGEST_QUESTION:
        yield f"a question of {len(entry.vraag)} signs, at most {LONGEST_QUESTION} fit"
    for text in (entry.vraag, entry.antwoord, entry.wet):
        if _MARKUP.search(text):
            yield f"markup in {text[:60]!r}"
    if not all(words_of(each) for each in entry.asked):
        yield "a way to ask it without a word"
    if unknown := set(entry.punten) - POLICY.keys():
        yield f"no such points: {sorted(unknown)}"
    if entry.staat == OF_OFFICE:
        yield "an answer of an office stands in its register"
    if not entry.punten and entry.staat == "beleid":
        yield "it rests on no point of the policy"
    if entry.wet and not entry.wet.startswith(LAW):
        yield f"what the law asks more begins with {LAW!r}"
    if entry.gesprek and entry.gesprek not in flows:
        yield f"no such flow: {entry.gesprek!r}"
    if unknown := set(entry.verwant) - (ids - {entry.id}):
        yield f"no such related entries: {sorted(unknown)}"


def _asked_twice(found: list[tuple[str, Entry]]) -> Iterator[str]:
    """The ways to ask that stand in two places, or twice in one."""
    first: dict[str, tuple[str, str]] = {}
    for file, entry in found:
        for way in entry.asked:
            said = " ".join(words_of(way))
            if said in first:
                where, other = first[said]
                yield f"{file}: {entry.id}: {way!r} is asked by {other} too ({where})"
            first.setdefault(said, (file, entry.id))
