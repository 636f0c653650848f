"""What an address must be before anything is sent to it, whatever host is allowed there."""

from urllib.parse import SplitResult, urlsplit


def plain_address(url: str, longest: int) -> SplitResult | None:
    """The parts of an address that names a host and nothing odd: None for one that is too long, holds signs that are
    read in two ways, a name with a password, or a fragment."""
    if len(url) > longest or not url.isascii() or not url.isprintable() or "\\" in url or " " in url:
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    odd = parts.username is not None or parts.password is not None or bool(parts.fragment)
    return None if odd else parts
