"""`callwright import`: phone menus of another system become flows, with a report of what differs."""

from __future__ import annotations

from pathlib import Path

import click

from callwright.bilingual import Command, option
from callwright.errors import BadThing, Misuse
from callwright.importing import ORIGINS, copy_recordings, imported, origin_of, write_flows
from callwright.output import json_option, log, out, print_json
from callwright.projects import compiled, settings_near
from callwright.settings import Settings
from callwright.words import tongue, words
from flows.codes.prompts import NO_RECORDING
from flows.imports.imported import Imported
from flows.problems import Problem, arranged

_COLOURS = {"left": "red", "differs": "yellow", "note": "default"}


@click.command(
    "import",
    cls=Command,
    fields="flows findings problems recordings",
    zh="""
    把 FILE 变成流程：FreeSWITCH 的 ivr 菜单（XML），或 Twilio Studio 的流程（JSON）。
    没有一项会悄悄略去：报告逐行说明没有对应的（待办）、行为不一样的（不同）、
    值得知道的（说明）。

    callwright import /etc/freeswitch/ivr_menus/demo_ivr.xml -o flows
    callwright import conf/autoload_configs/ivr.conf.xml --set domain=example.org
    callwright import studio-flow.json --json
    """,
)
@click.argument("file")
@option(
    "-o",
    "--output",
    metavar="FOLDER",
    help="Where the flows go; else the project's folder of flows.",
    zh="流程写到哪个文件夹；否则是项目的流程文件夹。",
)
@option(
    "--from",
    "origin",
    type=click.Choice(ORIGINS),
    help="What FILE is; else its ending says so.",
    zh="FILE 是什么；否则看扩展名。",
)
@option("--language", help="Language of the flows; else the project's.", zh="流程的语言；否则是项目的。")
@option(
    "--phrases",
    multiple=True,
    metavar="PATH",
    help="ivr: a file or folder of phrases; else ../lang.",
    zh="ivr：语音短语的文件或文件夹；否则是 ../lang。",
)
@option(
    "--set",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help="ivr: what $${NAME} is.",
    zh="ivr：$${NAME} 的值。",
)
@option(
    "--sounds",
    metavar="FOLDER",
    help="Copy the recordings that the flows play from here.",
    zh="从这个文件夹复制流程要播放的录音。",
)
@option(
    "--force",
    is_flag=True,
    help="Replace flow files that are there already.",
    zh="覆盖已有的流程文件。",
)
@option(
    "--strict",
    is_flag=True,
    help="Status 1 if anything is left to do.",
    zh="还有待办时退出状态为 1。",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    file: str,
    output: str | None,
    origin: str | None,
    language: str | None,
    phrases: tuple[str, ...],
    given: tuple[str, ...],
    sounds: str | None,
    force: bool,
    strict: bool,
    as_json: bool,
) -> int:
    """Turn FILE into flows: FreeSWITCH's ivr menus (XML), or a flow of Twilio Studio (JSON).

    Nothing is left out silently: the report says, line by line, what could not be mapped (to do), what
    behaves otherwise (differs), and what is good to know (note).

    \b
    callwright import /etc/freeswitch/ivr_menus/demo_ivr.xml -o flows
    callwright import conf/autoload_configs/ivr.conf.xml --set domain=example.org
    callwright import studio-flow.json --json
    """
    path = Path(file)
    settings = settings_near(ctx.obj["config"], Path(output) if output else None)
    language = language or settings.project.language
    variables = dict(_assignment(text) for text in given)
    found = imported(path, origin or origin_of(path), language, [Path(p) for p in phrases], variables)
    if found.problems or not found.flows:
        _report(found, (), as_json, [])
        raise BadThing(words(zh=f"{file} 中没有可导入的内容", en=f"nothing could be imported from {file}"))
    folder = Path(output) if output else _flows_folder(settings)
    files = write_flows(found.flows, folder, force=force)
    if sounds:
        target = settings.path(settings.folders.sounds) / "recorded" / language
        copy_recordings(found.recordings, Path(sounds), target, force=force)
    problems = arranged(problem for one in files for problem in compiled(one, settings).problems)
    _report(found, problems, as_json, files)
    left = any(finding.kind == "left" for finding in found.findings) or bool(problems)
    return 1 if strict and left else 0


def _assignment(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise Misuse(words(zh=f"--set {text}：应写成 名称=值", en=f"--set {text}: write NAME=VALUE"))
    return name, value


def _flows_folder(settings: Settings) -> Path:
    """The project's folder of flows; without a project, here."""
    return settings.path(settings.folders.flows) if settings.file else Path()


def _report(found: Imported, problems: tuple[Problem, ...], as_json: bool, files: list[Path]) -> None:
    if as_json:
        print_json(
            {
                "flows": [{"name": f.name, "file": str(p)} for f, p in zip(found.flows, files, strict=False)],
                "findings": [finding.to_json(tongue()) for finding in found.findings],
                "problems": [problem.to_json(tongue()) for problem in (*found.problems, *problems)],
                "recordings": [{"name": name, "source": source} for name, source in found.recordings],
            }
        )
        return
    for finding in found.findings:
        out.print(finding.text(tongue()), style=_COLOURS[finding.kind], markup=False)
        if cure := finding.cure(tongue()):
            out.print("    " + words(zh="解决：", en="cure: ") + cure, markup=False)
    _problems((*found.problems, *problems))
    for path in files:
        log.print(words(zh=f"已写入 {path}", en=f"{path} is written"), markup=False)
    kinds = [finding.kind for finding in found.findings]
    log.print(
        words(
            zh="待办 {} 项，不同 {} 处，说明 {} 条",
            en="to do: {}, differs: {}, notes: {}",
        ).format(*(kinds.count(kind) for kind in ("left", "differs", "note")))
    )


def _problems(problems: tuple[Problem, ...]) -> None:
    """What `check` says of the new flows; recordings that are missing on one line."""
    missing = [problem for problem in problems if problem.code == NO_RECORDING.number]
    for problem in problems:
        if problem not in missing:
            style = "red" if problem.severity == "error" else "yellow"
            out.print(problem.text(tongue()), style=style, markup=False)
            out.print("    " + words(zh="解决：", en="cure: ") + problem.cure(tongue()), markup=False)
    if missing:
        count = len({problem.en for problem in missing})
        out.print(
            words(
                zh=f"{missing[0].file}：缺少录音 {count} 段",
                en=f"{missing[0].file}: {count} recordings are missing",
            ),
            style="red",
            markup=False,
        )
        cure = words(
            zh="用 --sounds 给出录音所在文件夹（会复制过来），或看 callwright check",
            en="name the folder they lie in with --sounds, which copies them; callwright check lists them",
        )
        out.print("    " + words(zh="解决：", en="cure: ") + cure, markup=False)
