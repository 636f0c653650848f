"""The card with the advice on a breach: reasons with their sources, the score folded away, the ways to decide."""

from datetime import datetime

from cards.breach_advice import AdviceView, Part, advice_card
from cards.case_band import Tone
from cards.dutch_time import short_moment, time_left
from cards.view import AskButton, Button, Card, Clock, Scalar
from cards.words import words_beside
from cases.assessment.reasons import HEAVY
from cases.assessment.severity import Severity
from cases.assessment.weighing import Advice, assess
from cases.breach.case import BreachCase
from cases.breach.decisions import asks_why
from cases.breach.facts import opinions, reasons
from cases.breach.life import LIFE
from cases.organisation import Organisation
from cases.register.confidential import older_messages
from cases.register.forms import form_button
from cases.register.office import MOST_BUTTONS, history_button

say = words_beside(__file__)

SPOKEN = ("ap", "band", "flag", "people", "role")
"""Words that are looked up by what the advice is."""


UNSAID = frozenset({"ap.start"})
"""The heading of a decision says it already."""
DOUBT, MOST_WORDS = "ap.doubt", 30
AP_DOUBT = frozenset({"ap.near", "ap.score_high"})
PEOPLE_DOUBT = frozenset({"people.doubt", "people.near", "people.score_high", "people.exposed"})
"""With these a "no" is said to be in doubt."""
FIRST = (
    frozenset({DOUBT, "people.room_trusted", "people.mild", "people.change_passwords", "ap.calm_mild"})
    | {"ap.score_medium"}
    | AP_DOUBT
    | PEOPLE_DOUBT
)


def advice_of(
    case: BreachCase,
    now: datetime,
    org: Organisation,
    allowed: frozenset[str],
    *,
    clock: Clock,
    tone: Tone,
    by: str,
    more: Button | None = None,
) -> Card:
    """What the answers come to, for the officer who decides. `more` leads to what has no place here."""
    settled = case.ap_settled
    until = (
        say("ap_told")
        if settled
        else say("until", moment=short_moment(clock.deadline), left=time_left(clock))
    )
    advice = (
        assess(case.triage.facts, org.assessment)
        if case.triage is not None and case.triage.facts is not None
        else None
    )
    view = AdviceView(
        number=case.number,
        state=say("state.breach") if advice else say("state.none"),
        who=f"{say('by', name=by)} {until}" if by else until,
        tone=tone,
        clock=None,
        title=_title(advice),
        parts=_parts(advice)
        if advice
        else (Part(say("none.heading"), ((say("none.line"), say("none.source")),)),),
        notes=_notes(case, advice),
        typed=(*opinions(case, org), *reasons(case)),
        score_title=_score_title(advice.severity) if advice else "",
        score=_score(advice) if advice else (),
        hint=say("hint") if advice and advice.doubt else "",
        steps=opinion_steps(case, allowed, org),
        buttons=_buttons(case, advice, allowed, now, org, more),
    )
    return advice_card(view)


OPINIONS = ("fg_advises", "weigh_opinion")
"""What somebody waits for who asked for advice, or gave it: it stands on the card of who owes it."""


def opinion_steps(
    case: BreachCase, allowed: frozenset[str], org: Organisation, *, in_more: bool = False
) -> tuple[Button, ...]:
    """What is owed when advice was asked: the advice, or whether it is followed. Before that, while nobody was asked,
    the way to ask the FG or JZ: later that is with all else that can be done."""
    owed = [each for each in OPINIONS if each in allowed]
    asks = ["ask_opinion"] if "ask_opinion" in allowed and not case.opinions else []
    return tuple(form_button(LIFE.forms[each], case, org, in_more=in_more) for each in (owed or asks)[:1])


def _title(advice: Advice | None) -> str:
    if advice is None:
        return say("title.none")
    if advice.notify_ap:
        return say("title.both") if advice.notify_people else say("title.ap")
    return say("title.doubt") if advice.doubt else say("title.register")


