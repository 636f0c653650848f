"""The start of a drill: which invented breach an office practises with, and the case that it makes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cards.ask import AskView, ask_card
from cards.view import Button, Card
from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.life import file_report
from cases.breach.report import Report
from cases.drill.clock import FAST, LONGEST, waits_outside
from cases.organisation import OfficeId, Organisation
from cases.people import BOT
from cases.register.fields import FormField
from cases.register.filing import Filing
from cases.register.forms import CaseForm, Filling, drawn_fields
from cases.register.life import Change, Deed, Refused, message
from cases.register.messages import Ref, channel
from cases.register.register import OPEN_NOW, ByHand
from cases.terms import later

say = words_beside(__file__)

SPOKEN = ("field", "story", "done")
"""Words that are looked up by the field of the form, or by what is practised with."""

DRILL = "drill"
"""What the register is called."""

KEEPERS: tuple[OfficeId, ...] = ("po", "fg")
"""Who may start one."""

OVER = "drill_over"
"""The message that ends a drill which nobody ended."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """An invented breach: what is reported of it, and how long ago it was discovered, by the clock of the drill."""

    known: Mapping[str, object]
    ago: timedelta


SCENARIOS: Mapping[str, Scenario] = {
    "mail": Scenario(
        {
            "kind": "verkeerde_ontvanger",
            "data_kinds": ("contact", "bsn", "financieel"),
            "groups": ("client",),
            "n_people": "1",
            "n_records": "1",
            "cause": "vergissing",
            "systems": ("mail",),
        },
        timedelta(hours=2),
    ),
    "laptop": Scenario(
        {
            "kind": "kwijt",
            "data_kinds": ("contact", "bsn", "gezondheid"),
            "groups": ("client", "kwetsbaar"),
            "n_people": "101-1000",
            "cause": "opzet_buiten",
            "systems": ("apparaat",),
        },
        timedelta(hours=50),
    ),
    "postvak": Scenario(
        {
            "kind": "hack",
            "data_kinds": ("contact", "login"),
            "groups": ("client", "medewerker"),
            "cause": "opzet_buiten",
            "systems": ("mail",),
        },
        timedelta(hours=20),
    ),
}
"""By the name that the form gives them."""

FIELDS = (FormField("scenario", "choice", tuple(SCENARIOS), required=True),)


def start_card(draft_id: str, now: datetime, org: Organisation, filling: Filling) -> Card:
    """The form that starts a drill, with those that run already. Sent twice, it starts one."""
    running = tuple(each for each in filling.given.get(OPEN_NOW, "").split(",") if each)
    form = CaseForm[BreachCase](FIELDS, event="start", words=_words)
    nobodys = BreachCase(
        number="",
        draft_id=draft_id,
        reporter=BOT,
        reported_at=now,
        report=_report("mail", now),
        drill=True,
    )
    return ask_card(
        AskView(
            number=say("what"),
            title=say("title"),
            question="",
            asked_by="",
            fields=drawn_fields(form, nobodys, now, org, filling),
            send=Button(say("send"), "new_record", {"register": DRILL, "draft": draft_id}, of="entry"),
            closing=" ".join(
                (*_running(running), say("note", fast=FAST, hours=LONGEST // timedelta(hours=1)))
            ),
            buttons=(
                *(Button(say("show", number=each), "show", {"case": each}) for each in running[:1]),
                Button(say("cancel"), "register", of="register"),
                *(
                    Button(say("show", number=each), "show", {"case": each}, in_more=True)
                    for each in running[1:]
                ),
            ),
        )
    )


def _running(numbers: tuple[str, ...]) -> tuple[str, ...]:
    if not numbers:
        return ()
    return (say("running.one" if len(numbers) == 1 else "running.many", numbers=", ".join(numbers)),)


def _words(key: str, **names: object) -> str:
    """What the field of the form is called. Raises LookupError."""
    return say(f"field.{key.removeprefix('start.field.')}", **names)


def started(given: Mapping[str, str], number: str, draft_id: str, deed: Deed) -> Change[BreachCase]:
    """The drill that this form starts. Raises Refused."""
    scenario = given.get("scenario", "")
    if scenario not in SCENARIOS:
        raise Refused("scenario", "geen_keuze")
    filing = Filing(number, draft_id, deed.actor, deed.now, deed.org)
    done = file_report(_report(scenario, deed.now), filing, drill=True)
    over = message(done.case, "term", channel("po"), deed.now, Ref(OVER, mark=str(done.case.seq)))
    end = later(deed.now, seconds=int(LONGEST.total_seconds()))
    return Change(done.case, done.event, (*waits_outside(deed.now, done.dues), (end, over)))


def _report(scenario: str, now: datetime) -> Report:
    chosen = SCENARIOS[scenario]
    return Report.model_validate(
        {
            **chosen.known,
            "what_happened": say(f"story.{scenario}"),
            "done": say(f"done.{scenario}"),
            "discovered_at": (now.astimezone(UTC) - chosen.ago).astimezone(now.tzinfo),
            "discoverer": "collega",
        }
    )


STARTED_BY_HAND = ByHand[BreachCase](
    keepers=KEEPERS, title=say("title"), fields=FIELDS, card=start_card, make=started, tells_open=True
)
