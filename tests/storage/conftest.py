"""The two engines, opened for a test."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from cases.ports import RowStore
from storage.astir import AstirRows
from storage.azure_rows import AzureRows
from storage.sqlite_rows import SqliteRows
from tests.azurite import connection_string


@pytest.fixture
def partition() -> str:
    """A partition of its own, because the tests of a session share one Azurite."""
    return f"test:{uuid4().hex}"


@pytest.fixture
async def sqlite_rows(tmp_path: Path) -> AsyncIterator[SqliteRows]:
    rows = await SqliteRows.open(tmp_path / "rows.db")
    yield rows
    await rows.close()


@pytest.fixture
async def azure_rows(azurite_port: int) -> AsyncIterator[AzureRows]:
    rows = await AzureRows.open_connection_string(connection_string(azurite_port))
    yield rows
    await rows.close()


@pytest.fixture(params=["sqlite", "azure", "astir over sqlite", "astir over azure"])
def rows(request: pytest.FixtureRequest) -> RowStore:
    """Every test that asks for `rows` runs on both engines, also with who says before them what is written."""
    before, _, engine = request.param.rpartition(" over ")
    store: RowStore = request.getfixturevalue(f"{engine}_rows")
    return AstirRows(store, lambda: datetime.now(UTC)) if before else store
