"""What must hold for every input, and the log that is watched meanwhile."""

import logging

from tests.bot.fuzz.inputs import MARK, PEOPLE, Input

FINE = frozenset({200, 400, 403, 408, 411, 413, 415, 501})
"""Answers that say what was wrong; 501 is an invoke that nobody serves."""

NEVER_LOGGED = (MARK, *(part for who in PEOPLE for part in (who.aad_id, who.name)))


class Watch(logging.Handler):
    """Sees every line of the log, at every level. `faults` are what must never be."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.faults: list[str] = []
        self.lines = 0
        self._here = list[str]()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += 1
        told = record.getMessage()
        if record.exc_info or record.stack_info:
            self._here.append(f"a trace in the log of {record.name}: {told[:200]}")
        if told.startswith("fault"):
            self._here.append(told[:300])
        if record.levelno >= logging.ERROR:
            self._here.append(f"{record.name}: {told[:300]}")
        found = [each for each in NEVER_LOGGED if each in f"{told} {record.args}"]
        if found:
            self._here.append(f"{record.name} logs {found[0]!r}: {record.msg}")

    def check(self, given: Input, status: int, where: str) -> None:
        """Whether all is well after this input; what is not stands in `faults`."""
        if status not in FINE:
            self._here.append(f"status {status}")
        self.faults += [f"{where} ({given.kind}): {each}" for each in self._here]
        self._here.clear()
