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
from cases.register.register import Cards, Made, Papers, Register, Stored
from cases.register.typed_commands import typed_commands

say = words_beside(__file__)

SPOKEN = ("typed",)

CONSULT = Register[ConsultCase](
    name="consult",
    prefix="AD",
    life=LIFE,
    stored=Stored(read_case, case_row),
    listing=LISTING,
    export=EXPORT,
    figures=consult_figures,
    cards=Cards(
        living=living,
        own=own_card,
        receipt=receipt,
        history=history_of,
        seen=shrunk,
        summary=summary_of,
        thanks=REPORTER.thanks,
        own_row=own_row,
    ),
    news=NEWS,
    made=Made(from_answers),
    papers=Papers(papers_of, consult_paper),
    points=ConsultCase.rests_on,
    typed=typed_commands(lambda name: say(f"typed.{name}")),
)
