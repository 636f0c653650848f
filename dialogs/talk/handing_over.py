"""From answers to what is filed of them: an office is asked, an advice is kept, a case is wanted."""

from collections.abc import Mapping
from datetime import datetime

from dialogs.answers import read_fields
from dialogs.consequences import Ask
from dialogs.guide import Draft
from dialogs.talk.drafts import Drafts
from dialogs.talk.fields import Flaws
from dialogs.talk.presenting import Show
from dialogs.talk.repertoire import Repertoire
from dialogs.talk.turn import ADVICE, FileDraft, Occasion, Talk, Turn
from dialogs.talk.verdict import QUESTION, open_asks
from dialogs.verdicts import asked_in, asks_of, judged, told_of


def filing(
    known: Repertoire,
    draft: Draft,
    kind: str,
    draft_id: str,
    now: datetime,
    *,
    more: bool = False,
    **added: str,
) -> FileDraft:
    """These answers as what is filed, in values and in words."""
    guide, texts = known.of(draft)
    place = guide.position(draft)
    return FileDraft(
        draft_id=draft_id,
        kind=kind,
        facts={**place.facts, **added},
        flow=draft.flow,
        outcome=place.step.id,
        told=told_of(guide, texts, draft, now),
        verdict=judged(guide, texts, draft),
        about=asked_in(guide.flow, draft, place.facts),
        more=more,
    )


def filed_as(draft_id: str, part: str) -> str:
    """Under which draft a part of a verdict is filed: each office is asked once, an advice is kept once."""
    return f"{draft_id}.{part}"


class HandingOver:
    """What can be done with a verdict: ask the offices that it names, keep it as an advice."""

    def __init__(self, known: Repertoire, drafts: Drafts) -> None:
        self._known = known
        self._drafts = drafts

    def ask(self, talk: Talk, draft: Draft, office: str, at: Occasion) -> Turn:
        """On the way to an office: the card on which a question can be added."""
        if office not in [each.office for each in self._open_asks(draft)]:
            return self._drafts.old_card(talk, at)
        asking = draft.moved(at.now, asking=office)
        return self._drafts.shown(talk.model_copy(update={"draft": asking}), at)

    def consult(self, talk: Talk, draft: Draft, data: Mapping[str, str], at: Occasion) -> Turn:
        """Send the answers, and perhaps a question, to an office that the verdict names."""
        asks = self._open_asks(draft)
        asked = next((each for each in asks if each.office == data.get("office", "")), None)
        if asked is None:
            return self._drafts.old_card(talk, at)
        reading = read_fields((QUESTION,), data)
        if reading.problems:
            asking = talk.model_copy(update={"draft": draft.model_copy(update={"asking": asked.office})})
            return self._drafts.shown(asking, at, Flaws(reading.problems, reading.values, reading.masked))
        want = filing(
            self._known,
            draft,
            "consult",
            filed_as(draft.id, asked.office),
            at.now,
            more=any(each is not asked and not each.instead for each in asks),
            office=asked.office,
            question=reading.values[QUESTION.id],
            wants=asked.wants,
        )
        return self._handed_over(talk, draft, want, asked.office, at)

    def keep(self, talk: Talk, draft: Draft, at: Occasion) -> Turn:
        """Keep the verdict with its answers, to be shown again by its number."""
        if judged(*self._known.of(draft), draft) is None or ADVICE in draft.done:
            return self._drafts.old_card(talk, at)
        more = bool(self._open_asks(draft))
        want = filing(self._known, draft, ADVICE, filed_as(draft.id, ADVICE), at.now, more=more)
        return self._handed_over(talk, draft, want, ADVICE, at)

    def filed(self, talk: Talk, want: FileDraft, number: str, at: Occasion) -> tuple[Talk, Show | None]:
        """The conversation once these answers are a case with this number.

        With `want.more` also the answer card again, which says what was done and whom to ask next.
        """
        if not want.flow:
            return talk, None  # a question of its own leaves what is at hand alone
        lying = talk.parked.get(want.flow)
        part = want.draft_id.rpartition(".")[2]
        if lying is None or part not in lying.done:
            return talk.model_copy(update={"draft": None}), None
        parked = talk.without_flow(want.flow)
        if not want.more:
            return talk.model_copy(update={"draft": None, "parked": parked}), None
        noted = lying.model_copy(update={"done": {**lying.done, part: number}})
        after = talk.model_copy(update={"draft": noted, "parked": parked})
        return after, self._drafts.here(after, at)

    def _open_asks(self, draft: Draft) -> tuple[Ask, ...]:
        return open_asks(asks_of(self._known.guides[draft.flow], draft), draft)

    def _handed_over(self, talk: Talk, draft: Draft, want: FileDraft, part: str, at: Occasion) -> Turn:
        """The verdict lies ready until the case is there, and longer while another office has to be asked."""
        memory = {name: value for name, value in draft.memory.items() if name != QUESTION.id}
        lying = draft.moved(at.now, asking="", memory=memory, done={**draft.done, part: ""})
        parked = talk.without_draft(draft.id) | {draft.flow: lying}
        return Turn(talk.model_copy(update={"draft": None, "parked": parked}), want=want)
