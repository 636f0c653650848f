"""Whom a message is for and what it is about: values in the code, spelled in the row as before."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.people import person_key
from cases.register.messages import (
    LEASE,
    REPORTER,
    Due,
    DueKind,
    Ref,
    channel,
    due_at,
    due_key,
    is_leased,
    mailbox,
    person,
    read_ref,
    read_to,
    within,
)
from cases.terms import CLOCK_SKEW
from tests.cases.breach.by_chance import NOW, SAM
from tests.upgrade.waiting_forms import FORMS, TO

FORMS_OF = sorted(
    {(kind, form) for kinds in FORMS.values() for kind, forms in kinds.items() for form in forms}
)
SPELLED = {
    "card": {Ref(mark="3")},
    "thread": {Ref("question", "3"), Ref("found", "12")},
    "mail": {Ref("new"), Ref("people", mark="7"), Ref("ap-12h", mark="unheard6")},
    "tell": {Ref("taken_up", mark="7"), Ref("question", "3", "7")},
    "reminder": {Ref("ap-12h", mark="7"), Ref("turn-1-5d", mark="unheard6"), Ref("fill-3", mark="9")},
    "taken": {Ref(of="20261123T140000")},
    "term": {Ref(mark="7"), Ref("lapse", mark="7")},
    "open_answers": {Ref()},
    "question_reminder": {Ref(of="3"), Ref("search", "3", "late")},
    "question_ends": {Ref(of="3")},
    "handed": {Ref(mark="7")},
    "task": {Ref(of="3")},
    "unreached": {Ref(of="3")},
    "empty_office": {Ref("jz", mark="7")},
    "shrink": {Ref("search-3", mark="7"), Ref("late-2", mark="7")},
    "take_away": {Ref("away", "4"), Ref("away", "4", "again")},
    "draft_expired": {Ref(of="d1"), Ref(of="again")},
    "draft_gone": {Ref(of="breach"), Ref(of="breach+rights")},
    "tidy": {Ref()},
    "file": {Ref(mark="5")},
    "chore": {Ref()},
    "link": {Ref("linked", mark="4"), Ref("joined", mark="9")},
    "compare": {Ref(mark="1")},
}
"""Every ref that the code makes of a kind of message, by example."""


def waiting(kind: DueKind, to: str = "po", ref: str = "") -> Due:
    """The message in a row."""
    row = {"kind": kind, "number": "DL-2026-0001", "to": to, "ref": ref, "created_at": NOW.isoformat()}
    return Due.model_validate_json(json.dumps(row))


@pytest.mark.parametrize(("kind", "form"), FORMS_OF)
def test_every_ref_of_bebdbef_is_read_and_spelled_the_same(kind: DueKind, form: str) -> None:
    told = form.replace("#", "12").replace("<id>", "0f" * 16)
    due = waiting(kind, ref=told)
    assert json.loads(due.model_dump_json())["ref"] == told
    assert due_key(NOW, due).endswith(f"-{told}")


def test_every_kind_of_message_has_its_refs() -> None:
    assert set(SPELLED) == set(get_args(DueKind))


@pytest.mark.parametrize(("kind", "ref"), [(kind, ref) for kind, refs in SPELLED.items() for ref in refs])
def test_what_is_spelled_is_read_as_it_was(kind: DueKind, ref: Ref) -> None:
    assert read_ref(kind, str(ref)) == ref


@given(
    st.sampled_from(sorted(SPELLED)),
    st.text(max_size=30) | st.from_regex(r"[a-z0-9.-]{0,20}", fullmatch=True),
)
def test_whatever_stands_in_a_row_is_spelled_the_same_again(kind: DueKind, told: str) -> None:
    assert str(read_ref(kind, told)) == told


@given(st.text(max_size=30) | st.sampled_from(["person:", "mail:", "mail:po", "po", "reporter", ""]))
def test_whoever_stands_in_a_row_is_spelled_the_same_again(told: str) -> None:
    to = read_to(told)
    assert str(to) == told
    assert json.loads(waiting("card", to=told).model_dump_json())["to"] == told


@pytest.mark.parametrize("told", sorted(TO))
def test_everybody_whom_bebdbef_told_is_known(told: str) -> None:
    whom = f"{told}{SAM.aad_id}" if told == "person:" else told
    known = (channel("po"), channel("fg"), channel("jz"), REPORTER, person(SAM.aad_id))
    mails = (mailbox("po"), mailbox("fg"), mailbox("jz"))
    assert read_to(whom) in (*known, *mails, within("processing"), within("agreement"), within("bot"))


def test_a_key_and_a_log_show_nobody() -> None:
    due = waiting("reminder", to=f"person:{SAM.aad_id}", ref="ap-12h.7")
    assert SAM.aad_id not in due_key(NOW, due)
    assert person_key(SAM.aad_id) in due_key(NOW, due)
    assert due_key(NOW, due) == due_key(NOW, waiting("reminder", f"person:{SAM.aad_id.upper()}", "ap-12h.7"))
    assert due.to.public == "a person"
    assert not re.search(r"[0-9a-f]{8}-", due.to.public)


def test_a_row_of_before_says_nothing_of_since() -> None:
    assert waiting("card").since is None


@given(st.datetimes(datetime(1000, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 (it wants bounds without)
def test_the_moment_of_a_message_is_read_back_to_the_second(at: datetime) -> None:
    due = Due(kind="tidy", number="x", to=person(SAM.aad_id), created_at=NOW)
    assert due_at(due_key(at, due)) == at.replace(microsecond=0)


@pytest.mark.parametrize(
    "told",
    ["", "gisteren", "2026-11-24", "2026-11-24T10:00:00", "2026-11-24T25:00:00Z", "2026-11-24 10:00:00Z"],
)
def test_a_key_without_a_moment_is_none_of_ours(told: str) -> None:
    with pytest.raises(ValueError, match=r"moment|hour"):
        due_at(f"due|{told}|DL-2026-0001|card")


def test_who_works_on_a_message_has_it_until_the_lease_ends_and_no_longer_than_one_lasts() -> None:
    """A clock may be ahead a little; one that was far ahead would hold a message for days."""
    due = Due(kind="card", number="DL-2026-0001", to=person(SAM.aad_id), created_at=NOW)
    longest = LEASE + CLOCK_SKEW
    second = timedelta(seconds=1)
    for left, held in (
        (-second, False),
        (0 * second, False),
        (second, True),
        (longest, True),
        (longest + second, False),
    ):
        assert is_leased(due.model_copy(update={"lease_until": NOW + left}), NOW) == held, left
    assert not is_leased(due, NOW)
