"""The command line: finds the command, loads only what it needs, and turns every failure into a sentence."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from typing import Any

import click

from callwright.bilingual import Group, option
from callwright.catalogue import spoken
from callwright.click_words import install
from callwright.errors import Failure
from callwright.extras import missing
from callwright.words import reason, speak, words

COMMANDS: dict[str, tuple[str, str, str]] = {
    "demo": ("demo", "拨打示例热线 12345，您就是来电者", "Call the sample hotline: you are the caller."),
    "new": ("new", "新建项目：一条完整的热线", "Make a project of your own: a whole hotline."),
    "designer": ("designer", "打开设计器：画、查、试拨、发布", "Draw, check, ring and publish in a window."),
    "node": ("node", "节点类型：参数、出口和例子", "Explain node types: parameters, exits, examples."),
    "check": ("check", "检查流程，列出所有问题和解决办法", "Prove flows: every problem, with its cure."),
    "simulate": ("simulate", "不用交换机拨打流程", "Ring a flow without a switch."),
    "test": ("test_", "播放通话脚本，查看覆盖", "Play call scripts; say what they cover."),
    "explore": ("explore", "自动试拨流程，找没走到的出口和出错的通话", "Find calls nobody scripted."),
    "render": ("render", "把流程画成图：SVG、PNG 或网页", "Draw a flow: SVG, PNG, or a page."),
    "diff": ("diff", "两个流程或发布之间改了什么", "Say what changed between two flows."),
    "compile": ("compile_", "把流程编译成一个发布文件", "Compile a flow into one release file."),
    "import": ("import_", "导入其他系统的语音菜单", "Turn phone menus of other systems into flows."),
    "export": ("export_", "把简单菜单导出给 FreeSWITCH", "Write a simple menu for FreeSWITCH's ivr."),
    "sounds": ("sounds_", "生成、列出、试听语音", "Make, list and try sounds."),
    "publish": ("publish", "发布流程，下一个来电起生效", "Put a flow live, from the next call on."),
    "line": ("line", "哪个号码由哪个流程接听", "Say which flow answers which number."),
    "calendar": ("calendar_", "服务时间、节假日和调休", "Keep opening hours and holidays."),
    "list": ("list_", "黑名单、贵宾等来电号码名单", "Keep lists of callers: refused, important."),
    "tenant": ("tenant", "线路、日历和名单属于谁", "Say whose lines, calendars and lists they are."),
    "compare": ("compare", "两个发布的通话结果并列比较", "Set the calls of two releases side by side."),
    "heat": ("heat", "来电都走到哪里，在哪里挂断", "Say where calls went, and where callers gave up."),
    "promote": ("promote", "试用中的发布正式上线", "Let more callers meet a release on trial, or all."),
    "history": (
        "history",
        "谁在什么时候发布、修改了什么",
        "Say what was published or changed, by whom.",
    ),
    "rollback": ("rollback", "结束试用，或改用上一个发布", "End a trial, or go back to the release before."),
    "dialplan": ("dialplan_", "输出 FreeSWITCH 拨号方案", "Print what FreeSWITCH needs to know."),
    "serve": ("serve", "接听 FreeSWITCH 送来的来电", "Take calls from FreeSWITCH."),
    "status": ("status", "每条线路在用什么，有多少通话", "Say what every line runs, and its calls."),
    "calls": ("calls", "最近的通话", "List the latest calls."),
    "trace": ("trace_", "逐步显示一次通话", "Show one call step by step."),
    "replay": ("replay", "把真实通话在草稿上重放，看哪里不同", "Repeat real calls on a draft: what differs?"),
    "sql": ("sql", "在数据库连接上试运行一条 SQL", "Try a statement on a database of the settings."),
    "tidy": ("tidy", "清理保存期已满的通话记录和录音", "Let go of what was kept long enough."),
    "doctor": ("doctor", "检查安装，缺什么、怎么补", "Say what is missing, and the cure."),
}
"""Every command in the order of its use: its module in callwright.commands, what it does in zh and en."""

STOPPED = 130
"""The exit status after Ctrl-C, as shells have it: 128 and the number of the signal."""

CLOSED = 141
"""The exit status where nobody reads the output any more (`| head -1`), counted likewise."""


class LazyGroup(Group):
    """A group whose commands are imported when they are used, so that `check` never loads a switch."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of its use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command, its module loaded. Raises Misuse if a package of an extra is missing."""
        if name not in COMMANDS:
            return None
        try:
            module = importlib.import_module(f"callwright.commands.{COMMANDS[name][0]}")
        except ModuleNotFoundError as error:
            failure = missing(error, f"callwright {name}")
            if failure is None:
                raise
            raise failure from error
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands; none is loaded for it."""
        with formatter.section(words(zh="命令", en="Commands")):
            formatter.write_dl([(name, words(zh=zh, en=en)) for name, (_, zh, en) in COMMANDS.items()])


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"callwright {version('callwright')}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    zh="""
    绘制、检查、试拨并运行公共服务热线。

    最初五分钟：
    callwright demo                         在本终端拨打示例热线
    callwright new my-hotline               新建项目：一条完整的热线
    cd my-hotline
    callwright check flows                  列出所有流程的所有问题和解决办法
    callwright simulate hotline-12345       您就是来电者
    callwright publish hotline-12345 --line 12345
                                            检查、生成语音，在这个号码上线

    退出状态：0 成功；1 所查的东西有问题；2 用法不对；
    3 外部环境出错；130 被 Ctrl-C 中止。
    """,
)
@option("-V", "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
        help="Show the version and exit.", zh="显示版本。")  # fmt: skip
@option("--config", metavar="FILE", help="Settings file; else callwright.toml found upwards from here.",
        zh="设置文件；默认从当前目录向上找 callwright.toml。")  # fmt: skip
@option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages; else the locale's.",
        zh="消息的语言；默认按系统语言。")  # fmt: skip
@option("--debug", is_flag=True, help="Show the traceback of a failure.", zh="出错时显示调用栈。")
@click.pass_context
def cli(ctx: click.Context, config: str | None, lang: str | None, debug: bool) -> None:
    """Draw, prove, ring and run the phone service of a public hotline.

    \b
    The first five minutes:
    callwright demo                         ring the sample hotline from this terminal
    callwright new my-hotline               a project of your own: a whole hotline
    cd my-hotline
    callwright check flows                  every problem of every flow, with its cure
    callwright simulate hotline-12345       you are the caller
    callwright publish hotline-12345 --line 12345
                                            check it, make its sounds, put it live

    Exit status: 0 good; 1 what was asked about is bad; 2 misused; 3 the outside world failed; 130 stopped
    by Ctrl-C.
    """
    ctx.obj = {"config": config, "debug": debug}
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; the process ends with the command's status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    speak(_language(arguments))
    install()
    for stream in (sys.stdout, sys.stderr):
        # A stream that cannot hold Chinese shows it as \u...; it is no reason to fail.
        if "utf" not in (stream.encoding or "").lower() and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    raise SystemExit(_status(lambda: cli.main(arguments, "callwright", standalone_mode=False), arguments))


def _language(arguments: list[str]) -> str | None:
    """What --lang says before the command, known before anything can be wrong with the rest."""
    for word, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if word == "--lang":
            return following if following in ("zh", "en") else None
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word in COMMANDS:
            break
    return None


def _status(run: Callable[[], Any], arguments: list[str]) -> int:
    """The exit status of `run`; what goes wrong is said on standard error."""
    try:
        result = run()
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except BrokenPipeError:
        _give_up_output()
        return CLOSED
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo(words(zh="已中止。", en="Stopped."), err=True)
        return STOPPED
    except click.ClickException as error:
        _misused(error)
        return error.exit_code
    except Exception as error:
        if "--debug" in arguments:
            raise
        return _failed(error, arguments)


def _misused(error: click.ClickException) -> None:
    """Say what is wrong with the command line, and where its help is."""
    ctx = getattr(error, "ctx", None)
    if ctx is not None:
        click.echo(ctx.get_usage(), err=True)
    _complain(error.format_message(), f"{ctx.command_path} --help" if ctx is not None else "")


def _failed(error: Exception, arguments: list[str]) -> int:
    """Say what went wrong and what to do about it; the exit status."""
    if isinstance(error, ModuleNotFoundError):
        error = missing(error, "callwright " + " ".join(arguments[:1])) or error
    if isinstance(error, Failure):
        _complain(str(error), error.cure)
        return error.status
    if isinstance(error, OSError):
        where = error.filename or ""
        if not where and _output_fails():
            _give_up_output()
            where = words(zh="结果写不出去", en="the output cannot be written")
        cure = words(
            zh="检查路径、权限和磁盘空间", en="look at the path, its rights and the room on the disk"
        )
        _complain(f"{where}: {reason(error)}" if where else reason(error), cure)
        return 3
    _complain(
        words(zh=f"Callwright 自身出错：{error!r}", en=f"a fault in Callwright itself: {error!r}"),
        words(
            zh="在命令前加 --debug 再运行，报告所见",
            en="run it with --debug before the command, and report what it shows",
        ),
    )
    return 3


def _output_fails() -> bool:
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        return True
    return False


def _give_up_output() -> None:
    """Send nowhere what is still buffered, else Python complains at its end (Python's page on SIGPIPE)."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _complain(message: str, cure: str) -> None:
    head = words(zh="错误：", en="error: ")
    click.echo(click.style(head, fg="red", bold=True) + spoken(message), err=True)
    if cure:
        click.echo(words(zh="解决：", en="cure: ") + spoken(cure), err=True)
