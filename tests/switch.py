"""A real FreeSWITCH of the tests' own: found, configured in a temporary folder, started, asked, stopped."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import uuid
import wave
from collections.abc import Iterable, Mapping
from math import pi, sin
from pathlib import Path
from struct import pack
from xml.sax.saxutils import quoteattr

from tests.switch_conf import configuration

PLACES = ("/usr/local/freeswitch/bin/freeswitch", "/opt/freeswitch/bin/freeswitch")
START_SECONDS = 60.0
STOP_SECONDS = 20.0

_FOLDERS = (
    "log", "db", "run", "temp", "storage", "recordings", "scripts", "sounds", "cache", "certs", "grammar",
    "htdocs",
)  # fmt: skip


def find_switch() -> Path | None:
    """The FreeSWITCH binary: environment variable FREESWITCH, the path, or a usual prefix; else None."""
    named = os.environ.get("FREESWITCH")
    if named:
        return Path(named) if Path(named).is_file() else None
    found = shutil.which("freeswitch")
    candidates = [found] if found else []
    return next((Path(p) for p in (*candidates, *PLACES) if Path(p).is_file()), None)


def free_port(*, udp: bool = False) -> int:
    """A port on 127.0.0.1 that nobody uses at this moment, for TCP and if asked for UDP as well."""
    while True:
        with socket.socket() as tcp:
            tcp.bind(("127.0.0.1", 0))
            port = int(tcp.getsockname()[1])
            if not udp:
                return port
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
                try:
                    datagrams.bind(("127.0.0.1", port))
                except OSError:
                    continue
                return port


class Switch:
    """One FreeSWITCH process; everything it writes is below `folder`, everything it binds is 127.0.0.1.

    `dialplan_dir/CONTEXT/*.xml` is its dialplan (contexts default and public); `extension` writes there.
    """

    password = "a-word-for-tests"
    host = "127.0.0.1"

    def __init__(self, binary: Path, folder: Path, extra: str = "", sip_context: str = "default") -> None:
        """`extra` is XML of further `<configuration>` elements; SIP calls arrive in `sip_context`."""
        self.binary = binary
        self.folder = folder
        self.esl_port = free_port()
        self.sip_port = free_port(udp=True)
        self.sip_context = sip_context
        self.dialplan_dir = folder / "conf" / "dialplan"
        self.sounds_dir = folder / "sounds"
        self.scripts_dir = folder / "scripts"
        self.recordings_dir = folder / "recordings"
        self._extra = extra
        self._process: subprocess.Popen[bytes] | None = None
        self._control: _Control | None = None

    # -- running ------------------------------------------------------------------------------------

    def start(self) -> None:
        """Write the configuration, start the process and wait until it is ready."""
        self._write()
        where = {name: str(self.folder / name) for name in _FOLDERS}
        for path in where.values():
            Path(path).mkdir(parents=True, exist_ok=True)
        command = [str(self.binary), "-nf", "-nc", "-nonat", "-np", "-base", str(self.folder)]
        command += ["-mod", str(_modules(self.binary)), "-conf", str(self.folder / "conf")]
        for name, path in where.items():
            command += [f"-{name}", path]
        with open(self.folder / "console.txt", "wb") as output:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=self.folder
            )
        self._wait_until_ready()

    def stop(self) -> None:
        """End the process that `start` started, gently at first."""
        process, self._process = self._process, None
        if self._control is not None:
            self._control.close()
            self._control = None
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    @property
    def pid(self) -> int:
        """The process id of the running switch."""
        assert self._process is not None, "the switch is not running"
        return self._process.pid

    def log(self) -> str:
        """What the switch has logged so far."""
        path = self.folder / "log" / "freeswitch.log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    # -- asking -------------------------------------------------------------------------------------

    def api(self, command: str) -> str:
        """Run an API command and return what it printed. Blocks the thread: slow ones belong in `bgapi`."""
        if self._control is None:
            self._control = _Control(self.host, self.esl_port, self.password)
        return self._control.ask(f"api {command}")

    def bgapi(self, command: str) -> None:
        """Start an API command and do not wait for it."""
        if self._control is None:
            self._control = _Control(self.host, self.esl_port, self.password)
        self._control.ask(f"bgapi {command}")

    def originate(
        self,
        extension: str,
        variables: Mapping[str, str] | None = None,
        *,
        context: str = "default",
        caller: str = "1001",
        application: str = "park()",
    ) -> str:
        """Place a call to `extension` over a loopback pair and return the id of the caller's leg.

        The caller's leg runs `application` once answered; the other leg runs the dialplan.
        """
        leg = str(uuid.uuid4())
        values = {
            "origination_uuid": leg,
            "origination_caller_id_number": caller,
            "ignore_early_media": "false",
            **(variables or {}),
        }
        braces = ",".join(f"{name}={value}" for name, value in values.items())
        self.bgapi(f"originate {{{braces}}}loopback/{extension}/{context} &{application}")
        return leg

    def press(self, leg: str, keys: str, ms: int = 80) -> None:
        """Have the caller's leg press `keys`, each for `ms` milliseconds."""
        self.api(f"uuid_send_dtmf {leg} {keys}@{ms * 8}")

    def hang_up(self, leg: str, cause: str = "NORMAL_CLEARING") -> None:
        """Have a leg hang up."""
        self.api(f"uuid_kill {leg} {cause}")

    # -- preparing ----------------------------------------------------------------------------------

    def extension(self, number: str, actions: Iterable[tuple[str, str]], context: str = "default") -> None:
        """Give `number` (a regular expression without anchors) a list of (application, argument)."""
        rows = "".join(f"<action application={quoteattr(a)} data={quoteattr(d)}/>" for a, d in actions)
        name = "".join(c if c.isalnum() else "_" for c in number)
        self.dialplan(
            name,
            f'<extension name="{name}"><condition field="destination_number" '
            f"expression={quoteattr(f'^{number}$')}>{rows}</condition></extension>",
            context,
        )

    def dialplan(self, name: str, xml: str, context: str = "default") -> None:
        """Put `xml` (extensions) into a context under `name`, in place of what had that name, and load it."""
        folder = self.dialplan_dir / context
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.xml").write_text(f"<include>\n{xml}\n</include>\n", encoding="utf-8")
        if self._process is not None:
            answer = self.api("reloadxml")
            assert answer.startswith("+OK"), answer

    def sound(self, name: str, seconds: float, hertz: float = 440.0) -> Path:
        """A WAV file of 8 kHz mono with a tone of that length, below the folder of sounds."""
        path = self.sounds_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        frames = (int(9000 * sin(2 * pi * hertz * n / 8000)) for n in range(int(seconds * 8000)))
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(b"".join(pack("<h", frame) for frame in frames))
        return path

    def _write(self) -> None:
        for context in ("default", "public"):
            (self.dialplan_dir / context).mkdir(parents=True, exist_ok=True)
            self.dialplan("_none", "", context)
        rtp = 20000 + (self.esl_port % 400) * 100
        text = configuration(
            esl_port=self.esl_port,
            password=self.password,
            sip_port=self.sip_port,
            sip_context=self.sip_context,
            rtp=(rtp, rtp + 98),
            modules=_modules(self.binary),
            extra=self._extra,
        )
        (self.folder / "conf" / "freeswitch.xml").write_text(text, encoding="utf-8")

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            assert self._process is not None
            if self._process.poll() is not None:
                break
            try:
                if "is ready" in self.api("status"):
                    return
            except OSError:
                self._control = None
            time.sleep(0.2)
        console = (self.folder / "console.txt").read_text("utf-8", "replace")
        self.stop()
        raise RuntimeError(
            f"FreeSWITCH did not become ready; its console:\n{console[-2000:]}\n{self.log()[-4000:]}"
        )


