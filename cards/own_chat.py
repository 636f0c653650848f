"""The address of somebody's own chat with the bot, with the first sentence filled in."""

from urllib.parse import quote

from cards.view import Link

SENTENCE_LIMIT = 200
"""Most characters of a first sentence: an address must stay one that every client opens."""


def own_chat(title: str, app_id: str, sentence: str = "", *, in_more: bool = False) -> tuple[Link, ...]:
    """The button that opens the own chat of whoever presses it, `sentence` waiting in it to be sent.

    Nothing without `app_id`: a bot without a registration has no address. The sentence is ours, never what somebody
    typed: an address is kept in places that nobody clears. Source: Teams, "Deep link to a chat".
    """
    if not app_id:
        return ()
    first_words = f"&message={quote(sentence[:SENTENCE_LIMIT], safe='')}" if sentence else ""
    address = f"https://teams.microsoft.com/l/chat/0/0?users=28:{quote(app_id, safe='')}{first_words}"
    return (Link(title, address, in_more),)
