"""What staff may read of the processing register: purposes and terms of established entries, and nothing else."""

from pathlib import Path

from tests.bot.turns.room import bot_room
from tests.cases.breach.by_chance import FEN, SAM
from tests.cases.lasting.by_chance import COMPLETE, KINDS, filed

KEPT = KINDS[0]
TERM = "4 weken na afwijzing"
REST = {
    "team": "Team Verzonnen",
    "recipients": "Bureau Verzonnen",
    "security": "Kluis Verzonnen",
    "kinds_told": "Brieven Verzonnen",
}
WHOLE = {**COMPLETE["processing"], **REST, "retention": TERM}
ASKED = "hoe lang mogen we sollicitatiebrieven bewaren"
NUMBER = "VR-2026-0001"


async def test_the_term_of_an_established_entry_is_told_and_nothing_else(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        sam = room.chat(SAM)
        await sam.say(ASKED)
        assert "Hierover vind ik geen termijn" in sam.text
        draft = filed(KEPT, {**WHOLE, "recipients": ""})
        assert draft.case.status == "draft"
        await room.filed(draft)
        await sam.say(ASKED)
        assert TERM not in sam.text
        await room.acted(
            NUMBER, "change_whereto", FEN, recipients=REST["recipients"], transfers="geen", dpia="nee"
        )
        await room.acted(NUMBER, "establish", FEN)
        await sam.say(ASKED)
        assert TERM in sam.text
        assert WHOLE["purposes"] in sam.text
        assert "Verzonnen" not in sam.text
        assert NUMBER not in sam.text
        await sam.say("hoe lang bewaren we camerabeelden")
        assert TERM not in sam.text
        await room.acted(NUMBER, "end", FEN, reason="Voorbij.")
        await sam.say(ASKED)
        assert TERM not in sam.text


async def test_an_agreement_tells_staff_nothing(tmp_path: Path) -> None:
    async with bot_room(tmp_path) as room:
        await room.filed(filed(KINDS[1], {**COMPLETE["agreement"], "party": "Sollicitatie BV"}))
        sam = room.chat(SAM)
        await sam.say(ASKED)
        assert "Sollicitatie BV" not in sam.text
