"""The register of consults: everything that is special about it, in one value."""

from cards.words import words_beside
from cases.consult.case import ConsultCase, case_row, read_case
from cases.consult.export import EXPORT
from cases.consult.figures import consult_figures
from cases.consult.from_answers import from_answers
from cases.consult.life import LIFE
from cases.consult.listing import LISTING
from cases.consult.messages import after_sent, plan, unheard
from cases.consult.office_card import history_of, living, summary_of, watched
from cases.consult.papers import consult_paper, papers_of
from cases.consult.reminder_cards import shrunk
from cases.consult.reporter_cards import own_card, own_row, thanks
from cases.register.register import Register
from cases.register.typed_commands import typed_commands

say = words_beside(__file__)

SPOKEN = ("typed",)

CONSULT = Register[ConsultCase](
    name="consult",
    prefix="AD",
    life=LIFE,
    read=read_case,
    row=case_row,
    listing=LISTING,
    export=EXPORT,
    figures=consult_figures,
    summary=summary_of,
    draw=living,
    draw_watched=watched,
    draw_own=own_card,
    draw_history=history_of,
    draw_seen=shrunk,
    own_row=own_row,
    thanks=thanks,
    plan=plan,
    after_sent=after_sent,
    unheard=unheard,
    points=ConsultCase.rests_on,
    papers_of=papers_of,
    paper=consult_paper,
    from_answers=from_answers,
    typed=typed_commands(lambda name: say(f"typed.{name}")),
)
