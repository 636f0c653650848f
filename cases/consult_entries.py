"""What the answers behind a consult fill in of an entry for the processing register, or of an agreement.

Nothing is invented: what a flow did not ask, or the asker did not know, stays open until the office settles it.

An entry lasts for years and is read by other offices than the question, in lists and channels. So of a confidential
question only answers from closed lists go along; what it is called and what it is for, the office writes in words of
its own before it can establish the entry. An entry that were confidential itself would be no register to read.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cases.agreement import AgreementContent
from cases.agreement_draft import KIND_OF
from cases.agreement_register import AGREEMENT_KIND
from cases.agreement_register import LIFE as AGREEMENT_LIFE
from cases.case_changes import Change, Life
from cases.consult import ConsultCase
from cases.consult_changes import made
from cases.draft_lines import Answers
from cases.entry_draft import basis_of, entry_draft, law_of
from cases.kept_record import LINE_LIMIT, STORY_LIMIT, TEXT_LIMIT, Content, RecordKind
from cases.organisation import Organisation
from cases.outbox_plan import Drop, FileElsewhere, Plan
from cases.plain_text import one_line, shortened
from cases.processing import (
    BASES,
    CONTROLLER,
    GROUPS,
    JOINT,
    KINDS,
    PROCESSOR,
    WITHIN,
    ProcessingContent,
)
from cases.processing_register import LIFE as PROCESSING_LIFE
from cases.processing_register import PROCESSING_KIND
from cases.record_changes import file_record
from cases.told import Told

ROLE_OF = {
    "opdrachtgever": PROCESSOR,
    "subverwerker": PROCESSOR,
    "verwerker": CONTROLLER,
    "eigen": CONTROLLER,
    "samen": JOINT,
}
"""The situation of annex 1, and what WIL is in it."""

AGREEMENT_OF = {
    "processing": "verwerker",
    "sub_processing": "subverwerker",
    "exchange": "uitwisseling",
    "joint": "regeling",
}
"""The agreement that belongs to the situation, as the register of agreements calls it."""


def made_elsewhere(case: ConsultCase, register: str, now: datetime, org: Organisation) -> Plan:
    """The entry or the agreement that an office has made of this consult.

    It lies in a partition of its own, so it is filed once under an id that follows from the number of the consult.
    """
    accepted = case.accepted
    if accepted is None or case.made:
        return Drop("nothing is to be made of it, or it was made")
    kind, life, content = _made_of(case, register, org)

    def make(number: str) -> Change[Any]:
        return file_record(
            kind,
            life,
            content,
            number=number,
            draft_id=draft_id,
            keeper=accepted.by,
            now=now,
            org=org,
            from_consult=case.number,
            from_points=case.verdict.points if case.verdict is not None else case.points,
            withheld=case.confidential,
        )

    def noted(fresh: ConsultCase, number: str) -> Change[ConsultCase]:
        return made(fresh, register, number, now, org)

    draft_id = f"{case.number.replace('-', '')}.{register}"
    return FileElsewhere(register, draft_id, accepted.by, make, noted)


def _made_of(
    case: ConsultCase, register: str, org: Organisation
) -> tuple[RecordKind[Any], Life[Any], Content]:
    told = tuple(each for each in case.told if not (case.confidential and each.typed))
    if register == AGREEMENT_KIND.register:
        return AGREEMENT_KIND, AGREEMENT_LIFE, agreement_content(case.codes, told)
    return PROCESSING_KIND, PROCESSING_LIFE, entry_content(case.codes, told, org)


def entry_content(codes: Mapping[str, str], told: Sequence[Told], org: Organisation) -> ProcessingContent:
    """The entry as far as the answers go. `codes` are the answers from closed lists, `told` all of them in words."""
    answers, drafted = Answers(codes, told), entry_draft(codes, told, org)
    known = {each.name: each.value for each in drafted.lines if not each.gap}
    basis = basis_of(answers)
    return ProcessingContent(
        name=shortened(one_line(answers.words("matter")), LINE_LIMIT),
        purposes=shortened(answers.words("purpose_text"), STORY_LIMIT),
        role=_role(answers),
        groups=_listed(answers, "groups", GROUPS),
        kinds=_listed(answers, "kinds", KINDS),
        bases=(basis,) if basis in BASES else (),
        basis_told=shortened(law_of(answers), TEXT_LIMIT),
        retention=shortened(known.get("terms", ""), TEXT_LIMIT),
        recipients=shortened(known.get("recipients", ""), STORY_LIMIT),
        transfers=_transfers(answers) if "transfers" in known else "",
    )


def agreement_content(codes: Mapping[str, str], told: Sequence[Told]) -> AgreementContent:
    """The agreement as far as the answers go; with whom is never asked in a flow."""
    answers = Answers(codes, told)
    kind = KIND_OF.get(answers.code("situation"), "unknown")
    return AgreementContent(
        kind=AGREEMENT_OF.get(kind, ""),
        about=shortened(answers.words("matter"), STORY_LIMIT),
    )


def _role(answers: Answers) -> str:
    situation = answers.code("situation")
    if not situation:
        return CONTROLLER if _inside(answers) else ""
    return ROLE_OF.get(situation, "")


def _transfers(answers: Answers) -> str:
    place = answers.code("place")
    return {"adequaat": "adequaat", "vs": "dpf", "eer": WITHIN}.get(place, WITHIN if _inside(answers) else "")


def _inside(answers: Answers) -> bool:
    return answers.code("outside") == "nee" or answers.code("inside") == "ja"


def _listed(answers: Answers, field: str, options: tuple[str, ...]) -> tuple[str, ...]:
    chosen = answers.code(field).split(",")
    return tuple(each for each in options if each in chosen)