def _modules(binary: Path) -> Path:
    prefix = binary.resolve().parent.parent
    for folder in (prefix / "lib" / "freeswitch" / "mod", prefix / "mod", Path("/usr/lib/freeswitch/mod")):
        if folder.is_dir():
            return folder
    raise RuntimeError(f"no folder of modules belongs to {binary}")


class _Control:
    """A plain blocking event-socket client, so that the tests' control does not rest on what they test."""

    def __init__(self, host: str, port: int, password: str) -> None:
        """Connect and log in."""
        self._socket = socket.create_connection((host, port), 5)
        self._socket.settimeout(20)
        self._stream = self._socket.makefile("rb")
        self._frame()
        if not self.ask(f"auth {password}").startswith("+OK"):
            raise RuntimeError("the switch of the tests refuses its own password")

    def ask(self, command: str) -> str:
        """Send a command and return its reply or its output."""
        self._socket.sendall(command.encode() + b"\n\n")
        headers, body = self._frame()
        return body if "Content-Length" in headers else headers.get("Reply-Text", "")

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()
        self._socket.close()

    def _frame(self) -> tuple[dict[str, str], str]:
        headers: dict[str, str] = {}
        while line := self._stream.readline().decode("utf-8", "replace").rstrip("\n"):
            name, _, value = line.partition(": ")
            headers[name] = value
        if not headers:
            raise OSError("the switch closed the control connection")
        body = self._stream.read(int(headers.get("Content-Length", "0"))).decode("utf-8", "replace")
        return headers, body
