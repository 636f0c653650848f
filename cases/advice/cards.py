"""The card of a kept advice: the answer as it was given, and whether the policy changed since."""

from collections.abc import Sequence
from datetime import datetime

from cards.own_cases import CaseRow
from cards.verdict import TONES, VerdictAnswer, VerdictView, verdict_card
from cards.view import Button, Card
from cards.words import words_beside
from cases.advice.case import LIFE, AdviceCase
from cases.judged import duties_of, lines_of
from cases.moments import moment
from cases.organisation import Organisation
from cases.register.history import Event
from cases.register.office import course, history_button
from cases.told import Line

say = words_beside(__file__)


def advice_card(case: AdviceCase, now: datetime, org: Organisation, *, own: bool) -> Card:
    """The advice as it was given. Its owner can go through the questions again (`own`)."""
    verdict = case.verdict
    outdated = case.outdated(org)
    again = Button(say("again"), "start", {"flow": case.flow}, primary=outdated)
    history = history_button(case, in_more=False)

    def cite(line: Line) -> str:
        return _cited(case, line.points)

    view = VerdictView(
        title=verdict.title,
        tone=TONES[verdict.verdict],
        about=case.about,
        lines=lines_of(verdict, cite),
        duties=duties_of(verdict, cite),
        first=verdict.verdict != "mag",
        law=verdict.law,
        done=(say("kept", number=case.number, moment=moment(case.reported_at, now, org)),),
        answers=tuple(VerdictAnswer(each.question, each.answer, each.typed) for each in case.told),
        source=_version(case),
        buttons=(again,) if own else (history,),
        number=f"{case.number} · {verdict.flow_title}",
        banner=say("outdated") if outdated else "",
    )
    return verdict_card(view)


def advice_summary(case: AdviceCase) -> str:
    """The line of a toast: no answers."""
    return say("summary", number=case.number)


def advice_history(
    case: AdviceCase, events: Sequence[Event], now: datetime, org: Organisation, until: int
) -> Card:
    """Who kept it and when."""
    return course(LIFE, case, events, now, org, private=True, until=until)


def advice_row(case: AdviceCase, now: datetime, org: Organisation) -> CaseRow:
    """The advice among the own cases."""
    sentence = say("row_outdated") if case.outdated(org) else case.verdict.title
    kept = say("row_kept", moment=moment(case.reported_at, now, org))
    return CaseRow(case.number, case.verdict.flow_title, "", sentence, closed=True, when=kept)


def _cited(case: AdviceCase, points: tuple[str, ...]) -> str:
    """How an advice that was kept without its sources cites these points."""
    named = [case.cited[each] for each in points if each in case.cited]
    return say("source", points=", ".join(named)) if named else ""


def _version(case: AdviceCase) -> str:
    return say("version", version=case.policy_version) if case.policy_version else say("no_version")
