"""A project of the benchmarks' own: flows, sounds, a store; published and served as any user would."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import wave
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import pi, sin
from pathlib import Path
from struct import pack

from tests.switch import Switch

FLOWS = Path(__file__).parent / "flows"
READY_SECONDS = 30.0
STOP_SECONDS = 15.0

ASK_SECONDS = 0.5
THANKS_SECONDS = 0.5

_SETTINGS = """[project]
name = "bench"
language = "en"

[live]
context = "public"
key = "a word that all engines of the benchmarks share"
"""


class Project:
    """A project in `folder`; its prompts are tones of half a second."""

    def __init__(self, folder: Path) -> None:
        """Make it."""
        self.folder = folder
        (folder / "flows").mkdir(parents=True)
        (folder / "callwright.toml").write_text(_SETTINGS, "utf-8")
        self.ask = _tone(self._recorded("ask"), ASK_SECONDS, 440.0)
        self.thanks = _tone(self._recorded("thanks"), THANKS_SECONDS, 660.0)

    def _recorded(self, name: str) -> Path:
        return self.folder / "sounds" / "recorded" / "en" / f"{name}.wav"

    def publish(self, name: str, number: str, text: str = "") -> None:
        """Put a flow, of bench/flows or given as `text`, on the line `number`. Raises RuntimeError."""
        file = self.folder / "flows" / f"{name}.flow.xml"
        file.write_text(text or (FLOWS / file.name).read_text("utf-8"), "utf-8")
        self.run("publish", str(file), "--line", number, "--yes")

    def run(self, *arguments: str) -> str:
        """Run a command of Callwright and return what it printed. Raises RuntimeError with its complaint."""
        done = subprocess.run(
            [*_program(), *arguments], cwd=self.folder, capture_output=True, text=True, env=_environment()
        )
        if done.returncode:
            raise RuntimeError(f"callwright {' '.join(arguments)}: {done.stderr or done.stdout}")
        return done.stdout

    def dialplan(self, switch: Switch, *ports: int) -> None:
        """Have `switch` send every call of the context public to the engines on `ports`."""
        engines = [word for port in ports for word in ("--engine", f"127.0.0.1:{port}")]
        path = switch.dialplan_dir / "public" / "00_callwright.xml"
        path.write_text(self.run("dialplan", *engines), "utf-8")
        answer = switch.api("reloadxml")
        if not answer.startswith("+OK"):
            raise RuntimeError(answer)

    @contextmanager
    def served(self, port: int, *options: str, program: Sequence[str] = ()) -> Iterator[int]:
        """`callwright serve` on `port` as a process of its own; gives its id. `program` runs it otherwise."""
        log = self.folder / f"serve-{port}.log"
        listen = f"127.0.0.1:{port}"
        command = [*(program or _program()), "serve", "--listen", listen, *options]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                env=_environment(),
            )  # fmt: skip
        try:
            _wait_for(log, "taking calls", process)
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _program() -> list[str]:
    return [str(Path(sys.executable).parent / "callwright")]


def _environment() -> dict[str, str]:
    root = str(Path(__file__).parent.parent)
    return {**os.environ, "PYTHONPATH": root, "LC_ALL": "C.UTF-8", "COLUMNS": "200"}


def _wait_for(log: Path, word: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_SECONDS
    while word not in (text := log.read_text("utf-8", "replace")):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"the engine did not start:\n{text[-2000:]}")
        time.sleep(0.05)


def _tone(path: Path, seconds: float, hertz: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    frames = (int(9000 * sin(2 * pi * hertz * n / 8000)) for n in range(int(seconds * 8000)))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"".join(pack("<h", frame) for frame in frames))
    return path
