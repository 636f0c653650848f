"""Whoever changes a register behind the bot's back is found out, as long as the key is not in the store."""

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.registers import BREACH
from cases.breach.life import file_report
from cases.breach.report import Report
from cases.desks.anchors import LOGGED_KEY, NOTHING_TOLD, Anchored, anchored_value, read_anchors
from cases.desks.case_desk import CaseDesk
from cases.desks.check import Broken
from cases.desks.purge import Purge
from cases.desks.register_desk import RegisterDesk
from cases.desks.whole_register import Checked, check_register, each_case, ends
from cases.ports import Insert, Row, Table
from cases.register.case import case_key
from cases.register.filing import Filing
from cases.register.history import Event
from cases.register.seals import NO_SEALS, BadSealKey, Seals, place_of, read_seals
from tests.cases.desks.filed_cases import NOOR, NOW, ORG, SAM, pause
from tests.cases.desks.test_purge import years_later
from tests.storage.kept_rows import KeptRows

KEY_CAME = NOW + timedelta(hours=1)
WHERE = ORG.partition("breach")
OLD, NEW, STRANGE = "a1" * 32, "b2" * 32, "c3" * 32
SEALS = read_seals(f"1:{OLD}")
CHECKED = ("case|", "event|", "counter|", "destroyed|", "destruction|", "all|", "open|")
"""The kinds of rows of which every one that goes is missed; of those before `all|` each change shows too."""


async def _file(rows: KeptRows, seals: Seals, draft: str, at: datetime = NOW) -> str:
    desk = CaseDesk(rows, ORG, BREACH, pause, seals)
    facts = {"kind": "kwijt", "discovered_at": NOW - timedelta(hours=1), "what_happened": f"Brief {draft}."}
    case = await desk.file(
        lambda number: file_report(Report.model_validate(facts), Filing(number, draft, SAM, at, ORG, False)),
        draft_id=draft,
        reporter=SAM,
        now=at,
    )
    return case.number


async def _act(rows: KeptRows, seals: Seals, number: str, event: str, **payload: str) -> None:
    desk = CaseDesk(rows, ORG, BREACH, pause, seals)
    await desk.act(number, event, NOOR if event != "ask_withdrawal" else SAM, KEY_CAME, payload)


async def _withdraw(rows: KeptRows, seals: Seals, number: str) -> None:
    await _act(rows, seals, number, "ask_withdrawal", reason="Het was mijn eigen brief.")
    await _act(rows, seals, number, "accept_withdrawal", reason="Klopt, nagekeken.")


async def _lived(seals: Seals = SEALS) -> KeptRows:
    """Two cases from before there was a key (one went on after it), four after it, of which one was destroyed."""
    rows = KeptRows()
    await RegisterDesk(rows, ORG, BREACH).list_older()
    await _file(rows, NO_SEALS, "d1")
    await _file(rows, NO_SEALS, "d2")
    await _act(rows, seals, "DL-2026-0002", "take_up")
    for draft in ("d3", "d4", "d5", "d6"):
        await _file(rows, seals, draft, KEY_CAME)
    await _act(rows, seals, "DL-2026-0003", "take_up")
    await _act(rows, seals, "DL-2026-0004", "take_up")
    await _withdraw(rows, seals, "DL-2026-0005")
    purge = Purge(rows, ORG, BREACH, seals)
    for hour in range(26):
        await purge.look(years_later(NOW, hours=hour))
    return rows


@cache
def lived() -> KeptRows:
    """That store, made once."""
    return asyncio.run(_lived())


def looked(rows: KeptRows, seals: Seals = SEALS, anchored: Anchored = NOTHING_TOLD) -> Checked:
    """What a check finds."""
    return asyncio.run(check_register(RegisterDesk(rows, ORG, BREACH, seals), anchored))


def values(rows: KeptRows, *prefixes: str) -> dict[str, str]:
    """What stands under keys that begin so."""
    return {row.key: row.value for row in rows.kept.values() if row.key.startswith(prefixes)}


def anchored_in(rows: KeptRows, seals: Seals = SEALS) -> Anchored:
    """What was told outside this store just now."""
    anchor = asyncio.run(ends(RegisterDesk(rows, ORG, BREACH, seals), LOGGED_KEY, NOW))
    lines = [f"04:00:00 INFO bot.outbox.chores: {line}\n" for line in anchor.lines(seals)]
    told = read_anchors(["something else\n", *lines], seals, {ORG.key})
    assert told.refused == 0
    return told.by_register["breach"]


