"""A case that was read a moment ago: its row is looked at, and read again only when it changed."""

from cases.desks.case_desk import CaseDesk
from tests.cases.desks.filed_cases import NOOR, NOW, ORG, House, pause
from tests.cases.desks.test_queries import house

__all__ = ["house"]


async def test_what_is_known_is_given_back_while_its_row_stands(house: House) -> None:
    number = await house.file()
    known = await house.desk.load(number)
    assert await house.desk.load(number, known) is known


async def test_what_another_instance_changed_is_read_again(house: House) -> None:
    number = await house.file()
    case, etag = known = await house.desk.load(number)
    other = CaseDesk(house.rows, ORG, house.desk.register, pause)
    await other.act(number, "take_up", NOOR, NOW)
    fresh, newer = await house.desk.load(number, known)
    assert (fresh.version, fresh == await other.get(number)) == (case.version + 1, True)
    assert newer != etag
