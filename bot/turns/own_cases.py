"""What somebody filed in any register: the list of it, and the question of an officer that waits for an answer."""

from datetime import datetime

from cards.words import words_beside
from cases.desks.desks import Desks
from cases.desks.own_cases import OwnCase, own_cases
from cases.organisation import Organisation
from cases.people import Actor
from cases.register.forms import Filling, answer_button, form_card
from dialogs.answers import hidden_in
from dialogs.talk.presenting import Show

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
        found: list[OwnCase] = []
        for desk in self._desks:
            form, own_row = desk.register.forms.get("answer"), desk.register.cards.own_row
            if own_row is None:
                continue
            for case in await desk.own(actor.aad_id, limit=MOST_OWN):
                waits = form is not None and bool(case.pending) and case.is_open
                answer = answer_button(form, case, self._org) if form is not None and waits else None
                found.append(OwnCase(case, own_row(case, now, self._org), answer))
        return Show(own_cases(found, page), say("own_cases"))

    async def waiting_question(self, actor: Actor, text: str, now: datetime) -> Show | None:
        """The oldest open question to this person, with this text as the answer to send; None when there is none."""
        for desk in self._desks:
            register = desk.register
            form = register.forms.get("answer")
            if form is None:
                continue
            for case in await desk.own(actor.aad_id, limit=MOST_OWN):
                if case.is_open and case.pending:
                    given = {"exchange": case.pending[0].id}
                    filling = Filling(given=given, values={"answer": hidden_in(text).text.strip()})
                    card = form_card(form, case, now, self._org, filling)
                    return Show(card, register.cards.summary(case, now, self._org))
        return None
