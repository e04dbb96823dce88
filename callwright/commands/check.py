"""`callwright check`: every problem of every flow, all at once, each with its cure."""

from __future__ import annotations

from pathlib import Path

import click

from callwright.bilingual import Command, option
from callwright.errors import Misuse
from callwright.output import json_option, log, out, print_json
from callwright.projects import compiled, flow_files, settings_near
from callwright.words import tongue, words
from flows.problems import Problem, arranged, has_errors
from flows.sarif import sarif

_COLOURS = {"error": "red", "warning": "yellow"}


@click.command(
    "check",
    cls=Command,
    fields="code severity file line node parameter message cure",
    zh="""
    检查流程：到不了的节点、没有出路的节点、未接的出口、没有来电者参与的循环、
    没有赋值的变量、缺少的提示音……所有问题一次列出，各有解决办法。

    callwright check flows                  文件夹中的所有 *.flow.xml
    callwright check flows/hotline-12345.flow.xml --strict
    callwright check flows --json | jq '.[].code'
    """,
)
@click.argument("paths", nargs=-1, required=True)
@option("--strict", is_flag=True, help="Warnings count as errors.", zh="警告也算错误。")
@option(
    "--sarif",
    "as_sarif",
    is_flag=True,
    help="Print SARIF 2.1.0 for code review tools.",
    zh="输出 SARIF 2.1.0，供代码审查工具使用。",
)
@json_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], strict: bool, as_sarif: bool, as_json: bool) -> int:
    """Prove flows: unreachable nodes, dead ends, open exits, loops without the caller, unset variables ...

    \b
    callwright check flows                  every *.flow.xml in the folder
    callwright check flows/hotline-12345.flow.xml --strict
    callwright check flows --json | jq '.[].code'
    """
    if as_sarif and as_json:
        raise Misuse(
            words(zh="--json 和 --sarif 不能同时使用", en="--json and --sarif exclude each other"),
            words(zh="去掉其中一个", en="leave one of them out"),
        )
    problems: set[Problem] = set()
    files = flow_files(paths)
    for path in files:
        problems.update(compiled(path, settings_near(ctx.obj["config"], path)).problems)
    found = arranged(problems)
    if as_sarif:
        print_json(sarif(found, tongue()))
    elif as_json:
        print_json([problem.to_json(tongue()) for problem in found])
    else:
        _show(found, files)
    return 1 if has_errors(found) or (strict and found) else 0


def _show(problems: tuple[Problem, ...], files: list[Path]) -> None:
    for problem in problems:
        out.print(problem.text(tongue()), style=_COLOURS[problem.severity], markup=False)
        out.print("    " + words(zh="解决：", en="cure: ") + problem.cure(tongue()), markup=False)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    log.print(
        words(
            zh=f"流程文件 {len(files)} 个，错误 {errors} 个，警告 {warnings} 个",
            en=f"flow files: {len(files)}, errors: {errors}, warnings: {warnings}",
        )
    )
