"""Where a recording lies: a box or a path, with values in it that can only become parts of names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated

from nodes.call import Call
from nodes.contract import Complaint
from nodes.kinds import Kind, Template, matching

LONGEST_PART = 64
"""Characters of a value that become part of a name."""

Box = Annotated[
    str,
    matching(
        "box",
        r"(?s)([\w{].*)?",
        "'{value}' is no box: letters, digits, _ . - and {{ values }}",
        "“{value}”不是信箱名称：只能用字母、数字、_ . - 和 {{ 值 }}",
    ),
    Kind("template"),
]
"""A box of messages; values in it are made parts of a name."""

_SLOT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PART = re.compile(r"[\w-][\w.-]*")
_STRANGE = re.compile(r"[^\w.-]")


def safe_part(value: str) -> str:
    """`value` as part of a file's name: letters, digits, _ . - and never a dot in front; `_` if empty."""
    return _STRANGE.sub("_", value.strip())[:LONGEST_PART].lstrip(".") or "_"


def box_of(call: Call, box: str) -> str:
    """The box that is meant now. Raises ExpressionError."""
    return safe_part(call.render(box, safe_part))


def new_path(call: Call, box: str, path: str, step: str) -> str:
    """Where the recording of `step` may be written. Raises ExpressionError, ServiceError."""
    if path:
        return call.services.records.named_recording(call.render(path, safe_part), step=step)
    return call.services.records.new_recording(box, step=step)


def bad_place(parameter: str, written: Template, *, folders: bool) -> Iterable[Complaint]:
    """The complaint that what the author wrote can be no name, or no path where there may be `folders`."""
    parts = _SLOT.sub("x", written).split("/") if folders else [_SLOT.sub("x", written)]
    if not written or all(_PART.fullmatch(part) for part in parts):
        return
    if folders:
        yield Complaint(
            parameter,
            "这不是录音文件夹里的路径",
            "this is no path below the folder of recordings",
            "用字母、数字、_ . -，文件夹之间写 /，每一段不以 . 开头",
            "write letters, digits, _ . - with / between folders, none of which begins with a dot",
        )
    else:
        yield Complaint(
            parameter,
            "这不是信箱名称",
            "this is no name of a box",
            "用字母、数字、_ . -",
            "write letters, digits, _ . -",
        )
