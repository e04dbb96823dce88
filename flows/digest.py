"""What a flow is, in bytes: all of it, and its logic alone, which no layout and no note changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

from flows.model import Flow
from flows.release import Phrase, Recording
from flows.write import write_both


def logic_digest(flow: Flow) -> str:
    """The SHA-256 of the logic of `flow`, in hexadecimal. Raises WriteError."""
    return sha256(write_both(flow)[1])


def full_digest(flow: Flow) -> str:
    """The SHA-256 of the whole file of `flow`, in hexadecimal. Raises WriteError."""
    return sha256(write_both(flow)[0])


def sha256(data: bytes) -> str:
    """The SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def release_digest(
    format_: int,
    compiler: str,
    main: str,
    flows: Mapping[str, bytes],
    phrases: Iterable[Phrase],
    recordings: Iterable[Recording],
) -> str:
    """The digest of a release; `flows` holds the logic of each flow by its name."""
    content = {
        "format": format_,
        "compiler": compiler,
        "main": main,
        "flows": {name: sha256(data) for name, data in flows.items()},
        "phrases": [[p.text, p.language, p.voice, p.key] for p in phrases],
        "recordings": [[r.name, r.language, r.key] for r in recordings],
    }
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
