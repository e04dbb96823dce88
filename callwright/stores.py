"""The project's store for a command: opened or made, its failures turned into sentences."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from callwright.errors import BadThing, OutsideFailed
from callwright.output import log
from callwright.settings import Settings
from callwright.words import reason, words
from engine.store.errors import Conflict, NotCreated, Refused, StoreError, Unknown
from engine.store.opening import shown
from engine.store.store import Store


@contextmanager
def store_of(settings: Settings) -> Iterator[Store]:
    """The store that the settings name, made and told of if there is none. Raises OutsideFailed, BadThing."""
    _make_folder(settings.store_url)
    with _open(lambda: Store.create(settings.store_url)) as store:
        if store.made:
            url = shown(settings.store_url)
            log.print(words(zh=f"新建发布库 {url}", en=f"the store {url} is new"), markup=False)
        yield store


@contextmanager
def store_to_change(settings: Settings) -> Iterator[Store]:
    """The store that the settings name, to change what it holds already. Raises OutsideFailed, BadThing."""
    with _open(lambda: Store.open(settings.store_url, upgrade=True)) as store:
        yield store


@contextmanager
def store_to_read(settings: Settings) -> Iterator[Store]:
    """The store that the settings name, to look at: nothing is written. Raises OutsideFailed, BadThing."""
    with _open(lambda: Store.read(settings.store_url)) as store:
        yield store


@contextmanager
def store_to_preview(settings: Settings) -> Iterator[Store]:
    """As `store_to_read`; an empty one in memory where there is none yet, for a first publish."""
    with _open(lambda: _read_or_empty(settings.store_url)) as store:
        yield store


def _read_or_empty(url: str) -> Store:
    try:
        return Store.read(url)
    except NotCreated:
        return Store.create("sqlite://")


@contextmanager
def _open(opened: Callable[[], Store]) -> Iterator[Store]:
    with store_errors():
        store = opened()
    try:
        with store_errors():
            yield store
    finally:
        store.close()


def _make_folder(url: str) -> None:
    """Make the folder of a SQLite file. Raises OutsideFailed."""
    if not (url.startswith("sqlite") and ":///" in url):
        return
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
