"""An author at the designer: one running program, what it shows, and two hands."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from flows.model import Flow
from flows.read import read
from tests.desktop.display import Display
from tests.desktop.eye import Eye, Gone, Seen
from tests.desktop.hand import Hand
from tests.desktop.patience import until

Point = tuple[int, int]
Points = dict[str, dict[str, Point]]
"""For each node the middle of its title (``) and its ports, on the screen."""

END_SECONDS = 20.0
ROOT = Path(__file__).parents[2]


class Author:
    """Starts the designer in a folder as people do, with a home of its own; `stop` ends it."""

    def __init__(self, display: Display, folder: Path, home: Path, pictures: Path) -> None:
        self.folder = folder
        self.recovery = home / "data" / "callwright" / "recovery"
        """Where the designer keeps what is not saved."""
        self.file: Path | None = None
        """What the author saves to, once the flow has a name."""
        self.hand = Hand(display.environment)
        self.environment = {
            **display.environment,
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "LANG": "en_US.UTF-8",
            "AT_SPI_BUS_ADDRESS": display.bus,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        self._bus = display.bus
        self._pictures = pictures
        self._number = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._eye: Eye | None = None
        home.mkdir(parents=True, exist_ok=True)
        pictures.mkdir(parents=True, exist_ok=True)

    # --- the program

    def start(self, *files: str) -> None:
        """Start it and wait until it can be looked at."""
        self.begin("-m", "flowdesigner", *files)
        self.see("frame", "Callwright designer")

    def begin(self, *arguments: str) -> None:
        """Start Python with these arguments and do not wait."""
        with (self._pictures / "designer.log").open("ab") as log:
            # Nothing is imported from the working directory: a project has a folder `sounds`, as we have.
            self._process = subprocess.Popen(
                [sys.executable, "-P", *arguments],
                cwd=self.folder,
                env=self.environment | {"PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        eye = self._eye = Eye(self._bus, self._process.pid)
        until("a program that tells what it shows", lambda: eye.there or not self.running)
        assert self.running, self.log()

    @property
    def running(self) -> bool:
        """Whether the program is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def process(self) -> int:
        """Its process id."""
        assert self._process is not None
        return self._process.pid

    @property
    def eye(self) -> Eye:
        """Looks at the program."""
        assert self._eye is not None, "the designer was not started"
        return self._eye

    def log(self) -> str:
        """What the program wrote on its standard output and error."""
        return (self._pictures / "designer.log").read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        """As a power cut: SIGKILL."""
        assert self._process is not None
        self._process.kill()
        self._gone()

    def stop(self) -> None:
        """End it by its process id, whatever it does."""
        if self.running:
            assert self._process is not None
            self.picture("last")
            self._process.terminate()
        self._gone()

    def _gone(self) -> None:
        if self._process is not None:
            try:
                self._process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._eye is not None:
            self._eye.close()
            self._eye = None

    def has_ended(self) -> int:
        """Wait until the program has ended by itself; its exit status."""
        assert self._process is not None
        status = self._process.wait(END_SECONDS)
        self._gone()
        return status

    # --- looking

    def see(self, role: str, name: str = "", within: Seen | None = None) -> Seen:
        """Wait for a thing of that role, whose name begins so."""
        return until(f"{role} '{name}'", lambda: self.eye.find(role, name, within))

    def text(self, role: str, name: str) -> str:
        """What stands in a field; empty if it is not shown."""
        seen = self.eye.find(role, name)
        try:
            return self.eye.text(seen) if seen is not None else ""
        except Gone:
            return ""

    def has_the_focus(self, role: str, name: str = "") -> None:
        """Wait until a thing has the keyboard."""
        until(
            f"the focus in {role} '{name}'",
            lambda: any(seen.focused for seen in self.eye.all(role, name)),
        )

    def unsaved(self) -> bool:
        """Whether something is drawn that is in no file."""
        return any(self.recovery.glob("*.recovery.flow.xml"))

    def drawn(self) -> Flow:
        """The flow as it is drawn: what the designer keeps for recovery after every edit, else the file."""
        for file in (*self.recovery.glob("*.recovery.flow.xml"), self.file):
            flow = read(file).flow if file is not None else None
            if flow is not None:
                return flow
        return Flow("")

    def picture(self, name: str) -> None:
        """Keep what is on the screen."""
        self._number += 1
        self.hand.picture(str(self._pictures / f"{self._number:02}-{name}.png"))

    # --- doing

    def click(self, role: str, name: str = "", within: Seen | None = None) -> None:
        """Click on a thing."""
        self.hand.click(self.see(role, name, within).area.middle)

    def add(self, typed: str) -> None:
        """Add a node by Tab on the canvas, the beginning of its type's name, Enter."""
        before = len(self.drawn().nodes)
        self.hand.keys("Tab")
        self.hand.type(typed)
        self.hand.keys("Return")
        until(f"one more node ({typed})", lambda: len(self.drawn().nodes) == before + 1)

    def drop(self, begin: Point, end: Point, typed: str) -> None:
        """Drag the wire of a port into the empty, and choose the node that it shall lead to."""
        before = len(self.drawn().nodes)
        self.hand.drag(begin, end)
        self.hand.type(typed)
        self.hand.keys("Return")
        until(f"one more node ({typed})", lambda: len(self.drawn().nodes) > before)

    def points(self) -> Points:
        """Where the nodes of the saved flow are, with all of it shown."""
        self.hand.keys("ctrl+1")
        canvas = self.see("filler", "Canvas")
        view = next(self.eye.all("filler", "", canvas)).area
        done = subprocess.run(
            [sys.executable, "-m", "tests.desktop.twin", str(self.file), str(view.width), str(view.height)],
            cwd=ROOT,
            env={**self.environment, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "0"},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        told: Points = json.loads(done.stdout)
        return {
            id_: {name: (x + view.x, y + view.y) for name, (x, y) in places.items()}
            for id_, places in told.items()
        }
