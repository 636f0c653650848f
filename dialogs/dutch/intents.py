"""What somebody can want of the bot, by name."""

from typing import Literal, get_args

Intent = Literal[
    "breach",
    "processing",
    "sharing",
    "email",
    "rights",
    "retention",
    "dpia",
    "question",
    "contact",
    "status",
    "privacy",
    "register",
    "cancel",
    "back",
    "help",
    "restart",
    "greeting",
    "thanks",
    "none",
]

INTENTS: tuple[Intent, ...] = get_args(Intent)

OFFERED: tuple[Intent, ...] = INTENTS[: INTENTS.index("cancel")]
"""The intents that are worth offering: those with something behind them."""

CONTROLS: tuple[Intent, ...] = INTENTS[INTENTS.index("cancel") : INTENTS.index("none")]
"""What steers the conversation itself. It counts only when nothing else is said."""
