"""How a recording ended: what the switch says, checked against the file."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import pytest

from engine.live.events import JsonEvent
from engine.live.executions import Outcome
from engine.live.recording import recorded
from nodes.channel import Recording


def written(path: Path, seconds: float) -> str:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * round(seconds * 8000))
    return str(path)


def completed(**variables: str) -> Outcome:
    headers = {f"variable_{name}": value for name, value in variables.items()}
    return Outcome("complete", JsonEvent(json.dumps(headers).encode()))


@pytest.mark.parametrize(
    ("seconds", "lasted", "variables", "ended", "key"),
    [
        (5.0, 5.1, {"playback_terminator_used": "#"}, "key", "#"),
        (5.0, 5.1, {"silence_hits_exhausted": "true"}, "silence", ""),
        (5.0, 5.1, {}, "limit", ""),
        (0.5, 5.1, {"playback_terminator_used": "#"}, "failed", "#"),
        (0.5, 5.1, {}, "failed", ""),
    ],
)
def test_the_end(
    tmp_path: Path, seconds: float, lasted: float, variables: dict[str, str], ended: str, key: str
) -> None:
    path = written(tmp_path / "message.wav", seconds)
    outcome = recorded(Recording(path, end_keys="#"), completed(**variables), False, lasted)
    assert (outcome.ended, outcome.key, outcome.seconds) == (ended, key, seconds)


def test_who_hangs_up_keeps_what_there_is(tmp_path: Path) -> None:
    path = written(tmp_path / "message.wav", 0.5)
    assert recorded(Recording(path), completed(), True, 5.0).ended == "hangup"


def test_no_file_is_a_failure(tmp_path: Path) -> None:
    assert recorded(Recording(str(tmp_path / "none.wav")), completed(), False, 1.0).ended == "failed"
