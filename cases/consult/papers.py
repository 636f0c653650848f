"""The papers of a consult: a draft entry for the processing register (AVG article 30), the facts for an agreement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cases.consult.case import ConsultCase
from cases.drafts.agreement import agreement_draft, kind_title
from cases.drafts.answers import DraftLine
from cases.drafts.entry import entry_draft
from cases.organisation import Organisation
from cases.papers.letterhead import organisation_values
from cases.papers.paper import NoSuchPaper, Paper, Typed, Value, load_family
from cases.told import Told

GUARDS = frozenset({"processing", "sub_processing", "exchange", "joint", "kind_unknown", "outside"})
"""What a block of the sheet may depend on."""

ENTRY, AGREEMENT = "entry", "agreement"

FOLDER = Path(__file__).with_name("letters")

PAPERS = load_family(FOLDER, (ENTRY, AGREEMENT), GUARDS)

WITHIN = frozenset({"eer"})
"""Places where data go without more: the European Economic Area."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of a flow that a paper is made of, under this number; `filled` are gaps that somebody filled in."""

    number: str
    codes: Mapping[str, str]
    told: Sequence[Told]
    filled: Mapping[str, str] = field(default_factory=dict)


def papers_of(case: ConsultCase, task: str = "") -> tuple[tuple[str, str], ...]:
    """As (id, title): an entry when it is asked for or the FG has the facts of a processing; the sheet when an
    agreement is asked for or the answers tell about another organisation. None for an office with only a `task`."""
    entry = case.wants == "register_entry" or (case.office == "fg" and "kinds" in case.codes)
    sheet = case.wants == "agreement" or "situation" in case.codes
    offered = ((ENTRY, entry), (AGREEMENT, sheet))
    return tuple((name, PAPERS.title(name)) for name, fits in offered if fits and not task)


def consult_paper(case: ConsultCase, paper: str, now: datetime, org: Organisation) -> Paper:
    """A paper of this consult. Raises NoSuchPaper."""
    if paper not in dict(papers_of(case)):
        raise NoSuchPaper(paper)
    make = entry_paper if paper == ENTRY else agreement_paper
    return make(Answered(case.number, case.codes, case.told, case.filled), org)


def paper_not_filled(case: ConsultCase, paper: str, org: Organisation) -> Paper:
    """This paper without what was filled in by hand. Raises NoSuchPaper."""
    return consult_paper(case.model_copy(update={"filled": {}}), paper, case.reported_at, org)


def entry_paper(answered: Answered, org: Organisation) -> Paper:
    """The draft entry of these answers of a flow: policy point 11, AVG article 30(1)."""
    lines = {each.name: _value(each) for each in entry_draft(answered.codes, answered.told, org).lines}
    values = {**organisation_values(org), **{f"entry_{name}": value for name, value in lines.items()}}
    return PAPERS.render(ENTRY, answered.number, values, frozenset(), filled=answered.filled)


def agreement_paper(answered: Answered, org: Organisation) -> Paper:
    """The sheet of these answers of a flow. Nothing is made up: what was not asked or is not sure is a gap."""
    draft = agreement_draft(answered.codes, answered.told, org)
    lines = {each.name: _value(each) for each in draft.lines}
    known = draft.kind != "unknown"
    values: dict[str, Value] = {
        "agreement_kind": kind_title(draft.kind) if known else "",
        "party": lines["party"],
        "role": lines["role"],
        "subject": lines["subject"],
        "agreement_purposes": lines["purposes"],
        "agreement_data": lines["data"],
        "agreement_people": lines["people"],
        "direction": lines["direction"],
        "place": lines["place"],
        "duration": lines["duration"],
        "already": lines["already"],
        "settle": draft.settle,
    }
    holds = {draft.kind if known else "kind_unknown"}
    if answered.codes.get("place", "") not in WITHIN:
        holds.add("outside")
    return PAPERS.render(AGREEMENT, answered.number, values, holds, filled=answered.filled)


def _value(line: DraftLine) -> Value:
    """What is known, with a gap behind it when it is known in part."""
    known: Value = Typed(line.value) if line.typed else line.value
    if line.gap and line.value:
        return (known, "") if isinstance(known, str | Typed) else known
    return known
