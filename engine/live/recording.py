"""The `record` application: its argument, what can be known before it runs, and what it brought."""

from __future__ import annotations

import math
import os
import shutil
from pathlib import Path

from engine.live.executions import Outcome
from nodes.channel import Recorded, Recording
from sounds.errors import SoundError
from sounds.wav import length_ms

MIN_FREE_BYTES = 4 * 1024 * 1024
"""Less free disk than this, about four minutes of sound, counts as full."""

MISSING_SECONDS = 1.5
"""A recording that is so much shorter than it took was not written to its end."""

_BAD = ("'", '"', "\\", "\r", "\n", "\0", "${", "{", "[", "!")


def unwritable(path: str) -> str:
    """Why the switch could not record to `path`, empty if nothing speaks against it.

    The switch hangs the caller up over a path that it cannot write (switch_ivr_play_say.c).
    """
    if any(bad in path for bad in _BAD):
        return "the path holds a character that the switch would misread"
    folder = Path(path).parent
    if not Path(path).is_absolute():
        return "the path is not absolute"
    if not folder.is_dir():
        return f"there is no folder {folder}"
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"the folder {folder} cannot be written"
    if shutil.disk_usage(folder).free < MIN_FREE_BYTES:
        return f"the disk of {folder} is full"
    return ""


def talk_unwritable(path: str) -> str:
    """Why a talk could not be recorded to `path`; in a channel variable less may stand in it."""
    if any(bad in path for bad in (" ", ";", "^")):
        return "the path holds a blank or another character that `record_session` would misread"
    return unwritable(path)


def argument(recording: Recording) -> str:
    """`path limit silence_threshold silence_hits`; a hit is about a second. Blanks in the path are quoted.

    The limit only guards against our own death: we stop the recording ourselves.

    A threshold without hits would end the recording after three seconds of silence.
    """
    path = f"'{recording.path}'" if " " in recording.path else recording.path
    words = [path, str(math.ceil(recording.max_seconds + 1) if recording.max_seconds else 0)]
    if recording.silence_seconds > 0:
        words += [str(recording.silence_level), str(max(1, round(recording.silence_seconds)))]
    return " ".join(words)


def recorded(recording: Recording, result: Outcome, hung_up: bool, lasted: float) -> Recorded:
    """What the application brought, which ran for `lasted` seconds.

    The length is that of the file where we can read it. The switch does not notice that it writes in vain
    (switch_ivr_play_say.c), but the file is then too short.
    """
    seconds = _seconds(recording.path, result)
    if hung_up:
        return Recorded("hangup", seconds, recording.path)
    key = result.variable("playback_terminator_used")
    if not Path(recording.path).exists():
        return Recorded("failed", 0.0, recording.path, "", "the switch wrote no file")
    key = key if key in recording.end_keys else ""
    if seconds < lasted - MISSING_SECONDS:
        return Recorded("failed", seconds, recording.path, key, "the recording broke off: is the disk full?")
    if key:
        return Recorded("key", seconds, recording.path, key)
    if result.variable("silence_hits_exhausted") == "true":
        return Recorded("silence", seconds, recording.path)
    return Recorded("limit", seconds, recording.path)


def _seconds(path: str, result: Outcome) -> float:
    return file_seconds(path) or int(result.variable("record_ms", "0") or 0) / 1000


def file_seconds(path: str) -> float:
    """Seconds of sound in the file at `path`; 0 where we cannot read it."""
    try:
        return length_ms(Path(path)) / 1000
    except (OSError, ValueError, SoundError):
        return 0.0
