"""What is remembered of a message of the bot that may change later, from the place where it stands."""

from dataclasses import asdict, replace

from bot.teams.events import Place
from cases.register.posts import Post


def post_in(place: Place, message_id: str, version: int, thread: str | None = None) -> Post:
    """A message that shows this `version` of a case; in a channel it may stand in a `thread`."""
    return Post(**asdict(replace(place, thread=thread)), message_id=message_id, version=version)
