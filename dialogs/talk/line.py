"""A line that was typed in the middle of a flow, and the rules about it."""

from collections.abc import Callable
from dataclasses import dataclass

from dialogs.dutch.understanding import Understood
from dialogs.flow import Step
from dialogs.guide import Draft
from dialogs.talk.turn import Occasion, Talk, Turn

COMMAND_WORDS = 3
"""A line of more words is no command."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was typed while a draft is at hand, and what it seems to mean."""

    talk: Talk
    draft: Draft
    step: Step
    text: str
    meant: Understood
    elsewhere: bool
    at: Occasion

    @property
    def short(self) -> bool:
        """Whether it has few enough words to be a command."""
        return len(self.text.split()) <= COMMAND_WORDS

    @property
    def sure(self) -> bool:
        """Whether what it means may be done without asking."""
        return self.meant.sure


Rule = Callable[[Line], Turn | None]
"""What a line does when this rule is about it; None when it is not."""
