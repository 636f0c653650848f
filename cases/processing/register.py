"""The processing register (VR-): kept by the FG, read by the Privacy Officer and JZ (policy point 11, AVG art. 30)."""

from cards.words import words_beside
from cases.lasting.case import RecordKind
from cases.lasting.life import record_life
from cases.lasting.register import record_register
from cases.processing.case import (
    SECTIONS,
    ProcessingCase,
    ProcessingContent,
    agreement_numbers,
    case_row,
    numbers_of_cases,
    read_case,
)
from cases.processing.from_answers import entry_content
from state_machines.record_life import PROCESSING_LIFE, PROCESSING_ROLES, READERS

say = words_beside(__file__)

SPOKEN = ("entry",)


def _words(key: str, **values: object) -> str:
    return say(f"entry.{key}", **values)


PROCESSING_KIND = RecordKind[ProcessingCase](
    register="processing",
    prefix="VR",
    case=ProcessingCase,
    content=ProcessingContent,
    chart=PROCESSING_LIFE,
    roles=PROCESSING_ROLES,
    offices=READERS,
    keeper="fg",
    sections=SECTIONS,
    in_sight=("team", "purposes", "retention", "review_on"),
    words=_words,
    reads={"agreements": agreement_numbers, "cases": numbers_of_cases},
)

LIFE = record_life(PROCESSING_KIND)

PROCESSING = record_register(PROCESSING_KIND, read_case, case_row, LIFE, "groups", entry_content)
