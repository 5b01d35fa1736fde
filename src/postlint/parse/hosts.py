"""The host of a link's target, and the path of an address."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit


@lru_cache(maxsize=4096)
def host_of(url: str) -> str:
    """The lower-case host name without port; "" when the target has none or is malformed."""
    try:
        return (urlsplit(url.strip()).hostname or "").lower()
    except ValueError:  # "http://[half-an-ipv6-address"
        return ""


def path_of_url(url: str) -> str:
    """The path of an address; "" when it is malformed."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
