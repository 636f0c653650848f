"""Searching for what a request is about: tasks, and what was found. Pure."""

from collections.abc import Mapping
from datetime import datetime

from cases.organisation import Organisation, is_object_id
from cases.people import BOT, Actor
from cases.register import life as lives
from cases.register.fields import FormField
from cases.register.forms import CaseForm, long_text, office_people
from cases.register.life import CaseEvent, Change, Deed, Dues, Happening, Life, Refused
from cases.register.messages import REPORTER, Due, Ref, channel, person
from cases.rights.case import RightsCase
from cases.rights.parts import FOUND_LIMIT, KEPT_SEARCHES, PLACE_LIMIT, SEARCH_LIMIT, Search
from cases.rights.term import given_date, next_working_morning, today
from cases.terms import REMIND_AT
from state_machines.engine import NotAllowed
from state_machines.rights_life import FINDER

SEARCH_PLACES = ("po", "reporter", "collega", "anders")
BY_NAME = ("collega", "anders")
"""Whose name stands in the task."""


def _ask_search(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """A task to find data, with its own day; it is reminded of on that day, and legal affairs the working day after."""
    to = lives.one_of(deed.given, "to", SEARCH_PLACES)
    colleague = deed.given.get("colleague", "").lower() if to == "collega" else ""
    if to == "collega" and not is_object_id(colleague):
        raise Refused("colleague", "welke_collega")
    known = office_people(deed.org).get(colleague, "")
    place = known or lives.text(deed.given, "place", PLACE_LIMIT) if to in BY_NAME else ""
    what = lives.text(deed.given, "what", SEARCH_LIMIT)
    until = given_date(deed, "until")
    if until < today(deed):
        raise Refused("until", "voorbij")
    if until > case.deadline(deed.org).due.date():
        raise Refused("until", "na_termijn")
    if len(case.open_searches) >= KEPT_SEARCHES:
        raise Refused("what", "te_veel_zoekopdrachten")
    search = Search.model_validate(
        {
            "id": str(case.seq + 1),
            "to": to,
            "place": place[:PLACE_LIMIT],
            "person": colleague,
            "what": what,
            "until": until,
            "asked_by": deed.actor,
            "asked_at": deed.now,
        }
    )
    kept = [*case.searches, search]
    while len(kept) > KEPT_SEARCHES:
        kept.remove(next(each for each in kept if each.answer))
    dues: list[tuple[datetime, Due]] = []
    if to == "po":
        dues.append(
            (deed.now, lives.message(case, "thread", channel("po"), deed.now, Ref("search", search.id)))
        )
    elif to == "reporter":
        dues.append(lives.tell(case, deed.now, "search", search.id))
    elif to == "collega":
        dues.append((deed.now, lives.message(case, "task", person(colleague), deed.now, Ref(of=search.id))))
    asked = {"reporter": REPORTER, "po": channel("po"), "collega": person(colleague)}.get(to, channel("jz"))
    on_the_day = datetime.combine(until, REMIND_AT, deed.org.zone)
    day_after = next_working_morning(until, deed.org)
    if on_the_day > deed.now:
        day = lives.message(case, "question_reminder", asked, deed.now, Ref("search", search.id, "day"))
        dues.append((on_the_day, day))
    late = lives.message(case, "question_reminder", channel("jz"), deed.now, Ref("search", search.id, "late"))
    dues.append((day_after, late))
    return life.moved(
        case,
        "ask_search",
        deed,
        update={"searches": tuple(kept)},
        changes={"search": ("", what), "to": ("", place or to), "until": ("", until.isoformat())},
        dues=tuple(dues),
    )


def _answer_search(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """What was found, said by whom the task was given to or by legal affairs in their stead."""
    wanted = deed.given.get("search", "")
    search = case.search(wanted) if wanted else next(iter(case.open_searches), None)
    if search is None or search.answer:
        raise NotAllowed("this search task is not open")
    roles = life.roles_in(case, deed.actor)
    mine = search.person == deed.actor.aad_id if search.to == "collega" else search.to in roles
    if "jz" not in roles and not mine:
        raise NotAllowed("this search task is with somebody else")
    words = lives.text(deed.given, "answer", FOUND_LIMIT)
    done = search.model_copy(
        update={"answer": words, "answered_by": deed.actor.name, "answered_at": deed.now}
    )
    return life.moved(
        case,
        "answer_search",
        deed,
        update={"searches": tuple(done if each.id == search.id else each for each in case.searches)},
        changes={"answer": ("", words)},
        dues=(*lives.thread(case, deed.now, "found", search.id), *_put_away(case, search, deed.now)),
    )


def _put_away(case: RightsCase, search: Search, now: datetime) -> Dues:
    """The task in the channel of the Privacy Officer needs no answer any more."""
    if search.to != "po":
        return ()
    return lives.shrink(case, now, task_name(search.id), "po")


def task_name(search_id: str) -> str:
    """The name of the message with a search task in a channel, beside those of reminders."""
    return f"search-{search_id}"


def task_of(name: str) -> str:
    """The id of the search task that such a name tells of; "" in another name."""
    return name.removeprefix("search-") if name.startswith("search-") else ""


def _found_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    search = case.search(deed.given.get("search", ""))
    return search is not None and bool(search.answer) and search.answer == lives.typed(deed.given, "answer")


def _searched_before(life: Life[RightsCase], case: RightsCase, deed: Deed) -> bool:
    given, to = deed.given, deed.given.get("to")
    colleague = given.get("colleague", "").lower() if to == "collega" else ""
    place = office_people(deed.org).get(colleague) or lives.typed(given, "place") if to in BY_NAME else ""
    lines = lives.typed(given, "what"), to, colleague, place, given.get("until")
    return any(
        (each.what, each.to, each.person, each.place, each.until.isoformat()) == lines
        for each in case.open_searches
    )


def not_reached(
    life: Life[RightsCase], case: RightsCase, search_id: str, now: datetime, org: Organisation
) -> Change[RightsCase] | None:
    """The bot cannot give a task to the colleague whom it is for: legal affairs hear it, the task stays. None when
    that is known, or no longer matters."""
    search = case.search(search_id)
    if search is None or search.answer or search.unreached_at is not None or not case.is_open:
        return None
    kept = search.model_copy(update={"unreached_at": now})
    return life.moved(
        case,
        "not_reached",
        Deed(BOT, now, org),
        update={"searches": tuple(kept if each.id == search.id else each for each in case.searches)},
        changes={"place": ("", search.place)},
        dues=lives.thread(case, now, "unreached", search.id),
    )


def search_roles(case: RightsCase, actor: Actor) -> frozenset[str]:
    """Who got a search task by name may answer it, and sees nothing else of the request."""
    mine = any(each.person and each.person == actor.aad_id for each in case.searches)
    return frozenset({FINDER} if mine else ())


def _whose_line(happening: Happening) -> str:
    return happening.after("place")


def asked_search(case: RightsCase, given: Mapping[str, str]) -> Search | None:
    """The open search task that a button is about; without a word about it the oldest one."""
    wanted = case.search(given.get("search", ""))
    if wanted is not None and not wanted.answer:
        return wanted
    return next(iter(case.open_searches), None)


def _searched(case: RightsCase, given: Mapping[str, str]) -> tuple[str, str]:
    search = asked_search(case, given)
    return (search.what, search.asked_by.name) if search is not None else ("", "")


def _task_line(happening: Happening) -> str:
    return happening.after("search")


EVENTS = (
    CaseEvent[RightsCase](
        "ask_search",
        _ask_search,
        _searched_before,
        CaseForm(
            (
                FormField("to", "choice", SEARCH_PLACES, required=True),
                FormField("colleague", "person"),
                FormField("place", "text", limit=PLACE_LIMIT),
                long_text("what", SEARCH_LIMIT),
                FormField("until", "date", required=True),
            )
        ),
        line=_task_line,
    ),
    CaseEvent[RightsCase](
        "answer_search",
        _answer_search,
        _found_before,
        CaseForm((long_text("answer", FOUND_LIMIT),), about=_searched, carries=("search",), reporter=True),
        line=lives.the_words,
    ),
    CaseEvent[RightsCase]("not_reached", line=_whose_line),
)
