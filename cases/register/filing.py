"""That a case is filed: under which number, of which answers, by whom and when. Its register adds what it is about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.drafts.answers import FilledIn
from cases.organisation import Organisation
from cases.people import Actor
from cases.register.life import Deed


@dataclass(frozen=True, slots=True)
class Filing:
    """Who files a case. The same `draft_id` twice gives the same case."""

    number: str
    draft_id: str
    reporter: Actor
    now: datetime
    org: Organisation
    confidential: bool = False

    @property
    def deed(self) -> Deed:
        """Filing, as something that somebody does."""
        return Deed(self.reporter, self.now, self.org)

    @property
    def known(self) -> dict[str, Any]:
        """What every case of somebody who reports holds of it."""
        return {
            "number": self.number,
            "draft_id": self.draft_id,
            "reporter": self.reporter,
            "reported_at": self.now,
            "confidential": self.confidential,
        }


def filing_of(filled: FilledIn, number: str, reporter: Actor, now: datetime, org: Organisation) -> Filing:
    """That these answers are filed; they say whether the case is confidential."""
    confidential = filled.facts.get("confidential") == "true"
    return Filing(number, filled.draft_id, reporter, now, org, confidential)
