"""Takes the facts out of typed Dutch: what a sentence tells of the fields of a flow, in the words of its closed lists.

The phrases stand in `facts.nl.toml`. Decisions:

- a wrong tick is worse than an empty one: what is denied, or said in two ways where one answer is asked, is not filled;
- the moment at which something happened is not the moment at which it was discovered, from which the clock runs; only
  words of discovery ("gisteren ontdekte ik") make it that;
- a part of the day ("vanochtend") is no time of the happening, but the clock of a discovery starts at its beginning.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dialogs.dutch.facts_counts import read_counts
from dialogs.dutch.facts_moments import read_moments
from dialogs.dutch.facts_words import FactWords, IncidentKind
from dialogs.dutch.moments import Reading
from dialogs.dutch.phrases import Finder, Phrase, Sentence, clauses_of
from dialogs.flow import FormField
from dialogs.rough import day_id, mark_ids, mark_of

_LONGEST = 1000
"""Signs that are looked at: whoever tells more has said by then what it is about."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence tells: options by field, in the order of the words, and how many words tell something else.

    A field that means something else in one flow is called "<flow>.<field>" there.
    """

    values: Mapping[str, tuple[str, ...]]
    other_words: int

    def fill(self, flow: str, fields: tuple[FormField, ...]) -> dict[str, str]:
        """The values of these fields that the sentence tells, with the marks of rough moments (dialogs/rough.py);
        nothing that is not in their lists."""
        found = dict[str, str]()
        for each in fields:
            chosen = self.values.get(f"{flow}.{each.id}", self.values.get(each.id, ()))
            if each.options:
                chosen = tuple(option for option in each.options if option in chosen)
                if each.kind == "choice" and len(chosen) > 1:
                    continue
            if chosen:
                found[each.id] = ",".join(chosen) if each.kind == "choices" else chosen[0]
        marks = {name: self.values[name][0] for name in mark_ids(fields) if name in self.values}
        return found | {name: mark for name, mark in marks.items() if day_id(name) in found}


def read_facts(text: str, now: datetime, words: FactWords) -> Facts:
    """What `text` tells. `now` is aware, in the zone in which people live. Looks at 1,000 signs; never raises."""
    text = text[:_LONGEST]
    said, ends = clauses_of(text)
    if not said:
        return Facts({}, 0)
    sentence = Sentence(said, words.lexicon, ends)
    places = _places(sentence, words)
    heard = places.keys()
    values: dict[str, tuple[str, ...]] = {}
    for field, options in words.fields.items():
        if chosen := tuple(option for option, notions in options.items() if not heard.isdisjoint(notions)):
            values[field] = chosen
    if kind := _kind(sentence, words.kind_finder):
        values["kind"] = (kind,)
    counts = read_counts(text, words.numbers)
    for field, value in (
        ("n_people", counts.people),
        ("n_records", counts.pieces),
        ("n_exact", counts.exact),
    ):
        if value:
            values[field] = (value,)
    moments = read_moments(text, now, words)
    values |= _moment("happened", moments.happened, about=False)
    values |= _moment("until", moments.until, about=False)
    values |= _moment("discovered", moments.discovered, about=True)
    values |= {
        name: day
        for name, day in _moment("received", moments.received, about=False).items()
        if name != "received_time"
    }
    spent = frozenset[int]().union(*places.values())
    other = [word for at, word in enumerate(said) if at not in spent and word not in words.lexicon.fillers]
    return Facts(values, len(other))


def _places(sentence: Sentence, words: FactWords) -> dict[str, frozenset[int]]:
    """Of each notion that is named, the words that name it, where they do not mean something else."""
    perhaps = dict[str, list[Phrase]]()
    for name, phrase in words.notion_finder.perhaps(sentence):
        perhaps.setdefault(name, []).append(phrase)
    places = dict[str, frozenset[int]]()
    for name, phrases in perhaps.items():
        hidden = frozenset[int]().union(
            *(sentence.everywhere(each) for each in words.notions[name].elsewhere)
        )
        if found := frozenset[int]().union(*(sentence.told(each, hidden) for each in phrases)):
            places[name] = found
    return places


def _kind(sentence: Sentence, finder: Finder[IncidentKind]) -> str:
    """The kind of incident that the sentence is surest about; none when two are as sure."""
    weights: dict[str, list[float]] = {}
    for each, phrase in finder.perhaps(sentence):
        if sentence.hears(phrase) is False:
            weights.setdefault(each.kind, []).append(each.weight)
    ranked = sorted(((_together(found), kind) for kind, found in weights.items()), reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] <= ranked[1][0]):
        return ""
    return ranked[0][1]


def _together(weights: list[float]) -> float:
    """The strongest phrase counts whole, each next one half of what the one before added."""
    doubt, share = 1.0, 1.0
    for weight in sorted(weights, reverse=True)[:4]:
        doubt *= 1 - weight * share
        share /= 2
    return 1 - doubt


def _moment(name: str, reading: Reading | None, *, about: bool) -> dict[str, tuple[str, ...]]:
    """The fields of this moment; an approximate time only where `about` says so."""
    if reading is None or reading.date is None:
        return {}
    found: dict[str, tuple[str, ...]] = {f"{name}_date": (reading.date.isoformat(),)}
    with_time = about or not reading.approximate
    if reading.time is not None and with_time:
        found[f"{name}_time"] = (reading.time.isoformat("minutes"),)
    marks = mark_of(f"{name}_date", reading, with_time=with_time)
    return found | {each: (mark,) for each, mark in marks.items()}
