"""The answer to an offered file: what Teams tells of the place where it may be put, read without trust."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.teams.addresses import plain_address
from bot.teams.events import Upload

FILE_CONSENT = "fileConsent/invoke"

FILES_DOMAIN = "-my.sharepoint.com"
"""Where the files of a person of any organisation lie: OneDrive for Business."""

_URL_LIMIT, _TEXT_LIMIT = 4_000, 400


@dataclass(frozen=True, slots=True)
class UploadUrls:
    """Where a file may be put: by https in OneDrive for Business, and nowhere else.

    `hosts` are those of the organisation; empty means those of every organisation. `more_hosts` are further ones as
    they stand in an address, in a test `http://127.0.0.1:4000`.
    """

    hosts: frozenset[str] = frozenset()
    more_hosts: frozenset[str] = frozenset()

    def allows(self, url: str) -> bool:
        """Whether a file may go to this address."""
        parts = plain_address(url, _URL_LIMIT)
        if parts is None:
            return False
        host, port = parts.hostname or "", parts.port
        if f"{parts.scheme}://{parts.netloc}" in self.more_hosts:
            return True
        known = host in self.hosts if self.hosts else host.endswith(FILES_DOMAIN) and host != FILES_DOMAIN
        return parts.scheme == "https" and port in {None, 443} and known


def upload_in(value: Mapping[str, Any]) -> Upload | None:
    """Where the file may be put; None when that is not told in full."""
    told = value.get("uploadInfo")
    if not isinstance(told, dict):
        return None
    url, content_url = _text(told, "uploadUrl", _URL_LIMIT), _text(told, "contentUrl", _URL_LIMIT)
    name, unique_id = _text(told, "name", _TEXT_LIMIT), _text(told, "uniqueId", _TEXT_LIMIT)
    if not (url and content_url and name and unique_id):
        return None
    return Upload(url, content_url, name, unique_id, _text(told, "fileType", _TEXT_LIMIT))


def _text(told: Mapping[str, Any], name: str, most: int) -> str:
    text = told.get(name)
    return text if isinstance(text, str) and len(text) <= most and text.isprintable() else ""
