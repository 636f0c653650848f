"""The register of rights requests: everything that is special about it, in one value."""

from cards.words import words_beside
from cases.register.marks import UNDECIDED
from cases.register.register import Cards, Made, Papers, Stored
from cases.register.reported import LookedUp, reported_register
from cases.register.typed_commands import typed_commands
from cases.rights.case import case_row, read_case
from cases.rights.export import EXPORT
from cases.rights.figures import rights_figures
from cases.rights.from_answers import from_answers
from cases.rights.life import LIFE
from cases.rights.listing import LISTING
from cases.rights.messages import NEWS
from cases.rights.office_card import history_of, living, summary_of
from cases.rights.papers import papers_of, rights_paper
from cases.rights.reminder_cards import shrunk
from cases.rights.reporter_cards import REPORTER, own_row, receipt

say = words_beside(__file__)

SPOKEN = ("typed",)

STORED = Stored(read_case, case_row)
CARDS = Cards(
    living,
    receipt,
    history_of,
    shrunk,
    summary_of,
    thanks=REPORTER.thanks,
    own_row=own_row,
    reads=REPORTER.words,
)
MADE = Made(from_answers)
PAPERS = Papers(papers_of, rights_paper)
TYPED = typed_commands(lambda name: say(f"typed.{name}"), (UNDECIDED, "extended"))
LOOKED_UP = LookedUp(LISTING, EXPORT, rights_figures, TYPED)

RIGHTS = reported_register("rights", "RV", LIFE, STORED, LOOKED_UP, CARDS, NEWS, MADE, PAPERS)
