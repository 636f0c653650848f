"""What follows a notification: what the AP asks, with its own term, what was promised, and who asked about it. Pure."""

from collections.abc import Mapping
from datetime import datetime

from cards.view import Fact
from cards.words import words_beside
from cases.breach.case import BreachCase
from cases.breach.handling import FOLLOW_UP_LIMIT, HOW_LIMIT, KEPT_FOLLOW_UPS, FollowUp
from cases.breach.people import MOST_PEOPLE
from cases.breach.step import moved
from cases.breach.unknowns import UNTIL, day_given
from cases.moments import moment
from cases.organisation import Organisation
from cases.register import life as lives
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text
from cases.register.life import CaseEvent, Change, Deed, Handler, Happening, Life, Refused

KINDS: Mapping[str, str] = {"ap_asks": "question", "promise": "promise"}
"""What each event adds."""

say = words_beside(__file__)

SPOKEN = ("open",)
"""Words that are looked up by what is open."""


def _adding(event: str) -> Handler[BreachCase]:
    return lambda life, case, deed: _added(life, case, event, deed)


def _added(life: Life[BreachCase], case: BreachCase, event: str, deed: Deed) -> Change[BreachCase]:
    """The AP asked something, or something was promised; and until when."""
    what, until = lives.text(deed.given, "what", FOLLOW_UP_LIMIT), day_given(deed)
    if len(case.open_follow_ups) >= KEPT_FOLLOW_UPS:
        raise Refused("what", "te_veel_open")
    added = FollowUp.model_validate(
        {
            "id": str(case.seq + 1),
            "kind": KINDS[event],
            "what": what,
            "until": until,
            "by": deed.actor,
            "at": deed.now,
        }
    )
    done = [each for each in case.follow_ups if each.done_at is not None]
    room = KEPT_FOLLOW_UPS - len(case.open_follow_ups) - 1
    kept = (*done[len(done) - room if room < len(done) else 0 :], *case.open_follow_ups, added)
    changes = {"what": ("", what), "until": ("", added.until.isoformat())}
    return moved(life, case, event, deed, {"follow_ups": kept}, changes=changes)


def _added_before(event: str) -> lives.Again[BreachCase]:
    """Whether this very question or promise is open."""

    def same(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
        what = lives.typed(deed.given, "what")
        return any(each.kind == KINDS[event] and each.what == what for each in case.open_follow_ups)

    return same


def _done(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """The question is answered, or the promise kept; and how."""
    which = lives.one_of(deed.given, "which", tuple(each.id for each in case.open_follow_ups))
    how = lives.text(deed.given, "how_done", HOW_LIMIT)
    kept = tuple(
        each.model_copy(update={"done_at": deed.now, "how": how}) if each.id == which else each
        for each in case.follow_ups
    )
    what = next(each.what for each in case.follow_ups if each.id == which)
    changes = {"what": (what, ""), "how": ("", how)}
    return moved(life, case, "follow_up_done", deed, {"follow_ups": kept}, changes=changes)


def _done_before(life: Life[BreachCase], case: BreachCase, deed: Deed) -> bool:
    how = lives.typed(deed.given, "how_done")
    return any(
        each.id == deed.given.get("which") and each.done_at is not None and each.how == how
        for each in case.follow_ups
    )


def _which_waits(case: BreachCase, org: Organisation, given: Mapping[str, str]) -> tuple[FormField, ...]:
    return (
        FormField("which", "choice", options=tuple(each.id for each in case.open_follow_ups), required=True),
        long_text("how_done", HOW_LIMIT),
    )


def _people_asked(life: Life[BreachCase], case: BreachCase, deed: Deed) -> Change[BreachCase]:
    """How many people came with a question about it, in all."""
    count = lives.count_of(deed.given, "count_asked", MOST_PEOPLE)
    changes = {"count": (str(case.people_asked), str(count))}
    return moved(life, case, "people_asked", deed, {"people_asked": count}, changes=changes)


def _asked_so_far(case: BreachCase, field: FormField, now: datetime, org: Organisation) -> str:
    return str(case.people_asked) if case.people_asked else ""


def waiting_names(case: BreachCase, org: Organisation) -> Mapping[str, str]:
    """What is open, by its id, as one chooses among it: in our words, because a list shows no typed ones."""
    now = case.reported_at
    return {
        each.id: say(f"open.{each.kind}", place=place, moment=moment(each.until, now, org))
        for place, each in enumerate(case.open_follow_ups, start=1)
    }


def follow_up_lines(case: BreachCase, now: datetime, org: Organisation) -> tuple[Fact, ...]:
    """What the AP asked and what was promised, as far as it is open; and how many people asked something."""
    names = waiting_names(case, org)
    waiting = tuple(Fact(names[each.id], each.what, typed=True) for each in case.open_follow_ups)
    asked = (Fact(say("people_asked"), str(case.people_asked)),) if case.people_asked else ()
    return (*waiting, *asked)


def _with_term(happening: Happening) -> str:
    """What was asked or promised, and until when."""
    until = moment(datetime.fromisoformat(happening.after("until")), happening.now, happening.org)
    return happening.words.line("until", what=happening.after("what"), moment=until)


def _how(happening: Happening) -> str:
    return happening.words.line(
        "followed_up", what=happening.event.changes["what"][0], how=happening.after("how")
    )


EVENTS = (
    *(
        CaseEvent[BreachCase](
            event,
            _adding(event),
            _added_before(event),
            CaseForm((long_text("what", FOLLOW_UP_LIMIT), *UNTIL)),
            line=_with_term,
        )
        for event in KINDS
    ),
    CaseEvent[BreachCase](
        "follow_up_done", _done, _done_before, CaseForm(asks=_which_waits, named=waiting_names), line=_how
    ),
    CaseEvent[BreachCase](
        "people_asked",
        _people_asked,
        form=CaseForm((FormField("count_asked", "number", required=True),), held=_asked_so_far),
        line=lives.became("count"),
    ),
)
