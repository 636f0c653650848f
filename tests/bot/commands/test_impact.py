"""`impact`: what rests on a point of the policy comes out, of every register; an unknown point is refused."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.command_line import run
from bot.commands.impact_command import touched
from cases.advice.case import AdviceCase, keep_advice
from cases.advice.register import ADVICE
from cases.consult.life import Asked, file_consult
from cases.consult.register import CONSULT
from cases.desks.case_desk import CaseDesk
from cases.desks.register_desk import RegisterDesk
from cases.lasting.new_entry import new_record
from cases.people import Actor
from cases.processing.register import PROCESSING, PROCESSING_KIND
from cases.register.filing import Filing
from cases.register.life import Deed
from cases.register.register import Register
from cases.told import ToldVerdict
from dialogs.texts import POLICY
from storage.sqlite_rows import SqliteRows
from tests.bot.commands.test_export import ORG, SAM, _pause, moment
from tests.cases.lasting.by_chance import COMPLETE
from tests.house import ORGANISATION_FILE

NOW = moment(11, 23)
FG = Actor(aad_id=ORG.offices.fg.members[0].id, name="FG", roles=frozenset({"fg"}))


def verdict(*points: str) -> ToldVerdict:
    return ToldVerdict(
        verdict="nog_niet",
        title="Nog niet",
        flow_title="Gegevens gebruiken",
        flow_version="0a1b2c3d",
        lines=(),
        reasons=(),
        duties=(),
        law=(),
        points=points,
    )


async def _fill(path: Path) -> None:
    rows = await SqliteRows.open(path)
    registers: tuple[Register[Any], ...] = (ADVICE, CONSULT, PROCESSING)
    for each in registers:
        await RegisterDesk(rows, ORG, each).list_older()

    def advice(number: str) -> Any:
        kept = AdviceCase(
            number=number,
            draft_id="a1",
            reporter=SAM,
            reported_at=NOW,
            flow="processing",
            outcome="first_ask",
            verdict=verdict("5", "8"),
            policy_version="2025",
        )
        return keep_advice(kept, NOW, ORG)

    def consult(number: str) -> Any:
        asked = Asked(office="fg", points=("5.taak",), verdict=verdict("7"))
        return file_consult(asked, Filing(number, "c1", SAM, NOW, ORG))

    def entry(number: str) -> Any:
        given = COMPLETE["processing"]
        return new_record(PROCESSING_KIND, PROCESSING.life, given, number, "p1", Deed(FG, NOW, ORG))

    for register, make, draft in (
        (ADVICE, advice, "a1"),
        (CONSULT, consult, "c1"),
        (PROCESSING, entry, "p1"),
    ):
        desk: CaseDesk[Any] = CaseDesk(rows, ORG, register, _pause)
        await desk.file(make, draft_id=draft, reporter=SAM, now=NOW)
    await rows.close()


@pytest.fixture(name="store")
def filled(tmp_path: Path) -> str:
    path = tmp_path / "privacybot.db"
    asyncio.run(_fill(path))
    return f"sqlite:{path}"


def impact(
    store: str, point: str, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[dict[str, Any]], str]:
    environment = {"PRIVACYBOT_STORE": store, "PRIVACYBOT_ORGANISATION": str(ORGANISATION_FILE)}
    code = run(["impact", point], environment)
    out, err = capsys.readouterr()
    return code, [json.loads(line) for line in out.splitlines()], err


@pytest.mark.parametrize(
    ("point", "numbers"),
    [
        ("8", {"KA-2026-0001"}),
        ("7", {"AD-2026-0001"}),
        ("5", {"KA-2026-0001", "AD-2026-0001", "VR-2026-0001"}),
        ("5.taak", {"KA-2026-0001", "AD-2026-0001"}),
        ("11", {"VR-2026-0001"}),
        ("16.5", set()),
    ],
)
def test_what_rests_on_a_point_comes_out(
    store: str, point: str, numbers: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines, _ = impact(store, point, capsys)
    assert code == 0
    *found, counted = lines
    assert {each["number"] for each in found} == numbers
    assert counted == {"point": point, "about": POLICY[point].over, "rest_on_it": len(numbers)}
    assert all(SAM.name not in str(each) for each in found)
    for each in found:
        assert (each["policy_version"] == "2025") == each["number"].startswith("KA")


@pytest.mark.parametrize("point", ["99", "", "5.niets", "x" * 500])
def test_an_unknown_point_is_refused_in_one_line(
    store: str, point: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines, err = impact(store, point, capsys)
    assert (code, lines) == (2, [])
    assert err.startswith("privacybot: impact: the policy has no point")
    assert err.count("\n") == 1


def test_a_store_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, err = impact(f"sqlite:{tmp_path / 'none.db'}", "5", capsys)
    assert (code, lines) == (2, [])
    assert "there is no file" in err


@given(st.sampled_from(sorted(POLICY)), st.sampled_from(sorted(POLICY)))
def test_a_point_touches_its_parts_and_its_whole(point: str, other: str) -> None:
    family = point.partition(".")[0] == other.partition(".")[0]
    siblings = family and "." in point and "." in other and point != other
    assert bool(touched([other], point)) == (family and not siblings)
