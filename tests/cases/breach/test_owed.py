"""Nothing is forgotten: no way to the end of a breach leaves a duty neither done nor reasoned away in writing.

The duties are told by the history, not by what guards the end: law and policy say them (AVG articles 33 and 34, policy
point 14 steps 4 to 9).
"""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import Phase, given, settings

from cases.breach.case import BreachCase
from cases.breach.handling import PUBLIC, RECIPIENTS
from cases.register.life import Change
from state_machines.breach_life import DECIDED, ENDED, NO_BREACH
from tests.cases.breach.by_chance import ORG, Lived
from tests.cases.breach.long_lives import long_lived
from tests.cases.living import Owed, happened, owed_at_ends

Done = Change[BreachCase]
Look = Callable[[BreachCase, Done], bool]

LEAST, MOST = 60, 160
"""So many events a life has at least, and so often something is tried for that."""

ANEW = happened("new_facts", "reopen")
AP_TOLD = happened("ap_full", "ap_provisional")
BEGINS = happened("file", "new_facts", "reopen")


def _decided(done: Done, subject: str) -> str:
    """What an event decided about the AP or the people; "" when it decided nothing of that."""
    return done.event.changes.get(subject, ("", ""))[1] if done.event is not None and _deciding(done) else ""


_deciding_events = happened("decide", "deviate", "decide_people")


def _deciding(done: Done) -> bool:
    return _deciding_events(done.case, done)


def _why(done: Done) -> str:
    return done.event.why if done.event is not None else ""


def _ends_as_nothing(before: BreachCase, done: Done) -> bool:
    """It turned out to be no breach, or a mistake, and why was written down: then nothing is owed but a withdrawal."""
    found = happened("conclude_no_breach", "accept_withdrawal")(before, done)
    return found and bool(_why(done))


def _withdrawn_and_nothing(before: BreachCase, done: Done) -> bool:
    return happened("ap_withdraw")(before, done) and done.case.status == NO_BREACH


def _nothing(before: BreachCase, done: Done) -> bool:
    return _ends_as_nothing(before, done) or _withdrawn_and_nothing(before, done)


def _people_not(before: BreachCase, done: Done) -> bool:
    """The people need not be told: on a ground of the law, with its reason."""
    people = done.case.people
    return _decided(done, "people") == "not" and people is not None and bool(people.ground and people.reason)


def _people_told(before: BreachCase, done: Done) -> bool:
    """In the way that was decided, and somebody."""
    told, people = done.case.informed, done.case.people
    if not happened("informed")(before, done) or told is None or people is None:
        return False
    if people.choice == "public":
        return told.how in (PUBLIC, "anders")
    return told.how != PUBLIC and told.count > 0


def _late(before: BreachCase, done: Done) -> bool:
    first = done.case.first_told
    moved = AP_TOLD(before, done) or happened("correct_discovery")(before, done)
    return (
        moved and first is not None and first.at > done.case.deadline(ORG).due and not done.case.late_reason
    )


def _numberless(before: BreachCase, done: Done) -> bool:
    told = AP_TOLD(before, done) and before.told == "no"
    return told and done.event is not None and not done.event.changes["number"][1]


def _numbered(before: BreachCase, done: Done) -> bool:
    noted = happened("ap_full", "ap_provisional", "ap_supplement", "ap_numbered")(before, done)
    assert done.event is not None
    return noted and bool(
        done.event.changes["number"][1] or (done.event.event == "ap_numbered" and _why(done))
    )


def _other_must(recipient: str, decided: str) -> Look:
    def look(before: BreachCase, done: Done) -> bool:
        assert done.event is not None
        found = happened("decide_duties")(before, done)
        return found and done.event.changes.get(recipient, ("", ""))[1] == decided

    return look


def _other_told(recipient: str) -> Look:
    def look(before: BreachCase, done: Done) -> bool:
        assert done.event is not None
        told = happened("duty_done")(before, done) and recipient in done.event.changes
        need_not = _other_must(recipient, "no")(before, done) and bool(_why(done))
        return told or need_not or _nothing(before, done)

    return look


