"""What an author reads about a node type and its parameters, in the language of the window."""

from __future__ import annotations

import inspect
import re
from html import escape

from flowdesigner.words.say import both
from flows.wording import titled
from nodes.declare import Parameter
from nodes.registry import node_types

_CODE = re.compile(r"`+([^`]+)`+")


def plain(words: str) -> str:
    """Help as it is read where there are no kinds of letters: what was marked as code stands bare."""
    return _CODE.sub(r"\1", words)


def rich(words: str) -> str:
    """Help as rich text: what is written in a flow stands in the letters of code."""
    return _CODE.sub(r"<code>\1</code>", escape(words, quote=False))


def title_of(parameter: Parameter) -> str:
    """What a parameter or a column is called."""
    return both(titled(parameter, parameter.name, "zh"), titled(parameter, parameter.name, "en"))


def help_of(parameter: Parameter) -> str:
    """The help of a parameter or a column, for `plain` or `rich`; empty where its title says all."""
    return both(parameter.help_zh, parameter.help)


def type_help(type_id: str) -> str:
    """What a node type is for, for `rich`: its first sentence in English, all that is said in Chinese."""
    cls = node_types().get(type_id)
    if cls is None:
        return both(
            "没有安装这种节点；内容原样保留。", "This type is not installed; the node is kept as it is."
        )
    return both(cls.help_zh, inspect.cleandoc(cls.__doc__ or "").partition("\n\n")[0].replace("\n", " "))
