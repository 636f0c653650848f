"""What follows from the answers of a flow, declared beside its questions: whom to ask, why, what to do."""

from dataclasses import dataclass
from typing import Literal

from cases.organisation import OfficeId
from cases.told import Verdict, Wants
from state_machines.chart import Guard


@dataclass(frozen=True, slots=True)
class Ask:
    """Whom to ask and what for. An office is asked once: the first that holds for it counts.

    Like every consequence it holds where `when` does (always, without), at the outcomes in `at` (without: at
    those that gather). `instead`: this office may be asked if the one before is away, not besides it.
    """

    id: str
    policy: tuple[str, ...]
    office: OfficeId
    wants: Wants = "question"
    when: Guard | None = None
    at: tuple[str, ...] = ()
    instead: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the verdict is what it is, in the user's own answers. One that `decides` is told before the others."""

    id: str
    policy: tuple[str, ...]
    when: Guard | None = None
    at: tuple[str, ...] = ()
    decides: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that the user must do, a line with a box to tick. `leads` names the flow that helps to do it."""

    id: str
    policy: tuple[str, ...]
    when: Guard | None = None
    at: tuple[str, ...] = ()
    leads: str = ""


@dataclass(frozen=True, slots=True)
class Stricter:
    """Where the law asks more than the policy. All that hold are told."""

    id: str
    policy: tuple[str, ...]
    when: Guard | None = None
    at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """The end as the answer to what was asked, where its own title answers another question. The first that holds.

    Whether something may stay and whether it may go are one check of the policy with opposite answers: `verdict` is
    what it comes to when it is asked this way ("" for the verdict of the outcome).
    """

    id: str
    policy: tuple[str, ...]
    when: Guard | None = None
    at: tuple[str, ...] = ()
    verdict: Verdict | Literal[""] = ""


Consequence = Ask | Reason | Duty | Stricter | Heading
"""What follows from answers. Declared once beside the questions, gathered at the outcome from what was answered."""
