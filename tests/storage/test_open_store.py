"""Which settings open which store, and what a wrong one says."""

import os
from pathlib import Path

import pytest

from cases.ports import Insert, StoreUnavailable
from storage.azure_rows import AzureRows
from storage.open_store import BadStoreSetting, open_rows
from storage.sqlite_rows import SqliteRows
from tests.azurite import connection_string, free_port


@pytest.mark.parametrize("spaces", ["", " \n"])
async def test_a_path_opens_sqlite_also_a_relative_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spaces: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for setting in ("sqlite:rows.db", f"sqlite:{tmp_path / 'other.db'}"):
        rows = await open_rows(setting + spaces)
        assert isinstance(rows, SqliteRows)
        assert await rows.commit("cases", "p", [Insert("a", "{}")])
        await rows.close()
    assert sorted(os.listdir(tmp_path)) == ["other.db", "rows.db"]


async def test_a_connection_string_opens_azure_tables(azurite_port: int, partition: str) -> None:
    rows = await open_rows(connection_string(azurite_port))
    assert isinstance(rows, AzureRows)
    assert await rows.commit("cases", partition, [Insert("a", "{}")])
    await rows.close()


async def test_a_good_setting_for_a_service_that_is_gone_is_unavailable() -> None:
    with pytest.raises(StoreUnavailable):
        await open_rows(connection_string(free_port()))


_SECRET = "c2VjcmV0"


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("", "must be sqlite:"),
        ("rows.db", "must be sqlite:"),
        ("postgres://user:c2VjcmV0@host/db", "must be sqlite:"),
        ("sqlite:", "write a file"),
        ("sqlite::memory:", "write a file"),
        ("sqlite:///rows.db", "write a file"),
        ("sqlite:.", "is a folder"),
        ("sqlite:no such folder/rows.db", "no folder"),
        ("sqlite:letter.txt", "cannot be used"),
        ("https://example.org", "write the address as"),
        ("http://account.table.core.windows.net", "write the address as"),
        ("https://account.blob.core.windows.net", "write the address as"),
        ("https://account.table.core.windows.net/?sig=c2VjcmV0", "write the address as"),
        ("https://account.table.core.windows.net.example.org", "write the address as"),
        ("AccountName=account", "connection string cannot be read"),
        ("AccountKey=c2VjcmV0", "connection string cannot be read"),
        ("AccountName=account;AccountKey=c2VjcmV0=not base64!", "connection string cannot be read"),
        ("AccountName=account;AccountKey=c2VjcmV0;AccountKey=c2VjcmV0", "connection string cannot be read"),
        ("AccountName=account;c2VjcmV0", "connection string cannot be read"),
        (
            "AccountName=account;AccountKey=c2VjcmV0;TableEndpoint=https://nowhere:port",
            "connection string cannot be read",
        ),
    ],
)
async def test_a_bad_setting_says_in_one_line_what_to_change_and_no_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "letter.txt").write_text("Beste collega")

    with pytest.raises(BadStoreSetting, match=says) as bad:
        await open_rows(setting)

    said = str(bad.value)
    assert said.startswith("PRIVACYBOT_STORE")
    assert "\n" not in said
    assert _SECRET not in said
    assert bad.value.__cause__ is None or _SECRET not in str(bad.value.__cause__)
