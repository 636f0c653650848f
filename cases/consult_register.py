"""The register of consults: everything that is special about it, in one value."""

from cases.consult import ConsultCase, case_row, read_case
from cases.consult_asker_cards import own_card, own_row, thanks
from cases.consult_cards import history_of, living, summary_of, watched
from cases.consult_changes import LIFE
from cases.consult_export import EXPORT
from cases.consult_figures import consult_figures
from cases.consult_forms import FORMS, refusal
from cases.consult_listing import LISTING
from cases.consult_outbox import after_sent, plan, unheard
from cases.consult_papers import consult_paper, papers_of
from cases.consult_reminder_cards import shrunk
from cases.register_kind import Register

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
    forms=FORMS,
    refusals=refusal,
    thanks=thanks,
    plan=plan,
    after_sent=after_sent,
    unheard=unheard,
    points=ConsultCase.rests_on,
    papers_of=papers_of,
    paper=consult_paper,
)
