"""The settings of a project: callwright.toml, overridden by CALLWRIGHT_* variables of the environment."""

from __future__ import annotations

import os
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from callwright.errors import BadThing
from callwright.overriding import key_meant, known_zone, no_such_setting, override, wrong_value
from callwright.words import reason, words

NAME = "callwright.toml"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Project(_Part):
    """`[project]`: what it is called and the language and zone where a flow or line says nothing else."""

    name: str = "callwright"
    language: str = "zh-CN"
    zone: Annotated[str, AfterValidator(known_zone)] = "Asia/Shanghai"


class Folders(_Part):
    """`[folders]`: relative to the settings file. Switch and engine must both reach sounds and recordings."""

    flows: str = "flows"
    sounds: str = "sounds"
    prompts: str = "data/prompts"
    recordings: str = "data/recordings"


class StoreSettings(_Part):
    """`[store]`: where releases, lines, calls and records are kept; any SQLAlchemy URL."""

    url: str = "sqlite:///data/callwright.sqlite"


class Connection(_Part):
    """`[connections.NAME]`: a database (`url` for SQLAlchemy) or a web service (`url` of its root)."""

    kind: Literal["database", "http"] = "database"
    url: str
    user: str = ""
    password: str = ""
    token: str = ""
    headers: dict[str, str] = Field(default_factory=dict)
    threads: int = Field(default=8, ge=1, le=64)
    read_only: bool = False


class Voice(_Part):
    """`[speech.LANGUAGE]`: who speaks a language. An empty engine is the built-in choice for it."""

    engine: str = ""
    voice: str = ""
    speed: float = Field(default=1.0, ge=0.5, le=2.0)
    command: str = ""


class Live(_Part):
    """`[live]`: where the engine listens, and the event socket of the switch."""

    listen: str = "127.0.0.1:8084"
    context: str = "public"
    engines: list[str] = Field(default_factory=list)
    """Addresses that the dialplan tries in turn; empty: `listen` alone."""
    switch: str = "127.0.0.1:8021"
    password: str = "ClueCon"
    key: str = ""
    """The secret with which a call's position is encrypted; all engines of a site share it."""
    fallback: str = ""
    """Extension to which the dialplan sends a call when no engine answers; empty: a message."""
    http: str = "127.0.0.1:8085"
    """Where the engine tells what its calls do, or the first free port after it; empty: nowhere."""
    token: str = ""
    """What readers on other machines must send; without it, `http` must be of this machine."""


class Retention(_Part):
    """`[retention]`: for how many days things are kept; 0: for ever.

    A recording that is no message in a box goes with the journal of its call at the latest.
    """

    journals: int = Field(default=365, ge=0, le=36_500)
    """Calls and their journals."""
    recordings: int = Field(default=365, ge=0, le=36_500)
    """Messages with their sound files, and recordings of talks."""
    records: int = Field(default=30, ge=0, le=36_500)
    """Which steps had which effect: only so long can an engine that comes back repeat nothing."""


class Settings(_Part):
    """Everything a project says about its surroundings; `folder` is where callwright.toml lies."""

    folder: Path = Path()
    file: Path | None = None
    project: Project = Project()
    folders: Folders = Folders()
    store: StoreSettings = StoreSettings()
    connections: dict[str, Connection] = Field(default_factory=dict)
    calendars: dict[str, dict[str, Any]] = Field(default_factory=dict)
    speech: dict[str, Voice] = Field(default_factory=dict)
    live: Live = Live()
    retention: Retention = Retention()

    def path(self, name: str) -> Path:
        """A folder or file named in the settings, made absolute."""
        return (self.folder / name).absolute()

    def url(self, url: str) -> str:
        """A database URL in which a relative SQLite file is taken from the project's folder."""
        head, mark, tail = url.partition(":///")
        if (
            mark
            and head.split("+")[0] == "sqlite"
            and tail
            and tail != ":memory:"
            and not tail.startswith("/")
        ):
            return f"{head}:///{self.path(tail)}"
        return url

    @cached_property
    def store_url(self) -> str:
        """The store's URL, absolute."""
        return self.url(self.store.url)


def find(start: Path) -> Path | None:
    """The settings file of the project that `start` lies in: there or in a folder above."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            return folder / NAME
    return None


def load(config: str | None = None, near: Path | None = None) -> Settings:
    """The settings of `config`, or of the project around `near` (the working directory); defaults if none.

    Raises BadThing naming file and key if something in it is wrong.
    """
    file = Path(config) if config else find(near or Path.cwd())
    if file is None:
        return _settings({"folder": Path.cwd()}, "environment")
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadThing(f"{file}: {reason(error)}", words(zh="检查路径", en="check the path")) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadThing(
            f"{file}: {error}", words(zh="按 TOML 语法修改", en="mend it as TOML wants it")
        ) from error
    return _settings({**data, "folder": file.absolute().parent, "file": file.absolute()}, str(file))


def _settings(data: dict[str, Any], where: str) -> Settings:
    origins = override(data, os.environ, Settings)
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = tuple(map(str, first["loc"]))
        told = wrong_value(first["type"], first["msg"])
        if first["type"] == "extra_forbidden":
            told = no_such_setting(key_meant(place, Settings))
        named = next((origins[place[:n]] for n in range(len(place), 0, -1) if place[:n] in origins), "")
        cure = words(zh=f"参见 {NAME} 的说明", en=f"see the comments in a new project's {NAME}")
        raise BadThing(f"{named or where}: {'.'.join(place)}: {told}", cure) from error
