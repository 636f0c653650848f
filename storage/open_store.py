"""Opens the row store that a setting names: an SQLite file, or Azure Tables."""

from pathlib import Path

from cases.ports import RowStore
from storage.sqlite_rows import NotARowFile, SqliteRows
from storage.store_setting import BadStoreSetting as BadStoreSetting
from storage.store_setting import check_store_setting, checked_path, unreadable_string


async def open_rows(setting: str) -> RowStore:
    """Open `sqlite:<path>`, an Azure Tables connection string, or `https://<account>.table.core.windows.net`.

    The last one uses the identity that the machine has in Azure, or that a developer signed in with.
    Raises BadStoreSetting, and StoreUnavailable when the store is right but cannot be reached or refuses us.
    """
    setting = setting.strip()
    check_store_setting(setting)
    if setting.startswith("sqlite:"):
        return await _open_sqlite(checked_path(setting))
    if setting.startswith("https:"):
        return await _open_account(setting)
    return await _open_connection_string(setting)


async def _open_sqlite(path: Path) -> RowStore:
    try:
        return await SqliteRows.open(path)
    except NotARowFile as error:
        raise BadStoreSetting(f"PRIVACYBOT_STORE: {path} cannot be used: {error}") from error


async def _open_account(url: str) -> RowStore:
    # Imported only where it is used: loading the SDK takes longer than a whole start on SQLite.
    from azure.identity.aio import DefaultAzureCredential

    from storage.azure_rows import AzureRows

    return await AzureRows.open_account(url, DefaultAzureCredential())


async def _open_connection_string(text: str) -> RowStore:
    from storage.azure_rows import AzureRows

    try:
        return await AzureRows.open_connection_string(text)
    except ValueError:  # `from None`: its text may hold the string itself
        raise unreadable_string() from None