def sealed_anew(rows: KeptRows, number: str, change: Mapping[str, object], at: int = 1) -> dict[str, str]:
    """A history with one event changed and every hash made again, as somebody without the key can."""
    found, before = dict[str, str](), ""
    for key, value in sorted(values(rows, f"event|{number}|").items()):
        seal = value[value.rindex(',"seal"') :] if ',"seal"' in value else "}"
        event = Event.model_validate_json(value)
        told = event.model_copy(
            update={"previous_hash": before, **(change if event.seq == at else {})}
        ).sealed()
        found[key], before = told.model_dump_json()[:-1] + seal, told.hash
    case = json.loads(rows.kept["cases", WHERE, case_key(number)].value)
    found[case_key(number)] = json.dumps(
        case | {"last_hash": before}, separators=(",", ":"), ensure_ascii=False
    )
    return found


def test_what_the_bot_wrote_is_whole_and_it_is_said_what_is_not_sealed() -> None:
    found = looked(lived())
    assert found.broken == ()
    assert (found.cases, found.destroyed) == (5, 1)
    assert (found.sealed, found.unsealed) == (4, 1)
    assert looked(lived(), SEALS, anchored_in(lived())).broken == ()


def test_without_a_key_nothing_is_sealed_and_all_is_as_it_was() -> None:
    rows = asyncio.run(_lived(NO_SEALS))
    assert not any("seal" in row.value for row in rows.kept.values())
    assert looked(rows, NO_SEALS).broken == ()
    assert looked(lived(), NO_SEALS).broken == (), "who has no key reads it all the same"


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_every_change_of_one_row_is_found(data: st.DataObject) -> None:
    rows = lived()
    # What stands in a row of a case from before the key is not sealed, and its own hash says nothing of it.
    sealed = {
        key: value
        for key, value in values(rows, *CHECKED[:5]).items()
        if "DL-2026-0001" not in key and not key.startswith("counter|")
    }
    key = data.draw(st.sampled_from(sorted(sealed)))
    value = sealed[key]
    kind = data.draw(st.sampled_from(["sign", "cut", "other row", "twice a field", "more"]))
    if kind == "sign":
        at = data.draw(st.integers(0, len(value) - 1))
        sign = data.draw(st.sampled_from([each for each in 'a0Z"}, é' if each != value[at]]))
        other = value[:at] + sign + value[at + 1 :]
    elif kind == "cut":
        other = value[: data.draw(st.integers(0, len(value) - 1))]
    elif kind == "other row":
        alike = [each for each in sealed if each != key and each.split("|")[0] == key.split("|")[0]]
        if not alike:
            return
        other = sealed[data.draw(st.sampled_from(alike))]
    elif kind == "twice a field":
        other = f'{{"number":"DL-2026-0003",{value[1:]}'
    else:
        other = f'{value[:-1]},"more":"x"}}'
    assert looked(rows.changed(values={key: other})).broken != (), (key, other)


@pytest.mark.parametrize("key", sorted(values(lived(), *CHECKED)))
def test_every_row_that_is_taken_away_is_missed(key: str) -> None:
    assert looked(lived().changed(without=[key])).broken != ()


@pytest.mark.parametrize("number", ["DL-2026-0002", "DL-2026-0003", "DL-2026-0004", "DL-2026-0006"])
def test_every_case_that_is_taken_away_whole_is_missed(number: str) -> None:
    rows = lived()
    whole = [row.key for row in rows.kept.values() if number in row.key]
    counted = {} if number != "DL-2026-0006" else {"counter|2026": "5"}
    taken = rows.changed(without=whole, values=counted)
    found = looked(taken, SEALS, anchored_in(rows)).broken
    assert Broken(number, "gone") in found
    if not counted:
        assert Broken(number, "gone") in looked(taken).broken, "without anything from outside too"


def test_events_swapped_between_cases_or_turned_round_are_found() -> None:
    rows = lived()
    one, other = "event|DL-2026-0003|000002", "event|DL-2026-0004|000002"
    held = values(rows, "event|")
    swapped = rows.changed(values={one: held[other], other: held[one]})
    assert {each.number for each in looked(swapped).broken} == {"DL-2026-0003", "DL-2026-0004"}
    first = "event|DL-2026-0003|000001"
    turned = rows.changed(values={one: held[first], first: held[one]})
    assert Broken("DL-2026-0003", "chain", 1) in looked(turned).broken


