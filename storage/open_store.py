"""Opens the row store that a setting names: an SQLite file, or Azure Tables."""

import base64
import binascii
import re
from pathlib import Path
from urllib.parse import urlsplit

from cases.ports import RowStore
from storage.sqlite_rows import NotARowFile, SqliteRows

_ACCOUNT_URL = re.compile(r"https://[a-z0-9]{3,24}\.table\.core\.windows\.net/?")
_CONNECTION_STRING = re.compile(r"(UseDevelopmentStorage|\w+)=[^;]*(;|$)", re.IGNORECASE)


class BadStoreSetting(ValueError):
    """The setting PRIVACYBOT_STORE names no store. The text is one line: what to change, without secrets."""


async def open_rows(setting: str) -> RowStore:
    """Open `sqlite:<path>`, an Azure Tables connection string, or `https://<account>.table.core.windows.net`.

    The last one uses the identity that the machine has in Azure, or that a developer signed in with.
    Raises BadStoreSetting, and StoreUnavailable when the store is right but cannot be reached or refuses us.
    """
    setting = setting.strip()
    if setting.startswith("sqlite:"):
        return await _open_sqlite(setting.removeprefix("sqlite:"))
    if setting.lower().startswith(("https:", "http:")):
        return await _open_account(setting)
    if _CONNECTION_STRING.match(setting):
        return await _open_connection_string(setting)
    raise BadStoreSetting(
        "PRIVACYBOT_STORE must be sqlite:<path>, an Azure Tables connection string"
        " (AccountName=...;AccountKey=...) or https://<account>.table.core.windows.net"
    )


async def _open_sqlite(path_text: str) -> RowStore:
    path = _checked_path(path_text)
    try:
        return await SqliteRows.open(path)
    except NotARowFile as error:
        raise BadStoreSetting(f"PRIVACYBOT_STORE: {path} cannot be used: {error}") from error


def _checked_path(path_text: str) -> Path:
    if not path_text or path_text == ":memory:" or path_text.startswith("//"):
        raise BadStoreSetting(
            "PRIVACYBOT_STORE: write a file behind sqlite:, for example sqlite:privacybot.db"
        )
    path = Path(path_text)
    if path.is_dir():
        raise BadStoreSetting(f"PRIVACYBOT_STORE: {path} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise BadStoreSetting(
            f"PRIVACYBOT_STORE: there is no folder {path.parent}; make it or choose another path"
        )
    return path


async def _open_account(url: str) -> RowStore:
    if _ACCOUNT_URL.fullmatch(url) is None:
        # Not repeated: what stands behind the host may be a SAS token.
        raise BadStoreSetting(
            "PRIVACYBOT_STORE: write the address as https://<account>.table.core.windows.net, no more"
        )
    # Imported only where it is used: loading the SDK takes longer than a whole start on SQLite.
    from azure.identity.aio import DefaultAzureCredential

    from storage.azure_rows import AzureRows

    return await AzureRows.open_account(url, DefaultAzureCredential())


async def _open_connection_string(text: str) -> RowStore:
    from storage.azure_rows import AzureRows

    parts = dict(part.partition("=")[::2] for part in text.split(";"))
    try:
        # Two mistakes that the SDK would find only when it calls.
        base64.b64decode(parts.get("AccountKey", ""), validate=True)
        _ = urlsplit(parts.get("TableEndpoint", "")).port
        # `from None`: the text of these errors may hold the string itself.
        return await AzureRows.open_connection_string(text)
    except (ValueError, binascii.Error):
        raise BadStoreSetting(
            "PRIVACYBOT_STORE: the connection string cannot be read; copy it again from the storage account"
        ) from None
