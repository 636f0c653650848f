"""The register of consults on paper: what was asked, by which answers, and what each office said. Pure."""

from collections.abc import Callable, Iterable

from cards.words import words_beside
from cases.consult.case import ConsultCase
from cases.consult.events import WORDS
from cases.organisation import Organisation
from cases.register import export as shared
from cases.register.export import Column
from cases.register.history import Event
from cases.register.linking import together_column
from cases.told import ToldVerdict

say = words_beside(__file__)

SPOKEN = ("column", "status", "nothing", "wants", "as_advised")
"""Words that are looked up by the name of a column or by what the history holds."""


def _said(events: Iterable[Event], org: Organisation, names: dict[str, tuple[str, ...]]) -> str:
    """What was said in these events, with who said it and when: the history has all of it."""
    return "\n".join(
        say("said", moment=shared.moment(each.at, org), name=each.actor_name, words=each.changes[name][1])
        for each in events
        for name, causes in names.items()
        if each.event in causes and name in each.changes
    )


def _passings(events: Iterable[Event], org: Organisation) -> str:
    return "\n".join(
        say(
            "passed",
            moment=shared.moment(each.at, org),
            name=each.actor_name,
            before=org.office(each.changes["office"][0]).name,
            after=org.office(each.changes["office"][1]).name,
            words=each.why,
        ).rstrip()
        for each in events
        if each.event == "pass_on"
    )


def _status(name: str) -> str:
    return say(f"status.{name}")


def _verdict(name: str, read: Callable[[ToldVerdict], str]) -> Column[ConsultCase]:
    return Column(name, lambda of: read(of.case.verdict) if of.case.verdict is not None else "", given=True)


def _said_in(name: str, causes: dict[str, tuple[str, ...]]) -> Column[ConsultCase]:
    return Column(name, lambda of: _said(of.events, of.org, causes), given=True)


COLUMNS: tuple[Column[ConsultCase], ...] = (
    shared.number_column(),
    shared.status_column(_status),
    *shared.filed_columns("asked_at", "asker"),
    shared.confidential_column(),
    Column("office", lambda of: of.org.office(of.case.office).name),
    Column("wants", lambda of: say(f"wants.{of.case.wants}"), given=True),
    Column("question", lambda of: of.case.question, given=True),
    Column("why", lambda of: of.case.why, given=True),
    Column("points", lambda of: ", ".join(of.case.points)),
    _verdict("flow", lambda verdict: verdict.flow_title),
    _verdict("verdict", lambda verdict: verdict.title),
    Column(
        "answers", lambda of: "\n".join(f"{each.question} {each.answer}" for each in of.case.told), given=True
    ),
    _said_in("additions", {"addition": ("add_words",), "question": ("follow_up",)}),
    shared.questions_column(),
    *shared.taken_up_columns(),
    _said_in("replies", {"reply": ("reply",)}),
    Column("as_advised", lambda of: say(f"as_advised.{of.case.as_advised}") if of.case.as_advised else ""),
    Column("otherwise", lambda of: of.case.otherwise),
    Column("passed_on", lambda of: _passings(of.events, of.org)),
    Column("breach", lambda of: of.case.breach),
    Column("request", lambda of: of.case.request),
    together_column(),
    *shared.closing_columns(),
)
"""The columns of a consult, in order."""

EXPORT = shared.case_export(COLUMNS, say, WORDS)
