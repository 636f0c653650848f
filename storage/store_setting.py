"""What the setting of the row store may be, looked at without opening anything."""

import base64
import binascii
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

_ACCOUNT_URL = re.compile(r"https://[a-z0-9]{3,24}\.table\.core\.windows\.net/?")
_CONNECTION_STRING = re.compile(r"(UseDevelopmentStorage|\w+)=[^;]*(;|$)", re.IGNORECASE)


class BadStoreSetting(ValueError):
    """The setting PRIVACYBOT_STORE names no store. The text is one line: what to change, without secrets."""


def check_store_setting(setting: str) -> None:
    """Raises BadStoreSetting for what names no store on any machine. What else is wrong comes out when it is opened."""
    setting = setting.strip()
    if setting.startswith("sqlite:"):
        _named_path(setting)
    elif setting.lower().startswith(("https:", "http:")):
        if _ACCOUNT_URL.fullmatch(setting) is None:
            # Not repeated: what stands behind the host may be a SAS token.
            raise BadStoreSetting(
                "PRIVACYBOT_STORE: write the address as https://<account>.table.core.windows.net, no more"
            )
    elif _CONNECTION_STRING.match(setting):
        _check_parts(dict(part.partition("=")[::2] for part in setting.split(";")))
    else:
        raise BadStoreSetting(
            "PRIVACYBOT_STORE must be sqlite:<path>, an Azure Tables connection string"
            " (AccountName=...;AccountKey=...) or https://<account>.table.core.windows.net"
        )


def checked_path(setting: str) -> Path:
    """The file that `sqlite:<path>` names, where a file can be on this machine. Raises BadStoreSetting."""
    path = _named_path(setting)
    if path.is_dir():
        raise BadStoreSetting(f"PRIVACYBOT_STORE: {path} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise BadStoreSetting(
            f"PRIVACYBOT_STORE: there is no folder {path.parent}; make it or choose another path"
        )
    return path


def _named_path(setting: str) -> Path:
    path_text = setting.removeprefix("sqlite:")
    if not path_text or path_text == ":memory:" or path_text.startswith("//"):
        raise BadStoreSetting(
            "PRIVACYBOT_STORE: write a file behind sqlite:, for example sqlite:privacybot.db"
        )
    return Path(path_text)


def unreadable_string() -> BadStoreSetting:
    """A connection string that cannot be read; nothing of it is repeated."""
    return BadStoreSetting(
        "PRIVACYBOT_STORE: the connection string cannot be read; copy it again from the storage account"
    )


def _check_parts(parts: Mapping[str, str]) -> None:
    """Two mistakes that the SDK would find only when it calls."""
    try:
        base64.b64decode(parts.get("AccountKey", ""), validate=True)
        _ = urlsplit(parts.get("TableEndpoint", "")).port
    except (ValueError, binascii.Error):  # `from None`: the text of these errors may hold the string itself
        raise unreadable_string() from None
