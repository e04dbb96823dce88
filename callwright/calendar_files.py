"""Calendars from files, from the settings and from the store, as `[calendars.NAME]` holds them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callwright.errors import BadThing
from callwright.settings import Settings
from callwright.words import reason, words
from engine.services.calendars import CalendarError

if TYPE_CHECKING:
    from engine.store.store import Store

Written = dict[str, Any]


@contextmanager
def bad_calendar(where: str = "") -> Iterator[None]:
    """Turn a calendar that is impossible into a failure of the command."""
    try:
        yield
    except CalendarError as error:
        what, _, cure = str(error).rpartition(": ")
        raise BadThing(f"{where}: {what}" if where else what, cure) from error


def read_file(path: Path, name: str = "") -> dict[str, Written]:
    """The calendars of a TOML file by name: tables `[calendars.NAME]`, or one calendar, called `name`.

    A single calendar without `name` has the file's. Raises BadThing.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadThing(f"{path}: {reason(error)}", words(zh="检查路径", en="check the path")) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadThing(
            f"{path}: {error}", words(zh="按 TOML 语法修改", en="mend it as TOML wants it")
        ) from error
    found = data.get("calendars", {name or path.stem: data})
    if not isinstance(found, dict) or not all(isinstance(one, dict) for one in found.values()):
        raise BadThing(
            words(zh=f"{path} 中没有日历", en=f"{path} holds no calendars"),
            '[calendars.office.hours] monday = ["08:30-12:00"]',
        )
    if name and list(found) != [name]:
        if name not in found:
            raise BadThing(
                words(zh=f"{path} 中没有日历 {name}", en=f"{path} holds no calendar {name}"),
                words(zh="其中有：", en="there are: ") + ", ".join(found),
            )
        found = {name: found[name]}
    return found


def calendars_of(store: Store, tenant: str | None = "") -> dict[str, Written]:
    """The store's calendars that a tenant's lines see, by name; None: those of every tenant.

    A calendar that is damaged in the store is left out.
    """
    found: dict[str, Written] = {}
    kept = [one for one in store.calendars() if tenant is None or one.tenant in ("", tenant)]
    # Another tenant's never takes the place of one for all; the tenant's own does.
    for one in sorted(kept, key=lambda one: one.tenant == "" if tenant is None else one.tenant != ""):
        try:
            found[one.name] = one.written
        except CalendarError:
            continue
    return found


def with_kept(settings: Settings, store: Store, tenant: str | None = "") -> Settings:
    """`settings` with the store's calendars in place of those of the same name."""
    return settings.model_copy(update={"calendars": {**settings.calendars, **calendars_of(store, tenant)}})


def kept_calendars(settings: Settings) -> dict[str, Written]:
    """The calendars of every tenant in the project's store; none if it is not there or does not answer.

    For those who look at a flow without being connected to the store.
    """
    from engine.store.errors import StoreError
    from engine.store.store import Store

    try:
        store = Store.read(settings.store_url)
        try:
            return calendars_of(store, None)
        finally:
            store.close()
    except StoreError:
        return {}
