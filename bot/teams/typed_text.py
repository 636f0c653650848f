"""What somebody typed, out of what the client made of it: mentions, quotes and escaped signs are its own markup."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from botbuilder.schema import ChannelAccount

# Bounded, so that a text full of openings is read in one go; a name with a bracket in it arrives escaped.
_MENTION = re.compile(r"<at\b[^<>]{0,200}>([^<>]{0,300})</at *>", re.IGNORECASE)
_QUOTED = re.compile(
    r"<quoted\b[^<>]{0,300}/>|<quoted\b[^<>]{0,300}>(?:[^<>]{0,2000}</quoted *>)?|</quoted *>", re.IGNORECASE
)


def without_markup(text: str, entities: Sequence[Mapping[str, Any]], bot: ChannelAccount | None) -> str:
    """The typed words: no mention of the bot, the names of others as words, no marks of a quoted message.

    A name that a client marked without saying whom it means becomes plain words too, unless it is the bot's.
    """
    bot_id = bot.id if bot is not None else None
    names = {_plain(bot.name or "")} if bot is not None else set[str]()
    for mentioned, marked, name in _mentions(entities):
        is_bot = mentioned == bot_id
        # Only the marked place goes: the bot's name may be an ordinary word of the sentence.
        text = text.replace(marked, " " if is_bot else name, 1)
        if is_bot:
            names.add(_plain(name))

    def named(match: re.Match[str]) -> str:
        return " " if _plain(match[1]) in names else match[1]

    text = _MENTION.sub(named, _QUOTED.sub(" ", text))
    return html.unescape(text).replace("\xa0", " ")


def _mentions(entities: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str | None, str, str]]:
    """Whom each mention is about, how it is marked in the text, and the name in it."""
    for entity in entities:
        if entity.get("type") == "mention":
            mentioned = entity.get("mentioned") or {}
            name = mentioned.get("name") or ""
            yield mentioned.get("id"), entity.get("text") or f"<at>{name}</at>", name


def _plain(name: str) -> str:
    return html.unescape(name).strip().casefold()
