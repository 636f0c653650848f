"""An entry of the processing register: every field of AVG article 30(1) and (2) and of policy point 11."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, model_validator

from cases.lasting.case import LINE_LIMIT, STORY_LIMIT, TEXT_LIMIT, Content, KeptRecord, Says, Section, linked
from cases.lasting.fields import choice, choices, day, line, numbers, story, words
from cases.register.case import fitted_row, text_of

CONTROLLER, JOINT, PROCESSOR = "verantwoordelijke", "samen", "verwerker"
ROLES = (CONTROLLER, JOINT, PROCESSOR)
"""What WIL is for this processing: AVG article 30(1) for the first two, 30(2) for the last."""

AT_PARTNERS, FAMILY = "bij_partner", "gezin"
GROUPS = ("client", "medewerker", "sollicitant", "bezoeker", "leverancier", AT_PARTNERS, FAMILY, "anders")
"""Whose data (policy point 3)."""

FORMER = "partner"
"""Earlier versions kept people at a partner of the flows under the same name as family of the forms."""

SENSITIVE = ("financieel", "bsn")
SPECIAL = ("gezondheid", "afkomst", "geloof", "politiek", "vakbond", "seksueel", "genetisch", "biometrisch")
KINDS = ("gewoon", "foto", *SENSITIVE, *SPECIAL, "strafrecht")
"""Which data: policy point 2, with the whole lists of AVG articles 9 and 10."""

BASES = ("taak", "wettelijk", "overeenkomst", "vitaal", "belang", "toestemming")
"""Lawful bases (policy point 5), which are named in words and never by a letter."""

WITHIN = "geen"
TRANSFERS = (WITHIN, "adequaat", "dpf", "scc", "anders")
"""Transfer to outside the EEA and what makes it allowed (AVG chapter V, policy point 10)."""

RUNNING = "bezig"
DPIAS = ("ja", RUNNING, "nee")
"""Whether there is a DPIA. The FG advises on it and the organisation decides (AVG articles 35(2), 39(1)(c)). While it
runs, and while nobody said whether one is needed, the entry is a draft."""

REGISTERED = "11"
RESTS_ON = {
    "purposes": ("6",),
    "role": ("9",),
    "others": ("9",),
    "groups": ("3",),
    "kinds": ("2",),
    "retention": ("8",),
    "recipients": ("10",),
    "transfers": ("10",),
    "security": ("12",),
    "dpia": ("inleiding",),
}
"""The policy points that a field rests on once it is settled; the bases have a point of their own each."""


def _one_of(options: tuple[str, ...]) -> AfterValidator:
    def check(value: str) -> str:
        if value and value not in options:
            raise ValueError("no such choice")
        return value

    return AfterValidator(check)


def _some_of(options: tuple[str, ...]) -> AfterValidator:
    def check(values: tuple[str, ...]) -> tuple[str, ...]:
        if not set(values) <= set(options):
            raise ValueError("no such choice")
        return tuple(each for each in options if each in values)

    return AfterValidator(check)


class ProcessingContent(Content):
    """What the register says of one processing.

    `team` answers for it; `others` are the joint controllers, or for whom WIL is processor, with how to reach them
    (30(1)(a), 30(2)(a)); `basis_told` names the law or the agreement behind the bases; `retention` is the term as it
    was set, never one of ours; `transfer_told` names countries and safeguards; `dpia_number` is where the DPIA lies.
    `agreements` and `cases` are the numbers of agreements, breaches, requests and questions that belong to it.
    """

    name: Annotated[str, text_of(LINE_LIMIT)] = ""
    purposes: Annotated[str, text_of(STORY_LIMIT)] = ""
    team: Annotated[str, text_of(LINE_LIMIT)] = ""
    role: Annotated[str, _one_of(ROLES)] = ""
    others: Annotated[str, text_of(TEXT_LIMIT)] = ""
    groups: Annotated[tuple[str, ...], _some_of(GROUPS)] = ()
    kinds: Annotated[tuple[str, ...], _some_of(KINDS)] = ()
    kinds_told: Annotated[str, text_of(STORY_LIMIT)] = ""
    bases: Annotated[tuple[str, ...], _some_of(BASES)] = ()
    basis_told: Annotated[str, text_of(TEXT_LIMIT)] = ""
    retention: Annotated[str, text_of(TEXT_LIMIT)] = ""
    recipients: Annotated[str, text_of(STORY_LIMIT)] = ""
    transfers: Annotated[str, _one_of(TRANSFERS)] = ""
    transfer_told: Annotated[str, text_of(TEXT_LIMIT)] = ""
    security: Annotated[str, text_of(STORY_LIMIT)] = ""
    dpia: Annotated[str, _one_of(DPIAS)] = ""
    dpia_number: Annotated[str, text_of(LINE_LIMIT)] = ""
    agreements: Annotated[str, text_of(TEXT_LIMIT)] = ""
    cases: Annotated[str, text_of(TEXT_LIMIT)] = ""

    def needed(self) -> tuple[str, ...]:
        """What art. 30 and point 11 want; a term and the security may stay open "where possible".

        For whom WIL processes must be known of a processor and of joint controllers; a processor has no basis of its
        own to give, and no DPIA to make.
        """
        needed = ["name", "purposes", "team", "role"]
        needed += ["others"] if self.role in (JOINT, PROCESSOR) else []
        needed += ["groups", "kinds", *(["bases"] if self.role != PROCESSOR else [])]
        needed += ["recipients", "transfers"]
        needed += ["transfer_told"] if self.transfers not in ("", WITHIN) else []
        needed += ["dpia"] if self.role != PROCESSOR else []
        return tuple(needed)

    def undecided(self) -> tuple[str, ...]:
        """A DPIA that runs is not decided on."""
        return ("dpia",) if self.dpia == RUNNING else ()

    def rests_on(self) -> tuple[str, ...]:
        """The points of what is settled."""
        own = [point for field, points in RESTS_ON.items() if self.settled(field) for point in points]
        bases = [f"5.{each}" for each in self.bases]
        return (REGISTERED, *own, *bases)


SECTIONS = (
    Section(
        "change_what",
        (
            line("name", required=True),
            story("purposes"),
            line("team"),
            choice("role", ROLES),
            words("others"),
            choices("groups", GROUPS),
        ),
    ),
    Section(
        "change_which",
        (
            choices("kinds", KINDS),
            story("kinds_told"),
            choices("bases", BASES),
            words("basis_told"),
            words("retention"),
        ),
    ),
    Section(
        "change_whereto",
        (
            story("recipients"),
            choice("transfers", TRANSFERS),
            words("transfer_told"),
            story("security"),
            choice("dpia", DPIAS),
            line("dpia_number"),
        ),
    ),
    Section(
        "change_beside",
        (
            numbers("agreements", TEXT_LIMIT, "OV"),
            numbers("cases", TEXT_LIMIT, "DL", "RV", "AD"),
            day("review_on"),
        ),
    ),
)
"""What each form changes. Six fields are the most that a card may ask."""


class ProcessingCase(KeptRecord):
    """One processing."""

    content: ProcessingContent

    @model_validator(mode="before")
    @classmethod
    def _former_groups(cls, value: Any) -> Any:
        """What an entry of an earlier version means by a partner: family in a form, an organisation in a flow."""
        content = value.get("content") if isinstance(value, Mapping) else None
        groups = content.get("groups") if isinstance(content, Mapping) else None
        if not isinstance(content, Mapping) or not isinstance(groups, list | tuple) or FORMER not in groups:
            return value
        meant = AT_PARTNERS if value.get("from_consult") else FAMILY
        renamed = [meant if each == FORMER else each for each in groups]
        return {**value, "content": {**content, "groups": renamed}}


def agreement_numbers(typed: str) -> str:
    """Numbers of agreements as people type them. Raises ValueError with the key of what is wrong."""
    return linked(typed, ("OV",), "geen_overeenkomsten")


def numbers_of_cases(typed: str) -> str:
    """Numbers of breaches, requests and questions. Raises ValueError with the key of what is wrong."""
    return linked(typed, ("DL", "RV", "AD"), "geen_zaken")


def case_row(case: ProcessingCase) -> str:
    """The JSON of a row. What an entry says fits in whole: its fields are short enough together."""
    return fitted_row(case, lambda whole, most: whole)


def read_case(value: str) -> ProcessingCase:
    """An entry out of its row."""
    return ProcessingCase.model_validate_json(value)


IN_SIGHT = ("team", "purposes", "retention", "review_on")
READS = {"agreements": agreement_numbers, "cases": numbers_of_cases}
SAYS = Says(ProcessingContent, SECTIONS, IN_SIGHT, READS)
