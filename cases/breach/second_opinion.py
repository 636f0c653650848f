"""A second opinion on a breach: the Privacy Officer asks the FG (policy point 14, steps 4 and 5) or JZ. Pure.

The facts go along: who is asked gets a card in the own channel. What is advised binds nobody (AVG article 39(1)(a)):
the Privacy Officer decides, and says whether the advice is followed, and why not.
"""

from collections.abc import Callable, Mapping
from typing import Any

from cases.breach.case import BreachCase
from cases.breach.handling import ADVISERS, STOPPED, Opinion
from cases.breach.step import moved
from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.case import ANSWER_LIMIT, QUESTION_LIMIT, REASON_LIMIT
from cases.register.events import members_cards
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Dues, Happening, Life
from cases.register.messages import Ref, channel
from state_machines.engine import NotAllowed

ASKED, ADVISED = "opinion", "advised"
"""What a note in the thread, and a mail, say: advice is asked, or was given."""

YES, NO = STOPPED
"""Whether the advice is followed."""


def _ask(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """An office is asked for advice; its channel gets the case, or its members do when that is confidential."""
    office = lives.one_of(deed.given, "office", _offices(case))
    question = lives.text(deed.given, "question", QUESTION_LIMIT)
    opinion = Opinion(question=question, asked_by=deed.actor, asked_at=deed.now)
    opinions = {**case.opinions, office: opinion}
    cards = lives.with_cards(case, office)
    if case.confidential:
        cards = members_cards(life, case.model_copy(update={"opinions": opinions}), deed)
    note = lives.message(case, "thread", channel(office), deed.now, Ref(ASKED, str(case.seq + 1)))
    dues: Dues = (lives.mail(case, office, deed.now, ASKED, str(case.seq)), (deed.now, note))
    changes = {"office": ("", office), "question": ("", question)}
    update = {"opinions": opinions, "cards": cards}
    return moved(life, case, "ask_opinion", deed, update, changes=changes, dues=dues)


def _offices(case: BreachCase) -> tuple[str, ...]:
    """Who can be asked: nobody twice at a time, and about a confidential case only who may read it."""
    able = ADVISERS[:1] if case.confidential else ADVISERS
    return tuple(each for each in able if each not in case.asked_opinions)


def _asked_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    known = case.opinions.get(deed.given.get("office", ""))
    return known is not None and not known.advice and known.question == lives.typed(deed.given, "question")


def _advises(office: str) -> Callable[[Life[BreachCase], BreachCase, Deed], Change[BreachCase]]:
    """This office gives its advice; the Privacy Officer reads it under the case."""

    def advise(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
        known = case.opinions.get(office)
        if known is None:
            raise NotAllowed("nobody asked")
        advice = lives.text(deed.given, "advice", ANSWER_LIMIT)
        given = {"advice": advice, "advised_by": deed.actor, "advised_at": deed.now}
        opinions = {**case.opinions, office: known.model_copy(update=given)}
        note = lives.message(case, "thread", channel("po"), deed.now, Ref(ADVISED, str(case.seq + 1)))
        dues: Dues = (
            (deed.now, note),
            *(
                each
                for name in case.reminders
                if name.startswith(f"opinion_{office}-")
                for each in lives.shrink(case, deed.now, name, office)
            ),
        )
        update, changes = {"opinions": opinions}, {"advice": ("", advice)}
        return moved(life, case, f"{office}_advises", deed, update, changes=changes, dues=dues)

    return advise


def _advised_before(office: str) -> Callable[[Life[BreachCase], BreachCase, Deed], bool]:
    def before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
        known = case.opinions.get(office)
        return known is not None and bool(known.advice) and known.advice == lives.typed(deed.given, "advice")

    return before


def _weigh(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The Privacy Officer follows the advice, or not: then why not."""
    office = lives.one_of(deed.given, "office", case.unweighed_opinions)
    followed = lives.one_of(deed.given, "followed", STOPPED)
    if followed == NO:
        reason = lives.text(deed.given, "reason", REASON_LIMIT)
    else:
        reason = lives.typed_within(deed.given, "reason", REASON_LIMIT)
    weighed = {"followed": followed, "reason": reason, "weighed_by": deed.actor, "weighed_at": deed.now}
    opinions = {**case.opinions, office: case.opinions[office].model_copy(update=weighed)}
    changes = {"office": ("", office), "followed": ("", followed)}
    shrinks = tuple(
        each
        for name in case.reminders
        if name.startswith("heed-")
        for each in lives.shrink(case, deed.now, name, "po")
    )
    update = {"opinions": opinions}
    return moved(life, case, "weigh_opinion", deed, update, why=reason, changes=changes, dues=shrinks)


def _weighed_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    known = case.opinions.get(deed.given.get("office", ""))
    return known is not None and (known.followed, known.reason) == (
        deed.given.get("followed", NO),
        lives.typed(deed.given, "reason"),
    )


def _who_can_be_asked(case: BreachCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    return (
        _which_office(_offices(case)),
        long_text("question", QUESTION_LIMIT),
    )


def _what_is_weighed(case: BreachCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    return (
        _which_office(case.unweighed_opinions),
        FormField("followed", "choice", options=STOPPED, required=True),
        long_text("reason", REASON_LIMIT, required=False),
    )


def _which_office(offices: tuple[str, ...]) -> FormField:
    """One of these offices; where there is one to choose, it is chosen at first."""
    only = offices[0] if len(offices) == 1 else ""
    return FormField("office", "choice", options=offices, required=True, default=only)


def _question_to(office: str) -> Callable[[BreachCase, Mapping[str, str]], tuple[str, str]]:
    """The question that stands above the field for the advice, and whose it is."""

    def about(case: BreachCase, given: Mapping[str, str]) -> tuple[str, str]:
        known = case.opinions.get(office)
        return (known.question, known.asked_by.name) if known is not None else ("", "")

    return about


def _to_office(happening: Happening) -> Mapping[str, str]:
    return {"office": happening.org.office(happening.after("office")).name}


def _how_weighed(happening: Happening) -> str:
    """Followed or not, and why."""
    return " ".join(
        each
        for each in (happening.words.line(f"followed.{happening.after('followed')}"), happening.event.why)
        if each
    )


def _advice_event(office: str) -> CaseEvent[Any]:
    return CaseEvent(
        f"{office}_advises",
        _advises(office),
        _advised_before(office),
        CaseForm((long_text("advice", ANSWER_LIMIT),), about=_question_to(office)),
        line=lives.became("advice"),
    )


EVENTS = (
    CaseEvent[BreachCase](
        "ask_opinion",
        _ask,
        _asked_before,
        CaseForm(asks=_who_can_be_asked),
        line=lives.became("question"),
        names=_to_office,
    ),
    *(_advice_event(office) for office in ADVISERS),
    CaseEvent[BreachCase](
        "weigh_opinion",
        _weigh,
        _weighed_before,
        CaseForm(asks=_what_is_weighed),
        line=_how_weighed,
        names=_to_office,
    ),
)
