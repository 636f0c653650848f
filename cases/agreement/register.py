"""The agreements with other organisations (OV-): kept by JZ, read by the Privacy Officer and the FG."""

from cards.words import words_beside
from cases.agreement.case import SAYS, AgreementCase, AgreementContent, case_row, read_case
from cases.agreement.from_answers import agreement_content
from cases.drafts.answers import FilledIn
from cases.lasting.case import RecordKind, entry_words
from cases.lasting.register import record_register
from cases.organisation import Organisation
from cases.register.register import Stored

say = words_beside(__file__)

SPOKEN = ("entry",)


AGREEMENT_KIND = RecordKind("agreement", "OV", ("jz",), AgreementCase, SAYS, entry_words(say))


def _content(filled: FilledIn, org: Organisation) -> AgreementContent:
    return agreement_content(filled.answers, org)


AGREEMENT = record_register(AGREEMENT_KIND, Stored(read_case, case_row), "kind", _content, from_file=True)
