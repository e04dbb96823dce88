"""Options that say whose a calendar or list is, and who changes it; and that something is to change."""

from __future__ import annotations

import click
from click.core import ParameterSource

from callwright.bilingual import option
from callwright.errors import Misuse
from callwright.words import words

TENANT = option(
    "--tenant",
    default="",
    help="Whose it is; else for all.",
    zh="属于哪个租户；默认所有租户共用。",
)
AS = option(
    "--as",
    "as_user",
    default="",
    metavar="NAME",
    help="Who changes it; else the system's user.",
    zh="谁修改；默认是系统用户。",
)


def a_change_is_named(ctx: click.Context, *others: str) -> None:
    """See that the command line names something to change beside the parameters `others`. Raises Misuse."""
    given = (name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE)
    if not set(given) - set(others):
        raise Misuse(
            words(zh="没有指明要修改什么", en="nothing is named that is to change"),
            f"{ctx.command_path} --help",
        )
