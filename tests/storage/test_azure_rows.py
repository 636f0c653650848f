"""What holds for the Azure engine alone: a service that is gone, busy, silent, or whose answers get lost."""

import asyncio
import base64
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from azure.core.credentials import AccessToken

from cases.ports import ANY_ETAG, Conflict, Delete, Insert, Replace, Row, StoreUnavailable
from storage import azure_rows as engine
from storage.azure_rows import AzureRows
from tests.azurite import connection_string, free_port
from tests.faulty_proxy import Fault, FaultyProxy, faulty_proxy

# Left to itself the SDK tries for minutes. Half of this is for an Azurite that has to start first.
within_seconds = pytest.mark.timeout(60)


@pytest.fixture
async def proxy(azurite_port: int) -> AsyncIterator[FaultyProxy]:
    async with faulty_proxy(azurite_port) as running:
        yield running


@pytest.fixture
async def far_rows(proxy: FaultyProxy) -> AsyncIterator[AzureRows]:
    """A store that reaches Azurite through the proxy."""
    rows = await AzureRows.open_connection_string(connection_string(proxy.port))
    yield rows
    await rows.close()


async def test_without_faults_the_proxy_changes_nothing(far_rows: AzureRows, partition: str) -> None:
    etag = (await far_rows.commit("cases", partition, [Insert("a", "é")]))["a"]

    assert await far_rows.get("cases", partition, "a") == Row(partition, "a", "é", etag)


@within_seconds
async def test_an_endpoint_where_nobody_listens_is_unavailable_within_seconds() -> None:
    with pytest.raises(StoreUnavailable):
        await AzureRows.open_connection_string(connection_string(free_port()))


