"""What may be changed of the organisation in Teams, and what holds then: the file, with what was changed over it."""

from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cases.amendments import (
    MOST_PEOPLE,
    Amendments,
    Wish,
    after_step,
    amended,
    name_in,
    step_of,
    steps_without,
)
from cases.changeable import ITEMS, PARTS, PEOPLE_OF, NotSo, Value, items_of, part_of, value_of, with_values
from cases.organisation import OFFICES, Member
from tests.cases.breach.by_chance import NOOR, NOW, ORG, guid

NONE = Amendments()
ADA = Member(id=guid(77), name="Ada Bedacht")
PEOPLE = st.integers(1, 6).map(lambda number: Member(id=guid(number), name=f"Ada {'abcdefg'[number]}"))
WISHES = st.builds(
    Wish,
    st.sampled_from(sorted(ITEMS)),
    st.sampled_from(("add", "take", "set", "back")),
    person=PEOPLE.map(lambda each: each.id),
    name=st.just("Ada"),
    text=st.sampled_from(("", "030-7654321", "12345678", "https://voorbeeld.example", "x" * 201)),
)


def done(wish: Wish, amendments: Amendments = NONE) -> Amendments:
    """After this wish. Raises NotSo."""
    step = step_of(wish, amended(ORG, amendments), ORG)
    return after_step(amendments, step, NOOR, NOW)[0]


def refusal(wish: Wish, amendments: Amendments = NONE) -> str:
    with pytest.raises(NotSo) as refused:
        done(wish, amendments)
    return refused.value.key


@given(st.lists(WISHES, max_size=12))
@example([Wish("offices.fg.members", "take", person=ORG.offices.fg.members[0].id)])
def test_whatever_is_wanted_every_office_keeps_a_member_and_the_history_tells_it_all(
    wishes: list[Wish],
) -> None:
    standing, told = Amendments(), list[tuple[str, Value, Value]]()
    for wish in wishes:
        org = amended(ORG, standing)
        try:
            step = step_of(wish, org, ORG)
        except NotSo:
            continue
        standing, line = after_step(standing, step, NOOR, NOW)
        told.append((line.item, line.before, line.after))
        assert value_of(amended(ORG, standing), wish.item) == step.after
        for item in ITEMS - {wish.item}:
            assert value_of(amended(ORG, standing), item) == value_of(org, item)
    held = amended(ORG, standing)
    assert all(held.office(each).members for each in OFFICES)
    assert standing.seq == len(told)
    assert Amendments.model_validate_json(standing.model_dump_json()) == standing
    walked = {item: value_of(ORG, item) for item in ITEMS}
    for item, before, after in told:
        assert walked[item] == before
        walked[item] = after
    assert walked == {item: value_of(held, item) for item in ITEMS}


def test_what_was_not_changed_follows_a_new_file_and_what_was_does_not() -> None:
    standing = done(Wish("offices.po.phone", "set", text="030-7654321"))
    newer = with_values(ORG, {"offices.po.phone": "030-1111111", "facts.sector": "iets anders"})
    held = amended(newer, standing)
    assert held.offices.po.phone == "030-7654321"
    assert held.facts.sector == "iets anders"
    back = step_of(Wish("offices.po.phone", "back"), held, newer)
    assert back.after == "030-1111111"
    assert amended(newer, after_step(standing, back, NOOR, NOW)[0]) == newer


def test_what_fits_no_more_leaves_the_file(caplog: pytest.LogCaptureFixture) -> None:
    standing = done(Wish("facts.kvk", "set", text="12345678"))
    odd = standing.items["facts.kvk"].model_copy(update={"value": "geen getal"})
    held = amended(ORG, standing.model_copy(update={"items": {"facts.kvk": odd, "facts.gone": odd}}))
    assert held == ORG
    assert "geen getal" not in caplog.text


def test_each_refusal_says_why() -> None:
    (fg,) = ORG.offices.fg.members
    members = ORG.offices.po.members
    assert refusal(Wish("terms.breach_hours", "set", text="1")) == "unknown"
    assert refusal(Wish("offices.po.name", "set", text="Iets")) == "unknown"
    assert refusal(Wish("facts.phone", "add", person=ADA.id, name="Ada")) == "unknown"
    assert refusal(Wish("offices.po.members", "set", text="Ada")) == "unknown"
    assert refusal(Wish("offices.po.members", "add", person="Ada", name="Ada")) == "person"
    assert refusal(Wish("offices.po.members", "add", person=ADA.id, name="[x](https://x)")) == "name"
    assert refusal(Wish("offices.po.members", "add", person=members[0].id.upper(), name="Ada")) == "twice"
    assert refusal(Wish("offices.po.members", "take", person=ADA.id)) == "absent"
    assert refusal(Wish("offices.fg.members", "take", person=fg.id)) == "last"
    assert refusal(Wish("facts.kvk", "set", text="1234")) == "wrong"
    assert refusal(Wish("facts.phone", "set", text=ORG.facts.phone)) == "same"
    assert refusal(Wish("offices.po.members", "back")) == "same"
    full = Amendments()
    for number in range(MOST_PEOPLE - len(ORG.offices.po.members)):
        full = done(Wish("offices.po.members", "add", person=guid(100 + number), name="Ada"), full)
    assert refusal(Wish("offices.po.members", "add", person=ADA.id, name="Ada"), full) == "full"


@pytest.mark.parametrize("name", ["", " ", "1. Ada", "*Ada*", "Ada\n# x", "<at>Ada</at>", "`Ada`", "-Ada"])
def test_a_name_is_letters(name: str) -> None:
    with pytest.raises(NotSo):
        name_in(name)
    assert name_in(" José  de l'Abc-Đe ") == "José de l'Abc-Đe"


def test_back_to_a_file_without_members_is_no_way_to_empty_an_office() -> None:
    bare = with_values(ORG, {"offices.jz.members": ()})
    step = step_of(Wish("offices.jz.members", "add", person=ADA.id, name=ADA.name), bare, bare)
    held = amended(bare, after_step(Amendments(), step, NOOR, NOW)[0])
    with pytest.raises(NotSo, match="last"):
        step_of(Wish("offices.jz.members", "back"), held, bare)


def test_who_left_is_taken_out_of_every_list_and_the_last_member_of_none() -> None:
    twice = with_values(
        ORG, {"offices.po.deputies": (ADA,), "offices.jz.members": (*ORG.offices.jz.members, ADA)}
    )
    assert {each.item for each in steps_without(ADA.id, twice)} == {
        "offices.po.deputies",
        "offices.jz.members",
    }
    assert all(ADA not in each.after for each in steps_without(ADA.id, twice))
    assert steps_without(guid(88), ORG) == ()
    with pytest.raises(NotSo, match="last"):
        steps_without(ORG.offices.fg.members[0].id, ORG)


def test_every_item_has_its_part() -> None:
    assert {item for part in PARTS for item in items_of(part)} == ITEMS
    assert all(item in items_of(part_of(item)) for item in ITEMS)
    assert set(PEOPLE_OF) == set(OFFICES)


def test_who_holds_the_organisation_reads_the_change() -> None:
    org = ORG.model_copy()
    holds = [org]
    changed = amended(ORG, done(Wish("offices.po.members", "add", person=ADA.id, name=ADA.name)))
    org.follow(changed)
    assert "po" in holds[0].roles_of(ADA.id)
    assert "po" not in ORG.roles_of(ADA.id)
    assert org.terms is ORG.terms
    assert NOW + timedelta(days=org.oversight.left_days) > NOW
