"""What a pressed button of a conversation does: a table leads each verb to its handler."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace

from cases.organisation import office_of
from dialogs.flow import Choice, Outcome, Review
from dialogs.guide import Draft
from dialogs.talk import tidying
from dialogs.talk.abilities import Abilities
from dialogs.talk.drafts import resumed
from dialogs.talk.handing_over import filed_as
from dialogs.talk.notices import OPEN
from dialogs.talk.told import what_was_said
from dialogs.talk.turn import ADVICE, FiledDraft, Occasion, OwnCases, Talk, Turn
from dialogs.talk.typing import Typing

Pressed = Callable[[Talk, Mapping[str, str], Occasion], Turn]
"""Handles a button that stands by itself."""

PressedInDraft = Callable[[Talk, Draft, Mapping[str, str], Occasion], Turn]
"""Handles a button that carries a draft and its version; both are those of today."""


class Pressing:
    """Answers presses; whatever a button carries, it never raises."""

    def __init__(self, can: Abilities, typing: Typing) -> None:
        self._can = can
        self._by_verb: Mapping[str, Pressed] = {
            "start": self._start,
            "restart": lambda talk, data, at: can.drafts.restart(
                talk, data.get("flow", ""), data.get("draft", ""), at
            ),
            "menu": lambda talk, _, at: Turn(talk, show=can.menu.welcome(at)),
            "quarterly": lambda talk, data, at: tidying.wish(can.known.org, talk, data.get("value", ""), at),
            "choose": lambda talk, data, at: Turn(talk, show=can.menu.chooser(data.get("group", ""), at)),
            "contact": lambda talk, data, at: can.menu.ask_colleague(
                talk,
                what_was_said(talk, at.now) if data.get("said") else "",
                office_of(data.get("office", "")),
                at,
            ),
            "office": lambda talk, data, _: Turn(
                talk, show=can.answers.contact(office_of(data.get("office", "")))
            ),
            OPEN: lambda talk, data, at: can.answers.opened(
                talk, data.get("value", ""), data.get("draft", ""), at
            ),
            "send_question": lambda talk, data, _: can.menu.send_question(talk, data),
            "switch": lambda talk, data, at: typing.settle_offer(talk, data.get("value", ""), at),
            "own_cases": lambda talk, data, _: Turn(talk, want=OwnCases(_page(data.get("page", "")))),
        }
        self._in_draft: Mapping[str, PressedInDraft] = {
            "answer": self._answer,
            "back": lambda talk, draft, _, at: can.drafts.back(talk, draft, at),
            "stop": lambda talk, draft, _, __: can.drafts.stop(talk, draft),
            "resume": lambda talk, _, __, at: can.drafts.shown(talk, at),
            "discard": lambda talk, draft, _, __: can.drafts.discard(talk, draft),
            "edit": lambda talk, draft, data, at: can.answering.edit(talk, draft, data.get("step", ""), at),
            "file": self._file,
            "ask": lambda talk, draft, data, at: can.handing.ask(talk, draft, data.get("office", ""), at),
            "consult": can.handing.consult,
            "keep_advice": lambda talk, draft, _, at: can.handing.keep(talk, draft, at),
        }

    def on_press(self, talk: Talk, verb: str, data: Mapping[str, str], at: Occasion) -> Turn | None:
        """What a button of a conversation does; None for verbs that belong to a case. Never raises on any data.

        `data` is what the button carried merged with the fields of its card, as Teams sends it.
        """
        if in_draft := self._in_draft.get(verb):
            return self._press_draft(talk, verb, in_draft, data, at)
        pressed = self._by_verb.get(verb)
        return pressed(talk, data, at) if pressed is not None else None

    def _press_draft(
        self, talk: Talk, verb: str, pressed: PressedInDraft, data: Mapping[str, str], at: Occasion
    ) -> Turn:
        """Find the draft that the button is about, and see to it that an old card does nothing."""
        draft_id = data.get("draft", "")[:80]
        draft = next((each for each in talk.drafts() if each.id == draft_id), None)
        if draft is None:
            part = {"consult": data.get("office", "")[:10], "keep_advice": ADVICE}.get(verb, "")
            return Turn(talk, want=FiledDraft(filed_as(draft_id, part) if part else draft_id))
        press = _signature(verb, data)
        if data.get("version", "") != str(draft.version):
            if press == draft.last_press:
                return Turn(talk, show=self._can.drafts.here(talk, at))
            return self._can.drafts.old_card(talk, at, draft, data)
        if verb not in ("stop", "discard"):
            talk = resumed(talk, draft)
        turn = pressed(talk, draft, data, at)
        after = turn.talk.draft
        if after is not None and after.id == draft.id and after.version != draft.version:
            stamped = after.model_copy(update={"last_press": press})
            return replace(turn, talk=turn.talk.model_copy(update={"draft": stamped}))
        return turn

    def _start(self, talk: Talk, data: Mapping[str, str], at: Occasion) -> Turn:
        flow = data.get("flow", "")
        if flow in self._can.known.guides:
            return self._can.drafts.start(talk, flow, at)
        return Turn(talk, show=self._can.menu.welcome(at))

    def _answer(self, talk: Talk, draft: Draft, data: Mapping[str, str], at: Occasion) -> Turn:
        here = self._can.known.guides[draft.flow].position(draft)
        step = here.step
        if isinstance(step, Outcome | Review) or step.id != data.get("step", ""):
            return self._can.drafts.old_card(talk, at, draft, data)
        given = {step.id: data.get("value", "")} if isinstance(step, Choice) else data
        return self._can.answering.answer(talk, draft, here, given, at)

    def _file(self, talk: Talk, draft: Draft, data: Mapping[str, str], at: Occasion) -> Turn:
        here = self._can.known.guides[draft.flow].position(draft)
        if not isinstance(here.step, Review):
            return self._can.drafts.old_card(talk, at)
        return self._can.answering.answer(talk, draft, here, data, at)


def _page(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 1


def _signature(verb: str, data: Mapping[str, str]) -> str:
    """Recognises the same press of the same button with the same fields."""
    pressed = repr([verb, sorted(data.items())])
    return hashlib.sha256(pressed.encode()).hexdigest()[:16]
