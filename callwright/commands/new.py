"""`callwright new`: a project to start from: a whole hotline with database, prompts and call scripts."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import click

from callwright.bilingual import Command
from callwright.errors import Misuse, OutsideFailed
from callwright.output import log
from callwright.samples import SAMPLE, copy_sample
from callwright.words import reason, words

_NAME = re.compile(r"[\w.-]{1,64}")


@click.command(
    "new",
    cls=Command,
    zh="""
    新建文件夹 NAME：设置、流程和通话脚本、声音、带示例数据的数据库。

    它就是完整的示例热线，请改成您自己的。

    callwright new my-hotline
    cd my-hotline
    callwright check flows
    """,
)
@click.argument("name")
def command(name: str) -> int:
    """Make the folder NAME: settings, flows with call scripts, sounds, a database with sample data.

    It is the sample hotline, complete: change it into yours.

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
    if folder.exists() or folder.is_symlink():
        raise Misuse(
            words(zh=f"{folder} 已经存在", en=f"{folder} is there already"),
            words(zh="换一个名字", en="take another name"),
        )
    try:
        copy_sample(folder, folder.name)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        cure = words(zh="检查目录权限和磁盘空间", en="look at the folder's rights and the room on the disk")
        raise OutsideFailed(f"{folder}: {reason(error)}", cure) from error
    except BaseException:
        # Ctrl-C: half a project would be in the way of the next try.
        shutil.rmtree(folder, ignore_errors=True)
        raise
    log.print(words(zh=f"已创建 {folder}。下一步：", en=f"{folder} is made. Next:"), markup=False)
    for line in (f"cd {shlex.quote(str(folder))}", "callwright check flows", f"callwright simulate {SAMPLE}"):
        log.print(f"    {line}", markup=False)
    return 0