def _parts(advice: Advice) -> tuple[Part, ...]:
    def reasons_of(subject: str) -> tuple[tuple[str, str], ...]:
        """What must not be folded away comes first: doubt, and where policy and law part."""
        found = [each for each in advice.reasons if each.subject == subject and each.key not in UNSAID]
        found.sort(key=lambda each: each.key not in FIRST)
        lines = [(each.text, each.source) for each in found]
        long = [each for each in lines if len(each[0].split()) > MOST_WORDS]
        if long and found[0].key == DOUBT:  # what exactly is not known unfolds
            lines = [(say("doubt"), long[0][1]), *(each for each in lines if each not in long), *long]
        return tuple(lines)

    return (
        Part(say("ap.yes") if advice.notify_ap else say(f"ap.{_no(advice, AP_DOUBT)}"), reasons_of("ap")),
        Part(
            say("people.yes") if advice.notify_people else say(f"people.{_no(advice, PEOPLE_DOUBT)}"),
            reasons_of("people"),
        ),
    )


def _no(advice: Advice, doubts: frozenset[str]) -> str:
    """Which words say no."""
    return "no" if doubts.isdisjoint(each.key for each in advice.reasons) else "doubt"


def _notes(case: BreachCase, advice: Advice | None) -> tuple[str, ...]:
    lines = [*(older_messages(case) or (say("only_here"),))] if case.confidential else []
    role = case.triage.answers.get("role", {}).get("role", "") if case.triage is not None else ""
    if advice is not None and role in ("opdracht", "samen"):
        lines.append(say(f"role.{role}"))
    if case.told != "no":
        lines.append(say("already_told"))
    return tuple(lines)


def _score_title(score: Severity) -> str:
    return say("score.title", score=_number(score.score), band=say(f"band.{score.band}"))


def _score(advice: Advice) -> tuple[str, ...]:
    score = advice.severity
    parts = say("score.parts", dpc=score.dpc, ei=_number(score.ei), cb=_number(score.cb))
    terms = (say("score.dpc"), say("score.ei"), say("score.cb"), say("score.bands"))
    lower = (advice.notify_people and score.band not in HEAVY) or (advice.notify_ap and score.band == "low")
    against = (say("score.lower"),) if lower else ()
    return (parts, *terms, *against, *(say(f"flag.{each}") for each in score.flags), say("score.aid"))


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _verb(case: BreachCase, org: Organisation, choice: str) -> str:
    """Who does not tell the AP, or the people, is asked why first."""
    form = LIFE.forms["decide"]
    return form.opens if asks_why(case, org, choice) else form.event


def _buttons(
    case: BreachCase,
    advice: Advice | None,
    allowed: frozenset[str],
    now: datetime,
    org: Organisation,
    more: Button | None,
) -> tuple[Button | AskButton, ...]:
    row: list[Button | AskButton] = []
    back = Button(
        say("button.back"),
        "back_triage",
        {"case": case.number, "version": case.version, "count": case.triage.count if case.triage else 0},
        in_more=advice is not None,
    )
    if advice is None and "conclude_no_breach" in allowed:
        row.append(form_button(LIFE.forms["conclude_no_breach"], case, org, primary=True))
    if advice is not None and "decide" in allowed:
        place: dict[str, Scalar] = {"case": case.number, "version": case.version}
        row.append(
            Button(
                say("button.follow"), _verb(case, org, "follow"), {**place, "choice": "follow"}, primary=True
            )
        )
        if case.told == "no" and (advice.notify_ap or advice.doubt):
            verb = _verb(case, org, "provisional")
            row.append(Button(say("button.provisional"), verb, {**place, "choice": "provisional"}))
    if advice is not None and "deviate" in allowed:
        row.append(form_button(LIFE.forms["deviate"], case, org))
    if "back_triage" in allowed:
        row.append(back)
    if more is not None:
        row.append(more)
    if "late_reason" in allowed and not case.late_reason and len(row) < MOST_BUTTONS - 1:
        row.append(form_button(LIFE.forms["late_reason"], case, org, in_more=True))
    row.append(history_button(case))
    return tuple(row)
