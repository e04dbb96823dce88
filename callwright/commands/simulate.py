"""`callwright simulate`: calls without a switch - by keys, by a script, by you, or by another program."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import click

from callwright.bilingual import Command, option
from callwright.errors import Misuse
from callwright.output import json_option
from callwright.projects import flow_file, release_of, settings_near
from callwright.settings import Settings
from callwright.simulation import Worlds, assignments, calendars_of, moment
from callwright.words import words
from flows.release import Release
from simulator.given import Given

MOST_SPEED = 1000.0


@click.command(
    "simulate",
    cls=Command,
    zh="""
    不用交换机拨打流程 FLOW。不带 --keys 和 --script 时您就是来电者：终端里有一部电话，
    显示听到的内容、跟踪和变量，可暂停、单步、后退、改变量（? 显示帮助）。

    callwright simulate flows/hotline-12345.flow.xml              您就是来电者
    callwright simulate hotline-12345 --play                      用音箱播放声音
    callwright simulate hotline-12345 --keys "2 3 !"              按键；- 不按，! 挂机
    callwright simulate hotline-12345 --script flows/demo.calls.yaml
    callwright simulate hotline-12345 --keys "1" --json           每行一个 JSON 事件
    callwright simulate hotline-12345 --keys "2 3" --record new.calls.yaml
    callwright simulate hotline-12345 --keys "2 3" --audio call.wav
    callwright simulate hotline-12345 --worker                    供其他程序驱动，参见 docs/worker.md

    模拟通话不改变任何保存的东西：SQLite 文件先复制，其他数据库只读。
    通话失败（result: failed）或脚本不符时，退出状态为 1。
    """,
)
@click.argument("flow")
@option(
    "--keys",
    help="What the caller presses, a group each time the flow waits: '2 1 12345678#'.",
    zh="来电者按什么键，流程每等一次一组：'2 1 12345678#'。",
)
@option(
    "--script",
    metavar="FILE",
    help="A file of call scripts, *.calls.yaml.",
    zh="通话脚本文件 *.calls.yaml。",
)
@option("--case", metavar="NAME", help="One case of the script; else all.", zh="脚本中的一个用例；默认全部。")
@option(
    "--record",
    metavar="FILE",
    help="Write what was called as a new call script.",
    zh="把通话写成新的通话脚本。",
)
@option(
    "--audio",
    metavar="FILE",
    help="Write what the caller heard and pressed as a WAV file.",
    zh="把来电者听到和按下的写成 WAV 文件。",
)
@option("--play", is_flag=True, help="Play the sounds, too.", zh="同时播放声音。")
@option(
    "--speed",
    type=click.FloatRange(0, MOST_SPEED),
    help="1 is real time; 0 takes no time and waits for you.",
    zh="1 为实际速度；0 不计时，总等您操作。",
)
@option(
    "--worker",
    is_flag=True,
    help="Serve another program: JSON lines in and out.",
    zh="供其他程序驱动：逐行读写 JSON。",
)
@option(
    "--set",
    "values",
    multiple=True,
    metavar="NAME=VALUE",
    help="First value of an input variable.",
    zh="输入变量的初值。",
)
@option("--caller", default="", metavar="NUMBER", help="The caller's number.", zh="来电号码。")
@option(
    "--now",
    default="",
    metavar="TIME",
    help="2026-01-15T10:00, or: now. Else a Thursday, 10:00.",
    zh="2026-01-15T10:00，或 now；默认某个星期四 10:00。",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    flow: str,
    keys: str | None,
    script: str | None,
    case: str | None,
    record: str | None,
    audio: str | None,
    play: bool,
    speed: float | None,
    worker: bool,
    values: tuple[str, ...],
    caller: str,
    now: str,
    as_json: bool,
) -> int:
    """Ring FLOW without a switch. Without --keys and --script you are the caller: a telephone in the terminal
    shows what is heard, the trace and the variables, and lets you hold the call, step, go back, set variables
    (? shows help).

    \b
    callwright simulate flows/hotline-12345.flow.xml              you are the caller
    callwright simulate hotline-12345 --play                      and hear it
    callwright simulate hotline-12345 --keys "2 3 !"              keys; - is silence, ! hangs up
    callwright simulate hotline-12345 --script flows/demo.calls.yaml
    callwright simulate hotline-12345 --keys "1" --json           the journal as JSON lines
    callwright simulate hotline-12345 --keys "2 3" --record new.calls.yaml
    callwright simulate hotline-12345 --keys "2 3" --audio call.wav
    callwright simulate hotline-12345 --worker                    for other programs, see docs/worker.md

    A simulated call changes nothing that anybody keeps: SQLite files are copied first, other databases
    are only read. Exit status 1 for a call that failed (result: failed) or went otherwise than its script.
    """
    _need_sense(
        {
            "--keys": keys is not None,
            "--script": script is not None,
            "--worker": worker,
            "--record": record is not None,
            "--audio": audio is not None,
            "--json": as_json,
            "--play": play,
            "--speed": speed is not None,
            "--case": case is not None,
        }
    )
    settings = settings_near(ctx.obj["config"], Path(flow))
    file = flow_file(flow, settings)
    calendars_of(settings)
    circumstances = _Circumstances(values, caller, moment(now, settings))
    speed = 1.0 if speed is None else speed
    if worker:
        return _serve(file, settings, circumstances, speed, play)
    from callwright.keeping import need_new
    from callwright.ringing import Ringing

    release = release_of(file, settings)
    ringing = Ringing(
        settings,
        release,
        circumstances.adapt(release),
        as_json,
        need_new(record, "--record"),
        need_new(audio, "--audio"),
    )
    if script is not None:
        return ringing.by_script(Path(script), case)
    if keys is not None:
        return ringing.by_keys(keys)
    return ringing.by_hand(play=play, speed=speed)


_APART = (
    ("--keys", "--script"),
    *(("--worker", other) for other in ("--keys", "--script", "--record", "--audio", "--json")),
    *((by_hand, other) for by_hand in ("--play", "--speed") for other in ("--keys", "--script")),
)
"""Options that exclude each other."""


def _need_sense(used: Mapping[str, bool]) -> None:
    """Raises Misuse for options that make no sense together."""
    for one, other in _APART:
        if used[one] and used[other]:
            raise Misuse(
                words(zh=f"{one} 和 {other} 不能同时用", en=f"{one} and {other} exclude each other"),
                words(zh="去掉一个", en="leave one of them out"),
            )
    for one, others in (("--case", ("--script",)), ("--json", ("--keys", "--script"))):
        if used[one] and not any(used[other] for other in others):
            needed = words(zh=" 或 ", en=" or ").join(others)
            raise Misuse(
                words(zh=f"{one} 要与 {needed} 一起用", en=f"{one} goes with {needed}"),
                words(zh=f"去掉 {one}，或加上 {needed}", en=f"leave {one} out, or add {needed}"),
            )


@dataclass(frozen=True, slots=True)
class _Circumstances:
    """What the command line says of the circumstances of its calls."""

    texts: tuple[str, ...]
    caller: str
    now: datetime

    def adapt(self, release: Release) -> Callable[[Given], Given]:
        """How circumstances of calls of `release` become these. Raises Misuse for a bad `--set`."""
        values = assignments(self.texts, release.flows[release.main])

        def adapted(base: Given) -> Given:
            facts = replace(base.facts, caller=self.caller or base.facts.caller)
            return replace(base, values=values, now=self.now, facts=facts)

        return adapted


def _serve(file: Path, settings: Settings, circumstances: _Circumstances, speed: float, play: bool) -> int:
    """Serve another program; the exit status."""
    from callwright.speaking import HASTE, real_speech, with_speech
    from callwright.worker import release_for, serve

    release = release_for(file, settings)
    if release is None:
        return 1
    adapt = circumstances.adapt(release)
    with ExitStack() as opened:
        if play:
            speech = opened.enter_context(real_speech(settings, "--play", HASTE))
            worlds = Worlds(settings, lambda given: with_speech(adapt(given), speech))
        else:
            worlds = Worlds(settings, adapt)
        serve(release, opened.enter_context(worlds), speed=speed, sounds=play)
    return 0
