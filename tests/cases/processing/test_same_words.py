"""What a flow asks and the register keeps is called the same in both, so that no meaning changes on the way."""

import json
from collections.abc import Iterator

import pytest

from cases.drafts.answers import Answers
from cases.drafts.entry import TASKS, basis_of
from cases.processing.case import AT_PARTNERS, BASES, FAMILY, FORMER, GROUPS, KINDS, read_case
from cases.processing.from_answers import GROUP_OF, entry_content
from cases.processing.register import PROCESSING_KIND
from cases.told import UNKNOWN
from dialogs.flow import Choice, fields_of
from dialogs.flows import FLOWS, TEXTS
from dialogs.parts.lawful_basis import HELP
from dialogs.texts import option_title
from tests.cases.breach.by_chance import ORG
from tests.cases.lasting.by_chance import COMPLETE, filed
from tests.cases.lasting.by_chance import KINDS as REGISTERS

SHARED = {"groups": (GROUPS, "groups"), "kinds": (KINDS, "kinds")}
"""What the flows ask that the register keeps: its own list, and its field."""

NOBODY = "niemand"
"""Whose data they are when they are nobody's: then there is no entry."""

OTHERWISE = {
    "medewerker": "who works here calls them colleagues, a register that the AP reads calls them staff",
}
"""Words that differ and mean the same, with why."""


def asked() -> Iterator[tuple[str, str, str, str]]:
    """Every option of a flow that the register may keep: flow, field, value and words."""
    for name, flow in FLOWS.items():
        for step in flow.steps:
            for each in fields_of(step):
                field = step.id if isinstance(step, Choice) else each.id
                if field in SHARED and flow.id not in ("breach", "triage"):
                    for option in each.options:
                        yield name, field, option, option_title(TEXTS[name], step, each.id, option)


ASKED = tuple(asked())


def test_the_flows_ask_what_the_register_keeps() -> None:
    assert {field for _, field, _, _ in ASKED} == set(SHARED)


@pytest.mark.parametrize(("flow", "field", "option", "words"), ASKED)
def test_an_option_has_one_meaning(flow: str, field: str, option: str, words: str) -> None:
    options, kept = SHARED[field]
    code = GROUP_OF.get(option, option)
    if code not in options:
        assert option in (UNKNOWN, NOBODY), "the register has no place for this answer"
        return
    told = PROCESSING_KIND.words(f"field.{kept}.option.{code}")
    assert told == words or option in OTHERWISE


def test_every_basis_that_a_flow_asks_for_is_one_of_the_register() -> None:
    """A flow asks in everyday words, a task also by its law; the register names the basis as policy point 5 does."""
    asked = {
        option
        for flow in FLOWS.values()
        for step in flow.steps
        for each in fields_of(step)
        for option in each.options
        if (step.id if isinstance(step, Choice) else each.id) == "basis"
    }
    kept = {option: basis_of(Answers({"basis": option}, ())) for option in TASKS}
    assert asked >= {*TASKS}
    assert {kept.get(option, option) for option in asked - {HELP}} <= set(BASES)


def test_people_at_a_partner_stay_that() -> None:
    content = entry_content(Answers({"groups": "client,partner"}, ()), ORG)
    assert content.groups == ("client", AT_PARTNERS)
    assert FORMER not in GROUPS


@pytest.mark.parametrize(("from_consult", "meant"), [("", FAMILY), ("AD-2026-0001", AT_PARTNERS)])
def test_an_entry_of_an_earlier_version_is_read_as_it_was_meant(from_consult: str, meant: str) -> None:
    record = filed(REGISTERS[0], COMPLETE["processing"]).case
    row = json.loads(record.model_dump_json())
    row["content"]["groups"] = ["client", FORMER]
    row["from_consult"] = from_consult
    assert read_case(json.dumps(row)).content.groups == ("client", meant)
    assert PROCESSING_KIND.words(f"field.groups.option.{FORMER}"), "its history is still read"
