"""Draft facts for an agreement with another organisation out of a flow's answers: policy points 9 and 10, annex 1.

What an agreement has to settle is told from the law (AVG articles 26 and 28), as titles with their source: annex 2 of
the policy is a title only, so no text of an agreement is made up here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.words import words_beside
from cases.drafts.answers import Answers, DraftLine
from cases.organisation import Organisation
from cases.told import Told

say = words_beside(__file__)

SPOKEN = ("field", "kind", "settle", "role")
"""Words that are looked up by the name of a field or by the kind of agreement."""

AGREEMENT_KINDS = ("processing", "sub_processing", "exchange", "joint", "unknown")
"""Processing (art. 28), sub-processing (28(4)), exchange between two who each decide, joint (26), not known yet."""

KIND_OF = {
    "opdrachtgever": "processing",
    "subverwerker": "sub_processing",
    "verwerker": "processing",
    "eigen": "exchange",
    "samen": "joint",
}
"""The situation of annex 1, and the agreement that belongs to it."""

AGREEMENT_FIELDS = (
    "party",
    "role",
    "subject",
    "purposes",
    "data",
    "people",
    "direction",
    "place",
    "duration",
    "already",
)
"""Article 28(3) in its first sentence, with the parties, where it is, and what is on paper already."""

SETTLE: Mapping[str, tuple[str, ...]] = {
    "processing": (
        "instructions",
        "warning",
        "secrecy",
        "security",
        "sub_processors",
        "rights",
        "breaches",
        "end",
        "audits",
    ),
    "sub_processing": (
        "permission",
        "same_duties",
        "instructions",
        "warning",
        "secrecy",
        "security",
        "breaches",
        "end",
    ),
    "exchange": ("how", "who"),
    "joint": ("how", "duties", "rights_who", "inform_who", "contact", "essence"),
    "unknown": (),
}
"""What has to be settled, in the order of the articles."""


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """`kind` is one of AGREEMENT_KINDS; one line for each of AGREEMENT_FIELDS; `settle` in our words with sources."""

    kind: str
    lines: tuple[DraftLine, ...]
    settle: tuple[str, ...]

    def value(self, name: str) -> str:
        """What is known of a field, perhaps "". Raises StopIteration for a name that is no field."""
        return next(each.value for each in self.lines if each.name == name)


def field_title(name: str) -> str:
    """What a field is called. Raises LookupError."""
    return say(f"field.{name}")


def kind_title(kind: str) -> str:
    """What a kind of agreement is called. Raises LookupError."""
    return say(f"kind.{kind}")


def agreement_draft(codes: Mapping[str, str], told: Sequence[Told], org: Organisation) -> AgreementDraft:
    """What the answers say about each field. Nothing is invented: what was not asked is a gap."""
    answers = Answers(codes, told)
    situation = answers.code("situation")
    kind = KIND_OF.get(situation, "unknown")
    lines = {
        "party": DraftLine("party", "", gap=True),
        "role": DraftLine(
            "role",
            say(f"role.{situation}", name=org.short_name) if situation in KIND_OF else "",
            gap=situation not in KIND_OF,
        ),
        "subject": _line(answers, "subject", "matter", typed=True),
        "purposes": _line(answers, "purposes", "purpose_text", typed=True),
        "data": _line(answers, "data", "kinds"),
        "people": _line(answers, "people", "groups"),
        "direction": _line(answers, "direction", "direction"),
        "place": _line(answers, "place", "place"),
        "duration": DraftLine("duration", answers.words("regular"), gap=True),
        "already": _line(answers, "already", "agreement"),
    }
    return AgreementDraft(
        kind,
        tuple(lines[name] for name in AGREEMENT_FIELDS),
        tuple(say(f"settle.{each}") for each in SETTLE[kind]),
    )


def _line(answers: Answers, name: str, field: str, *, typed: bool = False) -> DraftLine:
    value = answers.words(field)
    unsure = {"onbekend", "twijfel", "anders"} & set(answers.code(field).split(","))
    return DraftLine(name, value, gap=not value or bool(unsure), typed=typed)
