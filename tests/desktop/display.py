"""A screen of the tests' own: an X server that nobody sees, a window manager, a bus for accessibility."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.desktop.patience import until

SIZE = (1500, 950)

PROGRAMS = ("Xvfb", "openbox", "xdotool", "scrot", "dbus-daemon")
"""What has to be on the machine; on Debian: xvfb openbox xdotool scrot dbus-daemon."""

END_SECONDS = 10.0


def missing() -> list[str]:
    """Which of the programs are not on this machine."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


class Display:
    """One screen, from `start` to `stop`; several designers may be on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = ""
        """The value of DISPLAY."""
        self.bus = ""
        """The address of the bus on which programs tell what they show."""
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start it. Raises RuntimeError if it does not come up."""
        self.name = ":" + self._said_on_a_pipe("Xvfb", "-displayfd", "{}", *_server())
        self.bus = self._said_on_a_pipe("dbus-daemon", "--session", "--nofork", "--print-address={}")
        self._run("openbox", "--sm-disable")
        # Without a window manager no window gets the keyboard.
        until("a window manager", self._managed)

    def _managed(self) -> bool:
        asked = ("xdotool", "get_num_desktops")
        return subprocess.run(asked, env=self.environment, capture_output=True).returncode == 0

    @property
    def environment(self) -> dict[str, str]:
        """The environment of programs on this screen; nothing leads to another one."""
        names = ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS", "XAUTHORITY")
        kept = {name: value for name, value in os.environ.items() if name not in names}
        home = {"HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config")}
        return {**kept, **home, "DISPLAY": self.name}

    def _said_on_a_pipe(self, *command: str) -> str:
        """Start a program that writes one line to the file descriptor `{}`: the line."""
        read, write = os.pipe()
        try:
            self._run(*(word.format(write) for word in command), pass_fds=(write,))
        finally:
            os.close(write)
        with os.fdopen(read) as stream:
            line = stream.readline().strip()
        if not line:
            raise RuntimeError(f"{command[0]} did not start:\n{self._log(command[0]).read_text()}")
        return line

    def _run(self, *command: str, pass_fds: tuple[int, ...] = ()) -> None:
        with self._log(command[0]).open("wb") as log:
            process = subprocess.Popen(
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=pass_fds,
            )
        self._processes.append(process)

    def _log(self, program: str) -> Path:
        return self.folder / f"{program}.log"

    def stop(self) -> None:
        """End what was started, the last first."""
        while self._processes:
            process = self._processes.pop()
            process.terminate()
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _server() -> tuple[str, ...]:
    width, height = SIZE
    return "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"
