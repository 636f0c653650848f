"""Rows in Azure Tables: the engine for production, where many instances run side by side.

A commit is one entity-group transaction, or one row by itself. The SDK does not retry it: a retry whose first try was
written after all would meet its own rows and look like a conflict. We retry it ourselves and know what a conflict is
worth.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar, get_args
from urllib.request import getproxies

from azure.core import MatchConditions
from azure.core.credentials_async import AsyncTokenCredential
from azure.core.exceptions import AzureError, HttpResponseError, ResourceNotFoundError
from azure.data.tables import TableEntity, TableErrorCode, UpdateMode
from azure.data.tables.aio import TableClient, TableServiceClient

from cases.ports import (
    ANY_ETAG,
    Conflict,
    Delete,
    Insert,
    Overwrite,
    Replace,
    Row,
    RowTooLarge,
    StoreUnavailable,
    Table,
    Write,
)
from storage.commits import check_writes
from storage.keys import checked, checked_bound

# Seconds for one call or one page, its retries included: Teams waits about 15 seconds for an answer.
_CALL_SECONDS = 10.0
_COMMIT_PAUSES_SECONDS = (0.2, 0.6)
# A service that asks for more (Retry-After) is away, as far as a turn goes: all tries must fit in a call.
_LONGEST_ASKED_SECONDS = 3.0
_PAGE_ROWS = 1000  # the most that Azure gives in one answer

_CLIENT_SETTINGS: Mapping[str, Any] = {
    "retry_total": 2,
    "retry_connect": 1,
    "retry_backoff_factor": 0.2,
    "connection_timeout": 3,
    "read_timeout": 10,
}

_CHANGED_MEANWHILE = {
    TableErrorCode.ENTITY_ALREADY_EXISTS,
    TableErrorCode.RESOURCE_ALREADY_EXISTS,
    TableErrorCode.UPDATE_CONDITION_NOT_SATISFIED,
    TableErrorCode.CONDITION_NOT_MET,
    TableErrorCode.ENTITY_NOT_FOUND,
    TableErrorCode.RESOURCE_NOT_FOUND,
}
_TOO_LARGE = {
    TableErrorCode.REQUEST_BODY_TOO_LARGE,
    TableErrorCode.ENTITY_TOO_LARGE,
    TableErrorCode.PROPERTY_VALUE_TOO_LARGE,
}
_WORTH_A_RETRY = {429, 500, 502, 503, 504}

_Operation = tuple[str, dict[str, str]] | tuple[str, dict[str, str], dict[str, Any]]
_Answer = TypeVar("_Answer")


class AzureRows:
    """The RowStore port on one storage account, through one client per process. Made by an `open_…`."""

    def __init__(self, service: TableServiceClient, credential: AsyncTokenCredential | None) -> None:
        self._service = service
        self._credential = credential
        self._tables: dict[str, TableClient] = {
            table: service.get_table_client(table) for table in get_args(Table)
        }
        self._open = True
        # The SDK tells every address it calls, and so every key, at level INFO.
        logging.getLogger("azure").setLevel(logging.WARNING)

    @classmethod
    async def open_connection_string(cls, connection_string: str) -> "AzureRows":
        """Make what tables are missing. Raises ValueError at an unreadable string, and StoreUnavailable."""
        service = TableServiceClient.from_connection_string(connection_string, **_client_settings())
        return await cls(service, None)._prepared()

    @classmethod
    async def open_account(cls, url: str, credential: AsyncTokenCredential) -> "AzureRows":
        """Make what tables are missing. The credential is closed with the store. Raises StoreUnavailable."""
        service = TableServiceClient(endpoint=url, credential=credential, **_client_settings())
        return await cls(service, credential)._prepared()

    async def get(self, table: Table, partition: str, key: str) -> Row | None:
        """See RowStore."""
        checked(partition)
        checked(key)
        with self._plain_errors():
            try:
                return _row(await _in_time(self._tables[table].get_entity(partition, key)))
            except ResourceNotFoundError as error:
                if _code(error) == TableErrorCode.TABLE_NOT_FOUND:
                    raise
                return None

    async def scan(self, table: Table, partition: str, first: str, before: str, limit: int) -> list[Row]:
        """See RowStore. A long range is read in pages, and others may write between two pages."""
        checked(partition)
        checked_bound(first)
        checked_bound(before)
        rows: list[Row] = []
        if limit <= 0:
            return rows
        with self._plain_errors():
            pages = (
                self._tables[table]
                .query_entities(
                    "PartitionKey eq @partition and RowKey ge @first and RowKey lt @before",
                    parameters={"partition": partition, "first": first, "before": before},
                    results_per_page=min(limit, _PAGE_ROWS),
                )
                .by_page()
            )
            while len(rows) < limit:
                try:
                    page = await _in_time(anext(pages))
                except StopAsyncIteration:
                    break
                rows += [_row(entity) async for entity in page]
        return rows[:limit]

    async def commit(self, table: Table, partition: str, writes: Sequence[Write]) -> dict[str, str]:
        """See RowStore.

        When an answer got lost and the retry meets changed rows, they may be ours: that is StoreUnavailable.
        """
        checked(partition)
        check_writes(writes)
        with self._plain_errors():
            if not writes:
                return {}
            answers = await self._submitted(table, partition, writes)
            return {
                write.key: str(answer["etag"])
                for write, answer in zip(writes, answers, strict=True)
                if not isinstance(write, Delete)
            }

    async def close(self) -> None:
        """Close the connections. Closing twice is no error."""
        if not self._open:
            return
        self._open = False
        await self._service.close()
        if self._credential is not None:
            await self._credential.close()

    async def _prepared(self) -> "AzureRows":
        try:
            with self._plain_errors():
                for table in self._tables:
                    await _in_time(self._service.create_table_if_not_exists(table))
        except StoreUnavailable:
            await self.close()
            raise
        return self

    async def _submitted(
        self, table: Table, partition: str, writes: Sequence[Write]
    ) -> Sequence[Mapping[str, Any]]:
        send = _sending(self._tables[table], partition, writes)
        pauses = iter(_COMMIT_PAUSES_SECONDS)
        first_try = True
        async with asyncio.timeout(_CALL_SECONDS):
            while True:
                try:
                    return await send()
                except AzureError as error:
                    code = _code(error)
                    if code in _CHANGED_MEANWHILE and first_try:
                        raise Conflict(f"a row in {table} was changed by somebody else") from error
                    if code in _TOO_LARGE:
                        raise RowTooLarge("Azure Tables finds this commit too large") from error
                    pause, asked = next(pauses, None), _asked_pause(error)
                    if pause is None or not _may_pass(error) or asked > _LONGEST_ASKED_SECONDS:
                        raise
                first_try = False
                await asyncio.sleep(max(pause, asked))

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        """What the SDK raises becomes StoreUnavailable, with its code but not its text (signatures!)."""
        if not self._open:
            raise StoreUnavailable("the store is closed")
        try:
            yield
        except TimeoutError as error:
            raise StoreUnavailable(f"Azure Tables gave no answer within {_CALL_SECONDS:.0f} s") from error
        except HttpResponseError as error:
            code = _code(error)
            raise StoreUnavailable(
                f"Azure Tables answered {error.status_code} {code.value if code else ''}"
            ) from error
        except (ValueError, KeyError) as error:
            # The keys and values are checked before: it is the answer (of a proxy that wants a login, say).
            raise StoreUnavailable("Azure Tables gave an answer that cannot be read") from error
        except (AzureError, OSError) as error:
            raise StoreUnavailable(f"Azure Tables cannot be reached ({type(error).__name__})") from error


def _client_settings() -> dict[str, Any]:
    # Where no proxy is set, the transport need not ask the environment for one at each call, in a thread of its own.
    return {**_CLIENT_SETTINGS, "use_env_settings": bool(getproxies())}


async def _in_time(call: Awaitable[_Answer]) -> _Answer:
    async with asyncio.timeout(_CALL_SECONDS):
        return await call


def _row(entity: TableEntity) -> Row:
    return Row(entity["PartitionKey"], entity["RowKey"], entity["value"], str(entity.metadata["etag"]))


def _sending(
    client: TableClient, partition: str, writes: Sequence[Write]
) -> Callable[[], Awaitable[Sequence[Mapping[str, Any]]]]:
    """One try of a commit, without the retries of the SDK.

    One row that takes the place of another, as in most turns, needs no transaction: that costs more than twice the
    processor, for an answer in parts. What else there is of one row does: of a new row the SDK alone does not say
    what was wrong, of one that goes not that it was not there.
    """
    operations = [_operation(partition, write) for write in writes]
    match operations:
        case [("update", entity, settings)]:

            async def alone() -> Sequence[Mapping[str, Any]]:
                return [await client.update_entity(entity, retry_total=0, **settings)]

            return alone
    return partial(client.submit_transaction, operations, retry_total=0)


def _operation(partition: str, write: Write) -> _Operation:
    keys = {"PartitionKey": partition, "RowKey": write.key}
    match write:
        case Insert(_, value):
            return "create", keys | {"value": value}
        case Overwrite(_, value):
            return "upsert", keys | {"value": value}, {"mode": UpdateMode.REPLACE}
        case Replace(_, value, etag):
            settings: dict[str, Any] = {"mode": UpdateMode.REPLACE} | _matching(etag)
            return "update", keys | {"value": value}, settings
        case Delete(_, etag):
            return "delete", keys, _matching(etag)


def _matching(etag: str) -> dict[str, Any]:
    if etag == ANY_ETAG:  # the SDK then asks for any version, and Azure refuses when there is none
        return {}
    return {"etag": etag, "match_condition": MatchConditions.IfNotModified}


def _code(error: AzureError) -> TableErrorCode | None:
    try:
        return TableErrorCode(getattr(error, "error_code", None))
    except ValueError:
        return None


def _may_pass(error: AzureError) -> bool:
    """Whether the same request may do better in a moment: all but a clear answer of the service."""
    return not isinstance(error, HttpResponseError) or error.status_code in _WORTH_A_RETRY


def _asked_pause(error: AzureError) -> float:
    """How many seconds the service asks us to wait; 0 when it does not say."""
    headers: Mapping[str, str] = getattr(getattr(error, "response", None), "headers", {})
    asked = headers.get("Retry-After", "")
    return float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0.0
