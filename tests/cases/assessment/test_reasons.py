"""Which reasons an advice gives, by their keys, and on which side of each threshold they begin."""

import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.assessment import reasons as module
from cases.assessment.breach_facts import BadFacts, BreachFacts, read_facts
from cases.assessment.data_kinds import Level
from cases.assessment.reasons import reason_text
from cases.assessment.severity import context, identification, severity
from cases.assessment.weighing import as_told
from cases.measures import Measures
from tests.cases.assessment.breaches import assess, leak, outage
from tests.cases.assessment.worked_reasons import ALTERED, TRUSTED, UNREADABLE, WORKED

USUAL = Measures()
FEW, FEW_RECORDS = USUAL.few_people, USUAL.few_records
LARGE, LARGE_RECORDS = USUAL.large_people, USUAL.large_records


def keys(facts: dict[str, Any]) -> list[str]:
    return [each.key for each in assess(read_facts(facts)).reasons]


@pytest.mark.parametrize("name", WORKED)
def test_the_reasons_are_these_and_no_others(name: str) -> None:
    facts, wanted = WORKED[name]
    always = () if name == "nothing personal" else ("register.always", "ap.start")
    assert keys(facts) == [*always, *wanted]


def test_each_reason_is_given_in_some_worked_case() -> None:
    words = tomllib.loads(Path(module.__file__).with_suffix(".nl.toml").read_text("utf-8"))
    told = {f"{subject}.{key}" for subject, texts in words["text"].items() for key in texts}
    reached = {key for _, wanted in WORKED.values() for key in wanted} | {"register.always", "ap.start"}
    assert reached == told
    for key in told:
        assert reason_text(key) != key


@given(
    words=st.sampled_from(["naam", "geboortedatum", "uitkering", "diagnose"]),
    recipients=st.sampled_from([1, FEW, FEW + 1]),
    trusted=st.sampled_from([True, False]),
    records=st.sampled_from([None, FEW_RECORDS, FEW_RECORDS + 1, LARGE_RECORDS]),
)
def test_an_unknown_number_of_people_is_told_as_more_than_few(
    words: str, recipients: int, trusted: bool, records: int | None
) -> None:
    facts = leak(data_kinds=[words], n_recipients=recipients, n_records=records, **{TRUSTED: trusted})
    unknown, counted = assess(read_facts(facts)), assess(read_facts(facts | {"n_people": FEW + 1}))
    by_records = (records or 0) > FEW_RECORDS
    named = {"ap.risk_many": "ap.risk_many" if by_records else "ap.risk_number_unknown"}
    likely = [
        named.get(each.key, each.key) for each in counted.reasons if not each.key.endswith(("near", "much"))
    ]
    told = [each.key for each in unknown.reasons]
    for key in ("ap.doubt", "people.doubt", "ap.near", "people.near"):  # what is unknown may also be in doubt
        told = [each for each in told if each != key]
    if unknown.notify_ap == counted.notify_ap:
        assert told == likely
    assert ("ap.risk_number_unknown" in told) == (not by_records and (not trusted or recipients > FEW))
    assert unknown.notify_people == counted.notify_people


def has(key: str, facts: dict[str, Any]) -> bool:
    return key in keys(facts)


KNOWN = {"n_people": 1, "data_kinds": ["naam"], "n_recipients": 1}


