"""The breach register: everything that is special about it, in one value."""

from cards.words import words_beside
from cases.breach.case import BreachCase, case_row, read_case
from cases.breach.export import EXPORT
from cases.breach.figures import breach_figures
from cases.breach.from_answers import from_answers
from cases.breach.life import LIFE
from cases.breach.listing import LISTING
from cases.breach.messages import after_sent, plan, unheard
from cases.breach.office_card import duties, history_of, incident, summary_of, task
from cases.breach.papers import breach_paper, papers_of
from cases.breach.reminder_cards import shrunk
from cases.breach.reporter_cards import own_row, receipt, thanks
from cases.register.register import Register
from cases.register.typed_commands import typed_commands

say = words_beside(__file__)

SPOKEN = ("typed",)

BREACH = Register[BreachCase](
    name="breach",
    prefix="DL",
    life=LIFE,
    read=read_case,
    row=case_row,
    listing=LISTING,
    export=EXPORT,
    figures=breach_figures,
    summary=summary_of,
    draw=incident,
    draw_own=receipt,
    draw_history=history_of,
    draw_seen=shrunk,
    own_row=own_row,
    thanks=thanks,
    plan=plan,
    after_sent=after_sent,
    unheard=unheard,
    papers_of=papers_of,
    paper=breach_paper,
    draw_task=task,
    pages={"duties": duties},
    inner=frozenset({"answer_triage", "assess"}),
    from_answers=from_answers,
    typed=typed_commands(lambda name: say(f"typed.{name}"), ("notified",)),
)
