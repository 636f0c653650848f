"""A consult goes to another office, which can answer it better. Pure."""

from collections.abc import Mapping

from cases.consult.case import KEPT_PASSINGS, ConsultCase, Passing
from cases.consult.turns import answered_only, new_turn, shrinks
from cases.organisation import OFFICES, Organisation
from cases.register import life as lives
from cases.register.case import REASON_LIMIT
from cases.register.events import members_cards
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Happening, Life


def _pass_on(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> Change[ConsultCase]:
    """Another office goes on. The one that passed it on keeps its card and may go on reading."""
    to = lives.one_of(deed.given, "office", tuple(each for each in OFFICES if each != case.office))
    reason = lives.typed_within(deed.given, "reason", REASON_LIMIT)
    passing = Passing.model_validate(
        {"office": case.office, "to": to, "by": deed.actor, "at": deed.now, "reason": reason}
    )
    cards = lives.with_cards(case, to)
    after = case.model_copy(update={"cards": cards, "office": to})
    if case.confidential:
        cards = members_cards(life, after, deed)
    update, dues = new_turn(
        after,
        deed,
        office=to,
        cards=cards,
        passings=(*case.passings, passing)[-KEPT_PASSINGS:],
        taken_up=None,
        exchanges=answered_only(case),
    )
    news = lives.mail(case, to, deed.now, "passed", str(case.seq))
    return life.moved(
        case,
        "pass_on",
        deed,
        update=update,
        why=reason,
        changes={"office": (case.office, to)},
        dues=(
            news,
            lives.tell(case, deed.now, "passed"),
            *lives.thread(case, deed.now, "passed", str(case.seq + 1)),
            *shrinks(case, deed.now),
            *dues,
        ),
    )


def _passed_before(life: Life[ConsultCase], case: ConsultCase, deed: Deed) -> bool:
    """Whether it went to that office with these words."""
    last = case.passings[-1] if case.passings else None
    return (
        last is not None
        and case.office == last.to == deed.given.get("office", "")
        and last.reason == lives.typed(deed.given, "reason")
    )


def _others(case: ConsultCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    """Every office but the one that has it, and room to say why."""
    others = tuple(each for each in OFFICES if each != case.office)
    return (
        FormField("office", "choice", options=others, required=True),
        long_text("reason", REASON_LIMIT, required=False),
    )


def _to(happening: Happening) -> Mapping[str, str]:
    return {"office": happening.org.office(happening.after("office")).name}


EVENTS = (
    CaseEvent[ConsultCase](
        "pass_on",
        _pass_on,
        _passed_before,
        CaseForm(asks=_others),
        line=lives.the_reason,
        names=_to,
        gives_away=True,
    ),
)
