"""The register of drills: that of breaches on a faster clock, with OEFENING on all that it shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from cards.view import Card
from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.register import breach_register
from cases.drill.clock import change_outside, in_drill, waits_outside
from cases.drill.life import DRILL_LIFE, REPORT
from cases.drill.marks import marked_card, marked_line, marked_paper, marked_plan, marked_small
from cases.drill.report import drill_report
from cases.drill.start import DRILL, OVER, STARTED_BY_HAND
from cases.organisation import Organisation
from cases.papers.paper import Paper
from cases.people import BOT, Viewer
from cases.register.confidential import noted
from cases.register.forms import CaseForm, Filling
from cases.register.history import Event
from cases.register.life import Change, Deed, Dues
from cases.register.messages import Due
from cases.register.news import Fired
from cases.register.plans import Drop, FileElsewhere, LookBeside, Plan, Record, TellCase
from cases.register.register import Cards, Draw, DrawOwn, Made, Papers, Presses, Register, Translate
from cases.register.typed_commands import TypedCommands, phrases

say = words_beside(__file__)


@dataclass(frozen=True)
class DrillRegister(Register[BreachCase]):
    """What is due is planned by the clock of the drill, sent with its mark, and waits by the clock on the wall."""

    def plan(self, due: Due, case: BreachCase, now: datetime, org: Organisation) -> Plan:
        """See Register.plan."""
        if due.kind == "term" and due.ref.about == OVER:
            if not case.is_open:
                return Drop("somebody ended the drill")
            return Record(self.life.change(case, "end_drill", Deed(BOT, now, org)))
        if due.kind == "thread" and due.ref.about == REPORT:
            card = drill_report(case, org) if case.closed_at is not None else None
            made = noted(due, case, card, self.cards.summary(case, now, org))
        else:
            made = super().plan(due, case, now, org)
        match made:
            case Record(change):
                return Record(change_outside(change))
            case FileElsewhere() | TellCase() | LookBeside():
                return Drop("a drill files, tells and compares nothing elsewhere")
        return marked_plan(made, case, now, org)

    def form_card(
        self,
        form: CaseForm[BreachCase],
        case: BreachCase,
        now: datetime,
        org: Organisation,
        filling: Filling,
    ) -> Card:
        """See Register.form_card."""
        here = in_drill(case.reported_at, now)
        card = super().form_card(form, case, here, org, filling)
        return marked_card(card, case, now, org)

    def after_sent(self, due: Due, case: BreachCase, now: datetime, org: Organisation) -> Change[BreachCase]:
        """See Register.after_sent."""
        return change_outside(super().after_sent(due, case, now, org))

    def unheard(self, due: Due, case: BreachCase, now: datetime, org: Organisation) -> Dues:
        """See Register.unheard."""
        waits = super().unheard(due, case, in_drill(case.reported_at, now), org)
        return waits_outside(case.reported_at, waits)

    def _fired(self, due: Due, case: BreachCase, now: datetime, org: Organisation) -> Fired[BreachCase]:
        here = in_drill(case.reported_at, now)
        return Fired(due, case, here, org, partial(self.cards.summary, case, now, org))


def drill_register(inner: Register[BreachCase] | None = None) -> Register[BreachCase]:
    """The register of drills with the cards and the questions of this register of breaches."""
    breach = inner or breach_register()
    return DrillRegister(
        name=DRILL,
        prefix="OE",
        life=DRILL_LIFE,
        stored=breach.stored,
        listing=replace(breach.listing, digests=()),
        export=breach.export,
        cards=_marked_cards(breach.cards),
        news=breach.news,
        made=Made(by_hand=STARTED_BY_HAND),
        papers=_marked_papers(breach.papers),
        presses=Presses(
            {name: _in_drill(each) for name, each in breach.presses.translated.items()}, breach.presses.inner
        ),
        typed=TypedCommands(
            subject=phrases(say("typed.subject")), new=phrases(say("typed.new")), button=say("typed.button")
        ),
        practised=True,
    )


def _marked_cards(cards: Cards[BreachCase]) -> Cards[BreachCase]:
    def history(
        case: BreachCase,
        events: Sequence[Event],
        now: datetime,
        org: Organisation,
        private: bool,
        until: int = 0,
    ) -> Card:
        here = in_drill(case.reported_at, now)
        return marked_card(cards.history(case, events, here, org, private, until), case, now, org)

    def seen(case: BreachCase, stage: str, office: str, org: Organisation) -> Card:
        return marked_small(cards.seen(case, stage, office, org))

    def summary(case: BreachCase, now: datetime, org: Organisation) -> str:
        return marked_line(cards.summary(case, in_drill(case.reported_at, now), org))

    def thanks(case: BreachCase, event: str, now: datetime, org: Organisation) -> Card | None:
        card = cards.thanks(case, event, in_drill(case.reported_at, now), org)
        return marked_card(card, case, now, org) if card is not None else None

    def task(case: BreachCase, office: str, now: datetime, org: Organisation) -> Card:
        here = in_drill(case.reported_at, now)
        return marked_card(cards.task(case, office, here, org), case, now, org)

    return Cards(
        living=_drawn(cards.living),
        own=_drawn_own(cards.own),
        history=history,
        seen=seen,
        summary=summary,
        receipt=_drawn_own(cards.receipt) if cards.receipt is not None else None,
        thanks=thanks,
        own_row=None,
        task=task,
        pages={verb: _drawn(page) for verb, page in cards.pages.items()},
        reads=cards.reads,
    )


def _drawn(draw: Draw[BreachCase]) -> Draw[BreachCase]:
    def drawn(case: BreachCase, now: datetime, org: Organisation, viewer: Viewer) -> Card:
        return marked_card(draw(case, in_drill(case.reported_at, now), org, viewer), case, now, org)

    return drawn


def _drawn_own(draw: DrawOwn[BreachCase]) -> DrawOwn[BreachCase]:
    def drawn(case: BreachCase, now: datetime, org: Organisation) -> Card:
        return marked_card(draw(case, in_drill(case.reported_at, now), org), case, now, org)

    return drawn


def _marked_papers(papers: Papers[BreachCase]) -> Papers[BreachCase]:
    def paper(case: BreachCase, paper_id: str, now: datetime, org: Organisation) -> Paper:
        return marked_paper(papers.paper(case, paper_id, in_drill(case.reported_at, now), org))

    return Papers(papers.of, paper)


def _in_drill(translate: Translate[BreachCase]) -> Translate[BreachCase]:
    def translated(
        case: BreachCase, given: Mapping[str, str], now: datetime, org: Organisation
    ) -> tuple[str, Mapping[str, str]]:
        return translate(case, given, in_drill(case.reported_at, now), org)

    return translated
