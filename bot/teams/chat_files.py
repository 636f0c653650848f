"""Files in the own chat: offered with a card that asks, put where Teams says, told with a card that opens them."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import aiohttp
from yarl import URL

from bot.teams.events import FileOffer, PermanentFailure, Place, TransientFailure, Upload
from bot.teams.file_consent import UploadUrls
from cards.files import CONSENT_TYPE, INFO_TYPE, consent_content, info_content

ATTEMPTS, REQUEST_SECONDS, PAUSE_SECONDS = 3, 8.0, 0.4
"""Whoever said yes waits for it: all of it together stays within what Teams waits for an answer."""

_GONE = frozenset({404, 410})


class UploadGone(PermanentFailure):
    """The place where the file could be put is there no longer: the yes came too late."""


class Sends(Protocol):
    """The call of the connector that is needed here."""

    async def send(self, service_url: str, conversation: str, activity: dict[str, Any]) -> str:
        """Any activity into a conversation; gives its id."""


class ChatFiles:
    """Gives files in personal chats, over the session that all share. The token of the bot never goes along."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        connector: Sends,
        urls: UploadUrls,
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._session = session
        self._connector = connector
        self._urls = urls
        self._sleep = sleep

    async def offer(self, place: Place, offer: FileOffer) -> None:
        """Ask whether this file may come. Raises PermanentFailure or TransientFailure."""
        content = consent_content(offer.about, offer.size, offer.context)
        await self._send(place, {"contentType": CONSENT_TYPE, "name": offer.name, "content": content})

    async def give(self, place: Place, upload: Upload, content: bytes) -> None:
        """Put the file there and show it. Raises UploadGone, PermanentFailure or TransientFailure."""
        if not self._urls.allows(upload.url):
            raise PermanentFailure("upload address not allowed")
        await self._put(upload.url, content)
        shown = info_content(upload.unique_id, upload.file_type)
        attachment = {"contentType": INFO_TYPE, "name": upload.name, "content": shown}
        await self._send(place, {**attachment, "contentUrl": upload.content_url})

    async def _send(self, place: Place, attachment: dict[str, Any]) -> None:
        activity = {
            "type": "message",
            "attachments": [attachment],
            "channelData": {"tenant": {"id": place.tenant}},
        }
        await self._connector.send(place.service_url, place.conversation, activity)

    async def _put(self, url: str, content: bytes) -> None:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                status = await self._once(url, content)
            except (aiohttp.ClientError, TimeoutError) as error:
                failure = TransientFailure(type(error).__name__)
            else:
                if 200 <= status < 300:
                    return
                if status in _GONE:
                    raise UploadGone(str(status))
                if 300 <= status < 500 and status not in (408, 429):
                    raise PermanentFailure(str(status))
                failure = TransientFailure(str(status))
            if attempt == ATTEMPTS:
                raise failure
            await self._sleep(PAUSE_SECONDS * attempt)

    async def _once(self, url: str, content: bytes) -> int:
        size = len(content)
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Range": f"bytes 0-{size - 1}/{size}",
        }
        async with self._session.put(
            URL(url, encoded=True),
            data=content,
            headers=headers,
            allow_redirects=False,  # a redirect would carry the file to another host
            timeout=aiohttp.ClientTimeout(total=REQUEST_SECONDS),
        ) as response:
            return response.status
