"""The engine "espeak": eSpeak NG, the last resort; it speaks every language, Mandarin hardly intelligibly."""

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from sounds.engines.engine import Speech, cure
from sounds.engines.program import run, sound_of
from sounds.errors import EngineError
from sounds.language import first_part

WORDS_A_MINUTE = 165


class Espeak:
    """eSpeak NG 1.52 of the package espeakng-loader, else the installed program.

    Both run as a process of their own: the library is GPL-3 and keeps its state globally.
    """

    id = "espeak"
    model = "espeak-ng"
    languages = ()
    voices: Mapping[str, str] = MappingProxyType({})

    @property
    def version(self) -> str:
        """1.52 with the package; the program speaks otherwise, so its sounds have keys of their own."""
        return "1.52/1" if importlib.util.find_spec("espeakng_loader") else "program/1"

    def available(self) -> str | None:
        """None, or what is missing and its cure."""
        if importlib.util.find_spec("espeakng_loader") or shutil.which("espeak-ng"):
            return None
        return f"espeak: neither espeakng-loader nor the program espeak-ng is installed: {cure()}"

    def speak(self, text: str, language: str, voice: str, speed: float) -> Speech:
        """The text spoken; the voice is one of eSpeak's ("cmn", "en-us", "ug"). Raises EngineError."""
        words = str(round(WORDS_A_MINUTE * speed))
        name = _voice_name(voice or first_part(language))
        if importlib.util.find_spec("espeakng_loader"):
            child = Path(__file__).with_name("espeak_child.py")
            return sound_of(run([sys.executable, "-I", str(child), name, words], text), "eSpeak NG")
        if name == "cmn" and _program_version() < (1, 52):
            # 1.51 reads cmn in English letters (espeak-ng issues 1028, 1163, 1236); this voice is right.
            name = "cmn-latn-pinyin"
        if name not in _program_voices():
            # The program would speak with another voice and say nothing about it.
            raise EngineError(f"espeak-ng has no voice {voice!r}", "take one of `espeak-ng --voices`")
        return sound_of(run(["espeak-ng", "-v", name, "-s", words, "--stdout", "--stdin"], text), "espeak-ng")


def _voice_name(voice: str) -> str:
    """The voice as eSpeak calls it; raises EngineError if it is no name at all."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+_-]*", voice):
        raise EngineError(f"espeak has no voice {voice!r}", "use a name such as cmn or en-us")
    return {"zh": "cmn", "en": "en-us"}.get(voice, voice)


def _program_voices() -> set[str]:
    """The languages and voice names that the installed program lists; raises EngineError without it."""
    return set(
        re.findall(r"[A-Za-z][A-Za-z0-9+_-]*", run(["espeak-ng", "--voices"], "").decode(errors="replace"))
    )


def _program_version() -> tuple[int, ...]:
    """The version of the installed program, (0,) if it does not say."""
    try:
        said = subprocess.run(
            ["espeak-ng", "--version"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return (0,)
    found = re.search(r"(\d+)\.(\d+)", said.stdout)
    return (int(found[1]), int(found[2])) if found else (0,)
