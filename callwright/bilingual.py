"""Commands whose help is Chinese or English, whichever the user speaks."""

from __future__ import annotations

import difflib
import inspect
import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from callwright.words import tongue, words

GLOBAL = ("--config", "--lang", "--debug")
"""Options that stand before the command."""

_Any = TypeVar("_Any", bound=Callable[..., Any])


class Option(click.Option):
    """An option with its help in both languages."""

    def __init__(self, *args: Any, zh: str = "", **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.zh = zh

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Names and help, in the language in force."""
        record = super().get_help_record(ctx)
        if record is None or not self.help or not self.zh:
            return record
        return record[0], record[1].replace(self.help, words(zh=self.zh, en=self.help), 1)


def option(*names: str, zh: str, **attributes: Any) -> Callable[[_Any], _Any]:
    """As click.option; `zh` is its help in Chinese."""
    return click.option(*names, cls=Option, zh=zh, **attributes)


class Command(click.Command):
    """A command: its help is the docstring of its function, `zh` the same in Chinese.

    `fields` are those of each object that it prints with --json.
    """

    def __init__(self, *args: Any, zh: str = "", fields: str = "", **attributes: Any) -> None:
        super().__init__(*args, **attributes)
        self.zh = zh
        self.fields = tuple(fields.split())

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """-h and --help, in both languages."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = words(zh="显示本说明。", en="Show this message and exit.")
        return found

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The text between usage and options; Chinese lines are as long as they are written."""
        text = inspect.cleandoc(self.help or "").partition("\f")[0]
        if tongue() == "zh" and self.zh:
            paragraphs = re.split(r"\n\s*\n", inspect.cleandoc(self.zh).replace("\b\n", ""))
            text = "\n\n".join(f"\b\n{paragraph}" for paragraph in paragraphs)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(text)
            if self.fields:
                formatter.write_paragraph()
                fields = words(zh="--json 的字段：{}", en="Fields of --json: {}").format(
                    ", ".join(self.fields)
                )
                formatter.write_text(fields)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence, for the list of commands."""
        if tongue() == "zh" and self.zh:
            return re.split("[。：；\n]", inspect.cleandoc(self.zh), maxsplit=1)[0]
        return super().get_short_help_str(limit)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and say of an option that stands in the wrong place where it goes."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if error.option_name not in GLOBAL:
                raise
            where = f"callwright {error.option_name} ... {ctx.command_path.partition(' ')[2]}"
            raise click.UsageError(
                words(
                    zh=f"{error.option_name} 要写在命令前面：{where}",
                    en=f"{error.option_name} goes before the command: {where}",
                ),
                ctx,
            ) from error


class Group(Command, click.Group):
    """A command of commands; it says which one somebody may have meant."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of the first argument. Raises UsageError with a hint if there is none."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            near = nearest(args[0], known)
            hint = words(zh=f"是否为“{near}”？", en=f" Did you mean '{near}'?") if near else ""
            raise click.UsageError(
                words(zh=f"没有命令“{args[0]}”。{hint}", en=f"There is no command '{args[0]}'.{hint}"), ctx
            )
        return super().resolve_command(ctx, args)


def nearest(name: str, known: Sequence[str]) -> str:
    """Which of `known` somebody may have meant who wrote `name`; empty if none is near."""
    return next(iter(difflib.get_close_matches(name, known, 1)), "") or next(
        (one for one in known if len(name) > 1 and one.startswith(name)), ""
    )
