"""The register of consults: everything that is special about it, in one value."""

from cards.words import words_beside
from cases.consult.case import ConsultCase, case_row, read_case
from cases.consult.export import EXPORT
from cases.consult.figures import consult_figures
from cases.consult.from_answers import from_answers
from cases.consult.life import LIFE
from cases.consult.listing import LISTING
from cases.consult.messages import NEWS
from cases.consult.office_card import history_of, living, summary_of
from cases.consult.papers import consult_paper, papers_of
from cases.consult.reminder_cards import shrunk
from cases.consult.reporter_cards import REPORTER, own_card, own_row, receipt
from cases.register.marks import UNDECIDED
from cases.register.register import Cards, Made, Papers, Stored
from cases.register.reported import LookedUp, reported_register
from cases.register.typed_commands import typed_commands

say = words_beside(__file__)

SPOKEN = ("typed",)

STORED = Stored(read_case, case_row)
CARDS = Cards(living, own_card, history_of, shrunk, summary_of, receipt, REPORTER.thanks, own_row)
MADE = Made(from_answers)
PAPERS = Papers(papers_of, consult_paper)
TYPED = typed_commands(lambda name: say(f"typed.{name}"), (UNDECIDED,))
LOOKED_UP = LookedUp(LISTING, EXPORT, consult_figures, TYPED)

CONSULT = reported_register(
    "consult", "AD", LIFE, STORED, LOOKED_UP, CARDS, NEWS, MADE, PAPERS, points=ConsultCase.rests_on
)
