"""The breach register: everything that is special about it, in one value."""

from collections.abc import Mapping
from dataclasses import replace

from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.export import EXPORT
from cases.breach.figures import breach_figures
from cases.breach.from_answers import from_answers
from cases.breach.life import LIFE
from cases.breach.listing import LISTING
from cases.breach.messages import breach_news
from cases.breach.office_card import duties, history_of, incident, summary_of
from cases.breach.papers import breach_paper, papers_of
from cases.breach.quarter import QUARTERLY
from cases.breach.reminder_cards import shrunk
from cases.breach.reporter_cards import REPORTER, FirstAid, no_first_aid, own_row, receipt
from cases.breach.rows import case_row, read_case
from cases.breach.taken_over import FROM_FILE
from cases.breach.task_card import task
from cases.register.marks import UNDECIDED
from cases.register.register import Cards, Draw, Made, Papers, Presses, Register, Stored, Translate
from cases.register.reported import LookedUp, reported_register
from cases.register.typed_commands import typed_commands

say = words_beside(__file__)

SPOKEN = ("typed",)


STORED = Stored(read_case, case_row)
MADE = Made(from_answers, from_file=FROM_FILE)
PAPERS = Papers(papers_of, breach_paper)
INNER = frozenset({"answer_triage", "assess"})
"""Events that the questions of an assessment lead to."""

TYPED = typed_commands(lambda name: say(f"typed.{name}"), (UNDECIDED, "notified"))
LOOKED_UP = LookedUp(LISTING, EXPORT, breach_figures, TYPED)


def breach_register(
    living: Draw[BreachCase] = incident,
    translated: Mapping[str, Translate[BreachCase]] | None = None,
    first_aid: FirstAid = no_first_aid,
) -> Register[BreachCase]:
    """The register with its questions: how they are drawn on the living card, and what the answers mean.

    The questions of an assessment are a flow, which the heart of the register knows nothing of; `first_aid` is that of
    the flow that reports a breach. Files, checks and figures ask and tell nothing and need none.
    """
    cards = Cards(
        living,
        lambda case, now, org: receipt(case, now, org, first_aid),
        history_of,
        shrunk,
        summary_of,
        thanks=REPORTER.thanks,
        own_row=own_row,
        task=task,
        pages={"duties": duties},
        reads=REPORTER.words,
    )
    presses = Presses(translated or {}, INNER)
    news = breach_news(first_aid)
    made = reported_register("breach", "DL", LIFE, STORED, LOOKED_UP, cards, news, MADE, PAPERS, presses)
    return replace(made, quarterly=QUARTERLY)
