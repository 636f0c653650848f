"""The question to an office that the answers of a conversation make."""

from datetime import datetime

from cases.consult.case import ConsultCase
from cases.consult.life import Asked, file_consult
from cases.drafts.answers import FilledIn
from cases.organisation import Organisation, office_of
from cases.people import Actor
from cases.register.filing import Filing
from cases.register.life import Change
from cases.told import WANTS


def from_answers(
    filled: FilledIn, number: str, asker: Actor, now: datetime, org: Organisation
) -> Change[ConsultCase]:
    """A new question: its card and a mail go to the office."""
    facts = filled.facts
    asked = Asked(
        office=office_of(facts.get("office", "")),
        wants=next((each for each in WANTS if each == facts.get("wants")), "question"),
        question=facts.get("question", ""),
        about=filled.about,
        flow=filled.flow,
        outcome=filled.outcome,
        points=filled.points,
        why=filled.why,
        told=tuple(filled.answers.told),
        codes=filled.answers.codes,
        verdict=filled.verdict,
    )
    return file_consult(asked, Filing(number, filled.draft_id, asker, now, org))
