"""The stored conversations: one row a person, with the moment at which its drafts run out."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.set_aside import SetAside
from cases.organisation import Organisation
from cases.people import person_key
from cases.ports import Conflict, Delete, Insert, Replace, Row, RowStore, Table, Write
from cases.readable import Unreadable, readable
from cases.register.messages import Due, Ref, first_due, may_go_at, person, waiting
from dialogs.talk.dialog import Dialog
from dialogs.talk.presenting import Show
from dialogs.talk.turn import Talk

TABLE: Table = "conversations"


def partition(org: Organisation) -> str:
    """Where all conversations of an organisation lie."""
    return f"{org.key}:talks"


class Talks:
    """Loads and saves conversations; a save fails with Conflict when another turn was first.

    `dialog` gives what knows how to talk: it is made when somebody talks, for it is large.
    """

    def __init__(
        self, store: RowStore, org: Organisation, dialog: Callable[[], Awaitable[Dialog]], aside: SetAside
    ) -> None:
        self._store = store
        self._org = org
        self._aside = aside
        self._partition = partition(org)
        self._dialog = dialog

    async def load(self, aad_id: str) -> tuple[Talk, str]:
        """The conversation with this person and its etag ("" when it is new).

        One that cannot be read is put away, and in its place comes a new one that says so (`lost`). Raises Conflict.
        """
        row = await self._store.get(TABLE, self._partition, talk_row(aad_id))
        if row is None:
            return Talk(), ""
        dialog = await self._dialog()
        try:
            return dialog.known(readable(TABLE, row, Talk.model_validate_json)), row.etag
        except Unreadable:
            anew = Talk(lost=True, greeted=True).model_dump_json(exclude_defaults=True)
            if not await self._aside.put(TABLE, row, "unreadable", [Replace(row.key, anew, row.etag)]):
                raise Conflict("the conversation was changed by somebody else") from None
            return await self.load(aad_id)

    async def save(self, aad_id: str, before: Talk, after: Talk, etag: str, now: datetime) -> str:
        """Write the conversation if it changed; gives its etag. A first draft brings the row that ends it in time."""
        if after == before and etag:
            return etag
        key, value = talk_row(aad_id), after.model_dump_json(exclude_defaults=True)
        writes: list[Write] = [Replace(key, value, etag) if etag else Insert(key, value)]
        dialog = await self._dialog()
        ends = dialog.expires_at(after)
        if ends is not None and after.draft is not None and dialog.expires_at(before) is None:
            # One row a draft at most: when it fires too early it moves on, so that a press need not touch it.
            # Named after the draft: one that is begun in the same moment as a finished one has its own row.
            writes.append(expiry(self._org, aad_id, ends, after.draft.id, now))
        if after.tidy_at is not None and after.tidy_at != before.tidy_at:
            waits = tidying(self._org, aad_id, after.tidy_at, now)
            # Stopped and begun again on one day: the row of the first time still lies there.
            if await self._store.get(TABLE, self._partition, waits.key) is None:
                writes.append(waits)
        etags = await self._store.commit(TABLE, self._partition, writes)
        return etags[key]

    async def end_drafts(self, aad_id: str, fired: Row, now: datetime) -> Show | None:
        """The row that ends drafts has fired: wipe what nobody touched, or set the row again for what was touched.

        Gives the card that tells the owner; at night the owner is told in the morning. A turn that comes between has
        touched the draft: look again later.
        """
        dialog = await self._dialog()
        talk, etag = await self.load(aad_id)
        after, titles = dialog.expire(talk, now)
        writes: list[Write] = [Delete(fired.key, fired.etag)]
        if after != talk:
            writes.append(Replace(talk_row(aad_id), after.model_dump_json(exclude_defaults=True), etag))
        ends = dialog.expires_at(after)
        if ends is not None:
            again = expiry(self._org, aad_id, ends, "again", now)
            # Rows of drafts that were wiped and begun again meet here and become one.
            if await self._store.get(TABLE, self._partition, again.key) is None:
                writes.append(again)
        wiped = _gone(aad_id, [each.flow for each in talk.drafts() if after.of_flow(each.flow) is None], now)
        if rests := bool(titles) and may_go_at(now, wiped, self._org) > now:
            tells = waiting(now, wiped, self._org)
            if await self._store.get(TABLE, self._partition, tells.key) is None:
                writes.append(tells)
        try:
            await self._store.commit(TABLE, self._partition, writes)
        except Conflict:
            return None
        return dialog.expired(titles) if titles and not rests else None

    async def tell_gone(self, fired: Row, flows: tuple[str, ...]) -> Show:
        """The row that tells in the morning what was wiped at night has fired: it goes. Raises Conflict."""
        dialog = await self._dialog()
        await self._store.commit(TABLE, self._partition, [Delete(fired.key, fired.etag)])
        return dialog.expired(tuple(dialog.texts[each].titel for each in flows if each in dialog.texts))

    async def tidy_card(self, aad_id: str, fired: Row) -> Show | None:
        """What a reminder to tidy up says; None when its owner stopped it or set another moment."""
        talk, _ = await self.load(aad_id)
        dialog = await self._dialog()
        return dialog.tidy_card() if _is_wanted(talk, fired) else None

    async def tidied(self, aad_id: str, fired: Row, now: datetime) -> None:
        """After a reminder to tidy up went out: its row is gone, the next one waits if it is still wanted."""
        talk, etag = await self.load(aad_id)
        writes: list[Write] = [Delete(fired.key, fired.etag)]
        if _is_wanted(talk, fired):
            dialog = await self._dialog()
            after = dialog.tidy_again(talk, now)
            writes.append(Replace(talk_row(aad_id), after.model_dump_json(exclude_defaults=True), etag))
            if after.tidy_at is not None:
                writes.append(tidying(self._org, aad_id, after.tidy_at, now))
        await self._store.commit(TABLE, self._partition, writes)


def _is_wanted(talk: Talk, fired: Row) -> bool:
    due = Due.model_validate_json(fired.value)
    return talk.tidy_at is not None and talk.tidy_at == first_due(fired.key, due)


def tidying(org: Organisation, aad_id: str, at: datetime, now: datetime) -> Insert:
    """The outbox row that reminds somebody to tidy up files and mail (policy point 8)."""
    due = Due(kind="tidy", number=person_key(aad_id), to=person(aad_id), created_at=now)
    return waiting(at, due, org)


def expiry(org: Organisation, aad_id: str, ends: datetime, ref: str, now: datetime) -> Insert:
    """The outbox row that wipes a draft nobody touches, and tells its owner."""
    due = Due(
        kind="draft_expired",
        number=person_key(aad_id),
        to=person(aad_id),
        ref=Ref(of=ref),
        created_at=now,
    )
    return waiting(ends, due, org)


def _gone(aad_id: str, flows: Sequence[str], now: datetime) -> Due:
    """The message that tells which flows were wiped; a name of a flow has no sign but letters."""
    ref = Ref(of="+".join(sorted(flows)))
    return Due(kind="draft_gone", number=person_key(aad_id), to=person(aad_id), ref=ref, created_at=now)


def gone_flows(due: Due) -> tuple[str, ...]:
    """The flows that such a message names."""
    return tuple(due.ref.of.split("+"))


def at_hand(dialog: Dialog) -> Callable[[], Awaitable[Dialog]]:
    """What knows how to talk, when it is made already."""

    async def given() -> Dialog:
        return dialog

    return given


def talk_row(aad_id: str) -> str:
    """The key under which the conversation with this person is kept."""
    return f"talk|{person_key(aad_id)}"
