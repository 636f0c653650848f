"""The cards with which the FG or an administrator changes offices and facts in Teams: pages, forms, what changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cards.dutch_time import full_day
from cards.page import PageView, page_card
from cards.view import Button, Card, Fact, Field, Option, Owner, Scalar
from cards.welcome import MenuRow
from cards.words import words_beside
from cases.amendments import Amendments, Changed, Step, Wish
from cases.changeable import LINES_OF, PARTS, PEOPLE_OF, NotSo, Value, items_of, part_of, value_of
from cases.desks.organisation_desk import Leaver
from cases.moments import moment
from cases.organisation import LINE_LIMIT, OFFICES, Member, Organisation
from cases.people import NAME_LIMIT

say = words_beside(__file__)

SPOKEN = ("item", "part", "act", "why", "did")
"""Words that are looked up by an item, a part, what somebody wants of it, why not, and what happened."""

OWNER: Owner = "organisation"

MOST_LINES = 10
"""So many changes stand on one page of the history."""

ID_SIGNS = 60


@dataclass(frozen=True, slots=True)
class Filled:
    """What came back of a form, to stand in it again, and why it was refused ("" when it was not)."""

    name: str = ""
    text: str = ""
    ident: str = ""
    why: str = ""


def overview_card(org: Organisation, amendments: Amendments) -> Card:
    """The parts that can be changed, and the ways to who left and to the history."""
    rows = tuple(
        MenuRow(part_named(part, org), _in_short(part, org), "organisation_part", {"part": part}, of=OWNER)
        for part in PARTS
    )
    changed = len(amendments.items)
    view = PageView(
        say("overview.title"),
        (say("overview.line"),),
        rows=rows,
        notes=(
            say("overview.file"),
            say("overview.changed", count=changed) if changed else say("overview.none"),
        ),
        buttons=(
            Button(say("left.title"), "organisation_part", {"part": "left"}, of=OWNER),
            Button(say("history.title"), "organisation_part", {"part": "history"}, of=OWNER),
            Button(say("menu"), "menu"),
        ),
    )
    return page_card(view)


def part_card(
    part: str, org: Organisation, filed: Organisation, amendments: Amendments, done: str = ""
) -> Card:
    """What a part holds now, what the file says where that differs, and the choice of what to change. `done` is what
    was changed just now. Raises KeyError for what is no part."""
    facts, options = list[Fact](), list[Option]()
    for item in items_of(part):
        value, label, was = value_of(org, item), say(f"item.{_name(item)}"), amendments.items.get(item)
        facts.append(Fact(label, _told(value), mark=say("in_teams") if was else "", typed=True))
        if was is not None and value_of(filed, item) != value:
            facts.append(Fact(say("in_file", item=label), _told(value_of(filed, item)), typed=True))
        acts = ("set",) if isinstance(value, str) else ("add", "take") if value else ("add",)
        options += [Option(f"{act}:{item}", say(f"act.{act}", item=_one(item))) for act in acts]
        if was is not None:
            options.append(Option(f"back:{item}", say("act.back", item=label)))
    choice = Field(
        "what", "choice", say("what"), required=True, options=tuple(options), client_error=say("what_empty")
    )
    view = PageView(
        part_named(part, org),
        (done,) if done else (),
        tuple(facts),
        fields=(choice,),
        notes=(say("part.file"),),
        buttons=(
            Button(say("go_on"), "organisation_form", {"part": part}, primary=True, fields=True, of=OWNER),
            _back(),
        ),
    )
    return page_card(view)


def form_card(wish: Wish, org: Organisation, filled: Filled | None = None) -> Card:
    """What must be filled in for this change. Raises NotSo for what is no item."""
    filled = filled or Filled()
    before, part = value_of(org, wish.item), part_of(wish.item)
    if isinstance(before, str):
        fields: tuple[Field, ...] = (
            Field(
                "text",
                "text",
                say(f"item.{_name(wish.item)}"),
                value=filled.text if filled.why else before,
                max_length=2 * LINE_LIMIT,
                note=say("empty"),
            ),
        )
    elif wish.act == "take":
        fields = (_choice_of(before),)
    else:
        fields = _somebody(filled)
    view = PageView(
        say("form.title", part=part_named(part, org)),
        (say(f"act.{wish.act}", item=_one(wish.item)) + ".",),
        fields=_refused(fields, filled.why),
        buttons=(
            Button(
                say("look"),
                "amend_office",
                {"item": wish.item, "act": wish.act},
                primary=True,
                fields=True,
                of=OWNER,
            ),
            Button(say("back"), "organisation_part", {"part": part}, of=OWNER),
        ),
    )
    return page_card(view)


def confirm_card(step: Step, wish: Wish, seq: int, org: Organisation) -> Card:
    """Before and after, and the button that does it."""
    part = part_of(step.item)
    data: dict[str, Scalar] = {
        "item": wish.item,
        "act": wish.act,
        "person": wish.person,
        "name": wish.name,
        "text": wish.text,
        "seq": seq,
    }
    notes = (say("confirm.rights"),) if not isinstance(step.after, str) else ()
    view = PageView(
        say("confirm.title"),
        (f"{part_named(part, org)}: {say(f'item.{_name(step.item)}')}.",),
        (
            Fact(say("confirm.before"), _told(step.before), typed=True),
            Fact(say("confirm.after"), _told(step.after), typed=True),
        ),
        notes=(*notes, say("confirm.at_once")),
        buttons=(
            Button(say("confirm.yes"), "amend_office_sure", data, primary=True, of=OWNER),
            Button(say("confirm.no"), "organisation_part", {"part": part}, of=OWNER),
        ),
    )
    return page_card(view)


def history_card(changes: Sequence[Changed], page: int, now: datetime, org: Organisation) -> Card:
    """A page of what was changed in Teams, the newest first."""
    last = max(1, -(-len(changes) // MOST_LINES))
    page = min(max(page, 1), last)
    shown = changes[(page - 1) * MOST_LINES : page * MOST_LINES]
    facts = tuple(Fact(moment(each.at, now, org), _change(each, org), typed=True) for each in shown)
    older = Button(say("older"), "organisation_part", {"part": "history", "page": page + 1}, of=OWNER)
    newer = Button(say("newer"), "organisation_part", {"part": "history", "page": page - 1}, of=OWNER)
    view = PageView(
        say("history.title"),
        (say("history.count", count=len(changes)) if changes else say("history.none"),),
        facts,
        notes=(say("history.term", years=history_years(org)),),
        buttons=(*((older,) if page < last else ()), *((newer,) if page > 1 else ()), _back()),
    )
    return page_card(view)


def left_card(
    leavers: Sequence[Leaver], org: Organisation, filled: Filled | None = None, done: str = ""
) -> Card:
    """Who left, until when the bot holds something of them, and the form for somebody else who left."""
    facts = tuple(
        Fact(each.name, say("left.goes", day=full_day(each.goes_at.astimezone(org.zone).date())), typed=True)
        for each in leavers[-MOST_LINES:]
    )
    stay = tuple(Option(each.person, each.name) for each in leavers)
    filled = filled or Filled()
    fields = _refused(_somebody(filled, named=False), filled.why)
    undo = Field("stays", "choice", say("left.stays"), options=stay)
    view = PageView(
        say("left.title"),
        (done or say("left.line", days=org.oversight.left_days),),
        facts,
        fields=(*fields, *((undo,) if stay else ())),
        notes=(say("left.cases"),),
        buttons=(
            Button(say("left.look"), "amend_office", {"act": "left"}, primary=True, fields=True, of=OWNER),
            _back(),
        ),
    )
    return page_card(view)


def leave_card(person: str, name: str, steps: Sequence[Step], day: str, seq: int, org: Organisation) -> Card:
    """What happens when this person left, and the button that does it."""
    offices = [f"{part_named(part_of(each.item), org)} ({say(f'item.{_name(each.item)}')})" for each in steps]
    view = PageView(
        say("leave.title"),
        (),
        (
            Fact(say("leave.who"), name, typed=True),
            Fact(say("leave.offices"), ", ".join(offices) or say("nothing"), typed=True),
            Fact(say("leave.goes"), say("left.goes", day=day)),
        ),
        notes=(
            say("leave.what"),
            say("left.cases"),
            *((say("leave.administrator"),) if person in org.administrators.people else ()),
        ),
        buttons=(
            Button(
                say("leave.yes"),
                "amend_office_sure",
                {"act": "left", "person": person, "name": name, "seq": seq},
                primary=True,
                of=OWNER,
            ),
            Button(say("confirm.no"), "organisation_part", {"part": "left"}, of=OWNER),
        ),
    )
    return page_card(view)


def summary() -> str:
    """The line of a toast."""
    return say("overview.title")


def done_line(key: str, **values: str) -> str:
    """What happened, in a line: "changed", "left" or "stays"."""
    return say(f"did.{key}", **values)


def why_not(key: str) -> str:
    """Why a change is refused (cases.amendments.NotSo)."""
    return say(f"why.{key}")


def history_years(org: Organisation) -> int:
    """How many years the history of changes stays: as long as a case in which it says who might act."""
    kept = org.retention
    return max(kept.breach_years, kept.rights_years, kept.consult_years)


def part_named(part: str, org: Organisation) -> str:
    """How a part is called: an office by its name."""
    return org.office(part).title if part in OFFICES else say(f"part.{part}")


def changed_told(change: Changed, org: Organisation) -> str:
    """One change in words, without who did it."""
    if change.act == "left":
        return say("change.left")
    try:
        what = f"{part_named(part_of(change.item), org)}, {say(f'item.{_name(change.item)}')}"
    except NotSo:  # of a later version
        what = change.item
    if isinstance(change.before, str) or isinstance(change.after, str):
        return say("change.line", what=what, before=_told(change.before), after=_told(change.after))
    more = [each.name for each in change.after if each not in change.before]
    less = [each.name for each in change.before if each not in change.after]
    lines = [f"+ {each}" for each in more] + [f"− {each}" for each in less]
    return say("change.people", what=what, people=", ".join(lines))


def _change(change: Changed, org: Organisation) -> str:
    return say("change.by", name=change.name or say("somebody"), change=changed_told(change, org))


def _in_short(part: str, org: Organisation) -> str:
    if part in PEOPLE_OF:
        members, deputies = (value_of(org, each) for each in PEOPLE_OF[part])
        return say("short.people", members=len(members), deputies=len(deputies))
    filled = sum(bool(value_of(org, each)) for each in LINES_OF[part])
    return say("short.lines", filled=filled, count=len(LINES_OF[part]))


def _somebody(filled: Filled, *, named: bool = True) -> tuple[Field, ...]:
    """Who it is, by name in Teams or by id. `named`: the client itself asks for the name."""
    return (
        Field("person", "person", say("person.label"), placeholder=say("person.hint")),
        Field("ident", "text", say("person.id"), value=filled.ident, max_length=ID_SIGNS),
        Field(
            "name",
            "text",
            say("person.name"),
            required=named,
            value=filled.name,
            max_length=2 * NAME_LIMIT,
            client_error=say("person.name_empty") if named else "",
        ),
    )


def _choice_of(people: Sequence[Member]) -> Field:
    options = tuple(Option(each.id, each.name) for each in people)
    return Field(
        "person",
        "choice",
        say("person.take"),
        required=True,
        options=options,
        client_error=say("person.take_empty"),
    )


def _refused(fields: tuple[Field, ...], why: str) -> tuple[Field, ...]:
    if not why:
        return fields
    wrong = next((each.id for each in fields if each.id == why), fields[0].id)
    return tuple(
        replace(each, error=f"{each.label}: {why_not(why)}") if each.id == wrong else each for each in fields
    )


def _told(value: Value) -> str:
    told = value if isinstance(value, str) else ", ".join(each.name for each in value)
    return told or say("nothing")


def _name(item: str) -> str:
    return item.rpartition(".")[2]


def _one(item: str) -> str:
    return (
        say(f"item.one_{_name(item)}")
        if _name(item) in ("members", "deputies")
        else say(f"item.{_name(item)}")
    )


def _back() -> Button:
    return Button(say("overview.title"), "organisation", {}, of=OWNER)
