"""The sounds of a release: made where they are missing, with a progress bar."""

from __future__ import annotations

from callwright.errors import OutsideFailed
from callwright.output import log, progress_bar
from callwright.settings import Settings
from callwright.voices import sound_settings
from callwright.words import words
from flows.release import Release
from sounds.errors import SoundError
from sounds.library import Library
from sounds.phrases import Phrase
from sounds.report import BuildReport


def phrases_of(release: Release) -> list[Phrase]:
    """What the release says that is known before any call."""
    return [Phrase(phrase.text, phrase.language, phrase.voice) for phrase in release.phrases]


def build_sounds(phrases: list[Phrase], settings: Settings) -> BuildReport:
    """Make the sounds that are missing. Raises OutsideFailed if they cannot be kept anywhere."""
    try:
        library = Library(sound_settings(settings))
        with progress_bar() as bar:
            task = bar.add_task(words(zh="生成语音", en="speaking"), total=len(phrases))
            return library.build(phrases, lambda done, total, phrase: bar.update(task, completed=done))
    except SoundError as error:
        raise OutsideFailed(str(error)) from error


def show_report(report: BuildReport) -> None:
    """Say what was made, what was there, what could not be made, and why."""
    numbers = (len(report.built), len(report.reused), len(report.failed))
    text = words(zh="语音：新生成 {}，已有 {}，失败 {}", en="sounds: {} made, {} there already, {} failed")
    log.print(text.format(*numbers))
    for phrase, reason in report.failed:
        log.print(f"  {phrase.language} '{phrase.text[:60]}': {reason}", style="red", markup=False)
    for warning in report.warnings:
        log.print(f"  {warning}", style="yellow", markup=False)