@within_seconds
async def test_a_proxy_that_the_environment_names_is_asked(
    azurite_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    with pytest.raises(StoreUnavailable):
        await AzureRows.open_connection_string(connection_string(azurite_port))


async def test_one_row_for_another_is_told_by_itself_and_as_well(far_rows: AzureRows, partition: str) -> None:
    """What the contract asks of a commit holds for both ways; here they are side by side."""
    for others in ([], [Insert("b", "1")]):
        etag = (await far_rows.commit("cases", partition, [Insert("a", "1")]))["a"]
        fresh = (await far_rows.commit("cases", partition, [Replace("a", "é", etag), *others]))["a"]
        assert await far_rows.get("cases", partition, "a") == Row(partition, "a", "é", fresh)
        with pytest.raises(Conflict):
            await far_rows.commit("cases", partition, [Replace("a", "2", etag), *others])
        again = (await far_rows.commit("cases", partition, [Replace("a", "3", ANY_ETAG)]))["a"]
        assert again not in (etag, fresh)
        await far_rows.commit("cases", partition, [Delete("a", again)])
        with pytest.raises(Conflict):
            await far_rows.commit("cases", partition, [Replace("a", "4", ANY_ETAG), *others])


@within_seconds
async def test_a_service_that_goes_away_makes_every_call_unavailable(
    azurite_port: int, partition: str
) -> None:
    async with faulty_proxy(azurite_port) as proxy:
        rows = await AzureRows.open_connection_string(connection_string(proxy.port))
    with pytest.raises(StoreUnavailable):
        await rows.get("cases", partition, "a")
    with pytest.raises(StoreUnavailable):
        await rows.scan("cases", partition, "", "~", 9)
    with pytest.raises(StoreUnavailable):
        await rows.commit("cases", partition, [Insert("a", "{}")])
    await rows.close()


@pytest.mark.parametrize("fault", ["429", "500", "503", "request lost"])
async def test_a_passing_fault_is_not_noticed(
    far_rows: AzureRows, proxy: FaultyProxy, partition: str, fault: Fault
) -> None:
    proxy.faults = [fault]
    etag = (await far_rows.commit("cases", partition, [Insert("a", "1")]))["a"]
    proxy.faults = [fault]
    etag = (await far_rows.commit("cases", partition, [Replace("a", "2", etag)]))["a"]
    proxy.faults = [fault]
    assert await far_rows.get("cases", partition, "a") == Row(partition, "a", "2", etag)
    proxy.faults = [fault]
    assert await far_rows.scan("cases", partition, "", "~", 9) == [Row(partition, "a", "2", etag)]


@within_seconds
@pytest.mark.parametrize("fault", ["429", "500", "503", "request lost", "garbage"])
async def test_a_fault_that_stays_is_unavailable_within_seconds_and_writes_nothing(
    far_rows: AzureRows, proxy: FaultyProxy, partition: str, fault: Fault
) -> None:
    proxy.faults, proxy.for_ever, proxy.requests = [fault], True, 0
    with pytest.raises(StoreUnavailable):
        await far_rows.commit("cases", partition, [Insert("a", "1")])
    assert proxy.requests <= 3
    with pytest.raises(StoreUnavailable):
        await far_rows.get("cases", partition, "a")
    with pytest.raises(StoreUnavailable):
        await far_rows.scan("cases", partition, "", "~", 9)

    proxy.faults = []
    assert await far_rows.scan("cases", partition, "", "~", 9) == []


@pytest.mark.parametrize("fault", ["answer lost", "answer cut"])
async def test_a_lost_answer_is_never_called_a_conflict(
    far_rows: AzureRows, proxy: FaultyProxy, partition: str, fault: Fault
) -> None:
    """The commit was written; who says "conflict" would have the caller believe that somebody else did it."""
    proxy.faults = [fault]
    with pytest.raises(StoreUnavailable):
        await far_rows.commit("cases", partition, [Insert("a", "1"), Insert("b", "1")])
    written = await far_rows.scan("cases", partition, "", "~", 9)
    assert [(row.key, row.value) for row in written] == [("a", "1"), ("b", "1")]

    proxy.faults = [fault]
    with pytest.raises(StoreUnavailable):
        await far_rows.commit(
            "cases", partition, [Replace("a", "2", written[0].etag), Delete("b", written[1].etag)]
        )
    left = await far_rows.scan("cases", partition, "", "~", 9)
    assert [(row.key, row.value) for row in left] == [("a", "2")]


async def test_a_conflict_at_the_first_try_is_one(
    far_rows: AzureRows, proxy: FaultyProxy, partition: str
) -> None:
    await far_rows.commit("cases", partition, [Insert("a", "1")])
    proxy.requests = 0

    with pytest.raises(Conflict):
        await far_rows.commit("cases", partition, [Insert("a", "2")])
    assert proxy.requests == 1


@within_seconds
async def test_a_silent_service_is_unavailable_in_time(
    far_rows: AzureRows, proxy: FaultyProxy, partition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_CALL_SECONDS", 0.3)
    proxy.faults, proxy.for_ever = ["silence"], True
    with pytest.raises(StoreUnavailable, match="no answer"):
        await far_rows.commit("cases", partition, [Insert("a", "1")])
    with pytest.raises(StoreUnavailable, match="no answer"):
        await far_rows.get("cases", partition, "a")
    with pytest.raises(StoreUnavailable, match="no answer"):
        await far_rows.scan("cases", partition, "", "~", 9)


async def test_a_cancelled_caller_leaves_the_store_working(
    far_rows: AzureRows, proxy: FaultyProxy, partition: str
) -> None:
    proxy.faults, proxy.requests = ["silence"], 0
    commit = asyncio.create_task(far_rows.commit("cases", partition, [Insert("a", "1")]))
    while not proxy.requests:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    commit.cancel()
    with pytest.raises(asyncio.CancelledError):
        await commit

    assert await far_rows.commit("cases", partition, [Insert("a", "2")])


async def test_a_missing_table_is_no_conflict_and_no_missing_row(
    azure_rows: AzureRows, partition: str
) -> None:
    # As if somebody had deleted the table under us.
    azure_rows._tables["links"] = azure_rows._service.get_table_client("gone")

    with pytest.raises(StoreUnavailable, match="TableNotFound"):
        await azure_rows.get("links", partition, "a")
    with pytest.raises(StoreUnavailable, match="TableNotFound"):
        await azure_rows.scan("links", partition, "", "~", 9)
    with pytest.raises(StoreUnavailable, match="TableNotFound"):
        await azure_rows.commit("links", partition, [Insert("a", "1")])


async def test_a_wrong_key_is_unavailable_and_not_told(azurite_port: int) -> None:
    wrong = base64.b64encode(b"a wrong key").decode()
    with pytest.raises(StoreUnavailable) as refused:
        await AzureRows.open_connection_string(connection_string(azurite_port, key=wrong))
    assert "403" in str(refused.value)
    assert wrong not in str(refused.value)
    assert "ignature" not in str(refused.value)


async def test_the_log_tells_no_keys(
    azure_rows: AzureRows, partition: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await azure_rows.commit("cases", partition, [Insert("draft|secret-draft", '"secret value"')])
    await azure_rows.get("cases", partition, "draft|secret-draft")
    with pytest.raises(Conflict):
        await azure_rows.commit("cases", partition, [Insert("draft|secret-draft", "{}")])

    assert "secret" not in caplog.text


class _Identity:
    """A managed identity, as far as the SDK asks: it gives a token and can be closed."""

    def __init__(self) -> None:
        self.closed = False

    async def get_token(self, *scopes: str, **settings: Any) -> AccessToken:
        return AccessToken("not a token", int(time.time()) + 3600)

    async def close(self) -> None:
        self.closed = True

    async def __aenter__(self) -> "_Identity":
        return self

    async def __aexit__(self, *why: object) -> None:
        await self.close()


async def test_an_identity_is_closed_when_the_account_cannot_be_reached() -> None:
    identity = _Identity()
    with pytest.raises(StoreUnavailable):
        await AzureRows.open_account(f"https://127.0.0.1:{free_port()}", identity)
    assert identity.closed
