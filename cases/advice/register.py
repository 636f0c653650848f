"""The register of kept advices (KA-): each is its owner's; the Privacy Officer and the FG can look them up."""

from collections.abc import Callable

from cards.words import words_beside
from cases.advice.cards import advice_card, advice_history, advice_row, advice_summary
from cases.advice.case import LIFE, AdviceCase, case_row, read_case
from cases.advice.from_answers import from_answers
from cases.organisation import Organisation
from cases.register.export import Column, case_export, filed_columns, number_column, status_column
from cases.register.listing import Entry, Listing, ListWords, talk_of
from cases.register.news import News
from cases.register.register import Cards, Made, Register, Stored
from cases.register.typed_commands import typed_commands
from cases.told import VERDICTS, ToldVerdict
from state_machines.advice_life import READERS

say = words_beside(__file__)

SPOKEN = ("title", "empty", "kind", "month", "column", "nothing", "status", "typed")
"""Words that are looked up by what was asked or what an advice holds."""


def _entry(case: AdviceCase, org: Organisation) -> Entry:
    return Entry(
        number=case.number,
        status=case.status,
        kinds=(case.verdict.verdict,),
        starts_at=case.reported_at,
        reported_at=case.reported_at,
        closed_at=case.reported_at,
        is_open=False,
        called=f"{case.verdict.flow_title}: {case.verdict.title}",
        talk=talk_of(case.draft_id),
        doubts=tuple(f"{case.flow}.{each}" for each in case.doubts),
    )


LISTING = Listing[AdviceCase](
    entry=_entry,
    words=ListWords(
        title=lambda name: say(f"title.{name}"),
        empty=lambda name: say(f"empty.{name}"),
        step=lambda name: "",
        closed=lambda name: say("closed"),
        kind=lambda name: say(f"kind.{name}"),
        mark=lambda name: "",
        month=lambda name, **values: say(f"month.{name}", **values),
    ),
    readers=READERS,
    kinds=VERDICTS,
)


def _status(name: str) -> str:
    return say(f"status.{name}")


def _verdict(name: str, read: Callable[[ToldVerdict], str]) -> Column[AdviceCase]:
    return Column(name, lambda of: read(of.case.verdict), given=True)


COLUMNS: tuple[Column[AdviceCase], ...] = (
    number_column(),
    status_column(_status),
    *filed_columns("kept_at", "owner"),
    _verdict("flow", lambda verdict: verdict.flow_title),
    _verdict("verdict", lambda verdict: verdict.title),
    Column("about", lambda of: of.case.about, given=True),
    Column(
        "answers", lambda of: "\n".join(f"{each.question} {each.answer}" for each in of.case.told), given=True
    ),
    _verdict("reasons", lambda verdict: "\n".join(each.text for each in verdict.reasons)),
    _verdict("duties", lambda verdict: "\n".join(each.text for each in verdict.duties)),
    _verdict("law", lambda verdict: "\n".join(verdict.law)),
    Column("points", lambda of: ", ".join(of.case.points)),
    Column("policy_version", lambda of: of.case.policy_version),
    _verdict("flow_version", lambda verdict: verdict.flow_version),
)
"""The columns of a kept advice, in order."""


EXPORT = case_export(COLUMNS, say, LIFE.words)


ADVICE = Register[AdviceCase](
    name="advice",
    prefix="KA",
    life=LIFE,
    stored=Stored(read_case, case_row),
    listing=LISTING,
    export=EXPORT,
    cards=Cards(
        living=lambda case, now, org, viewer: advice_card(case, now, org, own=False),
        own=lambda case, now, org: advice_card(case, now, org, own=True),
        history=lambda case, events, now, org, private, until=0: advice_history(
            case, events, now, org, until
        ),
        seen=lambda case, stage, office, org: advice_card(case, case.reported_at, org, own=False),
        summary=lambda case, now, org: advice_summary(case),
        own_row=advice_row,
    ),
    news=News(),
    made=Made(from_answers),
    points=lambda case: case.points,
    typed=typed_commands(lambda name: say(f"typed.{name}")),
)