@pytest.mark.parametrize(
    ("key", "facts", "field", "last", "first"),
    [
        # The key is told from `first` on, not yet at `last`.
        ("ap.risk_many", leak(**KNOWN), "n_people", FEW, FEW + 1),
        ("ap.risk_many", leak(**KNOWN), "n_records", FEW_RECORDS, FEW_RECORDS + 1),
        ("ap.risk_anybody", leak(**KNOWN), "n_recipients", FEW, FEW + 1),
        ("ap.risk_anybody", leak(**KNOWN), "n_recipients", 1, 0),
        ("people.high_many", leak(**KNOWN), "n_people", LARGE - 1, LARGE),
        (
            "people.high_many",
            leak(**(KNOWN | {"n_people": 600})),
            "n_records",
            LARGE_RECORDS - 1,
            LARGE_RECORDS,
        ),
        ("people.high_much", leak(**(KNOWN | {"n_people": 3})), "n_records", 59, 60),
        ("ap.risk_much", leak(**KNOWN), "n_records", USUAL.records_each - 1, USUAL.records_each),
        ("ap.risk_many", leak(**KNOWN, **{TRUSTED: True}), "n_people", LARGE - 1, LARGE),
        ("ap.risk_many", leak(**KNOWN, **{TRUSTED: True}), "n_records", LARGE_RECORDS - 1, LARGE_RECORDS),
        (
            "ap.risk_unavailable",
            outage(**KNOWN, backup_available_quickly=False),
            "hours_unavailable",
            USUAL.short_hours,
            USUAL.short_hours + 0.1,
        ),
        (
            "ap.risk_unavailable",
            outage(**KNOWN),
            "hours_unavailable",
            USUAL.half_day_hours,
            USUAL.half_day_hours + 0.1,
        ),
        (
            "ap.risk_unavailable",
            outage(**KNOWN, backup_available_quickly=True),
            "hours_unavailable",
            USUAL.other_hours,
            USUAL.other_hours + 0.1,
        ),
        (
            "ap.risk_unavailable",
            outage(**KNOWN, backup_available_quickly=True, vulnerable_people=True),
            "hours_unavailable",
            USUAL.depending_hours,
            USUAL.depending_hours + 0.1,
        ),
        (
            "ap.risk_unavailable",
            outage(**(KNOWN | {"data_kinds": ["inkomen"]}), backup_available_quickly=True),
            "hours_unavailable",
            USUAL.depending_hours,
            USUAL.depending_hours + 0.1,
        ),
        (
            "people.high_unavailable",
            outage(**(KNOWN | {"data_kinds": ["diagnose"]})),
            "hours_unavailable",
            USUAL.care_hours - 0.1,
            USUAL.care_hours,
        ),
        (
            "people.high_unavailable",
            outage(**(KNOWN | {"data_kinds": ["inkomen"]})),
            "hours_unavailable",
            USUAL.money_hours - 0.1,
            USUAL.money_hours,
        ),
        (
            "people.high_unavailable",
            outage(**(KNOWN | {"data_kinds": ["inkomen"]}), vulnerable_people=True),
            "hours_unavailable",
            USUAL.vulnerable_hours - 0.1,
            USUAL.vulnerable_hours,
        ),
        (
            "ap.risk_altered",
            {**ALTERED, "data_kinds": ["naam"], "backup_available_quickly": True},
            "hours_unavailable",
            USUAL.other_hours,
            USUAL.other_hours + 0.1,
        ),
    ],
)
def test_a_reason_begins_at_its_threshold(
    key: str, facts: dict[str, Any], field: str, last: float, first: float
) -> None:
    assert not has(key, facts | {field: last})
    assert has(key, facts | {field: first})


def test_a_mild_note_is_mild_for_few_known_readers_only() -> None:
    facts = leak(n_people=FEW, data_kinds=["naam", "dieetwens"], special=True, n_recipients=FEW)
    assert has("ap.calm_mild", facts)
    for worse in (
        {"n_people": FEW + 1},
        {"n_recipients": FEW + 1},
        {"vulnerable_people": True},
        {"malicious_intent": True},
    ):
        assert not has("ap.calm_mild", facts | worse)
        assert has("ap.risk_special", facts | worse)


def test_an_outage_by_malice_is_none_that_nobody_noticed() -> None:
    short = outage(**KNOWN, hours_unavailable=USUAL.short_hours)
    assert not has("ap.risk_unavailable", short)
    assert has("ap.risk_unavailable", short | {"malicious_intent": True})


@pytest.mark.parametrize(
    ("more", "personal"),
    [
        ({}, False),
        ({"n_records": 0}, False),
        ({"n_records": 1}, True),
        ({"special": True}, True),
        ({"sensitive": True}, True),
        ({"credentials": True}, True),
        ({"harm_already_visible": True}, True),
    ],
)
@pytest.mark.parametrize("without", [{"n_people": 0}, {"n_people": 3, "data_kinds": ["geen"]}])
def test_what_contradicts_itself_is_a_breach(
    more: dict[str, Any], personal: bool, without: dict[str, Any]
) -> None:
    assert assess(read_facts(leak(**without) | more)).register is personal


@pytest.mark.parametrize(
    ("people", "records", "much"),
    [(None, 1000, False), (1, None, False), (0, 20, False), (2, 39, False), (2, 40, True)],
)
def test_much_about_each_person_raises_the_context(
    people: int | None, records: int | None, much: bool
) -> None:
    facts = leak(n_people=people, n_records=records, data_kinds=["naam"], n_recipients=1)
    assert assess(read_facts(facts)).severity.dpc == (2 if much else 1)
    assert context(Level.SPECIAL, True, much) == 4
    assert context(Level.ORDINARY, True, much) == (4 if much else 3)


@pytest.mark.parametrize(
    ("score", "band"),
    [(1.99, "low"), (2, "medium"), (2.99, "medium"), (3, "high"), (3.99, "high"), (4, "very_high")],
)
def test_a_band_begins_at_a_whole_number(score: float, band: str) -> None:
    assert severity(1, 1.0, round(score - 1, 2), None, False).band == band


