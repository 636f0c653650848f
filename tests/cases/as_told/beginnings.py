"""How the cases of the lives begin: the worked cases of the flows, and answers that are drawn from the closed lists."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Any

from bot.registers import REGISTERS
from cases.breach.case import UNKNOWN
from cases.breach.life import file_report
from cases.breach.report import CHOICES, SEVERAL, Report
from cases.drafts.answers import FilledIn
from cases.lasting.new_entry import new_record
from cases.people import Actor
from cases.register.filing import Filing
from cases.register.life import Change, Deed
from cases.register.register import Register
from cases.rights import request as lists
from cases.rights.life import file_request
from cases.rights.request import RightsRequest
from dialogs.dutch.understanding import load_understanding
from dialogs.flow import Outcome
from dialogs.flows import FLOWS, TEXTS
from dialogs.guide import Draft, Guide
from dialogs.scenarios import Scenario, load_scenarios, play
from dialogs.talk.finished import filled_in
from dialogs.talk.handing_over import filing
from dialogs.talk.repertoire import Repertoire, repertoire
from dialogs.talk.turn import FileDraft
from dialogs.verdicts import asks_of
from tests.cases.breach.by_chance import NOOR, NOW, SAM
from tests.cases.lasting import by_chance as lasting
from tests.cases.register.walking import WITH_DEPUTY as ORG

DRAWN = 40
"""So many beginnings of each register are drawn."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a case begins: its name, and what makes it under a number."""

    name: str
    make: Callable[[str], Change[Any]]


def numbered(register: Register[Any], seed: int) -> str:
    """The number of the case of this life."""
    return f"{register.prefix}-2026-{seed + 1:04d}"


@cache
def beginnings(name: str) -> tuple[Beginning, ...]:
    """Every beginning in this register: worked cases and drawn ones take turns."""
    worked = list(_WORKED[name]()) if name in _WORKED else []
    drawn = [_DRAWN[name](number) for number in range(DRAWN)] if name in _DRAWN else []
    told = list[Beginning]()
    while worked or drawn:
        told += worked[:1] + drawn[:1]
        worked, drawn = worked[1:], drawn[1:]
    return tuple(told)


def _filer(number: int) -> Actor:
    return NOOR if number % 6 == 5 else SAM


def _made(name: str, filled: FilledIn, filer: Actor) -> Callable[[str], Change[Any]]:
    register = next(each for each in REGISTERS if each.name == name)
    make = register.made.from_answers
    assert make is not None
    return lambda number: make(
        replace(filled, draft_id=f"d{number.replace('-', '')}"), number, filer, NOW, ORG
    )


# --- the worked cases of the flows ----------------------------------------------------------------------------------


def _filed(kind: str, **added: str) -> Iterator[Beginning]:
    for number, (scenario, outcome, draft) in enumerate(_played(kind)):
        if outcome.files != kind:
            continue
        yield Beginning(
            f"{kind}: {scenario.naam}",
            _made(kind, filled_in(_want(draft, kind, **added), ORG), _filer(number)),
        )


def _want(draft: Draft, kind: str, **added: str) -> FileDraft:
    want = filing(_known(), draft, kind, "d1", NOW)
    return replace(want, facts={**want.facts, **added})


@cache
def _known() -> Repertoire:
    return repertoire(ORG, load_understanding(), FLOWS, TEXTS)


@cache
def _played(flow: str) -> tuple[tuple[Scenario, Outcome, Draft], ...]:
    """Every worked case of a flow, to its end."""
    guide = Guide(FLOWS[flow])
    return tuple((each, *play(guide, TEXTS[flow], each, NOW)) for each in load_scenarios(flow))


def _asked() -> Iterator[Beginning]:
    for flow in FLOWS.values():
        if flow.audience != "everybody":
            continue
        guide = Guide(flow)
        for number, (scenario, _, draft) in enumerate(_played(flow.id)):
            for ask in asks_of(guide, draft):
                words = "Mag dit zo, of moet het anders?" if number % 2 else ""
                want = _want(draft, "consult", office=ask.office, question=words, wants=ask.wants)
                name = f"{flow.id}: {scenario.naam} ({ask.office}, {ask.wants})"
                yield Beginning(name, _made("consult", filled_in(want, ORG), _filer(number)))


def _kept() -> Iterator[Beginning]:
    for flow in FLOWS.values():
        if flow.audience != "everybody":
            continue
        for number, (scenario, _, draft) in enumerate(_played(flow.id)):
            want = _want(draft, "advice")
            if want.verdict is not None:
                yield Beginning(
                    f"{flow.id}: {scenario.naam}", _made("advice", filled_in(want, ORG), _filer(number))
                )


def _accepted(name: str) -> Iterator[Beginning]:
    """What an office makes of a question, with and without what was typed."""
    wanted = {"processing": "register_entry", "agreement": "agreement"}[name]
    for flow in FLOWS.values():
        guide = Guide(flow)
        for number, (scenario, _, draft) in enumerate(_played(flow.id)):
            if wanted not in [each.wants for each in asks_of(guide, draft)]:
                continue
            filled = filled_in(_want(draft, "consult", office="fg", question="", wants=wanted), ORG)
            if number % 3 == 2:
                told = tuple(each for each in filled.answers.told if not each.typed)
                filled = replace(filled, answers=replace(filled.answers, told=told), withheld=True)
            filled = replace(filled, origin="AD-2026-0903")
            keeper = next(each.keeper for each in lasting.KINDS if each.kind.register == name)
            yield Beginning(f"{flow.id}: {scenario.naam}", _made(name, filled, keeper))


