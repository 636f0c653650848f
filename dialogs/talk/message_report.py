"""A message in Teams that is reported as a breach: where it stands and when it was sent, never what it says."""

from collections.abc import Mapping
from datetime import datetime

from cards.dutch_time import full_moment
from cards.words import words_beside
from dialogs.answers import hidden_in

say = words_beside(__file__)
SPOKEN = ("story",)
"""Words that are looked up by what is known of the message."""

FLOW = "breach"


def known_of(link: str, sent_at: datetime | None, now: datetime) -> Mapping[str, str]:
    """What the report begins with. `now` carries the organisation's zone; a message from the future has no moment."""
    at = sent_at.astimezone(now.tzinfo) if sent_at is not None and sent_at <= now else None
    given = {"link": link} if link else {}
    if at is not None:
        given["moment"] = full_moment(at)
    if not given:
        return {}
    answers = {"what_happened": hidden_in(say(f"story.{'_'.join(given)}", **given)).text}
    if at is not None:
        answers |= {"happened_date": at.date().isoformat(), "happened_time": at.strftime("%H:%M")}
    return answers
