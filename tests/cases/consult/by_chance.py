"""Consults as chance makes them: filed and changed by real events, with the nastiest texts that are allowed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from hypothesis import strategies as st

from cases.consult.case import ConsultCase
from cases.consult.life import LIFE, Asked, change, file_consult, lapsed
from cases.consult.replies import BOX
from cases.consult.rhythm import RHYTHM
from cases.organisation import OFFICES, Organisation
from cases.people import Actor
from cases.register.case import ANSWER_LIMIT, QUESTION_LIMIT, REASON_LIMIT
from cases.register.filing import Filing
from cases.register.life import Change, Deed
from cases.register.rhythm import reminded
from cases.told import VERDICTS, WANTS, Line, Told, ToldVerdict, Verdict
from state_machines.consult_life import ANSWERED, OFFICE_TURN, QUESTION_BACK, ROLES
from tests.cases import living
from tests.cases.breach import by_chance as breaches
from tests.cases.breach.by_chance import FEN, JIP, NOOR, NOW, ORG, PEOPLE, SAM, perhaps_typed, typed

HEALTH = (
    Told(step="which", field="kinds", question="Welke gegevens?", answer="Gezondheid", points=("2",)),
    Told(step="which", field="groups", question="Van wie?", answer="Cliënten", points=("3",)),
    Told(step="plan", field="matter", question="Wat wil je?", answer="Tillen", points=("4",), typed=True),
)
"""What a flow may have told."""

ASKED_FG = Asked(
    "fg",
    told=HEALTH,
    question="Mag het in het dossier?",
    codes={"kinds": "gezondheid", "groups": "client"},
    flow="processing",
    outcome="first_ask",
    points=("2",),
    why="Nieuwe, vaste verwerking van bijzondere gegevens (beleid, punt 2).",
)
ASKED_PO = Asked(office="po", question="Mag ik een lijst delen?")


def filed(asked: Asked = ASKED_PO, *, reporter: Actor = SAM, org: Organisation = ORG) -> Change[ConsultCase]:
    """A consult, filed at NOW."""
    return file_consult(asked, Filing("AD-2026-0001", "d1", reporter, NOW, org))


def of_the_longest(sign: str) -> Asked:
    """A question with answers as long as they may be, of this sign."""
    longest = {"answer": "a" + sign * 498 + "a", "typed": True}
    told = tuple(each.model_copy(update=longest) for each in ASKED_FG.told * 5)
    return replace(ASKED_FG, question="a" + sign * 998 + "a", told=told)


def judged(verdict: Verdict) -> ToldVerdict:
    """What the bot answered."""
    return ToldVerdict(
        verdict=verdict,
        title="Verzonnen antwoord",
        flow_title="Verzonnen gesprek",
        flow_version="1",
        lines=(),
        reasons=(),
        duties=(),
        law=(),
        points=("2",),
    )


@cache
@st.composite
def questions(draw: st.DrawFn) -> Asked:
    """A question as a flow or a typed line may bring it."""
    from_flow = draw(st.booleans())
    told = [
        Told(
            step="step",
            field=field,
            question="Wat wil je ermee doen?",
            answer=draw(typed(500)) if field in ("matter", "purpose_text") else "Gezondheid, BSN",
            points=("4",),
            typed=field in ("matter", "purpose_text"),
        )
        for field in ("matter", "purpose_text", "kinds", "groups", "novelty", "basis", "term")
    ]
    answered = ToldVerdict(
        verdict=living.picked(draw, VERDICTS),
        title="Nee, nog niet weggooien",
        flow_title="Gegevens bewaren of wissen",
        flow_version="0a1b2c3d",
        lines=("Je hebt de gegevens niet meer nodig, maar de termijn loopt nog.",),
        reasons=(Line(text="De termijn loopt nog.", points=("8",), source="Beleid, inleiding"),),
        duties=tuple(
            Line(
                text=f"Plicht {number} van wat je eerst moet doen", points=("8",), source="Beleid, inleiding"
            )
            for number in range(draw(st.integers(0, 12)))
        ),
        law=tuple(f"de wet vraagt hier ook nog regel {number}." for number in range(draw(st.integers(0, 3)))),
        points=("8",),
        source="Beleid, inleiding",
    )
    return Asked(
        office=living.picked(draw, OFFICES),
        wants=living.picked(draw, WANTS) if from_flow else "question",
        question=draw(typed(QUESTION_LIMIT)) if not from_flow else draw(perhaps_typed(QUESTION_LIMIT)),
        about=draw(perhaps_typed(500)) if from_flow else "",
        flow="processing" if from_flow else "",
        verdict=answered if from_flow else None,
        told=tuple(told) if from_flow else (),
        codes={"kinds": "gezondheid,bsn"} if from_flow else {},
        why="Er zitten bijzondere gegevens bij (beleid, punt 2)." if from_flow else "",
    )


Try = living.Try[ConsultCase]
Lived = living.Lived[ConsultCase]


@st.composite
def payloads(draw: st.DrawFn, event: str, case: ConsultCase) -> dict[str, str]:
    """What the form of this event may send: mostly sound, sometimes forged."""
    if draw(st.integers(0, 9)) == 0:
        return draw(_FORGED)
    match event:
        case "seen":
            return living.picked(draw, [{}, *({"stage": each} for each in case.reminders)])
        case "reply":
            said = living.picked(draw, [{}, {"as_advised": "zoals"}, {"as_advised": "anders"}])
            why = draw(st.just({}) | typed(REASON_LIMIT).map(lambda text: {"otherwise": text}))
            return {BOX: draw(typed(ANSWER_LIMIT)), **said, **why}
        case "ask_reporter":
            return {BOX: draw(typed(QUESTION_LIMIT))}
        case "answer":
            known = [each.id for each in case.exchanges]
            return {"exchange": living.picked(draw, [*known, "0"]), "answer": draw(typed(ANSWER_LIMIT))}
        case "add_words":
            return {"addition": draw(typed(QUESTION_LIMIT))}
        case "follow_up":
            return {"question": draw(typed(QUESTION_LIMIT))}
        case "withdraw":
            return {"reason": draw(perhaps_typed(REASON_LIMIT))}
        case "pass_on":
            return {
                "office": living.picked(draw, OFFICES),
                "reason": draw(perhaps_typed(REASON_LIMIT)),
            }
        case "hand_over":
            return {"to": living.picked(draw, [each.aad_id for each in PEOPLE])}
    return {}


_NAMES = (BOX, "question", "answer", "exchange", "reason", "addition", "stage", "to", "office")
_FORGED = st.dictionaries(st.sampled_from(_NAMES), st.text(max_size=40), max_size=4)


def tried(case: ConsultCase, event: str, who: Actor, payload: dict[str, str], at: datetime) -> Try:
    """Let somebody do something, and keep what came of it."""
    return living.tried(LIFE, case, event, Deed(who, at, ORG, payload))


def _by_the_bot(case: ConsultCase, at: datetime) -> dict[str, Callable[[], Change[ConsultCase]]]:
    """What the outbox may do to a case at this moment."""
    possible: dict[str, Callable[[], Change[ConsultCase]]] = {
        "not_delivered": lambda: LIFE.not_delivered(case, "tell", at, ORG)
    }
    stage = next((each for each in RHYTHM.stages(case, ORG) if each.name not in case.reminders), None)
    if stage is not None and case.status in OFFICE_TURN:
        possible["remind"] = lambda: reminded(RHYTHM, LIFE, case, stage, at, ORG)
    if case.status in (ANSWERED, QUESTION_BACK):
        possible["lapse"] = lambda: lapsed(case, at, ORG)
    return possible


@st.composite
def lived(draw: st.DrawFn, *, most: int = 12) -> Lived:
    """A consult to which up to `most` things happened, by people with and without a role, and by the bot."""
    reporter = draw(breaches.reporters())
    first = filed(draw(questions()), reporter=reporter)

    def step(case: ConsultCase, at: datetime) -> Try:
        event = living.picked(draw, [*sorted(ROLES), "reply", "no_such_event"])
        by_bot = _by_the_bot(case, at)
        if event in by_bot:
            return living.by_the_bot(case, event, at, by_bot[event])
        home = {"po": NOOR, "fg": FEN, "jz": JIP}[case.office]
        who = living.picked(draw, [*PEOPLE, reporter, reporter, home, home, home])
        return tried(case, event, who, draw(payloads(event, case)), at)

    return living.walked(draw, first, step, most=most, now=NOW, apart=timedelta(days=4))


def after(case: ConsultCase, event: str, who: Actor, at: datetime = NOW, **payload: str) -> ConsultCase:
    return change(case, event, who, at, ORG, payload).case
