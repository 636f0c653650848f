"""Entries of the lasting registers as chance makes them: filed and changed by real events, with the nastiest texts."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from cases.agreement.register import AGREEMENT, AGREEMENT_KIND
from cases.lasting.case import KeptRecord, RecordKind
from cases.lasting.new_entry import new_record
from cases.lasting.rhythm import RHYTHM
from cases.organisation import Organisation
from cases.people import Actor
from cases.processing.register import PROCESSING, PROCESSING_KIND
from cases.register.fields import FormField
from cases.register.history import Event
from cases.register.life import Change, Deed, Life, NoRole, Refused
from cases.register.register import Register
from cases.register.rhythm import reminded
from cases.standing.register import STANDING, STANDING_KIND
from state_machines.engine import NotAllowed
from tests.cases.breach.by_chance import FEN, JIP, NOW, ORG, PEOPLE, perhaps_typed, typed
from tests.cases.living import picked
from tests.cases.reminding import late_after


@dataclass(frozen=True)
class Kept:
    """A kind of register with the person who keeps it."""

    kind: RecordKind[Any]
    register: Register[Any]
    keeper: Actor

    @property
    def life(self) -> Life[Any]:
        return self.register.life

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(self.kind.register)


KINDS = (
    Kept(PROCESSING_KIND, PROCESSING, FEN),
    Kept(AGREEMENT_KIND, AGREEMENT, JIP),
    Kept(STANDING_KIND, STANDING, FEN),
)

BY_HAND = {
    "processing": {"name": "Sollicitaties", "purposes": "Nieuwe collega’s kiezen.", "team": "P&O"},
    "agreement": {"party": "Voorbeeld BV", "kind": "verwerker", "signed_on": "2026-11-02"},
    "standing": {"question": "Mag de kast open?", "answer": "Nee, hij gaat op slot."},
}
"""What an everyday entry begins with."""

COMPLETE = {
    "processing": {
        **BY_HAND["processing"],
        "role": "verantwoordelijke",
        "groups": "sollicitant",
        "kinds": "gewoon",
        "bases": "overeenkomst",
        "recipients": "Het team P&O.",
        "transfers": "geen",
        "dpia": "nee",
    },
    "agreement": {**BY_HAND["agreement"], "review_on": "2027-11-02"},
    "standing": {**BY_HAND["standing"], "review_on": "2027-11-02"},
}
"""What makes it complete."""


def filed(kept: Kept, given: dict[str, str], org: Organisation = ORG) -> Change[Any]:
    """An entry made by hand, at NOW."""
    return new_record(
        kept.kind,
        kept.life,
        given,
        f"{kept.kind.prefix}-2026-0001",
        "d1",
        Deed(kept.keeper, NOW, org),
    )


@cache
def days() -> st.SearchStrategy[str]:
    """A day around now, or none, or one of another age."""
    near = st.dates(NOW.date() - timedelta(days=30), NOW.date() + timedelta(days=90))
    return st.just("") | near.map(date.isoformat) | st.sampled_from(["1066-10-14", "9999-12-31"])


@cache
def value_of(field: FormField) -> st.SearchStrategy[str]:
    """What a form may send for this field."""
    match field.kind:
        case "choice":
            return st.sampled_from(["", *field.options])
        case "choices":
            return st.lists(st.sampled_from(field.options), unique=True).map(",".join)
        case "date":
            return days()
    if field.id in ("entries", "agreements", "cases"):
        return st.sampled_from(
            ["", "VR-2026-0001", "vr-2026-0001; VR-2026-0002", "OV-2026-0003", "dl-2026-0004", "x"]
        )
    return perhaps_typed(field.limit)


@dataclass(frozen=True, slots=True)
class Lived:
    """An entry with everything that happened to it, and what it was each time before."""

    record: KeptRecord
    events: tuple[Event, ...]
    changes: tuple[Change[Any], ...]
    refused: tuple[tuple[str, Actor, Exception], ...]

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        # In whole it is too long for the report of a failing test.
        printer.text(f"<{self.record.status}: {', '.join(each.event for each in self.events)}>")


@st.composite
def lived(draw: st.DrawFn, kept: Kept, *, most: int = 10) -> Lived:
    """An entry to which up to `most` things happened, by people with and without a role, and by the bot."""
    first = filed(kept, picked(draw, [BY_HAND, COMPLETE])[kept.kind.register])
    record, at = first.case, NOW
    assert first.event is not None
    events, changes, refused = [first.event], [first], list[tuple[str, Actor, Exception]]()
    for _ in range(draw(st.integers(0, most))):
        at += draw(st.timedeltas(timedelta(), timedelta(days=20)))
        event = picked(draw, [*sorted(kept.kind.roles), "no_such_event"])
        who = picked(draw, [kept.keeper, kept.keeper, kept.keeper, *PEOPLE])
        if event == "remind":
            on = record.review_on
            if on is None or not record.is_open:
                continue
            coming = [*RHYTHM.ahead(record, at, ORG), late_after(RHYTHM, record, at, ORG)]
            review = next((each for each in coming if each.name not in record.reminders), None)
            if review is None:
                continue
            done = reminded(RHYTHM, kept.life, record, review, at, ORG)
        else:
            section = next((each for each in kept.kind.sections if each.event == event), None)
            given = {each.id: draw(value_of(each)) for each in section.fields} if section else {}
            if event == "end":
                given = {"reason": draw(typed(1000))}
            if event == "seen":
                given = {"stage": picked(draw, ["", "review-0d", *record.reminders])}
            try:
                done = kept.life.change(record, event, Deed(who, at, ORG, given))
            except (NoRole, NotAllowed, Refused) as reason:
                refused.append((event, who, reason))
                continue
        if done.event is not None:
            record = done.case
            events.append(done.event)
            changes.append(done)
    return Lived(record, tuple(events), tuple(changes), tuple(refused))
