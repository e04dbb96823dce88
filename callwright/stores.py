"""The project's store for a command: opened or made, its failures turned into sentences."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from callwright.errors import BadThing, OutsideFailed
from callwright.settings import Settings
from callwright.words import reason, words
from engine.store.errors import Conflict, Refused, StoreError, Unknown
from engine.store.store import Store


@contextmanager
def store_of(settings: Settings) -> Iterator[Store]:
    """The store that the settings name, made if there is none. Raises OutsideFailed, BadThing."""
    url = settings.store_url
    if url.startswith("sqlite") and ":///" in url:
        file = Path(url.partition(":///")[2])
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutsideFailed(
                f"{file.parent}: {reason(error)}",
                words(
                    zh="检查目录权限和磁盘空间，或改 store.url",
                    en="look at its rights and the disk, or change store.url",
                ),
            ) from error
    with store_errors():
        store = Store.create(url)
    try:
        with store_errors():
            yield store
    finally:
        store.close()


@contextmanager
def store_errors() -> Iterator[None]:
    """Turn what the store raises into a failure of the command."""
    try:
        yield
    except (Refused, Conflict, Unknown) as error:
        raise BadThing(error.what, error.cure) from error
    except StoreError as error:
        raise OutsideFailed(error.what, error.cure) from error


def who(as_user: str = "") -> str:
    """Who publishes: `--as`, else the system's user."""
    if as_user:
        return as_user
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
