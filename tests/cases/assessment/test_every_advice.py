"""What holds for the advice on a breach, whatever the facts are."""

import json
from dataclasses import asdict
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cases.assessment.breach_facts import read_facts
from cases.assessment.circumstances import UNCERTAIN
from cases.assessment.reasons import HEAVY
from cases.assessment.weighing import as_told
from cases.measures import Measures
from tests.cases.assessment.breaches import B, I, V, assess

LADDERS: dict[str, tuple[Any, ...]] = {
    "n_people": (1, 20, 51, None, 1000, 50000),
    "n_records": (None, 501, 10_000),
    "special": (False, None, True),
    "sensitive": (False, None, True),
    "credentials": (False, None, True),
    "encrypted_or_otherwise_unintelligible": (True, None, False),
    "recipient_trusted_and_confirmed_deletion": (True, None, False),
    "backup_available_quickly": (True, None, False),
    "hours_unavailable": (0, 0.5, 3, 6, 20, 30, 100, 400),
    "vulnerable_people": (False, True),
    "malicious_intent": (False, True),
    "disclosed_or_exfiltrated": ("nee", None, "onbekend", "ja"),
    "n_recipients": (1, 20, 51, None, 2000),
    "harm_already_visible": (False, True),
}


KINDS: tuple[list[str], ...] = ([], [V], [B], [I], [V, B], [V, B, I])


WORDS = (
    "naam",
    "adres",
    "geboortedatum",
    "cv",
    "inkomen",
    "BSN",
    "wachtwoord",
    "diagnose",
    "strafblad",
    "bloemschikken",
)


@st.composite
def told(draw: st.DrawFn) -> dict[str, Any]:
    facts = {name: draw(st.sampled_from(steps)) for name, steps in LADDERS.items()}
    if draw(st.booleans()):
        facts["hours_unavailable"] = None
    if draw(st.booleans()):
        facts["data_kinds"] = draw(st.lists(st.sampled_from((*WORDS, "dieetwens")), max_size=3))
    facts["kind"] = draw(st.sampled_from((*KINDS, None)))
    return facts


def outcome(facts: dict[str, Any]) -> tuple[bool, bool, bool]:
    advice = assess(read_facts(facts))
    return advice.register, advice.notify_ap, advice.notify_people


@given(told(), st.sampled_from(sorted(LADDERS)), st.data())
def test_a_worse_fact_never_takes_a_notification_away(
    facts: dict[str, Any], name: str, data: st.DataObject
) -> None:
    if name == "n_people":  # the same papers about more people are less about each of them
        facts = facts | {"n_records": None}
    steps = LADDERS[name]
    at = data.draw(st.integers(0, len(steps) - 2))
    worse = data.draw(st.integers(at + 1, len(steps) - 1))
    before, after = outcome(facts | {name: steps[at]}), outcome(facts | {name: steps[worse]})
    assert all(now >= then for then, now in zip(before, after, strict=True)), (name, steps[at], steps[worse])


@given(told(), st.sampled_from(WORDS))
def test_one_more_kind_of_data_never_takes_a_notification_away(facts: dict[str, Any], word: str) -> None:
    words = facts.get("data_kinds") or ["naam"]
    before, after = outcome(facts | {"data_kinds": words}), outcome(facts | {"data_kinds": [*words, word]})
    assert all(now >= then for then, now in zip(before, after, strict=True))


@given(told(), st.sampled_from([V, I, B]))
def test_one_more_kind_of_breach_never_takes_a_notification_away(facts: dict[str, Any], kind: str) -> None:
    kinds = facts["kind"] or [V]
    before, after = outcome(facts | {"kind": kinds}), outcome(facts | {"kind": sorted({*kinds, kind})})
    assert all(now >= then for then, now in zip(before, after, strict=True))


@given(told())
def test_what_holds_for_every_advice(facts: dict[str, Any]) -> None:
    advice = assess(read_facts(facts))
    assert advice == assess(read_facts(facts))
    assert advice.notify_ap or not advice.notify_people
    assert advice.register or not advice.notify_ap
    assert all(each.text and each.source for each in advice.reasons)
    keys = {each.key for each in advice.reasons}
    assert ("ap.doubt" in keys) == bool(advice.undecided)
    assert advice.doubt == bool(
        keys & {"ap.doubt", "ap.near", "people.near", "people.score_high", "people.exposed"}
    )
    assert set(advice.undecided) <= set(UNCERTAIN)
    subjects = {each.subject for each in advice.reasons}
    assert not advice.register or subjects == {"register", "ap", "people"}
    assert advice.notify_people == any(key.startswith("people.high_") for key in keys)
    assert ("ap.not" in keys) == (advice.register and not advice.notify_ap)
    severity = asdict(advice.severity)
    assert severity["score"] == round(severity["dpc"] * severity["ei"] + severity["cb"], 2)
    json.dumps(as_told(advice))


@given(told())
def test_the_score_and_the_advice_never_contradict_each_other_in_silence(facts: dict[str, Any]) -> None:
    advice = assess(read_facts(facts))
    keys = {each.key for each in advice.reasons}
    if not advice.register:
        return
    if advice.severity.band in HEAVY and not (advice.notify_people and advice.notify_ap):
        assert advice.doubt
        assert "people.score_high" in keys
    if advice.severity.band != "low" and not advice.notify_ap:
        assert keys & {"ap.score_medium", "ap.score_high"}


@given(told(), st.integers(1, 30), st.integers(2, 50))
def test_more_people_with_as_many_papers_each_never_take_a_notification_away(
    facts: dict[str, Any], each: int, times: int
) -> None:
    few, many = (outcome(facts | {"n_people": n, "n_records": each * n}) for n in (3, 3 * times))
    assert all(now >= then for then, now in zip(few, many, strict=True))


@given(
    told(), st.sampled_from(["few_people", "few_recipients", "few_records", "large_people", "large_records"])
)
def test_a_stricter_measure_never_takes_a_notification_away(facts: dict[str, Any], name: str) -> None:
    strict = Measures().model_copy(update={name: getattr(Measures(), name) // 2})
    before, after = assess(read_facts(facts)), assess(read_facts(facts), strict)
    assert after.notify_ap >= before.notify_ap
    assert after.notify_people >= before.notify_people


@given(told())
def test_where_there_is_doubt_an_unknown_fact_changes_the_outcome(facts: dict[str, Any]) -> None:
    advice = assess(read_facts(facts))
    for name in advice.undecided:
        if name == "data_kinds":
            assert (
                None in (facts["special"], facts["sensitive"], facts["credentials"])
                or not facts.get("data_kinds")
                or ("bloemschikken" in facts["data_kinds"])
            )
        else:
            assert facts[name] in (None, "onbekend")
