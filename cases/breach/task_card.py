"""The card of the office that tells the people, with its task and nothing more of the case (policy point 14 step 8)."""

from dataclasses import replace
from datetime import datetime

from cards.breach import IncidentView, incident_card
from cards.view import Button, Card, Fact
from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.facts import main_facts, more_facts, opinions
from cases.breach.life import LIFE
from cases.breach.papers import papers_of
from cases.breach.progress import people_line
from cases.names import names_of
from cases.organisation import Organisation
from cases.people import Viewer
from cases.register.forms import form_button
from state_machines.breach_life import TO_WITHDRAW

say = words_beside(__file__)

SPOKEN = ("state", "turn", "note", "paper")
"""Words that are looked up by how the task stands, and by the paper."""


def task(case: BreachCase, office: str, now: datetime, org: Organisation) -> Card:
    """What JZ needs to tell the people (policy point 14 step 8), and nothing more of the case.

    Asked for advice it reads what was reported and the question, but not by whom. In a channel the facts of a
    confidential case are left out.
    """
    state = _task_state(case)
    form = LIFE.forms["informed"]
    can = "informed" in LIFE.open_to(case, Viewer.in_channel(office), now, org)
    record = form_button(form, case, org, {"for": office}, primary=case.people_wait) if can else None
    advise = LIFE.forms[f"{office}_advises"]
    asked = office in case.asked_opinions and case.is_open
    facts = () if case.confidential else main_facts(case, now, org)
    told = asked and not case.confidential
    view = IncidentView(
        number=case.number,
        state=say(f"state.{state}"),
        turn=say(f"turn.{_TURN.get(state, 'open')}", office=org.office(office).name),
        by="",
        tone="done" if state == "done" else "running",
        clock=None,
        late_note="",
        facts=facts,
        more_facts=more_facts(case, now, org) if told else (),
        words=case.report.what_happened if told else "",
        answers=(),
        reporter="",
        notes=(
            *((say(f"note.{state}", **names_of(org)),) if state not in ("done", "advised") else ()),
            *((say("note.open", **names_of(org)),) if state == "advise" and case.people_wait else ()),
            *((say("ask_office", office=org.offices.po.title),) if case.confidential else ()),
        ),
        confidential=False,
        buttons=(
            *((form_button(advise, case, org, {"for": office}, primary=True),) if asked else ()),
            *((replace(record, primary=case.people_wait and not asked),) if record is not None else ()),
            *(_letters(case, office) if state not in ("advise", "advised") else ()),
        ),
        reasons=_advice(case, office, org),
        progress=(Fact(say("people"), people_line(case, now, org)),)
        if state not in ("advise", "advised") or case.people is not None
        else (),
        source=say("source"),
    )
    return incident_card(view)


_TURN = {"done": "done", "later": "later", "advised": "done"}


def _advice(case: BreachCase, office: str, org: Organisation) -> tuple[Fact, ...]:
    """What this office was asked, or advised, and what came of that."""
    own = {name: each for name, each in case.opinions.items() if name == office}
    return () if case.confidential else opinions(case.model_copy(update={"opinions": own}), org)


def _task_state(case: BreachCase) -> str:
    """What the office that tells the people has to do; while new facts are weighed it waits for the decision."""
    if "jz" in case.asked_opinions and case.is_open:
        return "advise"
    if "jz" in case.opinions and case.people is None and case.informed is None:
        return "advised"
    if case.is_open and case.people is None and case.status != TO_WITHDRAW:
        return "later"
    if not case.people_wait or not case.is_open:
        return "done"
    assert case.people is not None
    if case.people_behind:
        return "more"
    return "public" if case.people.choice == "public" else "open"


def _letters(case: BreachCase, office: str) -> tuple[Button, ...]:
    """The drafts that this office can send, the one that was decided on first."""
    offered = papers_of(case, office)
    place = {"case": case.number, "for": office}
    return tuple(Button(say(f"paper.{each}"), "paper", {**place, "paper": each}) for each, _ in offered)
