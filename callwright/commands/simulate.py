"""`callwright simulate`: one call without a switch - by keys, by a script, or by you at this terminal."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from callwright.bilingual import Command, option
from callwright.catalogue import spoken
from callwright.errors import BadThing, Misuse
from callwright.output import at_terminal, json_option, log, print_json_lines
from callwright.projects import flow_file, release_of, settings_near
from callwright.settings import Settings
from callwright.simulation import assignments, given_of, moment
from callwright.words import reason, tongue, words
from engine.events import Heard, NodeEntered, NodeFailed
from flows.release import Release
from simulator.check import differences
from simulator.errors import ScriptError
from simulator.given import Given
from simulator.script import CallCase, read_script
from simulator.session import Simulation, simulate


@click.command(
    "simulate",
    cls=Command,
    zh="""
    不用交换机拨打流程 FLOW，逐行输出通话：时间、节点、事件、详情。

    callwright simulate flows/hotline-12345.flow.xml              您就是来电者
    callwright simulate hotline-12345 --keys "2 3 !"              按键；- 不按，! 挂机
    callwright simulate hotline-12345 --script flows/demo.calls.yaml
    callwright simulate hotline-12345 --keys "1" --json           每行一个 JSON 事件

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
    values: tuple[str, ...],
    caller: str,
    now: str,
    as_json: bool,
) -> int:
    """Ring FLOW without a switch and print the call, line by line: time, node, event, detail.

    \b
    callwright simulate flows/hotline-12345.flow.xml              you are the caller
    callwright simulate hotline-12345 --keys "2 3 !"              keys; - is silence, ! hangs up
    callwright simulate hotline-12345 --script flows/demo.calls.yaml
    callwright simulate hotline-12345 --keys "1" --json           the journal as JSON lines

    A simulated call changes nothing that anybody keeps: SQLite files are copied first, other databases
    are only read. Exit status 1 for a call that failed (result: failed) or went otherwise than its script.
    """
    if keys is not None and script is not None:
        raise Misuse(
            words(zh="--keys 和 --script 不能同时用", en="--keys and --script exclude each other"),
            words(zh="去掉一个", en="leave one of them out"),
        )
    settings = settings_near(ctx.obj["config"], Path(flow))
    release = release_of(flow_file(flow, settings), settings)
    with given_of(settings) as base:
        given = replace(
            base,
            values=assignments(values, release.flows[release.main]),
            now=moment(now, settings),
            facts=replace(base.facts, caller=caller or base.facts.caller),
        )
        if script is not None:
            return _scripted(release, given, Path(script), case, as_json)
        if keys is not None:
            return _by_keys(release, given, keys, as_json)
        return _by_hand(release, given, settings)


def _by_keys(release: Release, given: Given, keys: str, as_json: bool) -> int:
    try:
        simulation = simulate(release, keys, given)
    except ValueError as error:
        raise Misuse(
            f"--keys: {spoken(str(error))}",
            words(zh='例如 --keys "2 1 12345678# - !"', en='such as --keys "2 1 12345678# - !"'),
        ) from error
    _print(simulation, as_json)
    if not as_json:
        _summary(simulation)
    return _status(simulation)


def _status(simulation: Simulation) -> int:
    return 1 if simulation.result == "failed" else 0


def _summary(simulation: Simulation) -> None:
    """What went wrong in the call; at a terminal also one line on what it came to."""
    for event in simulation.events:
        if isinstance(event, NodeFailed):
            where = f"{event.flow}.{event.node}" if event.node else event.flow
            log.print(f"{where}: {event.message}", style="red", markup=False)
    if not at_terminal():
        return
    sys.stdout.flush()
    visited = sum(isinstance(event, NodeEntered) for event in simulation.events)
    heard = sum(isinstance(event, Heard) for event in simulation.events)
    seconds = simulation.outcome.seconds
    log.print(
        words(
            zh=f"{seconds:.0f} 秒，节点 {visited} 个，提示音 {heard} 句，结果：{simulation.result}",
            en=f"{seconds:.0f} seconds, nodes: {visited}, prompts: {heard}, result: {simulation.result}",
        )
    )


def _print(simulation: Simulation, as_json: bool) -> None:
    if as_json:
        print_json_lines(event.to_json() for event in simulation.events)
    else:
        sys.stdout.write(simulation.transcript)


def cases_of(file: Path, only: str | None = None) -> tuple[CallCase, ...]:
    """The cases of a file of call scripts. Raises BadThing with every problem, Misuse for an unknown name."""
    try:
        cases = read_script(file)
    except ScriptError as error:
        raise BadThing(error.text(tongue())) from error
    except OSError as error:
        raise BadThing(f"{file}: {reason(error)}", words(zh="检查路径", en="look at the path")) from error
    if only is None:
        return cases
    chosen = tuple(case for case in cases if case.name == only)
    if not chosen:
        raise Misuse(
            words(zh=f"{file}：没有用例“{only}”", en=f"{file}: no case is called '{only}'"),
            words(zh="有：", en="there are: ") + "; ".join(case.name for case in cases),
        )
    return chosen


def _scripted(release: Release, base: Given, file: Path, only: str | None, as_json: bool) -> int:
    failed = 0
    cases = cases_of(file, only)
    for number, case in enumerate(cases, 1):
        facts = replace(base.facts, id=f"simulated-{number}")
        given = case.circumstances(replace(base, facts=facts))
        simulation = simulate(release, case.steps, given)
        wrong = differences(case, simulation, given.world.database)
        if not as_json:
            sys.stdout.write(f"# {case.name}\n")
        _print(simulation, as_json)
        for difference in wrong:
            log.print(difference.text(tongue()), style="red", markup=False)
        failed += bool(wrong)
    passed = len(cases) - failed
    log.print(words(zh=f"{passed} 个通过，{failed} 个失败", en=f"{passed} passed, {failed} failed"))
    return 1 if failed else 0


def _by_hand(release: Release, given: Given, settings: Settings) -> int:
    from callwright.phone import ring

    return _status(ring(release, given, settings))
