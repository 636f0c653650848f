"""Cases that presses are about, and what an answer shows of them."""

import json
from typing import Any

from bot.teams.events import Answer, ShowCard
from cases.register.life import Change
from tests.bot.turns.room import Room
from tests.cases.breach import by_chance as breaches
from tests.cases.breach.by_chance import NOOR, PLAIN
from tests.cases.consult import by_chance as consults
from tests.cases.lasting import by_chance as entries
from tests.cases.rights import by_chance as requests

BREACH, REQUEST, CONSULT = "DL-2026-0001", "RV-2026-0001", "AD-2026-0001"


ALEX = breaches.ALEX


ASSESSED = {
    "step": "role",
    "count": "0",
    "values": json.dumps({"role": "eigen"}),
    "spoken": "Vraag? Antwoord",
    "outcome": "breach",
    "facts": json.dumps({"sensitive": True, "n_people": 1, "n_recipients": 1, "data_kinds": ["inkomen"]}),
}
"""The AP is told, and JZ tells the people."""


def everything(*, confidential: bool = False) -> list[Change[Any]]:
    """A new case of each register that has one."""
    return [
        breaches.filed(PLAIN, confidential=confidential),
        requests.filed(requests.PLAIN, confidential=confidential),
        consults.filed(consults.ASKED_PO),
        *(entries.filed(kept, entries.BY_HAND[kept.kind.register]) for kept in entries.KINDS),
    ]


async def with_a_task(room: Room) -> Any:
    """A breach of which JZ tells the people."""
    await room.filed(breaches.filed(PLAIN))
    await room.acted(BREACH, "begin_triage", NOOR)
    await room.acted(BREACH, "assess", NOOR, **ASSESSED)
    return await room.acted(BREACH, "decide", NOOR, choice="follow")


def shown(answer: Answer) -> object:
    """What is read, whichever way it is answered."""
    return answer.card if isinstance(answer, ShowCard) else answer
