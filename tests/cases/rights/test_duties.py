"""No way to the end of a request leaves a duty neither done nor reasoned away, whatever happens in whatever order."""

import random
from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from cases.register.life import Change
from cases.rights.case import RightsCase
from cases.rights.life import LIFE
from cases.rights.outcomes import GIVEN
from cases.rights.register import RIGHTS as REGISTER
from cases.rights.request import RIGHTS, TELL_RECIPIENTS
from state_machines.rights_life import CLOSED, RIGHTS_LIFE, ROLES, WITHDRAWN
from tests.cases.breach.by_chance import JIP, NOW, ORG
from tests.cases.living import Owed, Try, happened, owed_at_ends
from tests.cases.register.walking import filled_in
from tests.cases.rights.by_chance import PLAIN, Lived, filed, lived, tried

Done = Change[RightsCase]

LEAST = 60
"""So many events really happen in a long life."""


def _filed(before: RightsCase, done: Done) -> bool:
    return before is done.case


def _is(done: Done, event: str) -> bool:
    return done.event is not None and done.event.event == event


def _gave_to_somebody_unsure(before: RightsCase, done: Done) -> bool:
    """Data had gone out; whether to the right person is open, from the start or once more."""
    gave = "gegevens" in done.case.request.told
    return gave and (_filed(before, done) or _is(done, "ask_identity"))


def _looked_at(before: RightsCase, done: Done) -> bool:
    return _is(done, "check_breach") or _is(done, "confirm_identity")


def _gave_unchecked(before: RightsCase, done: Done) -> bool:
    return _gave_to_somebody_unsure(before, done) and before.breach_check is None


def _changed(before: RightsCase, done: Done) -> bool:
    """A right was granted that recipients have to hear of (AVG article 19)."""
    return _is(done, "decide") and any(
        (name in TELL_RECIPIENTS) and after in GIVEN
        for name, (_, after) in (done.event.changes if done.event else {}).items()
    )


def _no_longer_changed(before: RightsCase, done: Done) -> bool:
    """They were told, or nothing is changed any more: it was decided otherwise, or taken off with a reason."""
    granted = {each.right for each in done.case.decisions if each.outcome in GIVEN}
    return _is(done, "tell_recipients") or granted.isdisjoint(TELL_RECIPIENTS & {*done.case.request.rights})


def _answered_late(before: RightsCase, done: Done) -> bool:
    """It went out after the last day of the law, and nobody had said why."""
    if not _is(done, "record_answer") or done.case.sent is None:
        return False
    return done.case.sent.sent_on > before.answer_deadline(ORG).legal_latest.date() and not before.late_reason


def _lost(before: RightsCase, done: Done) -> bool:
    """Rights went, or days by a later receipt."""
    less = {*before.request.rights} - {*done.case.request.rights}
    return _is(done, "amend") and (bool(less) or done.case.request.received_on > before.request.received_on)


def _reasoned_and_told(before: RightsCase, done: Done) -> bool:
    new = [each for each in done.case.narrowings if each not in before.narrowings]
    return bool(new) and bool(new[-1].why) and (new[-1].received_before is None or bool(new[-1].proof))


def _heard(before: RightsCase, done: Done) -> bool:
    """The person got an answer, or was told that there will be none and why; the same request goes on elsewhere."""
    told = done.case.ending_told_on is not None or bool(done.case.double_of)
    stopped = _is(done, "withdraw") and told and bool(done.case.closing_reason)
    return stopped or (_is(done, "record_answer") and done.case.sent is not None)


def _refused_without_words(before: RightsCase, done: Done) -> bool:
    changed = done.event.changes if done.event is not None and done.event.event == "decide" else {}
    return any(
        each.right in changed and each.outcome != "toegekend" and not each.reason
        for each in done.case.decisions
    )


