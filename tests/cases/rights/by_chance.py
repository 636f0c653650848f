"""Rights requests as chance makes them: passed on and changed by real events, with the nastiest texts allowed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache

from hypothesis import strategies as st

from cases.people import Actor
from cases.register.fields import FormField
from cases.register.filing import Filing
from cases.register.forms import asked_by
from cases.register.life import Change, Deed, Refused
from cases.register.rhythm import reminded
from cases.rights import request as lists
from cases.rights.case import RightsCase
from cases.rights.life import LIFE, file_request, term_missed
from cases.rights.parts import CHECKLIST
from cases.rights.request import RightsRequest
from cases.rights.rhythm import RHYTHM
from state_machines.rights_life import ROLES
from tests.cases import living
from tests.cases.breach.by_chance import (
    FEN,
    JIP,
    NOOR,
    NOW,
    ORG,
    PEOPLE,
    SAM,
    perhaps_typed,
    reporters,
    typed,
)
from tests.cases.living import picked
from tests.cases.reminding import late_after

PLAIN = RightsRequest(
    rights=("inzage",),
    received_on=date(2026, 11, 19),
    channel="brief",
    subject="client",
    asker="zelf",
    reference="TEST-0000",
    clear="ja",
)
"""An everyday request."""

TWO = PLAIN.model_copy(update={"rights": ("inzage", "verbetering")})


def filed(request: RightsRequest, *, reporter: Actor = SAM, confidential: bool = False) -> Change[RightsCase]:
    """A case from a request, passed on at NOW."""
    return file_request(request, Filing("RV-2026-0001", "d-1", reporter, NOW, ORG, confidential))


def after(case: RightsCase, event: str, who: Actor = JIP, at: datetime = NOW, /, **given: str) -> RightsCase:
    """The case after something that must happen."""
    return LIFE.change(case, event, Deed(who, at, ORG, given)).case


def refusal(case: RightsCase, event: str, /, **given: str) -> str:
    """The key of the sentence with which this is refused."""
    try:
        LIFE.change(case, event, Deed(JIP, NOW, ORG, given))
    except Refused as reason:
        return reason.key
    raise AssertionError(f"{event} was not refused")


def confirmed(request: RightsRequest = PLAIN) -> RightsCase:
    """A request in progress: receipt confirmed, identity sure."""
    case = after(filed(request).case, "confirm_receipt", told_on="2026-11-20")
    return after(case, "confirm_identity", way="balie", authority="true")


def a_ground(right: str) -> str:
    """One of the law that fits: no withdrawal of consent is unfounded or too much."""
    return "geen_toestemming" if right == "toestemming" else "ongegrond"


def decided(request: RightsRequest = PLAIN, outcome: str = "toegekend") -> RightsCase:
    """A request of which every right is decided the same."""
    case = confirmed(request)
    for right in request.rights:
        given = {"outcome": outcome, "ground": a_ground(right), "reason": "Na overleg."}
        case = after(case, "decide", right=right, **given)
    return case


ANSWER = {
    "sent_on": "2026-11-23",
    "way": "zivver_sms",
    "checklist": ",".join(CHECKLIST),
    "others": "onleesbaar",
    "remedy": "true",
}
"""What a whole and safe answer says."""


@cache
@st.composite
def requests(draw: st.DrawFn) -> RightsRequest:
    """A request that a flow could have made, received up to forty days before NOW."""
    asker = picked(draw, lists.ASKERS)
    stands_for = asker == "vertegenwoordiger"
    return RightsRequest.model_validate(
        {
            "rights": [each for each in lists.RIGHTS if draw(st.booleans())],
            "received_on": NOW.date() - timedelta(days=draw(st.integers(0, 40))),
            "channel": picked(draw, lists.CHANNELS),
            "wish": draw(perhaps_typed(lists.WISH_LIMIT)),
            "subject": picked(draw, lists.SUBJECTS),
            "asker": asker,
            "authority": picked(draw, lists.AUTHORITIES) if stands_for else None,
            "proof": picked(draw, lists.PROOFS) if stands_for else None,
            "reference": draw(perhaps_typed(lists.REFERENCE_LIMIT)),
            "clear": picked(draw, lists.CLARITIES),
            "identified": picked(draw, lists.IDENTIFICATIONS),
            "doubt": draw(st.booleans()),
            "weight": draw(_WEIGHTS),
            "told": draw(_TOLD),
            "told_words": draw(perhaps_typed(lists.TOLD_LIMIT)),
        }
    )


Try = living.Try[RightsCase]
Lived = living.Lived[RightsCase]


_NAMES = ("reason", "way", "right", "told_on", "search", "exchange", "to")
_FORGED = st.dictionaries(st.sampled_from(_NAMES), st.text(max_size=30), max_size=4)
_DAYS = st.integers(-40, 3) | st.just(0)
_WEIGHTS = st.lists(st.sampled_from(lists.WEIGHTS), min_size=1, unique=True)
_TOLD = st.lists(st.sampled_from(lists.TOLD), min_size=1, unique=True)


def _day(at: datetime, count: int) -> str:
    return (at.date() + timedelta(days=count)).isoformat()


@cache
def value_of(each: FormField) -> st.SearchStrategy[str]:
    """Anything that a form may send for this field, but for a day."""
    match each.kind:
        case "choice":
            return st.sampled_from(each.options) if each.options else st.just("")
        case "choices":
            some = st.lists(st.sampled_from(each.options), min_size=1, unique=True).map(",".join)
            return st.just(",".join(each.options)) | some
        case "person":
            return st.sampled_from([*(each.aad_id for each in PEOPLE), "", "verzonnen"])
        case "toggle":
            return st.sampled_from(["true", "true", "false"])
    return typed(each.limit) if each.required else perhaps_typed(each.limit)


@st.composite
def payloads(draw: st.DrawFn, event: str, case: RightsCase, at: datetime) -> dict[str, str]:
    """What the form of this event may send: mostly sound, sometimes forged."""
    if draw(st.integers(0, 9)) == 0:
        return draw(_FORGED)
    form = LIFE.forms.get(event)
    if form is None:
        return {"stage": picked(draw, ["", *case.reminders])} if event == "seen" else {}
    asked = asked_by(form, case, ORG, {})
    days = {each.id: _day(at, draw(_DAYS)) for each in asked if each.kind == "date"}
    given = days | {each.id: draw(value_of(each)) for each in asked if each.kind != "date"}
    if event == "answer":
        given["exchange"] = picked(draw, [*(each.id for each in case.exchanges), "0"])
    if event == "answer_search":
        given["search"] = picked(draw, [*(each.id for each in case.searches), ""])
    return given


def tried(case: RightsCase, event: str, who: Actor, payload: dict[str, str], at: datetime) -> Try:
    """Let somebody do something, and keep what came of it."""
    return living.tried(LIFE, case, event, Deed(who, at, ORG, payload))


def _by_the_bot(case: RightsCase, at: datetime) -> dict[str, Callable[[], Change[RightsCase]]]:
    possible: dict[str, Callable[[], Change[RightsCase]]] = {
        "not_delivered": lambda: LIFE.not_delivered(case, "tell", at, ORG)
    }
    if case.term_runs:
        coming = [*RHYTHM.ahead(case, at, ORG), late_after(RHYTHM, case, at, ORG)]
        stage = next((each for each in coming if each.name not in case.reminders), None)
        if stage is not None:
            possible["remind"] = lambda: reminded(RHYTHM, LIFE, case, stage, at, ORG)
    if case.overdue(at, ORG) and not case.miss_noted:
        possible["term_missed"] = lambda: term_missed(case, at, ORG)
    return possible


ON_THE_WAY = (
    "confirm_receipt",
    "confirm_identity",
    "decide",
    "decide",
    "record_answer",
    "close",
    "ask_identity",
    "ask_clarification",
    "clarified",
    "ask_search",
    "answer_search",
    "extend",
    "pause",
    "amend",
    "tell_recipients",
    "late_reason",
    "check_breach",
    "record_objection",
    "decide_objection",
)


@st.composite
def lived(draw: st.DrawFn, *, most: int = 14, least: int = 0) -> Lived:
    """A request to which up to `most` things happened, mostly by legal affairs and on its way to an answer; `least` as
    for `walked`."""
    reporter = draw(reporters())
    first = filed(draw(requests()), reporter=reporter, confidential=draw(st.booleans()))

    def step(case: RightsCase, at: datetime) -> Try:
        event = draw(st.sampled_from(ON_THE_WAY) | st.sampled_from([*sorted(ROLES), "no_such_event"]))
        by_bot = _by_the_bot(case, at)
        if event in by_bot:
            return living.by_the_bot(case, event, at, by_bot[event])
        who = picked(draw, [JIP, JIP, JIP, reporter, NOOR, FEN, *PEOPLE])
        return tried(case, event, who, draw(payloads(event, case, at)), at)

    return living.walked(draw, first, step, most=most, least=least, now=NOW, apart=timedelta(days=4))
