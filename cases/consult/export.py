"""The register of consults on paper: what was asked, by which answers, and what each office said. Pure."""

from collections.abc import Iterable, Sequence

from cards.words import words_beside
from cases.consult.case import ConsultCase
from cases.consult.events import WORDS
from cases.organisation import Organisation
from cases.register.export import Export, Line, exchanges, moment, spoken, yes_or_no
from cases.register.history import Event

say = words_beside(__file__)

SPOKEN = ("column", "status", "nothing", "wants")
"""Words that are looked up by the name of a column or by what the history holds."""

COLUMNS = (
    "number",
    "status",
    "asked_at",
    "asker",
    "confidential",
    "office",
    "wants",
    "question",
    "why",
    "points",
    "flow",
    "verdict",
    "answers",
    "additions",
    "questions",
    "taken_up_by",
    "taken_up_at",
    "replies",
    "passed_on",
    "closing_reason",
    "closed_at",
)
"""The columns of a consult, in order."""


def _line(case: ConsultCase, events: Sequence[Event], org: Organisation) -> Line:
    taken = case.taken_up
    return {
        "number": case.number,
        "status": spoken(EXPORT.status, case.status),
        "asked_at": moment(case.reported_at, org),
        "asker": case.reporter.name,
        "confidential": yes_or_no(case.confidential),
        "office": org.office(case.office).name,
        "wants": say(f"wants.{case.wants}"),
        "question": case.question,
        "why": case.why,
        "points": ", ".join(case.points),
        "flow": case.verdict.flow_title if case.verdict is not None else "",
        "verdict": case.verdict.title if case.verdict is not None else "",
        "answers": "\n".join(f"{each.question} {each.answer}" for each in case.told),
        "additions": _said(events, org, {"addition": ("add_words",), "question": ("follow_up",)}),
        "questions": exchanges(events, org),
        "taken_up_by": taken.by.name if taken else "",
        "taken_up_at": moment(taken.at, org) if taken else "",
        "replies": _said(events, org, {"reply": ("reply",)}),
        "passed_on": _passings(events, org),
        "closing_reason": case.closing_reason,
        "closed_at": moment(case.closed_at, org),
    }


def _said(events: Iterable[Event], org: Organisation, names: dict[str, tuple[str, ...]]) -> str:
    """What was said in these events, with who said it and when: the history has all of it."""
    return "\n".join(
        say("said", moment=moment(each.at, org), name=each.actor_name, words=each.changes[name][1])
        for each in events
        for name, causes in names.items()
        if each.event in causes and name in each.changes
    )


def _passings(events: Iterable[Event], org: Organisation) -> str:
    return "\n".join(
        say(
            "passed",
            moment=moment(each.at, org),
            name=each.actor_name,
            before=org.office(each.changes["office"][0]).name,
            after=org.office(each.changes["office"][1]).name,
            words=each.why,
        ).rstrip()
        for each in events
        if each.event == "pass_on"
    )


EXPORT = Export[ConsultCase](
    columns=COLUMNS,
    column=lambda name: say(f"column.{name}"),
    line=_line,
    status=lambda name: say(f"status.{name}"),
    event=WORDS.exported,
    sheet=say("sheet"),
    nothing=lambda name, **days: say(f"nothing.{name}", **days),
)
