"""How what stands in the organisation file is written: ids, addresses, numbers, lines, with what is wrong with one."""

import re
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator

LINE_LIMIT = 200
"""Characters of a fact that letters state."""

_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"[+0-9][0-9 ()-]{2,29}")
_WEB = re.compile(r"https?://[^\s]+")
_KVK = re.compile(r"[0-9]{8}")


def _guid(given: str) -> str:
    if not _GUID.fullmatch(given):
        raise ValueError(f"{given[:60]!r} is no id like 01234567-89ab-cdef-0123-456789abcdef")
    return given.lower()


def is_object_id(given: str) -> bool:
    """Whether this is written like the object id of somebody in Entra."""
    return _GUID.fullmatch(given) is not None


def _mail(given: str) -> str:
    if not _MAIL.fullmatch(given):
        raise ValueError(f"{given[:60]!r} is no mail address")
    return given


def _perhaps_mail(given: str) -> str:
    return _mail(given) if given else ""


def _phone(given: str) -> str:
    if given and not _PHONE.fullmatch(given):
        raise ValueError(f"{given[:60]!r} is no telephone number like 030 123 45 67")
    return given


def _zone(given: str) -> str:
    try:
        ZoneInfo(given)
    except (OSError, ValueError, ZoneInfoNotFoundError) as reason:
        raise ValueError(f"{given[:60]!r} is no time zone like Europe/Amsterdam") from reason
    return given


def _web(given: str) -> str:
    if given and not _WEB.fullmatch(given):
        raise ValueError(f"{given[:60]!r} is no address that starts with https://")
    return given


def _kvk(given: str) -> str:
    if given and not _KVK.fullmatch(given):
        raise ValueError(f"{given[:60]!r} is no KvK number of eight digits")
    return given


def _perhaps_line(given: str) -> str:
    if "\n" in given or len(given) > LINE_LIMIT:
        raise ValueError(f"must be one line of at most {LINE_LIMIT} characters")
    return given.strip()


def _line(given: str) -> str:
    if not given.strip() or "\n" in given:
        raise ValueError("must be one line of text")
    return given.strip()


Guid = Annotated[str, AfterValidator(_guid)]
Line = Annotated[str, AfterValidator(_line)]
PerhapsLine = Annotated[str, AfterValidator(_perhaps_line)]
Phone = Annotated[str, AfterValidator(_phone)]
WebAddress = Annotated[str, AfterValidator(_web)]
MailAddress = Annotated[str, AfterValidator(_mail)]
PerhapsMail = Annotated[str, AfterValidator(_perhaps_mail)]
Zone = Annotated[str, AfterValidator(_zone)]
Kvk = Annotated[str, AfterValidator(_kvk)]
