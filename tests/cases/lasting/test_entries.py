"""The processing register and the agreements: what holds of an entry, whatever happened and whatever was typed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cases.agreement.case import entry_numbers
from cases.desks.desks import Registers
from cases.desks.lists import register_list
from cases.desks.queries import Page, Query
from cases.drafts.answers import Answers
from cases.lasting.case import MOST_LINKED
from cases.lasting.new_entry import new_record_card
from cases.lasting.rhythm import RHYTHM, looked_at
from cases.ports import ROW_LIMIT
from cases.processing.case import agreement_numbers, numbers_of_cases
from cases.processing.from_answers import entry_content
from cases.processing.register import PROCESSING
from cases.register.export import exported
from cases.register.forms import EMPTY, form_card
from cases.register.history import first_broken
from cases.register.life import Deed, NoRole, Refused
from cases.register.messages import due_key
from cases.register.plans import Drop, SendCard, SendMail
from state_machines.engine import NotAllowed
from state_machines.record_life import CURRENT, DRAFT, ENDED
from tests.cards.rules import nodes, violations
from tests.cases.breach.by_chance import FEN, JIP, NOOR, NOW, ORG, SAM
from tests.cases.drawn import leads
from tests.cases.lasting.by_chance import BY_HAND, COMPLETE, KINDS, Kept, filed, lived
from tests.cases.reminding import late_after, waiting
from tests.cases.viewers import alone, at_home

every_kind = pytest.mark.parametrize("kept", KINDS, ids=lambda each: each.kind.register)
some = settings(max_examples=20, phases=[Phase.explicit, Phase.generate])


def typed_in(record: Any) -> list[str]:
    return [
        *(str(value) for value in record.content.model_dump().values() if isinstance(value, str)),
        record.closing_reason,
    ]


def did(kept: Kept, record: Any, event: str, who: Any = None, at: datetime = NOW, **given: str) -> Any:
    return kept.life.change(record, event, Deed(who or kept.keeper, at, ORG, given)).case


@every_kind
@some
@given(data=st.data())
def test_an_entry_stays_whole_whatever_happens(kept: Kept, data: st.DataObject) -> None:
    life = data.draw(lived(kept))
    assert first_broken(life.events) is None
    assert life.record.seq == len(life.events)
    assert life.record.last_hash == life.events[-1].hash
    row = kept.register.stored.row(life.record)
    assert len(row.encode("utf-16-le")) // 2 <= ROW_LIMIT
    assert kept.register.stored.read(row) == life.record, "nothing that an entry says is ever cut"
    assert life.record.status != CURRENT or not life.record.missing, "what is established is complete"
    for each in life.changes:
        keys = [due_key(at, due) for at, due in each.dues]
        assert len(set(keys)) == len(keys)
    for event, who, reason in life.refused:
        if isinstance(reason, NoRole):
            assert kept.kind.keeper_of(life.record) not in who.roles or kept.kind.roles[event] == frozenset(
                {"bot"}
            )


@every_kind
@some
@given(data=st.data())
def test_the_history_tells_every_old_and_new_value(kept: Kept, data: st.DataObject) -> None:
    life = data.draw(lived(kept))
    told = {each.id: "" for each in kept.kind.fields}
    for event in life.events:
        if event.event in ("file", "undecide") or event.event.startswith("change_"):
            for name, (before, after) in event.changes.items():
                assert told[name] == before
                told[name] = after
    assert told == {each.id: life.record.content.held(each.id) for each in kept.kind.fields}


@every_kind
@some
@given(data=st.data())
def test_every_card_keeps_the_rules(kept: Kept, data: st.DataObject) -> None:
    life = data.draw(lived(kept))
    record, register, typed = life.record, kept.register, typed_in(life.record)
    texts = [
        *typed,
        *(each.why for each in life.events),
        *(part for each in life.events for pair in each.changes.values() for part in pair),
    ]
    course = register.cards.history(record, life.events, NOW, ORG, True)
    texts += [each["text"] for each in nodes(course) if "‘" in each.get("text", "")]
    cards = [
        register.cards.living(record, NOW, ORG, at_home(register.life, record, private=True)),
        register.cards.living(record, NOW, ORG, alone("po")),
        course,
        *(form_card(form, record, NOW, ORG, EMPTY) for form in register.forms.values()),
        *(register.cards.seen(record, stage, kept.kind.keeper_of(record), ORG) for stage in record.reminders),
        register_list(_page(kept, record), Registers([register]), NOW, ORG, private=True),
    ]
    for card in cards:
        assert violations(card, [each for each in texts if len(each.split()) > 3]) == []


@every_kind
def test_a_new_form_keeps_the_rules(kept: Kept) -> None:
    assert violations(new_record_card(kept.kind, "d1", NOW, ORG, EMPTY)) == []


@every_kind
def test_what_is_open_is_said_and_keeps_it_a_draft(kept: Kept) -> None:
    record = filed(kept, BY_HAND[kept.kind.register]).case
    assert record.status == DRAFT
    assert record.missing
    with pytest.raises(NotAllowed):
        did(kept, record, "establish")
    card = str(
        kept.register.cards.living(record, NOW, ORG, at_home(kept.register.life, record, private=True))
    )
    assert "staat nog niet vast" in card
    whole = filed(kept, COMPLETE[kept.kind.register]).case
    assert (whole.status, whole.missing) == (CURRENT, ())


@every_kind
def test_what_is_established_cannot_be_emptied(kept: Kept) -> None:
    record = filed(kept, COMPLETE[kept.kind.register]).case
    section = kept.kind.sections[0]
    needed = next(each for each in section.fields if not each.required and record.content.settled(each.id))
    values = {each.id: record.content.held(each.id) for each in section.fields} | {needed.id: ""}
    with pytest.raises(Refused):
        did(kept, record, section.event, **values)


@every_kind
@pytest.mark.parametrize("who", [NOOR, SAM, FEN, JIP], ids=lambda who: who.name)
def test_only_who_keeps_it_changes_it(kept: Kept, who: Any) -> None:
    record = filed(kept, COMPLETE[kept.kind.register]).case
    for event in ("end", *(each.event for each in kept.kind.sections)):
        if kept.kind.keeper_of(record) in who.roles:
            continue
        with pytest.raises(NoRole):
            did(kept, record, event, who, reason="Het is voorbij.")
    assert kept.life.may_see(record, who) == bool(who.roles)


@every_kind
def test_an_entry_ends_and_comes_back_as_a_draft(kept: Kept) -> None:
    record = filed(kept, COMPLETE[kept.kind.register]).case
    ended = did(kept, record, "end", reason="De dienst is gestopt.")
    assert (ended.status, ended.closing_reason) == (ENDED, "De dienst is gestopt.")
    back = did(kept, ended, "reopen")
    assert (back.status, back.closing_reason, back.closed_at) == (DRAFT, "", None)
    assert did(kept, back, "establish").status == CURRENT


@every_kind
def test_the_same_form_twice_changes_once(kept: Kept) -> None:
    record = filed(kept, COMPLETE[kept.kind.register]).case
    section = kept.kind.sections[0]
    same = {each.id: record.content.held(each.id) for each in section.fields}
    assert kept.life.change(record, section.event, Deed(kept.keeper, NOW, ORG, same)).event is None


# --- reminders ------------------------------------------------------------------------------------------------------


DATED = filed(KINDS[1], COMPLETE["agreement"]).case
"""An entry with a day of review."""


@given(on=st.dates(date(1990, 1, 1), date(2100, 1, 1)), days=st.integers(0, 44_000))
def test_reviews_come_in_order_and_go_on_after_the_day(on: date, days: int) -> None:
    here = datetime(1990, 1, 1, tzinfo=UTC) + timedelta(days=days, hours=days % 24)
    record = DATED.model_copy(
        update={"content": DATED.content.model_copy(update={"review_on": on.isoformat()})}
    )
    every = RHYTHM.stages(record, ORG)
    assert [each.count for each in every] == [60, 14, 0]
    assert all(each.at.astimezone(ORG.zone).hour == 9 for each in every)
    assert all(RHYTHM.named(record, each.name, ORG) == each for each in every)
    assert RHYTHM.ahead(record, here, ORG)[-1].count == 0
    late = late_after(RHYTHM, record, here, ORG)
    assert late.at > here
    assert RHYTHM.named(record, late.name, ORG) == late
    assert late.at - max(here, every[-1].at) <= timedelta(days=7, hours=1)


def planned(kept: Kept, record: Any, name: str, now: datetime) -> Any:
    due = waiting("reminder", record.number, kept.kind.keeper_of(record), f"{name}.1", NOW)
    return kept.register.plan(due, record, now, ORG), due


def in_days(record: Any, days: int) -> datetime:
    on = record.review_on + timedelta(days=days)
    return datetime(on.year, on.month, on.day, 9, 1, tzinfo=ORG.zone)


@every_kind
def test_a_review_is_reminded_until_somebody_looked(kept: Kept) -> None:
    given_at = {**COMPLETE[kept.kind.register]}
    record = filed(kept, given_at).case
    day = {"review_on": (NOW + timedelta(days=90)).date().isoformat()}
    event = next(s.event for s in kept.kind.sections if "review_on" in {f.id for f in s.fields})
    done = kept.life.change(record, event, Deed(kept.keeper, NOW, ORG, day))
    record = done.case
    told = [due.ref.about for _, due in done.dues if due.kind == "reminder"]
    assert told == ["review-60d", "review-14d", "review-0d"]
    for name, days in (("review-60d", -60), ("review-14d", -14), ("review-0d", 0), ("review-late-1w", 7)):
        now = in_days(record, days)
        plan, due = planned(kept, record, name, now)
        assert isinstance(plan, SendCard), name
        assert violations(plan.card) == []
        assert leads(plan.card) == "seen"
        after = kept.register.after_sent(due, record, now, ORG)
        assert after.event is not None
        record = after.case
        again, _ = planned(kept, record, name, now)
        assert isinstance(again, Drop), "the same reminder goes out once"
        late = [each.ref for _, each in after.dues if each.kind == "reminder"]
        assert bool(late) == (days >= 0)
    record = did(kept, record, "seen", stage="review-late-1w")
    assert looked_at(record)
    quiet, _ = planned(kept, record, "review-late-2w", in_days(record, 14))
    assert isinstance(quiet, Drop)


@every_kind
def test_a_reminder_of_an_earlier_day_falls_silent(kept: Kept) -> None:
    record = filed(kept, COMPLETE[kept.kind.register]).case
    event = next(s.event for s in kept.kind.sections if "review_on" in {f.id for f in s.fields})
    record = did(kept, record, event, review_on=(NOW + timedelta(days=70)).date().isoformat())
    early = in_days(record, -60)
    record = did(kept, record, event, review_on=(NOW + timedelta(days=300)).date().isoformat())
    plan, _ = planned(kept, record, "review-60d", early)
    assert isinstance(plan, Drop)
    ended = did(kept, record, "end", reason="Voorbij.")
    plan, _ = planned(kept, ended, "review-60d", in_days(record, -60))
    assert isinstance(plan, Drop)


@every_kind
def test_a_reminder_that_nobody_hears_goes_by_mail_without_content(kept: Kept) -> None:
    record = filed(kept, {**COMPLETE[kept.kind.register], "review_on": "2027-01-01"}).case
    due = waiting("reminder", record.number, kept.kind.keeper_of(record), "review-0d.1", NOW, attempts=6)
    ((at, mail),) = kept.register.unheard(due, record, NOW, ORG)
    plan = kept.register.plan(mail, record, at, ORG)
    assert isinstance(plan, SendMail)
    assert plan.mail.to == ORG.office(kept.kind.keeper_of(record)).email
    assert record.name not in plan.mail.text + plan.mail.subject


# --- lists ----------------------------------------------------------------------------------------------------------


def _page(kept: Kept, record: Any) -> Page:
    entry = kept.register.listing.entry(record, ORG)
    rows = tuple(entry.model_copy(update={"number": f"{kept.kind.prefix}-2026-{n:04d}"}) for n in range(5))
    query = Query(kept.kind.register, "draft", words=record.name[:60])
    return Page(query, rows, 1, 7, True)


@every_kind
def test_an_entry_stands_in_the_lists_until_its_day_of_review(kept: Kept) -> None:
    listing = kept.register.listing
    draft = listing.entry(filed(kept, BY_HAND[kept.kind.register]).case, ORG)
    assert (draft.marks, draft.is_open, draft.due_at) == (("draft",), True, None)
    whole = filed(kept, {**COMPLETE[kept.kind.register], "review_on": "2027-03-01"}).case
    entry = listing.entry(whole, ORG)
    assert entry.due_at == datetime(2027, 3, 1, 9, tzinfo=ORG.zone)
    assert entry.called == whole.name
    ended = listing.entry(did(kept, whole, "end", reason="Voorbij."), ORG)
    assert (ended.is_open, ended.due_at) == (False, None)


@every_kind
@some
@given(data=st.data())
def test_an_export_has_every_field_and_says_what_is_open(kept: Kept, data: st.DataObject) -> None:
    life = data.draw(lived(kept))
    told = exported(kept.register.export, life.record, life.events, ORG)
    for each in kept.kind.fields:
        settled = life.record.content.settled(each.id)
        assert (told.line[each.id] == "staat nog niet vast") == (not settled)
    assert len(told.events) == len(life.events)
    named = [kept.kind.words(f"field.{each}.short") for each in life.events[0].changes]
    assert [line.partition(":")[0] for line in told.events[0]["changes"].splitlines()] == named
    assert len(set(kept.register.export.titles(ORG))) == len(kept.register.export.titles(ORG))


def test_numbers_of_entries_are_read_as_people_type_them() -> None:
    assert entry_numbers(" vr-2026-0001,VR-2026-0002; VR-2026-0001 ") == "VR-2026-0001, VR-2026-0002"
    for wrong, key in (("DL-2026-0001", "geen_nummers"), ("bijlage", "geen_nummers")):
        with pytest.raises(ValueError, match=key):
            entry_numbers(wrong)
    with pytest.raises(ValueError, match="te_veel_nummers"):
        entry_numbers(" ".join(f"VR-2026-{each:04d}" for each in range(1, MOST_LINKED + 2)))
    most = [f"VR-2026-{each:04d}" for each in range(1, MOST_LINKED + 1)]
    assert entry_numbers(" ".join(most)) == ", ".join(most)


def test_an_entry_names_what_belongs_to_it() -> None:
    assert numbers_of_cases("dl-2026-0001 RV-2026-0002") == "DL-2026-0001, RV-2026-0002"
    with pytest.raises(ValueError, match="geen_zaken"):
        numbers_of_cases("OV-2026-0001")
    assert agreement_numbers("OV-2026-0001") == "OV-2026-0001"
    record = did(
        KINDS[0], filed(KINDS[0], COMPLETE["processing"]).case, "change_beside", cases="DL-2026-0001"
    )
    assert "DL-2026-0001" in str(
        KINDS[0].register.cards.living(
            record, NOW, ORG, at_home(KINDS[0].register.life, record, private=True)
        )
    )


def test_the_points_follow_what_is_settled() -> None:
    processing = KINDS[0]
    record = filed(processing, COMPLETE["processing"]).case
    assert {"11", "6", "2", "3", "9", "10", "5.overeenkomst"} <= set(record.points)
    assert "8" not in record.points, "no term was settled"
    agreement = filed(KINDS[1], COMPLETE["agreement"]).case
    assert "bijlage1.3" in agreement.points


# --- what is still to be decided --------------------------------------------------------------------------------------

PROCESSINGS = KINDS[0]


def processing(**changes: str) -> Any:
    """A processing of which all is known, but for these fields."""
    return filed(PROCESSINGS, {**COMPLETE["processing"], **changes}).case


@pytest.mark.parametrize("dpia", ["", "bezig"])
def test_what_is_not_decided_on_is_not_established(dpia: str) -> None:
    record = processing(dpia=dpia)
    assert record.status == DRAFT
    with pytest.raises(NotAllowed):
        did(PROCESSINGS, record, "establish")
    card = str(PROCESSING.cards.living(record, NOW, ORG, at_home(PROCESSINGS.life, record, private=True)))
    assert "staat nog niet vast" in card or "nog niet besloten" in card
    assert "Aan zet: " in card
    assert ORG.offices.fg.name in card
    assert "Stel vast" not in card
    decided = did(PROCESSINGS, record, "change_whereto", dpia="nee")
    assert did(PROCESSINGS, decided, "establish").status == CURRENT


def test_a_question_that_opens_again_makes_it_a_draft() -> None:
    record = processing()
    with pytest.raises(Refused, match="niet_leeg"):
        did(PROCESSINGS, record, "change_whereto", dpia="")
    done = PROCESSINGS.life.change(record, "change_whereto", Deed(FEN, NOW, ORG, {"dpia": "bezig"}))
    assert (done.case.status, done.case.established) == (DRAFT, None)
    assert done.event is not None
    assert (done.event.event, done.event.changes) == ("undecide", {"dpia": ("nee", "bezig")})
    with pytest.raises(NotAllowed):
        did(PROCESSINGS, done.case, "establish")
    history = str(PROCESSING.cards.history(done.case, [done.event], NOW, ORG, True))
    assert "maakt er weer een concept van" in history
    assert "Wordt nog gedaan" in history


def test_an_entry_of_before_that_says_nothing_of_a_dpia_can_still_be_changed() -> None:
    record = processing(dpia="").model_copy(update={"status": CURRENT})
    changed = did(PROCESSINGS, record, "change_what", team="Mens en werk")
    assert (changed.status, changed.content.team) == (CURRENT, "Mens en werk")
    assert changed.missing == ("dpia",)
    assert did(PROCESSINGS, changed, "change_whereto", dpia="ja").missing == ()


def test_a_processor_makes_no_dpia() -> None:
    given = {**COMPLETE["processing"], "role": "verwerker", "others": "Gemeente Voorbeeld", "dpia": ""}
    assert filed(PROCESSINGS, given).case.status == CURRENT


@pytest.mark.parametrize(
    ("codes", "dpia"),
    [
        ({}, ""),
        ({"risks": "geen"}, ""),
        ({"risks": "combineren"}, "bezig"),
        ({"risks": "onbekend"}, "bezig"),
        ({"criteria": "geen", "ap_control": "cameras", "ap_subjects": "geen"}, "bezig"),
    ],
)
def test_what_points_to_a_dpia_leaves_that_open(codes: dict[str, str], dpia: str) -> None:
    assert entry_content(Answers(codes, ()), ORG).dpia == dpia
