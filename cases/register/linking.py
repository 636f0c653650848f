"""Cases that belong together, perhaps in two registers: one names the other, and the other hears of it.

Each lies in a row of its own, so the other hears it through the outbox. What a case names stands in `belongs`, who
names it in `linked`; the cards and files of both show both. A confidential case tells nobody that it belongs to
something: the entry of a processing is read by offices that may not see the case. Pure.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from cards.words import words_beside
from cases.organisation import OFFICES, Organisation
from cases.people import Actor
from cases.register import life as lives
from cases.register.case import C, KeptCase
from cases.register.export import Column
from cases.register.fields import FormField
from cases.register.forms import CaseForm
from cases.register.life import CaseEvent, Change, Deed, Dues, Life, Refused
from cases.register.messages import Due, Ref, within
from cases.register.numbers import numbers_in, prefix_of

say = words_beside(__file__)

ENTRIES, AGREEMENTS = "VR", "OV"
"""The registers that a breach or a request can belong to: a processing, an agreement (policy points 10 and 11)."""

MOST_NAMED = 6
"""How many entries, and how many agreements, one case names: a breach touches one or two."""

KEPT_LINKS = 20
"""How many that name it stand in the case itself; the history keeps all. So many numbers fit in every row."""

LIMIT = 120
"""Signs of a field with so many numbers."""

LINKED, UNLINKED = "linked", "unlinked"
"""What a case hears: another one names it, or no longer does."""


def named_dues(case: KeptCase, before: Iterable[str], after: Iterable[str], now: datetime) -> Dues:
    """What the cases hear that this one names from now on, or no longer names. Of a confidential one nobody hears."""
    if case.confidential:
        return ()
    held, named = tuple(before), tuple(after)
    lines = [(each, LINKED) for each in named if each not in held]
    lines += [(each, UNLINKED) for each in held if each not in named]
    return tuple(tell_case(case, each, about, now) for each, about in lines if each != case.number)


def tell_case(
    case: KeptCase, number: str, about: str, now: datetime, by: Actor | None = None
) -> tuple[datetime, Due]:
    """Another case hears something of this one, and for which office somebody did it when it was not the bot."""
    office = next((each for each in OFFICES if by is not None and each in by.roles), "")
    return now, lives.message(case, "link", within(number), now, Ref(about, office, str(case.seq + 1)))


def told_along(case: KeptCase, ref: Ref) -> Mapping[str, str]:
    """What goes along with what another case hears of this one."""
    return {"number": case.number, **({"office": ref.of} if ref.of else {})}


def hidden_dues(case: KeptCase, now: datetime) -> Dues:
    """A case that becomes confidential is not named any longer by what it belongs to."""
    return tuple(tell_case(case, each, UNLINKED, now) for each in case.belongs)


def heard(life: Life[C], case: C, about: str, deed: Deed) -> Change[C]:
    """This case hears of another one, whose number came along; twice the same changes nothing."""
    number = deed.given.get("number", "")
    hears = life.hears.get(about)
    if hears is not None:
        return life.compared(case, hears(life, case, deed), deed.now)
    if about == LINKED and number not in case.linked:
        links = (*case.linked, number)[-KEPT_LINKS:]
    elif about == UNLINKED and number in case.linked:
        links = tuple(each for each in case.linked if each != number)
    else:
        return Change(case, None)
    if about not in life.entries:
        return Change(case, None)
    return life.moved(case, about, deed, update={"linked": links}, changes={"linked": ("", number)})


def _belongs_to(life: Life[C], case: C, deed: Deed) -> Change[C]:
    """An officer says which entries of the processing register and which agreements this case is about."""
    entries, agreements = (
        _numbers(deed.given, "entries", ENTRIES),
        _numbers(deed.given, "agreements", AGREEMENTS),
    )
    after = (*entries, *agreements)
    changes = {"belongs": (", ".join(case.belongs), ", ".join(after))}
    dues = named_dues(case, case.belongs, after, deed.now)
    return life.moved(case, "belongs_to", deed, update={"belongs": after}, changes=changes, dues=dues)


def _numbers(given: Mapping[str, str], field: str, prefix: str) -> tuple[str, ...]:
    found = numbers_in(given.get(field, ""), (prefix,), MOST_NAMED)
    if found is None:
        raise Refused(field, "geen_regels") if prefix == ENTRIES else Refused(field, "geen_contracten")
    if len(found) > MOST_NAMED:
        raise Refused(field, "te_veel_genoemd")
    return found


def _named_now(case: KeptCase, field: FormField, now: datetime, org: Organisation) -> str:
    return ", ".join(each for each in case.belongs if prefix_of(each) in field.names)


def together(case: KeptCase) -> tuple[str, ...]:
    """All that this case belongs with: what it names, then what names it."""
    return tuple(dict.fromkeys((*case.belongs, *case.linked)))


def belongs_note(case: KeptCase) -> tuple[str, ...]:
    """Says what the case belongs with, when it does."""
    numbers = together(case)
    return (say("belongs", numbers=", ".join(numbers)),) if numbers else ()


def belongs_label() -> str:
    """What that is called in a list of facts."""
    return say("label")


def together_column() -> Column[Any]:
    """The numbers of what the case belongs with."""
    return Column("together", lambda of: ", ".join(together(of.case)))


def _number(id: str, prefix: str) -> FormField:
    return FormField(id, "text", limit=LIMIT, names=(prefix,))


BELONGS_TO: CaseEvent[Any] = CaseEvent(
    "belongs_to",
    _belongs_to,
    form=CaseForm((_number("entries", ENTRIES), _number("agreements", AGREEMENTS)), held=_named_now),
    line=lives.became("belongs"),
)
HEARD: tuple[CaseEvent[Any], ...] = (
    CaseEvent(LINKED, line=lives.the_words),
    CaseEvent(UNLINKED, line=lives.the_words),
)
"""What every case can hear."""
