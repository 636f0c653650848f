"""Searching for what a request is about: tasks, and what was found. Pure."""

from datetime import datetime

from cases.register.life import (
    Change,
    Deed,
    Dues,
    Life,
    Refused,
    due,
    one_of,
    shrink,
    tell,
    text,
    thread,
    typed,
)
from cases.register.messages import REPORTER, Due, Ref, channel
from cases.rights.case import (
    FOUND_LIMIT,
    KEPT_SEARCHES,
    PLACE_LIMIT,
    SEARCH_LIMIT,
    RightsCase,
    Search,
)
from cases.rights.term import (
    given_date,
    next_working_morning,
    today,
)
from cases.terms import REMIND_AT
from state_machines.engine import NotAllowed

SEARCH_PLACES = ("po", "reporter", "anders")


def ask_search(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """A task to find data, with its own day; it is reminded of on that day, and legal affairs the working day after."""
    to = one_of(deed.given, "to", SEARCH_PLACES)
    place = typed(deed.given, "place")
    if to == "anders":
        place = text(deed.given, "place", PLACE_LIMIT)
    what = text(deed.given, "what", SEARCH_LIMIT)
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
            "place": place if to == "anders" else "",
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
        dues.append((deed.now, due(case, "thread", channel("po"), deed.now, Ref("search", search.id))))
    elif to == "reporter":
        dues.append(tell(case, deed.now, "search", search.id))
    asked = REPORTER if to == "reporter" else channel("po" if to == "po" else "jz")
    on_the_day = datetime.combine(until, REMIND_AT, deed.org.zone)
    day_after = next_working_morning(until, deed.org)
    if on_the_day > deed.now:
        day = due(case, "question_reminder", asked, deed.now, Ref("search", search.id, "day"))
        dues.append((on_the_day, day))
    late = due(case, "question_reminder", channel("jz"), deed.now, Ref("search", search.id, "late"))
    dues.append((day_after, late))
    return life.moved(
        case,
        "ask_search",
        deed,
        update={"searches": tuple(kept)},
        changes={"search": ("", what), "to": ("", place or to), "until": ("", until.isoformat())},
        dues=tuple(dues),
    )


def answer_search(life: Life[RightsCase], case: RightsCase, deed: Deed) -> Change[RightsCase]:
    """What was found, said by whom the task was given to or by legal affairs in their stead."""
    wanted = deed.given.get("search", "")
    search = case.search(wanted) if wanted else next(iter(case.open_searches), None)
    if search is None or search.answer:
        raise NotAllowed("this search task is not open")
    roles = life.roles_in(case, deed.actor)
    if "jz" not in roles and search.to not in roles:
        raise NotAllowed("this search task is with somebody else")
    words = text(deed.given, "answer", FOUND_LIMIT)
    done = search.model_copy(
        update={"answer": words, "answered_by": deed.actor.name, "answered_at": deed.now}
    )
    return life.moved(
        case,
        "answer_search",
        deed,
        update={"searches": tuple(done if each.id == search.id else each for each in case.searches)},
        changes={"answer": ("", words)},
        dues=(*thread(case, deed.now, "found", search.id), *put_away(case, search, deed.now)),
    )


def put_away(case: RightsCase, search: Search, now: datetime) -> Dues:
    """The task in the channel of the Privacy Officer needs no answer any more."""
    if search.to != "po":
        return ()
    return shrink(case, now, task_name(search.id), "po")


def task_name(search_id: str) -> str:
    """The name of the message with a search task in a channel, beside those of reminders."""
    return f"search-{search_id}"


def task_of(name: str) -> str:
    """The id of the search task that such a name tells of; "" in another name."""
    return name.removeprefix("search-") if name.startswith("search-") else ""


def found_before(case: RightsCase, deed: Deed) -> bool:
    search = case.search(deed.given.get("search", ""))
    return search is not None and bool(search.answer) and search.answer == typed(deed.given, "answer")


def searched_before(case: RightsCase, deed: Deed) -> bool:
    told = typed(deed.given, "what"), deed.given.get("to"), deed.given.get("until")
    return any((each.what, each.to, each.until.isoformat()) == told for each in case.open_searches)
