"""Runs a program that makes a sound, with a time limit and without a shell."""

import io
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sounds.engines.engine import Speech, need
from sounds.errors import EngineError

SECONDS = 60.0
"""How long one text may take."""


def run(arguments: Sequence[str], text: str, seconds: float = SECONDS) -> bytes:
    """What the program writes to standard output, given the text on standard input; raises EngineError."""
    try:
        done = subprocess.run(
            list(arguments), input=text.encode(), capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise EngineError(f"{arguments[0]} took longer than {seconds:g} s", "try a shorter text") from error
    except (OSError, ValueError) as error:
        raise EngineError(
            f"{arguments[0]} cannot be run ({error})", "install it or correct its path"
        ) from error
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()[-200:]
        raise EngineError(
            f"{arguments[0]} failed with {done.returncode} ({said})", "run it by hand to see why"
        )
    return done.stdout


def sound_of(source: bytes | Path, maker: str) -> Speech:
    """The samples of a sound file or its content, made mono; raises EngineError naming its maker."""
    soundfile: Any = need("soundfile")
    try:
        opened = io.BytesIO(source) if isinstance(source, bytes) else str(source)
        samples, rate = soundfile.read(opened, dtype="float32", always_2d=True)
    except (OSError, RuntimeError) as error:
        raise EngineError(f"{maker} made no sound file ({error})", "run it by hand to see why") from error
    return Speech(samples.mean(axis=1), int(rate))
