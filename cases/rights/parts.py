"""What a request keeps beside itself, each a value: what was asked and found, decided, sent and told."""

from datetime import date
from typing import Annotated, Literal

from cases.people import Actor
from cases.register.case import NOTE_LIMIT, REASON_LIMIT, Kept, Moment, text_of
from cases.rights.outcomes import OthersData, Outcome
from cases.rights.request import Identification, Right

SEARCH_LIMIT, FOUND_LIMIT, PLACE_LIMIT, AMOUNT_LIMIT = 500, 1000, 60, 30

KEPT_SEARCHES, KEPT_PAUSES, KEPT_NOTES, KEPT_NARROWINGS = 8, 4, 2, 2
"""How many stand in the case itself; the history keeps all."""

ExtensionReason = Literal["complex", "aantal"]
"""What AVG article 12(3) knows; the policy adds what does not count (point 16 step 3)."""

PauseReason = Literal["identiteit", "specificatie"]
Way = Literal["zivver_sms", "anders"]
FeeGround = Literal["kopieen", "ongegrond", "buitensporig"]
"""AVG article 15(3) for further copies, 12(5) for the other two."""
Told = Literal["verteld", "geen", "onevenredig"]
"""AVG article 19: told, there are none, or impossible or out of proportion."""
Ending = Literal["ingetrokken", "geen_verzoek", "dubbel"]
BreachOutcome = Literal["gemeld", "geen"]

CHECKLIST = (
    "doelen",
    "soorten",
    "ontvangers",
    "termijn",
    "rechten",
    "klacht",
    "bron",
    "besluiten",
    "doorgifte",
)
"""What an answer to a request for access says: AVG article 15(1)(a) to (h) and 15(2)."""

Reason = Annotated[str, text_of(REASON_LIMIT)]


class Clarification(Kept):
    """What the person was asked to make clear, and what came back."""

    asked_on: date
    what: Reason
    answered_at: Moment | None = None
    answer: Reason = ""


class Identity(Kept):
    """How sure it is who asks. `way` counts once it is confirmed; before that it is the way that was asked for."""

    asked_on: date | None = None
    way: Identification | None = None
    confirmed_at: Moment | None = None
    confirmed_by: Actor | None = None
    note: Reason = ""


class Pause(Kept):
    """While something that was promptly asked is missing. The plain date stays shown; nothing is added to it. `why` is
    the reason that it still counts as prompt, where the days say otherwise."""

    reason: PauseReason
    why: Reason = ""
    since: Moment
    until: Moment | None = None


class Extension(Kept):
    """The one extension of the month, with its reason, and when the person was told."""

    at: Moment
    months: int
    reason: ExtensionReason
    why: Reason
    told_on: date


class Decision(Kept):
    """What legal affairs decided about one right. `ground` is "" where none is needed; `others` is what is done with
    data about others, where data go out and it is known."""

    right: Right
    outcome: Outcome
    ground: str = ""
    reason: Reason = ""
    others: OthersData | None = None
    by: Actor
    at: Moment


class Fee(Kept):
    """The exception to "free of charge": legal affairs decide, and WIL must be able to prove the ground."""

    ground: FeeGround
    amount: Annotated[str, text_of(AMOUNT_LIMIT)]
    proof: Reason
    at: Moment


class Sent(Kept):
    """How the answer went out, and what was checked about it."""

    sent_on: date
    way: Way
    way_reason: Reason = ""
    others: OthersData | None = None
    checklist: tuple[str, ...] = ()


class Recipients(Kept):
    """What was done for those to whom the data had been given (AVG article 19)."""

    how: Told
    note: Reason = ""
    at: Moment


class Narrowing(Kept):
    """What the request lost: rights, or days by a later receipt. With its reason, and when the person was told."""

    at: Moment
    removed: tuple[Right, ...] = ()
    received_before: date | None = None
    why: Reason
    proof: Reason = ""
    told_on: date


class Search(Kept):
    """A task to find data: with whom (an office, the reporter, a colleague, or a place by its name), until when, what
    came of it.

    `person` is the object id of the colleague, whose name stands in `place`; `unreached_at` is since when the bot
    cannot give it to that colleague.
    """

    id: str
    to: Literal["po", "reporter", "collega", "anders"]
    place: Annotated[str, text_of(PLACE_LIMIT)] = ""
    person: str = ""
    unreached_at: Moment | None = None
    what: Annotated[str, text_of(SEARCH_LIMIT)]
    until: date
    asked_by: Actor
    asked_at: Moment
    answer: Annotated[str, text_of(FOUND_LIMIT)] = ""
    answered_by: str = ""
    answered_at: Moment | None = None


class Note(Kept):
    """Something that was added later in words."""

    by: str
    at: Moment
    text: Annotated[str, text_of(NOTE_LIMIT)]


class BreachCheck(Kept):
    """Data had gone out before it was sure to whom: reported to the Privacy Officer, or why it is no breach."""

    outcome: BreachOutcome
    why: Reason
    at: Moment