@pytest.mark.parametrize("number", ["DL-2026-0002", "DL-2026-0003", "DL-2026-0006"])
@pytest.mark.parametrize("stripped", [False, True], ids=["seals kept", "seals taken off"])
def test_a_history_whose_hashes_were_made_again_is_found(number: str, stripped: bool) -> None:
    rows = lived()
    made = sealed_anew(
        rows, number, {"actor_name": "Iemand Anders"}, at=len(values(rows, f"event|{number}|"))
    )
    if stripped:
        made = {key: _stripped(value) for key, value in made.items()}
    other = rows.changed(values=made)
    assert looked(other, NO_SEALS).broken == (), "without a key nobody can tell"
    assert [each.number for each in looked(other, SEALS, anchored_in(rows)).broken] == [number]
    # With no seal left it looks as one from before the key, unless an earlier number is sealed; what was told shows it.
    if not stripped or number == "DL-2026-0006":
        assert [each.number for each in looked(other).broken] == [number]


def _stripped(value: str) -> str:
    told = json.loads(value)
    told.pop("seal", None)
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False)


def test_a_history_that_was_made_again_with_the_key_is_found_by_what_was_told_outside() -> None:
    rows, number = lived(), "DL-2026-0003"
    told = anchored_in(rows)
    made = {
        key: SEALS.put(place_of(WHERE, key), _stripped(value), 1 if key.startswith("case|") else 0)
        for key, value in sealed_anew(rows, number, {"why": "Anders."}).items()
    }
    other = rows.changed(values=made)
    assert looked(other).broken == ()
    assert [(each.number, each.fault) for each in looked(other, SEALS, told).broken] == [(number, "anchor")]


def test_what_was_told_before_it_was_keyed_still_proves_and_what_is_told_now_holds_no_hash() -> None:
    """A hash can be tried with every colleague until a name fits that is closed (ADR 0032)."""
    rows, number = lived(), "DL-2026-0003"
    ended = {
        each: json.loads(value)
        for each, value in values(rows, "event|").items()
        if json.loads(value)["number"] == number
    }
    last = ended[max(ended)]
    anchor = asyncio.run(ends(RegisterDesk(rows, ORG, BREACH, SEALS), LOGGED_KEY, NOW))
    hashes = {json.loads(value)["hash"][:16] for value in values(rows, "event|").values()}
    told = "\n".join(anchor.lines(SEALS))
    assert not [each for each in hashes if each in told]
    before = anchor.model_copy(update={"heads": {number: f"{last['seq']}:{last['hash'][:32]}"}})
    both = read_seals(f"2:{NEW},1:{OLD}")
    found = read_anchors(before.lines(SEALS), both, {ORG.key}).by_register["breach"]
    assert looked(rows, both, found).broken == ()
    other = before.model_copy(update={"heads": {number: f"{last['seq']}:{'0' * 32}"}})
    found = read_anchors(other.lines(SEALS), both, {ORG.key}).by_register["breach"]
    assert [(each.number, each.fault) for each in looked(rows, both, found).broken] == [(number, "anchor")]
    now = read_anchors(anchor.lines(SEALS), both, {ORG.key}).by_register["breach"]
    assert looked(rows, both, now).broken == (), "the key that it was told with was replaced since"


def test_what_somebody_wrote_in_a_case_is_not_made_good_by_the_next_press() -> None:
    async def pressed() -> KeptRows:
        rows = await _lived()
        key = case_key("DL-2026-0003")
        value = rows.kept["cases", WHERE, key].value
        rows = rows.changed(values={key: value.replace("Brief d3.", "Niets aan de hand.")})
        await _act(rows, SEALS, "DL-2026-0003", "ask_reporter", question="Wat lag er?")
        return rows

    assert looked(asyncio.run(pressed())).broken == (Broken("DL-2026-0003", "doubt"),)


def test_keys_are_rotated_and_a_key_that_is_gone_is_named_so() -> None:
    both = read_seals(f"2:{NEW},1:{OLD}")

    async def went_on() -> KeptRows:
        rows = await _lived()
        await _act(rows, both, "DL-2026-0004", "ask_reporter", question="Wat lag er?")
        return rows

    rows = asyncio.run(went_on())
    assert looked(rows, both).broken == ()
    assert '"seal":"2:' in values(rows, "case|")["case|DL-2026-0004"]
    faults = {(each.number, each.fault) for each in looked(rows, read_seals(f"2:{NEW}")).broken}
    assert ("DL-2026-0003", "unknown_key") in faults
    assert {each.fault for each in looked(rows, read_seals(f"2:{STRANGE},1:{OLD}")).broken} == {"forged"}