DUTIES = (
    Owed[RightsCase]("the person hears of it", lambda b, d: _filed(b, d) or _is(d, "reopen"), _heard),
    Owed[RightsCase](
        "what the person loses is told",
        lambda b, d: _lost(b, d) and not _reasoned_and_told(b, d),
        lambda b, d: False,
    ),
    Owed[RightsCase]("recipients hear of a change", _changed, _no_longer_changed),
    Owed[RightsCase]("a late answer is explained", _answered_late, happened("late_reason")),
    Owed[RightsCase]("a possible breach is looked at", _gave_unchecked, _looked_at),
    Owed[RightsCase]("a refusal has its reason", _refused_without_words, happened("amend")),
    Owed[RightsCase]("an objection ends", happened("record_objection"), happened("decide_objection")),
)
"""As the law and the policy have them: AVG articles 5(2), 12(3), 12(4), 19; policy points 14, 16; Awb 7:10."""


NEVER = ("what the person loses is told", "a refusal has its reason")
"""Duties that are done in the very event: they never wait."""


def searches_open(life: Lived) -> list[str]:
    """Search tasks that were open when an answer went out: it was not whole."""
    sent = (
        each.case for each in life.changes if each.event is not None and each.event.event == "record_answer"
    )
    return [search.what for case in sent for search in case.open_searches]


def long_life(chance: random.Random) -> Lived:
    """A request to which at least LEAST things really happen, each time one that its life allows then.

    All by the numbers of `chance`: drawing each field apart would be too much for so long a life.
    """
    rights = tuple(each for each in RIGHTS if chance.random() < 0.4)
    told = ("gegevens",) if chance.random() < 0.5 else ("niets",)
    first = filed(PLAIN.model_copy(update={"rights": rights, "told": told}))
    case, at, changes, tries = first.case, NOW, [first], list[Try[RightsCase]]()
    while len(changes) <= LEAST:
        at += timedelta(hours=chance.choice([0, 1, 5, 24, 24 * 6, 24 * 20]))
        # The very end only now and then, so that much happens before it.
        able = sorted(LIFE.allowed(case, at, ORG) & LIFE.handlers.keys())
        event = chance.choices(
            able, [0.2 if each in ("withdraw", "make_confidential", "belongs_to") else 1 for each in able]
        )[0]
        who = case.reporter if "jz" not in ROLES[event] else JIP
        each = tried(case, event, who, filled_in(REGISTER, case, event, at, chance), at)
        tries.append(each)
        if each.outcome is not None and each.outcome.event is not None:
            case = each.outcome.case
            changes.append(each.outcome)
    events = tuple(each.event for each in changes if each.event is not None)
    return Lived(case, events, tuple(changes), tuple(tries), at)


long_lives = st.integers(0, 2**32).map(lambda seed: long_life(random.Random(seed)))


@settings(max_examples=30, deadline=None)
@given(long_lives)
def test_no_end_leaves_a_duty_neither_done_nor_reasoned_away(life: Lived) -> None:
    assert len(life.events) > LEAST
    assert owed_at_ends(life.changes, DUTIES, (CLOSED, WITHDRAWN)) == []
    assert searches_open(life) == []


@settings(max_examples=100, deadline=None)
@given(lived(most=20))
def test_nor_does_the_end_of_a_short_life_with_forged_forms(life: Lived) -> None:
    assert owed_at_ends(life.changes, DUTIES, (CLOSED, WITHDRAWN)) == []
    assert searches_open(life) == []


def test_long_lives_come_to_every_state_and_meet_every_duty() -> None:
    lives = [long_life(random.Random(seed)) for seed in (*range(200), 202)]
    states = {done.case.status for life in lives for done in life.changes}
    assert states == set(RIGHTS_LIFE.states)
    for duty in DUTIES:
        if duty.name in NEVER:
            continue
        met = [
            duty.name
            for life in lives
            for before, done in pairwise([life.changes[0], *life.changes])
            if duty.arises(before.case, done)
        ]
        assert met, duty.name


def test_a_guard_that_forgets_would_be_seen() -> None:
    """The property looks at the history: a case that is closed by force is told of."""
    first = filed(PLAIN.model_copy(update={"told": ("gegevens",)}))
    closed = first.case.model_copy(update={"status": CLOSED})
    found = owed_at_ends([first, Change(closed, None)], DUTIES, (CLOSED, WITHDRAWN))
    assert {name for _, name in found} >= {"the person hears of it", "a possible breach is looked at"}
