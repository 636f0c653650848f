"""Files in chat: the card that asks whether one may come, the card that opens it, and its text where no file can go."""

from collections.abc import Mapping
from typing import Any

from cards.buttons import presses
from cards.elements import box, card, folded, foot, paragraph, run, spoken, title
from cards.typed_text import tame
from cards.view import Button, Card
from cards.words import words_beside

say = words_beside(__file__)

CONSENT_TYPE = "application/vnd.microsoft.teams.card.file.consent"
INFO_TYPE = "application/vnd.microsoft.teams.card.file.info"

REST = "fold-rest"

MOST_TEXT = 12_000
"""Signs of a text that a card shows; Teams takes no larger one."""


def consent_content(about: str, size: int, context: Mapping[str, str]) -> dict[str, Any]:
    """Asks whether a file may come. Both answers carry what was asked."""
    return {
        "description": about,
        "sizeInBytes": size,
        "acceptContext": dict(context),
        "declineContext": dict(context),
    }


def info_content(unique_id: str, file_type: str) -> dict[str, Any]:
    """Opens a file that was put in OneDrive."""
    return {"uniqueId": unique_id, "fileType": file_type}


def text_parts(text: str, most: int = MOST_TEXT) -> list[str]:
    """The text in as few parts as cards can show, parted between lines; a longer line is parted where it must."""
    parts = [""]
    for line in text.split("\n"):
        for start in range(0, max(len(line), 1), most):
            piece = line[start : start + most]
            if parts[-1] and len(parts[-1]) + len(piece) >= most:
                parts.append(piece)
            else:
                parts[-1] = f"{parts[-1]}\n{piece}" if parts[-1] else piece
    return parts


def file_text_card(name: str, text: str, buttons: tuple[Button, ...] = ()) -> Card:
    """The whole text of a file, to copy, where the client can take no file."""
    lines = [paragraph(run(tame(each) or " "), spacing="None") for each in text[:MOST_TEXT].split("\n")]
    notes = [spoken(say("cut"), subtle=True)] if len(text) > MOST_TEXT else []
    body = [title(name), spoken(say("copy"), spacing="Small"), folded(REST, [box(lines), *notes])]
    return card([*body, *foot("", say("all"), [REST])], presses(buttons))
