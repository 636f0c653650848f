"""Whether a line that a page tells people to type is one that the bot understands, from whoever types it."""

from bot.registers import REGISTERS
from bot.turns.turn import OFFICE_WORDS
from cases.desks.desks import Registers
from dialogs.commands.absence import read_absence
from dialogs.commands.friction import asks_for_friction
from dialogs.commands.held import asks_for_held
from dialogs.commands.new_entry import read_new_entry
from dialogs.commands.organisation import asks_for_organisation
from dialogs.commands.register_check import asks_for_check
from dialogs.commands.register_wishes import read_wish
from dialogs.commands.registers import read_command
from dialogs.commands.viewings import asks_for_viewings
from dialogs.commands.wants import ShowCase
from dialogs.talk.turn import AnswerOrHelp, OfRegisters, OwnCases, Talk
from tests.dialogs.talk.chatting import Chat
from tests.dialogs.walking import NOW

ALL = Registers(REGISTERS)

FOR_EVERYBODY = (asks_for_held, lambda line: isinstance(read_command(line, ALL, NOW), ShowCase))
FOR_OFFICES = (
    lambda line: line.casefold() in OFFICE_WORDS or line == "zoek",
    lambda line: read_command(line, ALL, NOW) is not None,
    lambda line: read_new_entry(line, REGISTERS) is not None,
    lambda line: read_absence(line, NOW.date()) is not None,
    asks_for_organisation,
    lambda line: asks_for_viewings(line) is not None,
    asks_for_check,
    asks_for_friction,
)
"""What is read before the conversation hears it."""


def is_heard(chat: Chat, line: str) -> bool:
    """Whether this line, typed as the first of a conversation, leads to something by itself.

    A question for a colleague is no such thing, nor is a case of a register for who has none.
    """
    chat.talk = Talk()
    ahead = FOR_EVERYBODY + (FOR_OFFICES if chat.work is not None else ())
    if any(each(line) for each in ahead):
        return True
    turn = chat.say(line)
    if isinstance(turn.want, OfRegisters):
        return chat.work is not None and not isinstance(read_wish(line, ALL, NOW), ShowCase)
    return isinstance(turn.want, OwnCases) or not isinstance(turn.want, AnswerOrHelp)
