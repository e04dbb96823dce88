"""Prompts of a flow as sounds of the switch, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable

from flows.exports import sayings
from flows.exports.sayings import Refused
from flows.imports.ivr_sounds import written
from flows.imports.report import Saying
from flows.model import FlowNode
from nodes.prompts import Segment

HUSH_MS = 20
"""A prompt that is only so much silence says nothing: an import writes it where a node only listens."""

Say = Callable[..., None]
"""Reports a sentence about a node: `say(saying, node, **values)`."""


def sound(node: FlowNode, param: str, say: Say | None = None) -> str:
    """The prompt `param` of a node as the switch plays it, empty for none. Raises Refused."""
    prompt = node.prompts.get(param)
    if prompt is None or not prompt:
        return ""
    if len(prompt.variants) > 1:
        raise Refused(sayings.SEVERAL_LANGUAGES, node, param=param)
    segments = prompt.variants[0].segments
    if segments == (Segment("silence", ms=HUSH_MS),):
        return ""
    made = written(segments)
    if made is None:
        raise Refused(sayings.NO_PROMPT, node, param=param)
    if made.startswith("say:") and say is not None:
        say(sayings.SPOKEN, node, text=made[4:])
    return made


def text(node: FlowNode, param: str, default: str = "") -> str:
    """A parameter that is a text."""
    value = node.params.get(param, default)
    return value if isinstance(value, str) else default


def milliseconds(node: FlowNode, param: str, default: float) -> int:
    """A parameter in seconds, in milliseconds. Raises Refused for less than one."""
    try:
        ms = round(float(text(node, param) or default) * 1000)
    except ValueError:
        ms = 0
    if ms < 1:
        raise Refused(sayings.NO_PARAMETER, node, param=param, value=text(node, param))
    return ms


def refuse_if(condition: bool, saying: Saying, node: FlowNode, **values: object) -> None:
    """Raise Refused if `condition` holds."""
    if condition:
        raise Refused(saying, node, **values)
