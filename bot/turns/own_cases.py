"""What somebody filed in any register: the list of it, the question that waits for an answer, what is added to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cards.view import Button
from cards.words import words_beside
from cases.desks.desks import Desks
from cases.desks.own_cases import OwnCase, own_cases
from cases.organisation import Organisation
from cases.people import Actor
from cases.register.case import KeptCase
from cases.register.forms import CaseForm, Filling, answer_button, asked_by
from dialogs.answers import hidden_in
from dialogs.flows import FLOWS
from dialogs.talk.presenting import Show
from dialogs.talk.told import fields_told

say = words_beside(__file__)

MOST_OWN = 50
"""How many cases of each register the list of somebody's own cases looks at."""


class OwnCasesOf:
    """Looks up what somebody filed, and nobody else."""

    def __init__(self, org: Organisation, desks: Desks) -> None:
        self._org = org
        self._desks = desks

    async def listed(self, actor: Actor, page: int, now: datetime) -> Show:
        """A page of the list; pages count from 1."""
        found, unread = list[OwnCase](), list[str]()
        for desk in self._desks:
            form, own_row = desk.register.forms.get("answer"), desk.register.cards.own_row
            if own_row is None:
                continue
            for case in await desk.own(actor.aad_id, limit=MOST_OWN, unread=unread):
                waits = form is not None and bool(case.pending) and case.is_open
                answer = answer_button(form, case, self._org) if form is not None and waits else None
                found.append(OwnCase(case, own_row(case, now, self._org), answer))
        return Show(own_cases(found, page, unread), say("own_cases"))

    async def waiting_question(
        self, actor: Actor, text: str, now: datetime, ways: tuple[Button, ...] = ()
    ) -> Show | None:
        """The oldest open question to this person, with this text as the answer to send; None when there is none.

        `ways` lead to what the text may be as well.
        """
        for desk in self._desks:
            register = desk.register
            form = register.forms.get("answer")
            if form is None:
                continue
            for case in await desk.own(actor.aad_id, limit=MOST_OWN):
                if case.is_open and case.pending:
                    given = {"exchange": case.pending[0].id}
                    values = {"answer": hidden_in(text).text.strip()}
                    filling = Filling(given=given, values=values, ways=ways)
                    card = register.form_card(form, case, now, self._org, filling)
                    return Show(card, register.cards.summary(case, now, self._org))
        return None

    async def addition(self, actor: Actor, text: str, now: datetime) -> Show | None:
        """The form to add this text to the newest open case of this person, to look at and send; None without one.

        What the text tells of the lists of the report stands filled in there: sending it corrects the report.
        """
        newest: tuple[datetime, Show] | None = None
        for desk in self._desks:
            register = desk.register
            if register.practised:  # what somebody tells is about what happened
                continue
            for case in await desk.own(actor.aad_id, limit=MOST_OWN):
                allowed = register.life.open_to_reporter(case, now, self._org)
                form = next(
                    (each for event, each in register.forms.items() if each.adds and event in allowed), None
                )
                if form is None or (newest is not None and newest[0] >= case.reported_at):
                    continue
                words = {form.adds: hidden_in(text).text.strip()}
                flow = FLOWS.get(register.name)
                told = fields_told(flow, text, now) if flow is not None else {}
                filling = Filling(given=told, values=words | self._beside(form, case, told, now))
                card = register.form_card(form, case, now, self._org, filling)
                newest = case.reported_at, Show(card, register.cards.summary(case, now, self._org))
        return newest[1] if newest is not None else None

    def _beside(
        self, form: CaseForm[Any], case: KeptCase, told: Mapping[str, str], now: datetime
    ) -> dict[str, str]:
        """What was told, in lists of several beside what stands there already: "er zat ook een BSN bij"."""
        filled = dict(told)
        for each in asked_by(form, case, self._org, told):
            if each.kind == "choices" and each.id in told and form.held is not None:
                known = {*form.held(case, each, now, self._org).split(","), *told[each.id].split(",")}
                filled[each.id] = ",".join(option for option in each.options if option in known)
        return filled