@pytest.mark.parametrize(("people", "flags"), [(None, ()), (100, ()), (101, ("over_100",))])
def test_a_hundred_people_is_flagged_from_the_next_one(people: int | None, flags: tuple[str, ...]) -> None:
    assert severity(1, 1.0, 0.0, people, False).flags == flags
    assert severity(1, 1.0, 0.0, people, True).flags == (*flags, "unintelligible")


@pytest.mark.parametrize("direct", ["contact", "bsn", "id_copy", "login", "biometric"])
def test_what_points_at_one_person_counts_in_full(direct: str) -> None:
    assert identification(frozenset({direct, "image"}), False, True) == 1.0
    assert identification(frozenset({"image"}), False, True) == 0.75
    assert identification(frozenset({"image"}), True, True) == 1.0
    assert identification(frozenset(), False, True) == 1.0
    assert identification(frozenset({direct}), True, False) == 0.25


@pytest.mark.parametrize(
    ("facts", "circumstances"),
    [
        (leak(**KNOWN), 0.25),
        (leak(**KNOWN, **{TRUSTED: True}), 0.25),
        (leak(**(KNOWN | {"n_recipients": FEW + 1})), 0.5),
        (leak(**KNOWN, **{UNREADABLE: True}), 0.0),
        (leak(**KNOWN, malicious_intent=True), 1.0),
        ({**ALTERED, **KNOWN, "backup_available_quickly": False}, 0.5),
        ({**ALTERED, **KNOWN, "backup_available_quickly": True}, 0.25),
        (outage(**KNOWN, backup_available_quickly=False), 0.5),
        (outage(**KNOWN, backup_available_quickly=False, hours_unavailable=30), 0.25),
        (outage(**KNOWN, backup_available_quickly=True, hours_unavailable=2), 0.0),
    ],
)
def test_the_circumstances_add_up(facts: dict[str, Any], circumstances: float) -> None:
    assert assess(read_facts(facts)).severity.cb == circumstances


@pytest.mark.parametrize(
    "most", [{"data_kinds": ["n"] * 200}, {"data_kinds": ["n" * 500]}, {"n_people": 10**10}]
)
def test_facts_have_bounds(most: dict[str, Any]) -> None:
    assert isinstance(read_facts(most), BreachFacts)
    ((name, value),) = most.items()
    over = value + 1 if isinstance(value, int) else [*value, "n"] if len(value) > 1 else [value[0] + "n"]
    with pytest.raises(BadFacts):
        read_facts({name: over})


def test_how_long_people_can_do_without() -> None:
    """Care waits no day, a benefit for a vulnerable person no three days, money no week."""
    assert Measures().model_dump() == {
        "few_people": 50,
        "few_recipients": 50,
        "few_records": 500,
        "large_people": 1000,
        "large_records": 10_000,
        "records_each": 20,
        "doubt_percent": 20,
        "short_hours": 1,
        "half_day_hours": 4,
        "depending_hours": 8,
        "other_hours": 24,
        "care_hours": 24,
        "vulnerable_hours": 72,
        "money_hours": 168,
    }


@pytest.mark.parametrize(
    ("flags", "key"),
    [
        ({}, None),
        ({"sensitive": True}, "ap.risk_sensitive"),
        ({"credentials": True}, "ap.risk_misuse"),
        ({"special": True}, "ap.risk_special"),
        ({"special": True, "sensitive": True}, "ap.risk_special"),
    ],
)
@pytest.mark.parametrize("words", [["naam"], ["bloemschikken"], []])
def test_a_flag_counts_whatever_the_words_say(
    words: list[str], flags: dict[str, Any], key: str | None
) -> None:
    told = keys(leak(n_people=1, n_recipients=1, data_kinds=words) | flags)
    weighed = ("ap.risk_sensitive", "ap.risk_misuse", "ap.risk_special")
    assert [each for each in told if each in weighed] == ([key] if key else [])
    assert ("ap.risk_ordinary" in told) is (words != ["naam"] and key is None)


@pytest.mark.parametrize(
    ("special", "vulnerable", "keys_of_level"),
    [
        (None, True, {"ap.risk_special"}),
        (True, True, {"ap.risk_special"}),
        (False, True, {"ap.risk_ordinary"}),
        (False, False, set()),
    ],
)
def test_a_wish_for_a_meal_that_is_not_mild(
    special: bool | None, vulnerable: bool, keys_of_level: set[str]
) -> None:
    facts = leak(n_people=1, n_recipients=1, data_kinds=["dieetwens"], vulnerable_people=vulnerable)
    told = set(keys(facts | {"special": special}))
    assert told & {"ap.risk_special", "ap.risk_sensitive", "ap.risk_ordinary"} == keys_of_level


