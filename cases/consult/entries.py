"""The entry or the agreement that an office makes of a consult: filed in another register, once."""

from datetime import datetime

from cases.consult.case import ConsultCase
from cases.consult.life import made
from cases.drafts.answers import Answers, FilledIn
from cases.organisation import Organisation
from cases.register.life import Change
from cases.register.plans import Drop, FileElsewhere, Plan


def made_elsewhere(case: ConsultCase, register: str, now: datetime, org: Organisation) -> Plan:
    """What another register makes its own case of.

    That case lies in a partition of its own, so it is filed once under an id that follows from the consult's number.
    """
    accepted = case.accepted
    if accepted is None or case.made:
        return Drop("nothing is to be made of it, or it was made")

    def noted(fresh: ConsultCase, number: str) -> Change[ConsultCase]:
        return made(fresh, register, number, now, org)

    return FileElsewhere(
        register,
        filer=accepted.by,
        filled=FilledIn(
            draft_id=f"{case.number.replace('-', '')}.{register}",
            answers=Answers(case.codes, case.told),
            points=case.verdict.points if case.verdict is not None else case.points,
            origin=case.number,
        ),
        noted=noted,
    )
