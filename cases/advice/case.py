"""A kept advice: what a conversation told and judged, under which version of the policy and of the flow.

It can be read, and shown to somebody else, long after the policy or the flow changed.
"""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from cases.organisation import Organisation
from cases.people import Actor
from cases.plain_text import shortened
from cases.register.case import KeptCase, fitted_row, text_of
from cases.register.event_words import EventWords
from cases.register.life import Change, Deed, Life
from cases.told import Told, ToldVerdict
from state_machines.advice_life import ADVICE_LIFE, KEPT, READERS, ROLES
from state_machines.engine import Engine

ABOUT_LIMIT = 1000


class AdviceCase(KeptCase):
    """One kept advice; `reporter` is whose it is.

    `about` is what the matter was, in the owner's words. `cited` says how each policy point was called. `doubts` are
    the questions that were answered with doubt. The fingerprint of the flow stands in the verdict.
    """

    status: str = KEPT
    flow: str
    outcome: str
    about: Annotated[str, text_of(ABOUT_LIMIT)] = ""
    told: tuple[Told, ...] = ()
    verdict: ToldVerdict
    policy_version: str = ""
    cited: dict[str, str] = Field(default_factory=dict)
    doubts: tuple[str, ...] = ()

    @property
    def points(self) -> tuple[str, ...]:
        """The policy points that it rests on."""
        return self.verdict.points

    def outdated(self, org: Organisation) -> bool:
        """Whether the policy has another version by now."""
        return bool(org.policy.version) and self.policy_version != org.policy.version


def keep_advice(advice: AdviceCase, now: datetime, org: Organisation) -> Change[AdviceCase]:
    """A new one in the register; it is shown to its owner and to nobody else."""
    owner: Actor = advice.reporter
    return LIFE.filed(advice, Deed(owner, now, org))


def case_row(case: AdviceCase) -> str:
    """The JSON of a row, always within ROW_LIMIT."""
    return fitted_row(case, _shorter)


def read_case(value: str) -> AdviceCase:
    """An advice out of its row."""
    return AdviceCase.model_validate_json(value)


def _shorter(case: AdviceCase, most: int) -> AdviceCase:
    lines = tuple(
        each.model_copy(update={"answer": shortened(each.answer, most)}) if each.typed else each
        for each in case.told
    )
    return case.model_copy(update={"told": lines, "about": shortened(case.about, most)})


LIFE = Life[AdviceCase](
    engine=Engine(ADVICE_LIFE),
    roles=ROLES,
    offices=READERS,
    home=lambda case: "fg",
    heirs=lambda case: (),
    facts=lambda case, now, org: {},
    events=(),
    words=EventWords(__file__),
)
