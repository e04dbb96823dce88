"""`callwright sounds`: make, list and try the sounds of a project."""

from __future__ import annotations

from pathlib import Path

import click

from callwright.bilingual import Group, option
from callwright.errors import BadThing
from callwright.output import json_option, log, print_json, print_table
from callwright.projects import flow_files, release_of, settings_near
from callwright.prompts import build_sounds, phrases_of, refuse, show_report
from callwright.settings import load
from callwright.words import words
from sounds.library import Library
from sounds.phrases import Phrase


@click.group(
    "sounds",
    cls=Group,
    zh="""
    生成、列出、试听项目的语音：先用录音，没有录音就由文字合成。

    callwright sounds build flows        只合成有变化的
    callwright sounds list
    callwright sounds say "您好" --lang zh-CN
    """,
)
def command() -> None:
    """Make, list and try the sounds of a project: recordings first, then speech made from text.

    \b
    callwright sounds build flows        only what changed is spoken anew
    callwright sounds list
    callwright sounds say "您好" --lang zh-CN
    """


@command.command(
    "build",
    zh="""
    为 PATHS 中的所有流程生成缺少的语音。

    callwright sounds build flows
    """,
)
@click.argument("paths", nargs=-1, required=True)
@click.pass_context
def build(ctx: click.Context, paths: tuple[str, ...]) -> int:
    """Make the sounds of every flow in PATHS that are missing.

    \b
    callwright sounds build flows
    """
    config = ctx.find_root().obj["config"]
    files = flow_files(paths)
    settings = settings_near(config, files[0])
    phrases: dict[Phrase, None] = {}
    for path in files:
        phrases.update(dict.fromkeys(phrases_of(release_of(path, settings))))
    report = build_sounds(list(phrases), settings)
    show_report(report)
    refuse(
        report,
        words(zh="有语音无法生成", en="some sounds could not be made"),
        words(
            zh="安装 callwright[speech]，或放入录音", en="pip install 'callwright[speech]', or record them"
        ),
    )
    return 0


@command.command(
    "list",
    fields="key text language engine voice ms",
    zh="""
    列出项目里已为交换机生成的语音。

    callwright sounds list
    callwright sounds list --json
    """,
)
@json_option
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> int:
    """Show every sound that was made for the switch in this project.

    \b
    callwright sounds list
    callwright sounds list --json
    """
    from callwright.voices import sound_settings

    library = Library(sound_settings(load(ctx.find_root().obj["config"])))
    entries = library.sounds()
    if as_json:
        print_json([{"key": key, **entry.__dict__} for key, entry in entries.items()])
        return 0
    columns = words(zh="文字 语言 嗓音 毫秒", en="text language voice ms").split()
    print_table(columns, [(e.text, e.language, e.voice, e.ms) for e in entries.values()])
    text = words(zh="新生成 {} 句；随附 {} 句", en="made here: {}; ready in packs: {}")
    log.print(text.format(len(entries), len(library.packs.sounds())))
    return 0


@command.command(
    "say",
    zh="""
    合成 TEXT，输出声音文件的路径。

    callwright sounds say "您好" --lang zh-CN
    """,
)
@click.argument("text")
@option(
    "--lang",
    "language",
    default="",
    metavar="LANGUAGE",
    help="Language; else the project's.",
    zh="语言；默认按项目。",
)
@option("--voice", default="", metavar="VOICE", help="Voice, or engine:voice.", zh="嗓音，或 引擎:嗓音。")
@click.pass_context
def say(ctx: click.Context, text: str, language: str, voice: str) -> int:
    """Speak TEXT and print the path of the sound file.

    \b
    callwright sounds say "您好" --lang zh-CN
    """
    from callwright.voices import sound_settings

    settings = load(ctx.find_root().obj["config"])
    phrase = Phrase(text, language or settings.project.language, voice)
    report = build_sounds([phrase], settings)
    found = Library(sound_settings(settings)).find(phrase)
    if found is None:
        show_report(report)
        without = words(zh="无法合成", en="it could not be spoken")
        cure = words(zh="见上面的原因", en="see the reason above")
        refuse(report, without, cure)
        raise BadThing(without, cure)
    click.echo(str(Path(found)))
    return 0
