"""The processing register (VR-): kept by the FG, read by the Privacy Officer and JZ (policy point 11, AVG art. 30)."""

from cards.words import words_beside
from cases.drafts.answers import FilledIn
from cases.lasting.case import RecordKind, entry_words
from cases.lasting.register import record_register
from cases.organisation import Organisation
from cases.processing.case import SAYS, ProcessingCase, ProcessingContent, case_row, read_case
from cases.processing.from_answers import entry_content
from cases.register.register import Stored, TellsAll
from cases.told import KnownTerm
from state_machines.record_life import CURRENT

say = words_beside(__file__)

SPOKEN = ("entry",)


PROCESSING_KIND = RecordKind("processing", "VR", ("fg",), ProcessingCase, SAYS, entry_words(say))


def known_term(case: ProcessingCase) -> KnownTerm | None:
    """What everybody may read of an established entry: its purposes and its term, and nothing else that it says."""
    if case.status != CURRENT or case.confidential:
        return None
    return KnownTerm(case.content.name, case.content.purposes, case.content.retention)


def _content(filled: FilledIn, org: Organisation) -> ProcessingContent:
    return entry_content(filled.answers, org)


PROCESSING = record_register(
    PROCESSING_KIND,
    Stored(read_case, case_row),
    "groups",
    _content,
    tells_all=TellsAll(term=known_term),
    from_file=True,
)
