"""A softphone for tests: baresip without a sound card, its keys pressed over its console."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.live.engines import until
from tests.switch import free_port

MODULES = (Path("/usr/lib/baresip/modules"), Path("/usr/local/lib/baresip/modules"))
KEY_SECONDS = 0.12
PAUSE_SECONDS = 0.25
RELEASE = b"\x04"
"""What a console sends when a key is let go (baresip, include/baresip.h, KEYCODE_REL)."""

_CONFIG = """module_path {modules}
sip_listen 127.0.0.1:{sip}
net_interface 127.0.0.1
audio_player aufile,{folder}/heard.wav
audio_source aufile,{voice}
audio_alert aufile,{folder}/alert.wav
ausrc_srate 8000
auplay_srate 8000
module g711.so
module aufile.so
module_tmp account.so
module_app menu.so
module cons.so
cons_listen 127.0.0.1:{console}
"""


class Softphone:
    """A running baresip."""

    def __init__(self, console: int, log: Path) -> None:
        self._console = console
        self._log = log
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def dial(self, address: str) -> None:
        """Ring a SIP address, and wait until it has answered."""
        self._send(f"/dial {address}\n".encode())
        until(f"the answer of {address}", lambda: "Call established" in self.log())

    def press(self, keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self._send(key.encode())
            time.sleep(KEY_SECONDS)
            self._send(RELEASE)
            time.sleep(PAUSE_SECONDS)

    def log(self) -> str:
        """What it has said so far."""
        return self._log.read_text("utf-8", "replace")

    def close(self) -> None:
        """Let go of the console."""
        self._socket.close()

    def _send(self, data: bytes) -> None:
        self._socket.sendto(data, ("127.0.0.1", self._console))


@contextmanager
def softphone(folder: Path, number: str, voice: Path) -> Iterator[Softphone]:
    """A softphone whose owner has `number` and says the sound `voice` all the time.

    Skips the test, and says so, where there is no baresip.
    """
    program = shutil.which("baresip")
    modules = next((path for path in MODULES if path.is_dir()), None)
    if program is None or modules is None:
        pytest.skip("NO BARESIP: install baresip to ring with a softphone as well")
    sip, console = free_port(udp=True), free_port(udp=True)
    text = _CONFIG.format(modules=modules, sip=sip, folder=folder, voice=voice, console=console)
    (folder / "config").write_text(text, encoding="utf-8")
    account = f"<sip:{number}@127.0.0.1:{sip}>;regint=0;audio_codecs=PCMA\n"
    (folder / "accounts").write_text(account, encoding="utf-8")
    (folder / "contacts").touch()
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen(
            [program, "-4", "-f", str(folder), "-v"], stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    phone = Softphone(console, folder / "log")
    try:
        until("the start of baresip", lambda: "baresip is ready" in phone.log())
        yield phone
    finally:
        phone.close()
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
