"""The register of rights requests: everything that is special about it, in one value."""

from cards.words import words_beside
from cases.register.register import Cards, Made, Papers, Register, Stored
from cases.register.typed_commands import typed_commands
from cases.rights.case import RightsCase, case_row, read_case
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

RIGHTS = Register[RightsCase](
    name="rights",
    prefix="RV",
    life=LIFE,
    stored=Stored(read_case, case_row),
    listing=LISTING,
    export=EXPORT,
    figures=rights_figures,
    cards=Cards(
        living=living,
        own=receipt,
        history=history_of,
        seen=shrunk,
        summary=summary_of,
        thanks=REPORTER.thanks,
        own_row=own_row,
    ),
    news=NEWS,
    made=Made(from_answers),
    papers=Papers(papers_of, rights_paper),
    typed=typed_commands(lambda name: say(f"typed.{name}"), ("extended",)),
)
