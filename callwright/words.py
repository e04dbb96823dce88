"""The language in which the command line speaks: Chinese or English, by `--lang` or the locale."""

from __future__ import annotations

import errno
import locale
import os
from contextvars import ContextVar
from typing import Literal

Tongue = Literal["zh", "en"]

_tongue: ContextVar[Tongue | None] = ContextVar("tongue", default=None)


def tongue() -> Tongue:
    """The language in force: what `speak` set, else that of the locale, else English."""
    chosen = _tongue.get()
    if chosen is not None:
        return chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "zh" if os.environ[name].lower().startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


def speak(language: str | None) -> None:
    """Use `language` (zh or en) from here on; None goes back to the locale's."""
    _tongue.set(None if language is None else "zh" if language.startswith("zh") else "en")


def words(*, zh: str, en: str) -> str:
    """The sentence in the language in force."""
    return zh if tongue() == "zh" else en


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只读，不能写入",
    errno.ENOSPC: "磁盘已满",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经存在",
    errno.ENAMETOOLONG: "名字太长",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.ECONNREFUSED: "连接被拒绝",
}


def reason(error: OSError) -> str:
    """Why the system refused, in the language in force; what it says itself where we have no word for it."""
    own = error.strerror or str(error)
    return words(zh=_REASONS.get(error.errno or 0, own), en=own)
