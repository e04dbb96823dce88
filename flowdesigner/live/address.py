"""Where an engine tells of its calls: what an author types, made an address or refused in words."""

from __future__ import annotations

from urllib.parse import urlsplit

from flowdesigner.words.say import Say, say

PORT = 8085
"""Where an engine tells if nothing else is set (docs/watching.md)."""

USUAL = f"http://127.0.0.1:{PORT}"


class BadAddress(Exception):
    """This is no address of an engine; `say` says why."""

    def __init__(self, why: Say) -> None:
        super().__init__(str(why))
        self.say = why


def address(text: str) -> str:
    """`engine-1`, `engine-1:8086` or a URL as SCHEME://HOST:PORT. Raises BadAddress."""
    written = text.strip()
    if not written:
        raise BadAddress(say("请写引擎的地址，例如 {}", "Write the engine's address, such as {}", USUAL))
    if "://" not in written:
        written = f"http://{written}"
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError as error:
        raise BadAddress(_no(text)) from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
        raise BadAddress(_no(text))
    if any(each.isspace() for each in written):
        raise BadAddress(_no(text))
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = port or (443 if parts.scheme == "https" else PORT)
    return f"{parts.scheme}://{host}:{port}{parts.path.rstrip('/')}"


def _no(text: str) -> Say:
    return say(
        "“{}”不是引擎的地址，例如 {}", "'{}' is no address of an engine, such as {}", text.strip(), USUAL
    )
