"""The reminder to tidy up files and mail each quarter (policy point 8): begun, stopped, told."""

from datetime import UTC, datetime

from cards.dutch_time import long_moment
from cards.view import Button
from cards.words import words_beside
from cases.organisation import Organisation
from cases.terms import next_quarter
from dialogs.conditions import NO, YES
from dialogs.guide import Draft
from dialogs.talk.notices import flow_button, menu_button, notice, resume_button
from dialogs.talk.presenting import Show
from dialogs.talk.repertoire import Repertoire
from dialogs.talk.turn import Occasion, Talk, Turn

say = words_beside(__file__)


def wish(org: Organisation, talk: Talk, value: str, at: Occasion) -> Turn:
    """Begin or stop the reminder; the same wish twice changes nothing."""
    back = (resume_button(talk.draft),) if talk.draft is not None else ()
    if value != YES:
        stopped = talk.model_copy(update={"tidy_at": None})
        return Turn(stopped, show=notice("tidy_stopped", buttons=(*back, menu_button())))
    wanted = talk if talk.tidy_at is not None else next_time(org, talk, at.now)
    assert wanted.tidy_at is not None
    day = long_moment(wanted.tidy_at.astimezone(org.zone)).split(",")[0]
    return Turn(wanted, show=notice("tidy_begun", day=day, buttons=(*back, _stop(), menu_button())))


def next_time(org: Organisation, talk: Talk, now: datetime) -> Talk:
    """The conversation with the next reminder a quarter from now."""
    return talk.model_copy(update={"tidy_at": next_quarter(now, org.zone).astimezone(UTC)})


def reminder(known: Repertoire) -> Show:
    """The reminder itself, with the way to stop it."""
    flow = next((name for name, guide in known.guides.items() if guide.flow.quarterly), "")
    ways = (flow_button(known.title(flow), flow),) if flow else ()
    return notice("tidy", buttons=(*ways, _stop()), short=known.org.offices.po.short)


def beside_verdict(known: Repertoire, talk: Talk, draft: Draft) -> tuple[Button, ...]:
    """What a flow offers at its end beside its verdict: the reminder, or the end of it."""
    if not known.guides[draft.flow].flow.quarterly:
        return ()
    begin = Button(say("button.tidy"), "quarterly", {"value": YES})
    return (_stop() if talk.tidy_at is not None else begin,)


def _stop() -> Button:
    return Button(say("button.no_tidy"), "quarterly", {"value": NO})
