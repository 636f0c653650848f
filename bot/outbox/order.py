"""What goes in order when messages go out, and what may pass one that takes long. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.outbox.lanes import PATIENCE_SECONDS
from cases.ports import Row
from cases.register.messages import LEASE, Due, due_at

Lane = tuple[str, str, bool]
"""What goes in order: the messages about one case (its partition and number), its mails apart."""


def lane_of(partition: str, due: Due) -> Lane:
    """The lane of a message about a case in this partition."""
    return partition, due.number, due.to.way == "mail"


def in_order(waiting: tuple[Row, Due]) -> tuple[str, bool, datetime, datetime]:
    """By lane; what waited for the same morning goes in the order in which it happened."""
    row, due = waiting
    return due.number, due.to.way == "mail", due_at(row.key), due.created_at


def destination(due: Due) -> tuple[str, str]:
    """Where it goes: the relay is one place for all mails, each case has a reporter of its own."""
    match due.to.way:
        case "mail":
            return "mail", ""
        case "reporter":
            return "reporter", due.number
    return due.to.way, due.to.key


def waits_for(due: Due, earlier: Iterable[Due]) -> bool:
    """Whether one of these, which stood before it in its lane and take long, must be done before it goes.

    What goes to one place goes in order. What stays within the bot makes known what others tell. What takes messages
    away must know of all that stand in a channel.
    """
    return any(
        each.to.way == "within"
        or destination(each) == destination(due)
        or (due.kind == "take_away" and each.to.way == "channel")
        for each in earlier
    )


def held_by(due: Due, leased: Due, slow: Iterable[Due], now: datetime) -> bool:
    """Whether a message waits for one of its lane that an instance has leased: for one that is sent just now in any
    case, for one that takes long only where it must. `slow` are those of this instance that do."""
    sent_now = leased.lease_until is not None and leased.lease_until > now + LEASE - timedelta(
        seconds=PATIENCE_SECONDS
    )
    ours = any((each.kind, each.to, each.ref) == (leased.kind, leased.to, leased.ref) for each in slow)
    return waits_for(due, [leased]) or (sent_now and not ours)
