"""The agreements with other organisations (OV-): kept by JZ, read by the Privacy Officer and the FG."""

from cards.words import words_beside
from cases.agreement.case import SAYS, AgreementCase, case_row, read_case
from cases.agreement.from_answers import agreement_content
from cases.lasting.case import RecordKind, entry_words
from cases.lasting.register import record_register

say = words_beside(__file__)

SPOKEN = ("entry",)


AGREEMENT_KIND = RecordKind("agreement", "OV", ("jz",), AgreementCase, SAYS, entry_words(say))

AGREEMENT = record_register(
    AGREEMENT_KIND,
    read_case,
    case_row,
    "kind",
    lambda filled, org: agreement_content(filled.answers, org),
    from_file=True,
)
