"""Where a form may lead: only to a page of ours, judged as a browser would judge it."""

from urllib.parse import urlsplit


def safe_next(address: str | None, default: str = "/") -> str:
    """The address if it is a path of this site, else ``default``.

    Browsers read ``\\`` as ``/``, skip tabs and newlines, and take ``//host`` for another site.
    """
    if not address or any(ord(c) < 33 or ord(c) == 127 for c in address) or "\\" in address:
        return default
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not address.startswith("/") or address.startswith("//"):
        return default
    return address