def test_a_case_that_an_instance_without_the_key_made_afterwards_is_named() -> None:
    async def made() -> KeptRows:
        rows = await _lived()
        await _file(rows, NO_SEALS, "d7", KEY_CAME)
        return rows

    assert looked(asyncio.run(made())).broken == (Broken("DL-2026-0007", "unsealed"),)


def test_a_case_that_was_taken_out_as_if_its_term_was_over_is_found() -> None:
    rows = lived()

    async def forged() -> KeptRows:
        other = rows.changed()
        await _withdraw(other, SEALS, "DL-2026-0006")
        purge = Purge(other, ORG, BREACH, NO_SEALS)  # by somebody who has the program, not the key
        for hour in range(26):
            await purge.look(years_later(NOW, days=3, hours=hour))
        return other

    other = asyncio.run(forged())
    assert "destroyed|DL-2026-0006" in values(other, "destroyed|")
    assert looked(other, NO_SEALS).broken == ()
    assert looked(other).broken != ()


def test_what_was_told_once_is_told_again_only_when_it_went_on() -> None:
    async def told() -> list[list[str]]:
        rows = await _lived()
        desk = RegisterDesk(rows, ORG, BREACH, SEALS)
        found = []
        later = NOW + timedelta(days=3)
        for _ in range(2):
            found.append(sorted((await ends(desk, LOGGED_KEY, later)).heads))
            value = SEALS.put(place_of(WHERE, LOGGED_KEY), anchored_value(later))
            if len(found) == 1:
                await rows.commit("cases", WHERE, [Insert(LOGGED_KEY, value)])
        row = rows.kept["cases", WHERE, LOGGED_KEY]
        moved = row._replace(value=row.value.replace("2026", "2036"))
        forged = RegisterDesk(KeptRows([("cases", moved), *rows_of(rows, LOGGED_KEY)]), ORG, BREACH, SEALS)
        found.append(sorted((await ends(forged, LOGGED_KEY, later)).heads))
        return found

    first, second, third = asyncio.run(told())
    assert len(first) == 5
    assert second == []
    assert third == first, "nobody can make us silent by writing that all was told"


def rows_of(rows: KeptRows, but: str) -> list[tuple[Table, Row]]:
    """All rows but this one."""
    return [(table, row) for (table, _, key), row in rows.kept.items() if key != but]


@given(st.lists(st.integers(1, 12_000), unique=True, max_size=12), st.data())
def test_every_number_comes_once_with_its_case_and_its_history(
    counts: list[int], data: st.DataObject
) -> None:
    numbers = [f"DL-2026-{count:04d}" for count in counts]
    rows = KeptRows()
    expected = {}
    for number in numbers:
        has_case = data.draw(st.booleans())
        events = data.draw(st.integers(0 if has_case else 1, 3))
        expected[number] = (has_case, events)
        keys = [case_key(number)] * has_case + [f"event|{number}|{seq:06d}" for seq in range(1, events + 1)]
        asyncio.run(rows.commit("cases", WHERE, [Insert(key, "{}") for key in keys]))

    async def each() -> list[tuple[str, tuple[bool, int]]]:
        desk = RegisterDesk(rows, ORG, BREACH)
        return [(number, (row is not None, len(events))) async for number, row, events in each_case(desk)]

    found = asyncio.run(each())
    merged = {number: (False, 0) for number, _ in found}
    for number, (row, events) in found:  # with five digits one may come in two parts
        merged[number] = (merged[number][0] or row, merged[number][1] + events)
    assert merged == expected


@given(st.text(max_size=60))
def test_no_text_that_is_no_row_of_ours_breaks_the_look_at_a_seal(text: str) -> None:
    assert SEALS.standing("x", text).state == "unsealed"
    assert SEALS.standing("x", SEALS.put("x", f"{{{text}}}")).state == "good"
    assert SEALS.standing("y", SEALS.put("x", f"{{{text}}}")).state == "forged"
    assert read_anchors([text, f"anchor {{{text}"], SEALS, {""}).refused == 0


@pytest.mark.parametrize(
    "setting",
    ["1", "1:", "1:abc", f"1:{OLD[:-2]}", f"1:{OLD},1:{NEW}", f":{OLD}", f"1:{OLD},", f"1:{OLD[:-1]}x"],
)
def test_what_is_no_key_is_refused_and_not_shown(setting: str) -> None:
    with pytest.raises(BadSealKey) as refused:
        read_seals(setting)
    assert OLD not in str(refused.value)
    assert not read_seals("")
    assert OLD not in repr(SEALS)
