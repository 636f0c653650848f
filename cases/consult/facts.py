"""What a consult tells, as the parts of its cards: the matter at a glance, and all that was said in order."""

from datetime import datetime

from cards.consult import Said, ToldLine
from cards.view import Fact
from cards.words import words_beside
from cases.consult.case import ConsultCase
from cases.drafts.answers import Answers
from cases.drafts.entry import basis_found
from cases.moments import moment
from cases.organisation import Organisation
from cases.plain_text import shortened

say = words_beside(__file__)

SPOKEN = ("fact",)
"""Words that are looked up by the field of an answer."""

AT_A_GLANCE = ("kinds", "groups", "novelty", "situation", "place", "regular", "term")
"""Answers of the flows that an office wants to see first, in this order; the rest unfolds."""

PLAN, BASIS = "matter", "basis"
"""What the asker wants to do, in own words, and whether the flow asked for a basis."""

MOST_FACTS, LONGEST_FACT = 4, 120
"""Of the answers at a glance, beside what the bot answered, the plan and the basis."""

SPECIAL = frozenset(
    {
        "gezondheid",
        "afkomst",
        "geloof",
        "politiek",
        "vakbond",
        "seksueel",
        "genetisch",
        "biometrisch",
        "strafrecht",
    }
)
"""Kinds of data under AVG articles 9 and 10."""

SENSITIVE = frozenset({"financieel", "bsn"})
"""Gevoelig in the policy, point 2."""


def main_facts(case: ConsultCase) -> tuple[Fact, ...]:
    """The matter at a glance: what the bot answered, the plan, the basis that was found, and answers of the flow."""
    why = (Fact(say("fact.otherwise"), case.otherwise, typed=True),) if case.otherwise else ()
    return (*_judged(case), *why, *_answered(case))


def _judged(case: ConsultCase) -> tuple[Fact, ...]:
    if case.verdict is None:
        return ()
    answers, facts = Answers(case.codes, case.told), [Fact(say("fact.verdict"), case.verdict.title)]
    if plan := answers.words(PLAN):
        facts.append(Fact(say("fact.matter"), shortened(plan, LONGEST_FACT), typed=True))
    if BASIS in case.codes:
        found = basis_found(answers)
        value = shortened(found.value, LONGEST_FACT) or say("no_basis")
        facts.append(Fact(say("fact.basis"), value, typed=found.typed))
    return tuple(facts)


def _answered(case: ConsultCase) -> tuple[Fact, ...]:
    given = {each.field: each for each in case.told if not each.typed}
    known = [name for name in AT_A_GLANCE if name in given][:MOST_FACTS]
    return tuple(
        Fact(
            say(f"fact.{name}"),
            shortened(given[name].answer, LONGEST_FACT),
            mark=_mark(case) if name == "kinds" else "",
        )
        for name in known
    )


def told_lines(case: ConsultCase) -> tuple[ToldLine, ...]:
    """Every answer of the flow."""
    return tuple(ToldLine(each.question, each.answer, each.typed) for each in case.told)


def said(case: ConsultCase, now: datetime, org: Organisation) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    """All that was said after the question: the last of it (an answer with its question), and what came before."""
    spoken: list[tuple[datetime, tuple[Said, ...]]] = []
    for exchange in case.exchanges:
        at = exchange.answered_at or exchange.asked_at
        asked = Said(
            say(
                "asked",
                name=exchange.asked_by.name or say("somebody"),
                moment=moment(exchange.asked_at, now, org),
            ),
            exchange.question,
        )
        answered = (Said(say("answered", moment=moment(at, now, org)), exchange.answer),)
        spoken.append((at, (asked, *(answered if exchange.answer else ()))))
    for reply in case.replies:
        label = say("reply", name=reply.by.name or say("somebody"), moment=moment(reply.at, now, org))
        spoken.append((reply.at, (Said(label, reply.words),)))
    for each in case.additions:
        at_told = moment(each.at, now, org)
        label = say("again", moment=at_told) if each.again else say("added", moment=at_told)
        spoken.append((each.at, (Said(label, each.words),)))
    if case.passings:
        last = case.passings[-1]
        if last.reason:
            label = say("passed", name=last.by.name or say("somebody"), office=org.office(last.office).name)
            spoken.append((last.at, (Said(label, last.reason),)))
    spoken.sort(key=lambda each: each[0])
    if not spoken:
        return (), ()
    earlier = tuple(each for _, together in spoken[:-1] for each in together)
    return spoken[-1][1], earlier


def source(case: ConsultCase) -> str:
    """Where it comes from: the flow and how many answers, or a plain question."""
    if not case.told:
        return say("source.plain")
    title = case.verdict.flow_title if case.verdict is not None else say("source.flow")
    return say("source.answers", flow=title, count=len(case.told))


def _mark(case: ConsultCase) -> str:
    kinds = set(case.codes.get("kinds", "").split(","))
    if kinds & SPECIAL:
        return say("mark.both") if kinds & SENSITIVE else say("mark.special")
    return say("mark.sensitive") if kinds & SENSITIVE else ""
