"""`callwright demo`: the sample hotline, rung from this terminal."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import click

from callwright.commands.simulate import cases_of
from callwright.errors import BadThing
from callwright.output import log
from callwright.phone import player, ring, speech_of
from callwright.projects import compiled, flow_file, release_of
from callwright.samples import SAMPLE, copy_sample
from callwright.settings import Settings, load
from callwright.simulation import given_of
from callwright.words import tongue, words
from flows.release import Release
from simulator.check import differences
from simulator.given import Given
from simulator.session import simulate
from simulator.transcript import lines

DEMO = "demo.calls.yaml"


@click.command("demo")
@click.option("--script", is_flag=True, help="Play the scripted call even on a terminal.")
def command(script: bool) -> int:
    """Call the sample hotline 12345: you hear (and read) its prompts and press keys.

    Without a terminal a scripted call is played and its transcript printed.
    """
    with tempfile.TemporaryDirectory(prefix="callwright-demo-") as folder:
        project = Path(folder) / SAMPLE
        copy_sample(project, SAMPLE)
        settings = load(str(project / "callwright.toml"))
        flow = flow_file(SAMPLE, settings)
        problems = compiled(flow, settings).problems
        for problem in problems:
            log.print(problem.text(tongue()), markup=False)
        release = release_of(flow, settings)
        with given_of(settings) as given:
            if script or not sys.stdin.isatty():
                return _scripted(release, given, settings, project)
            _hello(len(release.flows))
            ring(release, given, settings, play=True)
    return 0


def _hello(flows: int) -> None:
    sound = player() is not None
    log.print(
        words(
            zh=f"示例热线 12345（{flows} 个流程）。按数字键，q 挂断。"
            + ("" if sound else "本机没有播放程序，只显示文字。"),
            en=f"The sample hotline 12345 ({flows} flows). Press digits; q hangs up."
            + ("" if sound else " This machine has no sound player: you read what is said."),
        )
    )


def _scripted(release: Release, base: Given, settings: Settings, project: Path) -> int:
    """Play the demo's call, print what happens and which sound file each prompt is."""
    (case,) = cases_of(project / "flows" / DEMO)[:1]
    speech = speech_of(settings)
    given = case.circumstances(replace(base, world=replace(base.world, speech=speech)))
    simulation = simulate(release, case.steps, given)
    for line in lines(simulation.events):
        click.echo(line)
    wrong = differences(case, simulation, given.world.database)
    if wrong:
        raise BadThing("\n".join(map(str, wrong)))
    return 0