def test_a_wish_for_a_meal_that_is_not_mild_keeps_what_else_was_said() -> None:
    facts = leak(n_people=1, n_recipients=1, data_kinds=["dieetwens", "inkomen"], vulnerable_people=True)
    assert has("ap.risk_sensitive", facts | {"special": False})


@pytest.mark.parametrize(
    ("kind", "backup", "told"),
    [
        (None, False, True),
        (None, True, False),
        (None, None, False),
        ([], False, True),
        (["integriteit"], False, False),
        (["beschikbaarheid"], False, True),
        (["beschikbaarheid"], None, True),
        (["beschikbaarheid"], True, False),
    ],
)
def test_without_a_copy_data_may_be_lost(kind: list[str] | None, backup: bool | None, told: bool) -> None:
    facts = {**outage(**KNOWN), "kind": kind, "backup_available_quickly": backup}
    assert has("ap.risk_lost", facts) is told


def test_an_unknown_copy_of_lost_data_is_a_doubt() -> None:
    advice = assess(read_facts(outage(**KNOWN)))
    assert (advice.notify_ap, advice.undecided) == (True, ("backup_available_quickly",))
    hurts = assess(read_facts(outage(n_people=1, data_kinds=["inkomen"])))
    assert (hurts.notify_ap, hurts.notify_people) == (True, False)
    assert hurts.undecided == ("backup_available_quickly",)


@given(st.sampled_from(sorted(WORKED)))
def test_the_advice_as_it_is_told(name: str) -> None:
    advice = assess(read_facts(WORKED[name][0]))
    told = as_told(advice)
    parts = told.pop("severity")
    assert told.pop("reasons") == [
        {"text": each.text, "source": each.source, "for": each.subject} for each in advice.reasons
    ]
    assert told == {
        name: getattr(advice, name) for name in ("register", "notify_ap", "notify_people", "doubt")
    }
    assert parts == {**asdict(advice.severity), "flags": list(advice.severity.flags)}


def test_facts_cannot_be_changed() -> None:
    facts: Any = read_facts({})
    with pytest.raises(ValueError, match="frozen"):
        facts.n_people = 3


def test_facts_hold_nothing_that_nobody_asks_for() -> None:
    with pytest.raises(ValueError, match="Extra inputs"):
        BreachFacts.model_validate({"n_persons": 3})
    with pytest.raises(ValueError, match="n_people") as told:
        BreachFacts.model_validate({"n_people": "Sam Voorbeeld"})
    assert "Voorbeeld" not in str(told.value), "no error repeats what was typed"


@pytest.mark.parametrize(
    ("facts", "field", "inside", "outside"),
    [
        (leak(**KNOWN), "n_people", (41, 50, 51, 60, 800, 999, 1000, 1199), (1, 40, 61, 799, 1200)),
        (leak(**KNOWN), "n_recipients", (41, 50, 51, 60), (1, 40, 61)),
        (leak(**KNOWN), "n_records", (16, 19, 20, 23), (1, 15, 24, 400)),
        (
            leak(**(KNOWN | {"n_people": 700})),
            "n_records",
            (8000, 9999, 10_000, 11_200 - 1),
            (700, 7999, 12_000, 20_000),
        ),
        (
            outage(**KNOWN, backup_available_quickly=True),
            "hours_unavailable",
            (19.5, 24, 24.5, 28.5),
            (1, 19, 29),
        ),
        (
            outage(**(KNOWN | {"data_kinds": ["inkomen"]}), backup_available_quickly=True),
            "hours_unavailable",
            (6.5, 8, 8.5, 9.5, 135, 167, 168, 201),
            (1, 6, 10, 134, 202),
        ),
    ],
)
def test_near_to_a_measure_there_is_doubt_on_both_sides(
    facts: dict[str, Any], field: str, inside: tuple[float, ...], outside: tuple[float, ...]
) -> None:
    def near(value: float) -> bool:
        advice = assess(read_facts(facts | {field: value}))
        told = any(each.key in ("ap.near", "people.near") for each in advice.reasons)
        assert advice.doubt or not told
        return told

    assert [value for value in inside if not near(value)] == []
    assert [value for value in outside if near(value)] == []


@pytest.mark.parametrize("people", [41, 50, 51, 60, 999, 1000])
def test_an_organisation_that_wants_no_zone_has_none(people: int) -> None:
    facts = read_facts(leak(**(KNOWN | {"n_people": people})))
    assert assess(facts).doubt
    assert not assess(facts, Measures(doubt_percent=0)).doubt
