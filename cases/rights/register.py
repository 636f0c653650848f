"""The register of rights requests: everything that is special about it, in one value."""

from cards.words import words_beside
from cases.register.register import Register
from cases.register.typed_commands import typed_commands
from cases.rights.case import RightsCase, case_row, read_case
from cases.rights.export import EXPORT
from cases.rights.figures import rights_figures
from cases.rights.from_answers import from_answers
from cases.rights.life import LIFE
from cases.rights.listing import LISTING
from cases.rights.messages import after_sent, plan, unheard
from cases.rights.office_card import history_of, living, summary_of
from cases.rights.papers import papers_of, rights_paper
from cases.rights.reminder_cards import shrunk
from cases.rights.reporter_cards import own_row, receipt, thanks

say = words_beside(__file__)

SPOKEN = ("typed",)

RIGHTS = Register[RightsCase](
    name="rights",
    prefix="RV",
    life=LIFE,
    read=read_case,
    row=case_row,
    listing=LISTING,
    export=EXPORT,
    figures=rights_figures,
    summary=summary_of,
    draw=living,
    draw_own=receipt,
    draw_history=history_of,
    draw_seen=shrunk,
    own_row=own_row,
    thanks=thanks,
    plan=plan,
    after_sent=after_sent,
    unheard=unheard,
    papers_of=papers_of,
    paper=rights_paper,
    from_answers=from_answers,
    typed=typed_commands(lambda name: say(f"typed.{name}"), ("extended",)),
)
