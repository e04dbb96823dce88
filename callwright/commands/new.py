"""`callwright new`: a project to start from: a whole hotline with database, or settings and a small flow."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import click

from callwright.bilingual import Command, option
from callwright.errors import Misuse, OutsideFailed
from callwright.output import json_option, log, print_json
from callwright.samples import SAMPLE, copy_sample
from callwright.small_project import MAIN, make_small
from callwright.words import reason, words
from flows.read import SUFFIX

_NAME = re.compile(r"[\w.-]{1,64}")


@click.command(
    "new",
    cls=Command,
    zh="""
    新建文件夹 NAME：设置、流程和通话脚本、声音、带示例数据的数据库。

    它就是完整的示例热线，请改成您自己的。--empty 只有设置和一个小流程。

    callwright new my-hotline
    cd my-hotline
    callwright check flows
    """,
    fields="folder flow",
)
@option("--empty", is_flag=True, help="Settings and one small flow only.", zh="只有设置和一个小流程。")
@json_option
@click.argument("name")
def command(name: str, empty: bool, as_json: bool) -> int:
    """Make the folder NAME: settings, flows with call scripts, sounds, a database with sample data.

    It is the sample hotline, complete: change it into yours. With --empty it is settings and one small flow.

    \b
    callwright new my-hotline
    cd my-hotline
    callwright check flows
    """
    folder = Path(name)
    if not _NAME.fullmatch(folder.name):
        raise Misuse(
            words(zh=f"“{folder.name}”不能作项目名", en=f"'{folder.name}' is no name for a project"),
            words(zh="用字母、汉字、数字和 _ . -", en="use letters, digits, _ . and -"),
        )
    main = MAIN if empty else SAMPLE
    try:
        if folder.is_symlink() or (folder.exists() and not _is_empty(folder)):
            raise Misuse(
                words(
                    zh=f"{folder} 已经存在，而且不是空文件夹", en=f"{folder} is there already, and not empty"
                ),
                words(zh="换一个名字", en="take another name"),
            )
        _make(folder, empty)
    except OSError as error:
        cure = words(zh="检查目录权限和磁盘空间", en="look at the folder's rights and the room on the disk")
        raise OutsideFailed(f"{folder}: {reason(error)}", cure) from error
    if as_json:
        flow = folder.absolute() / "flows" / (main + SUFFIX)
        print_json({"folder": str(folder.absolute()), "flow": str(flow)})
        return 0
    log.print(words(zh=f"已创建 {folder}。下一步：", en=f"{folder} is made. Next:"), markup=False)
    for line in (f"cd {shlex.quote(str(folder))}", "callwright check flows", f"callwright simulate {main}"):
        log.print(f"    {line}", markup=False)
    return 0


def _is_empty(folder: Path) -> bool:
    """Whether it is a folder in which nothing is. Raises OSError."""
    return folder.is_dir() and not any(folder.iterdir())


def _make(folder: Path, empty: bool) -> None:
    """Make the project, whole or not at all. Raises OSError."""
    try:
        if empty:
            make_small(folder, folder.name)
        else:
            copy_sample(folder, folder.name, over=True)
    except BaseException:
        # Ctrl-C as well: half a project would be in the way of the next try.
        shutil.rmtree(folder, ignore_errors=True)
        raise
