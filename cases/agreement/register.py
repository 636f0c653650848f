"""The agreements with other organisations (OV-): kept by JZ, read by the Privacy Officer and the FG."""

from cards.words import words_beside
from cases.agreement.case import SECTIONS, AgreementCase, AgreementContent, case_row, entry_numbers, read_case
from cases.agreement.from_answers import agreement_content
from cases.lasting.case import RecordKind
from cases.lasting.life import record_life
from cases.lasting.register import record_register
from state_machines.record_life import AGREEMENT_LIFE, AGREEMENT_ROLES, READERS

say = words_beside(__file__)

SPOKEN = ("entry",)


def _words(key: str, **values: object) -> str:
    return say(f"entry.{key}", **values)


AGREEMENT_KIND = RecordKind[AgreementCase](
    register="agreement",
    prefix="OV",
    case=AgreementCase,
    content=AgreementContent,
    chart=AGREEMENT_LIFE,
    roles=AGREEMENT_ROLES,
    offices=READERS,
    keeper="jz",
    sections=SECTIONS,
    in_sight=("kind", "signed_on", "review_on", "entries"),
    words=_words,
    reads={"entries": entry_numbers},
)

LIFE = record_life(AGREEMENT_KIND)

AGREEMENT = record_register(AGREEMENT_KIND, read_case, case_row, LIFE, "kind", agreement_content)
