"""A project of the tests' own, the engine processes that serve it, and callers whose journals are read."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copytree

from engine.events import Event, NodeEntered
from engine.store.errors import StoreError
from engine.store.store import Store
from tests.switch import Switch, free_port

SOURCE = Path(__file__).parent / "project"
CONTEXT = "public"
"""The context in which calls for the engines arrive; the parties that flows ring are in `default`."""
FALLBACK = "7777"
"""Where the dialplan sends callers whom no engine takes."""
START_SECONDS = 30.0
STOP_SECONDS = 15.0
PATIENCE_SECONDS = 20.0
SOUNDS = {"main": 0.4, "long": 4.0, "short": 0.3, "sorry": 0.5}
"""The recorded sounds of the project, in seconds."""

TABLES = {
    "trial": "CREATE TABLE visits (caller TEXT); CREATE TABLE hangups (caller TEXT);",
    "slow": "CREATE TABLE words (word TEXT); INSERT INTO words VALUES ('hello');",
}

_COMMAND = Path(sys.executable).with_name("callwright")


def until(what: str, found: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until `found()` is true. Raises AssertionError saying `what` never came about."""
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, f"{what} did not come about within {seconds:g} s"
        time.sleep(0.05)


class Project:
    """A project folder whose flows are on lines."""

    def __init__(self, folder: Path) -> None:
        """`folder` is there, with its callwright.toml."""
        self.folder = folder
        self.environment: dict[str, str] = {"CALLWRIGHT_LIVE_KEY": "a long word that all engines share"}

    @classmethod
    def trial(cls, switch: Switch, folder: Path) -> Project:
        """The trial project copied to the new `folder`, with its sounds and databases; on no line yet."""
        project = cls(folder)
        copytree(SOURCE, folder)
        (folder / "data").mkdir()
        for language in ("en", "zh"):
            target = folder / "sounds" / "recorded" / language
            target.mkdir(parents=True)
            for name, seconds in SOUNDS.items():
                (target / f"{name}.wav").write_bytes(switch.sound(f"{name}.wav", seconds).read_bytes())
        for name, tables in TABLES.items():
            with closing(sqlite3.connect(project.database(name))) as database, database:
                database.executescript(tables)
        return project

    @property
    def store_file(self) -> Path:
        """The file of the store."""
        return self.folder / "data" / "callwright.sqlite"

    @property
    def store_url(self) -> str:
        """Where the store is."""
        return self.environment.get("CALLWRIGHT_STORE_URL", f"sqlite:///{self.store_file}")

    def database(self, name: str) -> Path:
        """The file of a named connection."""
        return self.folder / "data" / f"{name}.sqlite"

    def rows(self, name: str, sql: str, *values: object) -> list[tuple[object, ...]]:
        """What a database of the project holds."""
        with closing(sqlite3.connect(self.database(name), timeout=10)) as database:
            return list(database.execute(sql, values))

    def command(self, *words: str) -> str:
        """Run `callwright WORDS` in the project and return what it printed. Raises if it fails."""
        done = subprocess.run(
            [_COMMAND, "--lang", "en", *words],
            cwd=self.folder,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, f"callwright {' '.join(words)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def publish(self, flow: str, number: str) -> None:
        """Put a flow on a number."""
        self.command("publish", f"flows/{flow}.flow.xml", "--line", number, "--yes")

    def engine(self, name: str = "engine") -> Engine:
        """An engine process of this project, not yet started."""
        return Engine(self, name)

    def _environment(self) -> dict[str, str]:
        return {**os.environ, **self.environment}


class Engine:
    """One `callwright serve`; it is ended by its process id."""

    def __init__(self, project: Project, name: str) -> None:
        self._project = project
        self._log = project.folder / f"{name}.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.address = f"127.0.0.1:{free_port()}"

    def start(self) -> None:
        """Start it and wait until it takes calls."""
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(
                [_COMMAND, "--lang", "en", "serve", "--listen", self.address],
                cwd=self._project.folder,
                env=self._project._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        started = self.log().count("taking calls on")
        until(
            f"the start of an engine ({self._log})",
            lambda: self.log().count("taking calls on") > started or not self.running,
            START_SECONDS,
        )
        assert self.running, self.log()

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None
        return self._process.pid

    def log(self) -> str:
        """What it logged."""
        return self._log.read_text("utf-8", "replace") if self._log.exists() else ""

    def has(self, call: str) -> bool:
        """Whether the engine has the call: its log names every call that it takes over."""
        return f"call {call}" in self.log()

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def kill(self) -> None:
        """As a crash: SIGKILL."""
        self.signal(signal.SIGKILL)
        self._wait()

    def stop(self) -> None:
        """As an administrator does: SIGTERM; a process that does not listen is killed."""
        if not self.running:
            return
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)
        self._wait()

    def _wait(self) -> None:
        assert self._process is not None
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise


@contextmanager
def entrance(switch: Switch, project: Project, engines: Sequence[Engine]) -> Iterator[None]:
    """The rendered dialplan on the switch, for as long as the context lasts."""
    words = [word for engine in engines for word in ("--engine", engine.address)]
    file = switch.dialplan_dir / CONTEXT / "00_callwright.xml"
    project.environment["CALLWRIGHT_LIVE_FALLBACK"] = f"{FALLBACK}"
    project.command("dialplan", "--context", CONTEXT, *words, "--output", str(file))
    assert switch.api("reloadxml").startswith("+OK")
    try:
        yield
    finally:
        file.unlink()
        switch.api("reloadxml")


class Caller:
    """Somebody who rang a line over a loopback pair; the journal of the call is found by the number."""

    def __init__(self, switch: Switch, store: str, number: str, leg: str) -> None:
        self.switch = switch
        self.number = number
        self.leg = leg
        self._store = store

    def press(self, keys: str) -> None:
        """Press keys, now."""
        self.switch.press(self.leg, keys)

    def is_recorded(self) -> None:
        """Wait until the switch records the call."""
        until(
            f"the recording of {self.number}",
            lambda: any("record(" in line and self.call in line for line in self.switch.log().splitlines()),
        )

    def speak(self, seconds: float) -> None:
        """Make a sound for so long, and wait for its end."""
        self.switch.api(f"uuid_broadcast {self.leg} tone_stream://%({round(seconds * 1000)},0,300,500) aleg")
        time.sleep(seconds)

    def hang_up(self) -> None:
        """Hang up, now."""
        self.switch.hang_up(self.leg)

    @property
    def there(self) -> bool:
        """Whether the caller's leg is up."""
        return self.switch.api(f"uuid_exists {self.leg}").strip() == "true"

    @property
    def call(self) -> str:
        """The id of the call; empty while the engine has written nothing of it."""
        try:
            with closing(Store.open(self._store)) as store:
                found = [row.id for row in store.calls(1000) if row.caller == self.number]
        except StoreError:
            return ""
        return found[0] if found else ""

    def events(self) -> list[Event]:
        """The journal so far."""
        try:
            with closing(Store.open(self._store)) as store:
                found = [row.id for row in store.calls(1000) if row.caller == self.number]
                return store.events(found[0]) if found else []
        except StoreError:
            return []

    def of(self, kind: str) -> list[Event]:
        """The events of one kind so far."""
        return [event for event in self.events() if event.kind == kind]

    def reaches(self, node: str, times: int = 1) -> None:
        """Wait until the call has entered `node` so often."""
        until(f"node {node} of {self.number}", lambda: self.visits(node) >= times)

    def visits(self, node: str) -> int:
        """How often the call entered `node`."""
        return sum(isinstance(event, NodeEntered) and event.node == node for event in self.events())

    def happens(self, kind: str, **fields: object) -> None:
        """Wait for an event of `kind` with these fields."""

        def found() -> bool:
            return any(
                all(getattr(event, name) == value for name, value in fields.items())
                for event in self.of(kind)
            )

        until(f"{kind} {fields} of {self.number}", found)

    def ends(self) -> str:
        """Wait for the end of the call: its result."""
        self.happens("call_finished")
        return str(self.events()[-1].to_json().get("result"))


_numbers = iter(range(13900000000, 13999999999))


def ring(
    switch: Switch,
    project: Project,
    number: str,
    *,
    name: str = "",
    variables: Mapping[str, str] | None = None,
    caller: str = "",
) -> Caller:
    """Ring `number` from a number of its own; `name` is the caller's name."""
    caller = caller or str(next(_numbers))
    leg = switch.originate(
        number,
        {"origination_caller_id_name": name or "Somebody", **(variables or {})},
        context=CONTEXT,
        caller=caller,
    )
    return Caller(switch, project.store_url, caller, leg)
