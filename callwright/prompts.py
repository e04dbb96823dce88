"""The sounds of a release: made where they are missing, with a progress bar."""

from __future__ import annotations

from importlib.util import find_spec

from callwright.catalogue import spoken
from callwright.errors import BadThing, OutsideFailed
from callwright.extras import WAVE, missing
from callwright.output import log, progress_bar
from callwright.settings import Settings
from callwright.steps import step
from callwright.voices import sound_settings
from callwright.words import words
from flows.release import Release
from sounds.errors import SoundError
from sounds.library import Library
from sounds.phrases import Phrase
from sounds.report import BuildReport

SHOWN = 5
"""Sentences that are named of those that failed for one reason."""


def phrases_of(release: Release) -> list[Phrase]:
    """What the release says that is known before any call."""
    return [Phrase(phrase.text, phrase.language, phrase.voice) for phrase in release.phrases]


def build_sounds(phrases: list[Phrase], settings: Settings) -> BuildReport:
    """Make the sounds that are missing. Raises OutsideFailed if they cannot be kept anywhere."""
    try:
        library = Library(sound_settings(settings))
        with progress_bar() as bar:
            task = bar.add_task(words(zh="生成语音", en="speaking"), total=len(phrases))

            def told(done: int, total: int, _: Phrase) -> None:
                bar.update(task, completed=done)
                step("sounds", done, total)

            step("sounds", 0, len(phrases))
            return library.build(phrases, told)
    except SoundError as error:
        raise OutsideFailed(error.what, error.cure) from error


def refuse(report: BuildReport, consequence: str, cure: str) -> None:
    """Raise what a command says whose sounds could not all be made: the missing extra, or `consequence`."""
    if not report.failed:
        return
    if package := _lacking():
        raise missing(
            ModuleNotFoundError(name=package), words(zh="生成语音", en="making sounds")
        ) or BadThing(consequence)
    raise BadThing(consequence, cure)


def _lacking() -> str:
    """The first package without which no sound can be made; each sentence's own reason is then only noise."""
    return next((package for package in WAVE if find_spec(package) is None), "")


def show_report(report: BuildReport) -> None:
    """Say what was made, what was there, what could not be made, and why."""
    numbers = (len(report.built), len(report.reused), len(report.failed))
    text = words(zh="语音：新生成 {}，已有 {}，失败 {}", en="sounds: {} made, {} there already, {} failed")
    log.print(text.format(*numbers))
    reasons: dict[str, list[Phrase]] = {}
    for phrase, why in () if _lacking() else report.failed:
        reasons.setdefault(why, []).append(phrase)
    for why, phrases in reasons.items():
        log.print(f"  {spoken(why)}:", style="red", markup=False)
        for phrase in phrases[:SHOWN]:
            log.print(f"    {phrase.language} '{phrase.text[:60]}'", style="red", markup=False)
        more = len(phrases) - SHOWN
        if more > 0:
            log.print("    " + words(zh=f"还有 {more} 句", en=f"and {more} more"))
    for warning in report.warnings:
        log.print(f"  {spoken(warning)}", style="yellow", markup=False)
