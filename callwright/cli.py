"""The command line: finds the command, loads only what it needs, and turns every failure into a sentence."""

from __future__ import annotations

import importlib
import sys
from importlib.metadata import version
from typing import Any

import click

from callwright.errors import Failure
from callwright.extras import missing
from callwright.words import speak, words

COMMANDS: dict[str, str] = {
    "check": "check",
    "compile": "compile_",
    "demo": "demo",
    "dialplan": "dialplan_",
    "doctor": "doctor",
    "line": "line",
    "new": "new",
    "publish": "publish",
    "serve": "serve",
    "simulate": "simulate",
    "sounds": "sounds_",
}
"""Every command and the module of callwright.commands that holds it."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used, so that `check` never loads a switch."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        try:
            module = importlib.import_module(f"callwright.commands.{COMMANDS[name]}")
        except ModuleNotFoundError as error:
            failure = missing(error, f"callwright {name}")
            if failure is None:
                raise
            raise failure from error
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS:
            near = [name for name in COMMANDS if name.startswith(args[0][:3])]
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise click.UsageError(f"There is no command '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("callwright"), "-V", "--version", prog_name="callwright")
@click.option("--config", metavar="FILE", help="Settings file; else callwright.toml found upwards from here.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of messages; else the locale's.")
@click.option("--debug", is_flag=True, help="Show the traceback of a failure.")
@click.pass_context
def cli(ctx: click.Context, config: str | None, lang: str | None, debug: bool) -> None:
    """Draw, prove, ring and run the phone service of a public hotline.

    \b
    callwright new my-hotline            a project to start from: a whole hotline
    callwright check flows               every problem of every flow, with its cure
    callwright simulate flows/x.flow.xml call it from this terminal
    callwright publish flows/x.flow.xml  put it on its lines

    Exit status: 0 good; 1 what was asked about is bad; 2 misused; 3 the outside world failed.
    """
    speak(lang)
    ctx.obj = {"config": config, "debug": debug}


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; the process ends with the command's status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in arguments
    try:
        result: Any = cli.main(args=arguments, prog_name="callwright", standalone_mode=False)
        raise SystemExit(result if isinstance(result, int) else 0)
    except click.exceptions.Abort:
        click.echo(words(zh="已中止。", en="Stopped."), err=True)
        raise SystemExit(1) from None
    except click.ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from None
    except Failure as failure:
        _complain(str(failure), failure.cure)
        if debug:
            raise
        raise SystemExit(failure.status) from None
    except ModuleNotFoundError as error:
        if debug:
            raise
        failure_or_none = missing(error, "callwright " + " ".join(arguments[:1]))
        _complain(str(failure_or_none or error), failure_or_none.cure if failure_or_none else "")
        raise SystemExit(2) from None
    except Exception as error:
        if debug:
            raise
        _complain(
            words(zh=f"Callwright 自身出错：{error!r}", en=f"a fault in Callwright itself: {error!r}"),
            words(zh="加上 --debug 查看详情并报告", en="run it with --debug and report what it shows"),
        )
        raise SystemExit(3) from None


def _complain(message: str, cure: str) -> None:
    click.echo(click.style("error: ", fg="red", bold=True) + message, err=True)
    if cure:
        click.echo(words(zh="解决：", en="cure: ") + cure, err=True)