_WORKED: dict[str, Callable[[], Iterator[Beginning]]] = {
    "breach": lambda: _filed("breach"),
    "rights": lambda: _filed("rights"),
    "consult": _asked,
    "advice": _kept,
    "processing": lambda: _accepted("processing"),
    "agreement": lambda: _accepted("agreement"),
}


# --- drawn from the closed lists ------------------------------------------------------------------------------------


def _some(place: str, options: tuple[str, ...]) -> tuple[str, ...]:
    """One or some of these, in their order."""
    chance = random.Random(place)
    chosen = {chance.choice(options)} | {each for each in options if chance.random() < 0.25}
    return tuple(each for each in options if each in chosen)


def _one(place: str, options: tuple[str, ...]) -> str:
    return random.Random(place).choice(options)


def _breach(number: int) -> Beginning:
    values: dict[str, object] = {}
    for name, options in CHOICES.items():
        place = f"breach {number} {name}"
        values[name] = _some(place, options) if name in SEVERAL else _one(place, options)
    ago = random.Random(f"breach {number} ago").choice((1, 5, 20, 47, 71, 80, 200, 40000))
    report = Report.model_validate(
        values
        | {
            "what_happened": "Een verzonnen brief kwam bij de buren terecht.",
            "discovered_at": NOW - timedelta(hours=ago),
            "happened_from": ("", "2020-03-02", "2026-11-20T09:00")[number % 3],
            "happened_until": ("", "", "2026-11-21")[number % 3],
            "n_exact": "ongeveer 1.200" if number % 4 == 1 else "",
            "done": "De buren gebeld." if number % 2 else "",
            "happened_unknown": number % 3 == 0,
        }
    )
    unknown = [name for name in CHOICES if UNKNOWN in report.model_dump()[name]]
    if report.happened_unknown:
        unknown.append("happened")
    report = report.model_copy(
        update={"open_fields": tuple(unknown), "no_personal_data": report.data_kinds == ("geen",)}
    )
    hidden = number % 7 == 3
    return Beginning(
        f"drawn {number}",
        lambda called: file_report(report, Filing(called, f"d{number}", _filer(number), NOW, ORG, hidden)),
    )


def _rights(number: int) -> Beginning:
    def one(name: str, options: tuple[str, ...]) -> str:
        return _one(f"rights {number} {name}", options)

    asker = one("asker", lists.ASKERS)
    stands_for = asker == "vertegenwoordiger"
    ago = random.Random(f"rights {number} ago").choice((0, 1, 4, 12, 25, 29, 40))
    request = RightsRequest.model_validate(
        {
            "rights": _some(f"rights {number} rights", lists.RIGHTS),
            "received_on": NOW.date() - timedelta(days=ago),
            "channel": one("channel", lists.CHANNELS),
            "wish": "Alles van het verzonnen jaar 2020." if number % 2 else "",
            "subject": one("subject", lists.SUBJECTS),
            "asker": asker,
            "authority": one("authority", lists.AUTHORITIES) if stands_for else None,
            "proof": one("proof", lists.PROOFS) if stands_for else None,
            "reference": "TEST-0001" if number % 3 else "",
            "clear": one("clear", lists.CLARITIES),
            "identified": one("identified", lists.IDENTIFICATIONS),
            "doubt": number % 5 == 1,
            "weight": _some(f"rights {number} weight", lists.WEIGHTS),
            "told": _some(f"rights {number} told", lists.TOLD),
            "told_words": "Dat wij terugbellen." if number % 4 == 2 else "",
        }
    )
    hidden = number % 7 == 3
    return Beginning(
        f"drawn {number}",
        lambda called: file_request(request, Filing(called, f"d{number}", _filer(number), NOW, ORG, hidden)),
    )


def _consult(number: int) -> Beginning:
    office = ("po", "fg", "jz")[number % 3]
    asked = FilledIn(draft_id="d1", facts={"office": office, "question": f"Mag ik lijst {number} delen?"})
    return Beginning(f"drawn {number}", _made("consult", asked, _filer(number)))


def _by_hand(name: str) -> Callable[[int], Beginning]:
    kept = next(each for each in lasting.KINDS if each.kind.register == name)

    def begun(number: int) -> Beginning:
        given = (lasting.COMPLETE if number % 3 else lasting.BY_HAND)[name]

        def make(called: str) -> Change[Any]:
            return new_record(kept.kind, kept.life, given, called, f"d{number}", Deed(kept.keeper, NOW, ORG))

        return Beginning(f"by hand {number}", make)

    return begun


_DRAWN: dict[str, Callable[[int], Beginning]] = {
    "breach": _breach,
    "rights": _rights,
    "consult": _consult,
    "processing": _by_hand("processing"),
    "agreement": _by_hand("agreement"),
    "standing": _by_hand("standing"),
}
