"""Every exception that leaves the document; each says what, where and the cure in the reader's language.

Exception
└── DocumentError
    ├── Refused           an edit that the model does not allow: a name that is taken, a wire to nowhere
    ├── SaveFailed        the file cannot be written: disk full, no permission, a character XML cannot hold
    ├── ChangedOnDisk     somebody else wrote the file since it was read
    └── OpenFailed        a file of which nothing can be shown; `problems` say why
"""

from __future__ import annotations

import errno
from collections.abc import Sequence

from flowdesigner.words.say import Say, both
from flows.problems import Problem


class DocumentError(Exception):
    """The root; `say` is the sentence for the reader."""

    def __init__(self, sentence: Say) -> None:
        super().__init__(sentence.en.format(*sentence.values) if sentence.values else sentence.en)
        self.say = sentence


class Refused(DocumentError):
    """The model does not allow the edit; nothing has changed."""


class SaveFailed(DocumentError):
    """The file is as it was, and so is the document."""


class ChangedOnDisk(DocumentError):
    """Saving would overwrite what somebody else wrote."""


class OpenFailed(DocumentError):
    """Nothing of the file can be shown."""

    def __init__(self, sentence: Say, problems: Sequence[Problem] = ()) -> None:
        super().__init__(sentence)
        self.problems = tuple(problems)


_REASONS = {
    errno.ENOENT: ("没有这个文件或文件夹", "there is no such file or folder"),
    errno.EACCES: ("没有权限", "permission denied"),
    errno.EPERM: ("没有权限", "permission denied"),
    errno.EROFS: ("这个位置只读", "the place is read-only"),
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
    errno.EDQUOT: ("配额已用完", "the quota is used up"),
    errno.EISDIR: ("这是一个文件夹", "it is a folder"),
    errno.ENAMETOOLONG: ("名字太长", "the name is too long"),
}


def reason(error: OSError) -> str:
    """Why the system refused, in the reader's language."""
    own = error.strerror or str(error)
    return both(*_REASONS.get(error.errno or 0, (own, own)))
