"""The speech worker: one process that keeps the voices loaded and makes sentences for calls.

Started by `sounds.worker_link`; standard input gives one line of JSON (settings, port, token), then the work
goes over a loopback socket, one JSON object a line:

    asked      {"id": 7, "text": "...", "language": "zh-CN", "voice": "", "path": "/.../key.wav", "place": 0}
    answered   {"id": 7, "ms": 2310}  or  {"id": 7, "error": "..."}

`place` counts the engines of the phrase, the chosen one first. One sentence is made at a time.
"""

import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

from sounds.build import spoken
from sounds.engines.choice import Engines
from sounds.errors import SoundError
from sounds.phrases import Phrase
from sounds.settings import SoundSettings
from sounds.shelf import Shelf
from sounds.worker_link import GREETING


def main() -> None:
    """Connects to who started it and answers until the connection ends."""
    start = json.loads(sys.stdin.readline())
    settings = SoundSettings.from_json(start["settings"])
    if hasattr(os, "nice"):
        os.nice(5)  # calls come before new speech
    with socket.create_connection(("127.0.0.1", start["port"]), timeout=10) as connection:
        connection.settimeout(None)
        connection.sendall(f"{GREETING} {start['token']}\n".encode())
        serve(connection, settings)


def serve(connection: socket.socket, settings: SoundSettings) -> None:
    """Answers every line of a connection, in order."""
    engines = Engines(settings)
    shelf = Shelf(settings)
    with connection.makefile("r", encoding="utf-8") as lines:
        for line in lines:
            asked = json.loads(line)
            answer = {"id": asked["id"], **_answer(engines, asked)}
            connection.sendall(json.dumps(answer).encode() + b"\n")
            shelf.tidy()


def _answer(engines: Engines, asked: dict[str, Any]) -> dict[str, Any]:
    """One sentence made, or why not; nothing that goes wrong with a sentence ends the worker."""
    from sounds import audio

    phrase = Phrase(asked["text"], asked["language"], asked["voice"])
    try:
        choice = engines.choices(phrase)[asked["place"]]
        if reason := choice.engine.available():
            return {"error": reason}
        samples = spoken(choice, phrase)
        audio.write_wav(Path(asked["path"]), samples)
        return {"ms": audio.length_ms(samples)}
    except SoundError as error:
        return {"error": str(error)}
    except Exception as error:
        # The libraries of the voices raise whatever they like; the next sentence may still go well.
        return {"error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    main()
