"""Paths into the answer of a web service, such as `data.items[0].name`: read, never evaluated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

from nodes.kinds import Kind, refusal
from nodes.services import HttpReply

ROOTS = ("data", "status", "body", "headers")
"""What a path may begin with: the parsed body, the status, the body as text, the headers."""

_STEP = re.compile(r"\.(?P<name>[^.\[\]\"']+)|\[(?P<place>-?\d{1,6})\]|\[\"(?P<quoted>[^\"]+)\"\]")

MISSING = object()
"""What `find` gives where the answer has nothing at a path."""


@lru_cache(maxsize=1024)
def steps(path: str) -> tuple[str | int, ...]:
    """The steps of `path`: `data.a[0]["b c"]`. Raises ValueError if it is none."""
    path = path.strip()
    root = re.match(r"\w+", path)
    if root is None or root[0] not in ROOTS:
        raise ValueError(f"{path[:60]!r} does not begin with one of {', '.join(ROOTS)}")
    found: list[str | int] = [root[0]]
    place = root.end()
    while place < len(path):
        step = _STEP.match(path, place)
        if step is None:
            raise ValueError(f"{path[place : place + 20]!r} is no step of a path")
        found.append(int(step["place"]) if step["place"] else step["name"] or step["quoted"])
        place = step.end()
    return tuple(found)


def _path(value: str) -> str:
    try:
        steps(value)
    except ValueError:
        raise refusal(
            "reply_path",
            "'{value}' is no path into an answer: write data.items[0].name, status, body or headers.name",
            "“{value}”不是回答中的路径，应如 data.items[0].name、status、body、headers.name",
            value,
        ) from None
    return value


ReplyPath = Annotated[str, AfterValidator(_path), Kind("text")]
"""A path that `steps` understands."""


def find(reply: HttpReply, path: str) -> object:
    """What `reply` has at `path`; MISSING where it has nothing, or null. Header names in any case."""
    root, *rest = steps(path)
    headers = {name.lower(): value for name, value in reply.headers.items()}
    roots = {"data": reply.data, "status": reply.status, "body": reply.body, "headers": headers}
    if root == "headers":
        rest = [str(step).lower() for step in rest]
    value: object = roots[str(root)]
    for step in rest:
        value = _inside(value, step)
    return MISSING if value is None else value


def _inside(value: object, step: str | int) -> object:
    if isinstance(value, Mapping):
        return value.get(step, value.get(str(step), MISSING))
    if isinstance(step, int) and isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return value[step] if -len(value) <= step < len(value) else MISSING
    return MISSING
