"""`callwright demo`: the sample hotline, rung from this terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from callwright.bilingual import Command, option
from callwright.errors import BadThing, OutsideFailed
from callwright.output import log
from callwright.phone import ring
from callwright.player import player
from callwright.projects import flow_file, release_of
from callwright.ringing import cases_of
from callwright.samples import SAMPLE, copy_sample
from callwright.settings import Settings, load
from callwright.simulation import Worlds, given_of
from callwright.speaking import speech_of, with_speech
from callwright.words import reason, words
from engine.channel import heard_text
from engine.events import Heard
from flows.release import Release
from nodes.clips import Clip, Part
from nodes.services import Speech
from simulator.check import differences
from simulator.given import Given
from simulator.session import simulate
from simulator.transcript import line

DEMO = "demo.calls.yaml"


@click.command(
    "demo",
    cls=Command,
    zh="""
    拨打示例热线 12345：听（或看）提示音，按数字键，q 挂机。

    没有终端时播放脚本中的一次通话，输出通话记录和每句提示音的声音文件。

    callwright demo
    callwright demo --script
    """,
)
@option(
    "--script",
    is_flag=True,
    help="Play the scripted call even on a terminal.",
    zh="有终端也播放脚本中的通话。",
)
def command(script: bool) -> int:
    """Call the sample hotline 12345: you hear (and read) its prompts and press keys.

    Without a terminal a scripted call is played; its transcript names the sound file of every prompt.

    \b
    callwright demo
    callwright demo --script
    """
    project = _cache() / SAMPLE
    try:
        copy_sample(project, SAMPLE, over=True)
    except OSError as error:
        raise OutsideFailed(
            f"{project}: {reason(error)}",
            words(zh="用 XDG_CACHE_HOME 指定另一个目录", en="name another folder by XDG_CACHE_HOME"),
        ) from error
    settings = load(str(project / "callwright.toml"))
    release = release_of(flow_file(SAMPLE, settings), settings)
    if script or not sys.stdin.isatty():
        with given_of(settings) as given:
            return _scripted(release, given, settings, project)
    _hello(len(release.flows))
    speech = speech_of(settings)
    with Worlds(settings, lambda given: with_speech(given, speech)) as worlds:
        ring(release, worlds, play=True)
    log.print(words(zh="下一步，您自己的热线：", en="Next, a hotline of your own:"))
    if sys.prefix != sys.base_prefix and not os.environ.get("VIRTUAL_ENV"):
        log.print(f"    . {Path(sys.prefix) / 'bin' / 'activate'}", markup=False)
    log.print("    callwright new my-hotline", markup=False)
    return 0


def _cache() -> Path:
    """Where this user's programs keep what can be made again."""
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        if os.environ.get(name):
            return Path(os.environ[name]) / "callwright"
    return Path.home() / ".cache" / "callwright"


def _hello(flows: int) -> None:
    sound = player() is not None
    log.print(
        words(
            zh=f"示例热线 12345（{flows} 个流程）。" + ("" if sound else "本机没有播放程序，只显示文字。"),
            en=f"The sample hotline 12345 ({flows} flows)."
            + ("" if sound else " This machine has no sound player: you read what is said."),
        )
    )


class _Noted:
    """A speech service that notes which sound files each text was."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self.files: dict[str, tuple[str, ...]] = {}

    def clips(self, parts: Sequence[Part], language: str, voice: str = "") -> tuple[Clip, ...]:
        """As nodes.services.Speech.clips."""
        return self._note(self._speech.clips(parts, language, voice))

    def system(self, name: str, language: str) -> tuple[Clip, ...]:
        """As nodes.services.Speech.system."""
        return self._note(self._speech.system(name, language))

    def _note(self, clips: tuple[Clip, ...]) -> tuple[Clip, ...]:
        self.files[heard_text(clips)] = tuple(clip.file for clip in clips if clip.file)
        return clips


def _scripted(release: Release, base: Given, settings: Settings, project: Path) -> int:
    """Play the demo's call, print what happens and which sound file each prompt is."""
    (case,) = cases_of(project / "flows" / DEMO)[:1]
    speech = _Noted(speech_of(settings))
    given = case.circumstances(replace(base, world=replace(base.world, speech=speech)))
    simulation = simulate(release, case.steps, given)
    for event in simulation.events:
        click.echo(line(event))
        if isinstance(event, Heard):
            for file in speech.files.get(event.text, ()):
                click.echo(f"{'':9}  {'':16}  {'sound':13}  {file}")
    click.echo(f"result: {simulation.result}")
    wrong = differences(case, simulation, given.world.database)
    if wrong:
        raise BadThing("\n".join(map(str, wrong)))
    return 0
