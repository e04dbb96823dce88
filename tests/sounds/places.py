"""Settings for tests: a folder of its own, and a voice that is a small program."""

import sys
from dataclasses import replace
from pathlib import Path

from sounds.settings import SoundSettings, VoiceChoice

VOICE = Path(__file__).with_name("fake_voice.py")


def fake_settings(folder: Path, packs: tuple[Path, ...] = ()) -> SoundSettings:
    """Settings in which the fake voice speaks every language and nothing is shipped."""
    voices = {language: VoiceChoice("command", "v") for language in ("zh", "en", "fr")}
    command = (sys.executable, "-S", str(VOICE), str(folder / "log.txt"))
    return replace(SoundSettings.in_folder(folder), packs=packs, voices=voices, command=command)


def spoken_texts(folder: Path) -> list[str]:
    """The texts that the fake voice was given, in order."""
    log = folder / "log.txt"
    return log.read_text(encoding="utf-8").splitlines() if log.exists() else []
