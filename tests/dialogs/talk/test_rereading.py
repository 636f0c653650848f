"""A line that is changed leaves what it would have left if it had been typed at once."""

import itertools
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dialogs.dutch.understanding import load_understanding
from dialogs.talk.dialog import Dialog
from dialogs.talk.turn import Occasion, Talk
from tests.house import organisation

DIALOG = Dialog(organisation(), load_understanding())
NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)

LINES = st.sampled_from(
    [
        "datalek",
        "laptop kwijt",
        "mail naar de verkeerde",
        "ik heb een mail met namen van klanten naar de verkeerde gestuurd",
        "gisteren om half drie",
        "vandaag",
        "adres en telefoonnummer",
        "ja",
        "nee",
        "weet ik niet",
        "mag ik dit mailen",
        "stop",
        "terug",
        "help",
        "qwertz",
        "",
        "een cliënt wil zijn dossier inzien",
    ]
)


def after(lines: list[str], last: str, changed: str | None = None) -> dict[str, Any]:
    """What is filled in after these lines; the last one was something else first when `changed` says what it became."""
    ids = itertools.count()
    at = Occasion(NOW, "Sam Voorbeeld", lambda: f"id{next(ids)}")
    talk = Talk()
    for number, line in enumerate([*lines, last]):
        talk = DIALOG.noted(talk, DIALOG.on_text(talk, line, at).talk, str(number))
    if changed is not None:
        rewound = DIALOG.rewound(talk, str(len(lines)), NOW)
        if rewound is None:
            return {}
        talk = DIALOG.on_text(rewound, changed, at).talk
    draft = talk.draft
    told = talk.model_dump(include={"offer", "plain_id"} if draft is None else {"offer"})
    told["plain_id"] = bool(talk.plain_id)
    if draft is not None:
        told |= draft.model_dump(include={"flow", "answers", "editing", "asking"})
    return told


@given(st.lists(LINES, max_size=3), LINES, LINES)
def test_a_changed_line_is_as_if_it_had_been_typed_at_once(lines: list[str], first: str, then: str) -> None:
    changed = after(lines, first, then)
    if changed:
        at_once = after(lines, then)
        changed.pop("plain_id"), at_once.pop("plain_id")
        assert changed == at_once


@given(st.lists(LINES, min_size=1, max_size=4), st.text(max_size=8))
def test_another_message_than_the_last_is_never_read_again(lines: list[str], message: str) -> None:
    talk = Talk()
    at = Occasion(NOW, "Sam Voorbeeld", lambda: "id")
    for number, line in enumerate(lines):
        talk = DIALOG.noted(talk, DIALOG.on_text(talk, line, at).talk, f"m{number}")
    if message != f"m{len(lines) - 1}":
        assert DIALOG.rewound(talk, message, NOW) is None
