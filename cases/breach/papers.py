"""The papers of a breach: the form of the AP, the letter to the people, the notice to a controller (policy point 14).

No word that the reporter typed stands in them: it may hold names of victims, and the AP wants none. What only the
story tells is a gap, to be filled in by somebody who has read it (docs/adr/0008-papers-from-templates.md).
"""

from datetime import datetime
from pathlib import Path

from cases.breach.case import UNKNOWN, BreachCase
from cases.breach.known import unknown_facts
from cases.breach.paper_values import no_special_data, role_of, told_in_assessment, values_of
from cases.breach.since_told import changes_told
from cases.organisation import Organisation
from cases.papers.paper import NoSuchPaper, Paper, load_family
from state_machines.breach_life import DOUBLE, NO_BREACH, WITHDRAWN

GUARDS = frozenset(
    {
        "provisional",
        "supplement",
        "changed",
        "late",
        "no_special",
        "inform",
        "not_inform",
        "public",
        "informed",
        "ap_told",
        "stopped",
        "going_on",
        "fg_registered",
        "seen_known",
        "knowing_known",
    }
)
"""What a block of these papers may depend on."""

AP, PROVISIONAL, SUPPLEMENT, WITHDRAWAL = "ap", "ap_provisional", "ap_supplement", "ap_withdrawal"
LETTER, NOTICE, CONTROLLER = "letter", "public_notice", "controller"

FOR_ANOTHER = "opdracht"
"""The answer of the assessment that another organisation is the controller."""

FOLDER = Path(__file__).with_name("letters")

PAPERS = load_family(FOLDER, (AP, PROVISIONAL, SUPPLEMENT, WITHDRAWAL, LETTER, NOTICE, CONTROLLER), GUARDS)


def papers_of(case: BreachCase, task: str = "") -> tuple[tuple[str, str], ...]:
    """The papers that this case can have now, as (id, title); none when it was no breach.

    With `task`, those for an office that has only a task in the case: legal affairs tell the people (policy point 14
    step 8).
    """
    offered = _offered(case)
    if task:
        offered = [each for each in offered if each in (LETTER, NOTICE)]
    return tuple((each, PAPERS.title(each)) for each in offered)


def breach_paper(case: BreachCase, paper: str, now: datetime, org: Organisation) -> Paper:
    """A paper of this case as it stands now. Raises NoSuchPaper."""
    if paper not in dict(papers_of(case)):
        raise NoSuchPaper(paper)
    changes = changes_told(case, org)
    values = {**values_of(case, org, wording=paper in (LETTER, NOTICE)), "changed_since": changes}
    holds = _holds(case, paper, now, org, changes)
    return PAPERS.render(paper, case.number, values, holds, filled=case.filled)


def paper_not_filled(case: BreachCase, paper: str, org: Organisation) -> Paper:
    """This paper without what was filled in by hand. Raises NoSuchPaper."""
    return breach_paper(case.model_copy(update={"filled": {}}), paper, case.reported_at, org)


def _offered(case: BreachCase) -> list[str]:
    if case.status in (WITHDRAWN, NO_BREACH, DOUBLE):
        return []
    offered = list[str]()
    if case.told != "no":
        offered += [SUPPLEMENT, WITHDRAWAL]
    elif case.decision is None or case.decision.ap != "not":
        full_first = case.decision is not None and case.decision.ap == "notify"
        offered += [AP, PROVISIONAL] if full_first else [PROVISIONAL, AP]
    choice = case.people.choice if case.people is not None else "inform"
    if choice != "not":
        offered += [LETTER, NOTICE] if choice == "inform" else [NOTICE, LETTER]
    if _has_a_controller(case):
        offered.append(CONTROLLER)
    return offered


def _has_a_controller(case: BreachCase) -> bool:
    """Whether another organisation is, or may be, the one for whom the data are kept (AVG article 33(2))."""
    duty = case.duties.get("opdrachtgever")
    return duty.applies if duty is not None else role_of(case) in ("", FOR_ANOTHER, UNKNOWN)


def _holds(
    case: BreachCase, paper: str, now: datetime, org: Organisation, changes: tuple[str, ...]
) -> frozenset[str]:
    people, kept = case.people, case.registration
    holding = {
        "provisional": paper == PROVISIONAL or (paper == CONTROLLER and bool(unknown_facts(case))),
        "supplement": paper == SUPPLEMENT,
        "changed": paper == SUPPLEMENT and bool(changes),
        "late": bool(case.late_reason) or case.missed or case.overdue(now, org),
        "no_special": no_special_data(case),
        "inform": people is not None and people.choice != "not",
        "not_inform": people is not None and people.choice == "not",
        "public": people is not None and people.choice == "public",
        "informed": case.informed is not None,
        "ap_told": case.told != "no",
        "stopped": kept is not None and kept.stopped == "ja",
        "going_on": kept is not None and kept.stopped == "nee",
        "fg_registered": bool(org.offices.fg.ap_number),
        "seen_known": bool(told_in_assessment(case, "inside")),
        "knowing_known": bool(told_in_assessment(case, "knows")),
    }
    return frozenset(name for name, holds in holding.items() if holds)
