"""When each message of a conversation may go, so that Teams never has to slow us down."""

import math
from collections import OrderedDict, deque


class Pace:
    """Gives every send of a conversation its moment, so that no window holds more than it may."""

    def __init__(self, windows: tuple[tuple[float, int], ...], conversations: int) -> None:
        self._windows = windows
        self._longest = max((seconds for seconds, _ in windows), default=0.0)
        self._most = conversations
        self._sends: OrderedDict[str, deque[float]] = OrderedDict()
        self._held: dict[str, float] = {}

    def reserve(self, conversation: str, now: float, before: float) -> float | None:
        """Seconds to wait for the next free moment, which is then taken; None when it lies past `before`."""
        sends = self._sends.get(conversation)
        if sends is None:
            sends = self._sends[conversation] = deque()
            while len(self._sends) > self._most:
                forgotten, _ = self._sends.popitem(last=False)
                self._held.pop(forgotten, None)
        else:
            self._sends.move_to_end(conversation)
        while sends and sends[0] <= now - self._longest:
            sends.popleft()
        moment = max(now, self._held.get(conversation, -math.inf))
        if sends:
            moment = max(moment, sends[-1])  # first come, first served
        for seconds, most in self._windows:
            if len(sends) >= most:
                moment = max(moment, sends[-most] + seconds)
        if moment >= before and moment > now:
            return None
        sends.append(moment)
        return moment - now

    def hold(self, conversation: str, until: float) -> None:
        """Teams asked for silence: nobody sends into this conversation before."""
        self._held[conversation] = max(until, self._held.get(conversation, -math.inf))
