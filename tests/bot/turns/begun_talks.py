"""Conversations that were begun before a turn."""

from cases.people import Actor
from dialogs.flow import Review
from dialogs.flows import FLOWS, TEXTS
from dialogs.guide import Draft
from dialogs.scenarios import load_scenarios, play
from tests.bot.turns.room import Chat, Room, buttons
from tests.cases.breach.by_chance import NOW

OF_A_DRAFT = ["answer", "back", "stop", "resume", "discard", "edit", "file", "ask", "consult", "keep_advice"]
"""Verbs of buttons that carry a draft."""


LIST = "toon datalekken"


async def begun(chat: Chat) -> tuple[str, dict[str, str]]:
    """Somebody starts to report a breach; gives the verb and data of the button under the first question."""
    await chat.say("ik wil een datalek melden")
    verb, data = next(each for each in buttons(chat.card).values() if each[0] == "answer")
    return verb, data | {"kind": "verkeerde_ontvanger"}


async def at_the_end(room: Room, who: Actor, flow: str = "breach", **kept: object) -> Draft:
    """This person is at the review of a flow: one press files it."""
    guide = room.dialog.guides[flow]
    _, draft = play(guide, TEXTS[flow], load_scenarios(flow)[0], NOW)
    (review,) = (each for each in FLOWS[flow].steps if isinstance(each, Review))
    answers = {step: values for step, values in draft.answers.items() if step != review.id}
    back = draft.model_copy(update={"answers": answers, "id": "draft1"})
    assert guide.position(back).step == review
    talk, etag = await room.talks.load(who.aad_id)
    after = talk.model_copy(update={"draft": back, "card_id": "m-review", **kept})
    await room.talks.save(who.aad_id, talk, after, etag, NOW)
    return back
