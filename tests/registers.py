"""The registers of what happened: all but the drills, whose cases live and look as breaches do (tests/cases/drill)."""

from bot.registers import REGISTERS

HAPPENED = tuple(each for each in REGISTERS if not each.practised)
