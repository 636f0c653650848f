"""Nothing is forgotten: no way to the end of a question leaves it unanswered, unless its history says why.

The duties are told by the history, not by what guards the end.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cases.consult.case import ConsultCase
from cases.consult.life import Asked, breach_made, lapsed, made
from cases.consult.register import CONSULT
from cases.organisation import OFFICES
from cases.register.life import Change
from cases.register.messages import REPORTER
from cases.told import VERDICTS, WANTS
from state_machines.consult_life import ANSWERED, OVER, QUESTION_BACK
from tests.cases.consult.by_chance import ASKED_FG, filed
from tests.cases.living import Owed, happened, owed_at_ends
from tests.cases.register.walking import JUDGED, WITH_DEPUTY, long_life

Done = Change[ConsultCase]

LEAST = 60
"""So many events a life has at least."""

ASKED_ANEW = happened("file", "follow_up", "reopen")
TAKEN_BACK = happened("withdraw")
GOES_ON_AS_BREACH = happened("make_breach")


def _in_words(before: ConsultCase, done: Done) -> bool:
    """Somebody of the office answered what was asked."""
    return happened("reply")(before, done) and bool(done.case.replies[-1].words)


def _as_asked(before: ConsultCase, done: Done) -> bool:
    """Just that was made which was asked for, and nobody was told to wait for more."""
    told_to_wait = before.verdict is not None and before.verdict.verdict in ("nog_niet", "mag_niet")
    entry = happened("accept_entry")(before, done) and before.wants == "register_entry" and not told_to_wait
    return entry or (happened("record_agreement")(before, done) and before.wants == "agreement")


def _asker_silent(before: ConsultCase, done: Done) -> bool:
    """It waited for the asker, who said nothing; the history says that it did."""
    lapsed = happened("lapse")(before, done) and before.status == QUESTION_BACK
    return lapsed and done.event is not None and done.event.why == QUESTION_BACK


def _fell_away(before: ConsultCase, done: Done) -> bool:
    return TAKEN_BACK(before, done) or GOES_ON_AS_BREACH(before, done) or _asker_silent(before, done)


def _of_a_dpia(before: ConsultCase, done: Done) -> bool:
    return ASKED_ANEW(before, done) and done.case.wants == "dpia"


DUTIES: tuple[Owed[ConsultCase], ...] = (
    Owed(
        "answer the question",
        ASKED_ANEW,
        lambda before, done: _in_words(before, done) or _as_asked(before, done) or _fell_away(before, done),
    ),
    Owed(
        "answer the question of a DPIA",
        _of_a_dpia,
        lambda before, done: _in_words(before, done) or _fell_away(before, done),
    ),
    Owed(
        "hear what was asked back",
        happened("ask_reporter"),
        lambda before, done: (
            not done.case.pending
            or happened("pass_on", "reply", "lapse", "withdraw", "make_breach")(before, done)
        ),
    ),
)


ONWARD = frozenset(
    {
        *("reply", "ask_reporter", "answer", "accept_entry", "record_agreement", "make_breach", "pass_on"),
        *("reopen", "follow_up", "close", "withdraw", "take_up"),
    }
)
"""What brings a question to its end, or begins it again."""


def by_itself(case: ConsultCase, at: datetime) -> dict[str, Callable[[], Done]]:
    """What the bot does to a question."""
    possible = dict[str, Callable[[], Done]]()
    if case.status in (ANSWERED, QUESTION_BACK):
        possible["lapse"] = lambda: lapsed(case, at, WITH_DEPUTY)
    if case.accepted is not None and not case.made:
        possible["made"] = lambda: made(case, "processing", "VR-2026-0001", at, WITH_DEPUTY)
    if case.breach_by is not None and not case.breach:
        possible["breach"] = lambda: breach_made(case, "DL-2026-0001", at, WITH_DEPUTY)
    return possible


def question(chance: random.Random) -> Asked:
    """A question as a flow or a typed line may bring it."""
    verdict = chance.choice([None, *VERDICTS])
    return replace(
        ASKED_FG,
        office=chance.choice(OFFICES),
        wants=chance.choice(WANTS),
        codes=chance.choice(({}, {"novelty": "nieuw"}, {"situation": "verwerker"})),
        verdict=JUDGED.model_copy(update={"verdict": verdict}) if verdict else None,
    )


def life(seed: int) -> list[Done]:
    """A question to which at least LEAST things happen."""
    chance = random.Random(seed)
    return long_life(CONSULT, filed(question(chance)), chance, LEAST, ONWARD, by_itself)


@given(st.integers(0, 2**32))
def test_no_end_leaves_a_question_open(seed: int) -> None:
    assert owed_at_ends(life(seed), DUTIES, OVER) == []


@given(st.integers(0, 2**32))
def test_the_asker_hears_of_every_end_that_others_bring(seed: int) -> None:
    for before, done in pairwise(life(seed)):
        ended = done.case.status in OVER and before.case.status not in OVER
        if ended and not happened("withdraw")(before.case, done):
            to_asker = [due for _, due in done.dues if due.to == REPORTER and due.kind == "tell"]
            coming = [due for _, due in done.dues if due.kind == "file"]
            assert to_asker or coming, "what is made of it is told with its number"


def test_every_way_to_an_end_is_met() -> None:
    ways = {
        done.event.event
        for seed in range(60)
        for before, done in pairwise(life(seed))
        if done.event and done.case.status in OVER and before.case.status not in OVER
    }
    assert ways == {"reply", "accept_entry", "record_agreement", "make_breach", "withdraw", "lapse"}