DUTIES: tuple[Owed[BreachCase], ...] = (
    Owed(
        "decide on the AP",
        BEGINS,
        lambda before, done: bool(_decided(done, "ap")) or _nothing(before, done),
    ),
    Owed(
        "why the AP is not told",
        lambda before, done: (
            _decided(done, "ap") == "not" and not (done.case.decision and done.case.decision.reason)
        ),
        lambda before, done: _decided(done, "ap") in ("notify", "provisional"),
    ),
    Owed(
        "tell the AP in full",
        lambda before, done: (
            (_decided(done, "ap") in ("notify", "provisional") and done.case.told != "full")
            or happened("ap_provisional")(before, done)
        ),
        lambda before, done: (
            happened("ap_full", "ap_withdraw")(before, done) or _decided(done, "ap") == "not"
        ),
    ),
    Owed(
        "take back what the AP was told",
        lambda before, done: (
            before.told != "no"
            and (_decided(done, "ap") == "not" or happened("conclude_no_breach")(before, done))
        ),
        lambda before, done: (
            happened("ap_withdraw")(before, done) or _decided(done, "ap") in ("notify", "provisional")
        ),
    ),
    Owed(
        "tell the AP what is new",
        lambda before, done: ANEW(before, done) and before.told != "no",
        lambda before, done: (
            happened("ap_supplement", "ap_full", "ap_withdraw")(before, done)
            or (happened("no_supplement")(before, done) and bool(_why(done)))
        ),
    ),
    Owed(
        "the channel of the AP",
        lambda before, done: (
            happened("ap_full", "ap_provisional", "ap_supplement", "ap_withdraw")(before, done)
            and done.case.notifications[-1].channel != "webformulier"
        ),
        lambda before, done: False,
    ),
    Owed(
        "the number at the AP",
        _numberless,
        lambda before, done: _numbered(before, done) or happened("ap_withdraw")(before, done),
    ),
    Owed(
        "why the AP was told late",
        _late,
        lambda before, done: (
            bool(done.case.late_reason)
            or happened("ap_withdraw")(before, done)
            or (happened("correct_discovery")(before, done) and not _late(before, done))
        ),
    ),
    Owed(
        "decide on the people",
        BEGINS,
        lambda before, done: (
            _decided(done, "people") in ("inform", "public", "not") or _nothing(before, done)
        ),
    ),
    Owed(
        "why the people are not told, or by a public notice alone",
        lambda before, done: (
            _decided(done, "people") in ("not", "public")
            and not (done.case.people and done.case.people.reason)
        ),
        lambda before, done: _decided(done, "people") == "inform",
    ),
    Owed(
        "tell the people",
        lambda before, done: _decided(done, "people") in ("inform", "public") and done.case.informed is None,
        lambda before, done: (
            _people_told(before, done) or _people_not(before, done) or _nothing(before, done)
        ),
    ),
    Owed(
        "tell the people what is new",
        lambda before, done: ANEW(before, done) and before.informed is not None,
        lambda before, done: (
            _people_told(before, done)
            or _people_not(before, done)
            or (happened("nobody_more")(before, done) and bool(_why(done)))
            or _nothing(before, done)
        ),
    ),
    Owed(
        "decide who else must know",
        BEGINS,
        lambda before, done: (
            (happened("decide_duties")(before, done) and bool(_why(done))) or _nothing(before, done)
        ),
    ),
    *(Owed(f"tell {each}", _other_must(each, "yes"), _other_told(each)) for each in RECIPIENTS),
    Owed(
        "weigh what the reporter told since",
        lambda before, done: happened("add_facts", "answer")(before, done) and before.status in DECIDED,
        lambda before, done: (
            ANEW(before, done)
            or (happened("nothing_changes")(before, done) and bool(_why(done)))
            or _nothing(before, done)
        ),
    ),
    Owed(
        "write down effects and measures",
        BEGINS,
        lambda before, done: happened("fill_register")(before, done) or _nothing(before, done),
    ),
)


_joined = happened("join")


def _or_goes_on_elsewhere(duty: Owed[BreachCase]) -> Owed[BreachCase]:
    """A second report of an incident of which the AP knows nothing yet goes on under the number of the first: what is
    owed is owed there, whose history names it (policy point 14 step 9: each breach is in the register)."""

    def settled(before: BreachCase, done: Done) -> bool:
        elsewhere = _joined(before, done) and done.case.double_of != "" and before.told == "no"
        return elsewhere or duty.settled(before, done)

    return replace(duty, settled=settled)


OWED = tuple(map(_or_goes_on_elsewhere, DUTIES))


# A life is long: to find the shortest one that fails would take longer than a test may. The list says what was owed.
few = settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.generate])


@few
@given(long_lived(least=LEAST, most=MOST))
def test_no_way_to_the_end_leaves_a_duty_neither_done_nor_reasoned_away(life: Lived) -> None:
    assert owed_at_ends(life.changes, OWED, ENDED) == []
