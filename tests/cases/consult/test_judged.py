"""An office says with its answer whether that is as the bot advised: it is counted, and it is asked once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.consult.case import ConsultCase
from cases.consult.export import EXPORT
from cases.consult.life import LIFE
from cases.consult.listing import entry_of
from cases.consult.office_card import living
from cases.desks.friction import friction
from cases.register.export import exported
from cases.register.life import Deed, Refused
from tests.cases.breach.by_chance import FEN, NOW, ORG
from tests.cases.consult.by_chance import ASKED_FG, after, filed
from tests.cases.register.walking import JUDGED
from tests.cases.viewers import at_home

WHY = "De wet staat het hier niet toe."
OTHERWISE = {"words": "Nee, stuur dit niet.", "as_advised": "anders", "otherwise": WHY}
AS_ADVISED = {"words": "Ja, dat mag.", "as_advised": "zoals"}


def asked() -> ConsultCase:
    """A question to the FG on which the bot gave an answer before."""
    return filed(replace(ASKED_FG, verdict=JUDGED, flow="sharing", outcome="mag")).case


def answered(given_: dict[str, str]) -> ConsultCase:
    return LIFE.change(asked(), "reply", Deed(FEN, NOW, ORG, given_)).case


@pytest.mark.parametrize(
    ("missing", "key"), [("as_advised", "verplicht"), ("otherwise", "verplicht"), ("words", "verplicht")]
)
def test_nothing_is_left_out(missing: str, key: str) -> None:
    given_ = {name: value for name, value in OTHERWISE.items() if name != missing}
    with pytest.raises(Refused) as refused:
        LIFE.change(asked(), "reply", Deed(FEN, NOW, ORG, given_))
    assert (refused.value.field, refused.value.key) == (missing, key)


@given(st.lists(st.booleans(), max_size=6))
def test_where_the_policy_hurts_counts_it(answers: list[bool]) -> None:
    cases = [answered(AS_ADVISED if same else OTHERWISE) for same in answers]
    counted = friction([entry_of(each, ORG) for each in cases], NOW - timedelta(days=1))
    assert counted.decided == len(answers)
    assert sum(count for _, count in counted.overruled) == answers.count(False)


def test_it_stands_on_the_card_and_in_the_export_with_its_reason() -> None:
    case = answered(OTHERWISE)
    assert WHY in str(living(case, NOW, ORG, at_home(LIFE, case, private=True)))
    row = exported(EXPORT, case, [], ORG).line
    assert (row["as_advised"], row["otherwise"]) == ("anders", WHY)
    assert exported(EXPORT, answered(AS_ADVISED), [], ORG).line["as_advised"] == "zoals het advies"


def test_it_is_asked_with_the_first_answer_alone_and_not_of_a_plain_question() -> None:
    fresh = str(living(asked(), NOW, ORG, at_home(LIFE, asked(), private=True)))
    assert "Is dit zoals het advies van de bot?" in fresh
    plain = filed(ASKED_FG).case
    assert "zoals het advies" not in str(living(plain, NOW, ORG, at_home(LIFE, plain, private=True)))
    again = after(after(answered(AS_ADVISED), "reopen", FEN), "reply", FEN, words="Nog iets.")
    assert again.as_advised == "zoals"


def test_an_answer_of_an_earlier_version_can_still_be_marked() -> None:
    older = answered(AS_ADVISED).model_copy(update={"as_advised": ""})
    assert after(older, "differ", FEN).differs
