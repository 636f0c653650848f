"""A notification as it was given out: the paper as it stood when an officer recorded it. Pure.

What was told must be shown afterwards (AVG article 33(5)); the history keeps it.
"""

import json
from datetime import datetime

from cases.breach.case import BreachCase
from cases.breach.handling import NotificationKind
from cases.breach.papers import AP, PROVISIONAL, SUPPLEMENT, WITHDRAWAL, breach_paper, papers_of
from cases.organisation import Organisation
from cases.papers.paper import as_text
from cases.plain_text import shortened, stored_size

MOST_KEPT = 16_000
"""So much of a paper stands in the history at most: an event has to fit in its row."""

GIVEN = "given"
"""Under this name the history holds the paper."""


def as_given(case: BreachCase, kind: NotificationKind, now: datetime, org: Organisation) -> str:
    """The paper of this notification as it stood when that was recorded; "" when there was none."""
    wanted = {"provisional": PROVISIONAL, "full": AP, "supplement": SUPPLEMENT, "withdrawn": WITHDRAWAL}[kind]
    offered = [each for each, _ in papers_of(case)]
    paper = wanted if wanted in offered else SUPPLEMENT
    if paper not in offered:
        return ""
    text, most = as_text(breach_paper(case, paper, now, org)), MOST_KEPT
    while stored_size(json.dumps(text, ensure_ascii=False)) > MOST_KEPT:
        text, most = shortened(text, most), most // 2
    return text
