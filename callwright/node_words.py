"""How parameters of node types are told: what is written for each kind, and defaults."""

from __future__ import annotations

from collections.abc import Mapping

from nodes.channel import ANY_KEY
from nodes.declare import Parameter
from nodes.prompts import Prompt

KINDS: Mapping[str, tuple[str, str]] = {
    "text": ("文字，照原样使用", "words, taken as they are"),
    "template": ("文字，其中可有 `{{ 表达式 }}`", "words with `{{ expressions }}` in them"),
    "expression": ("表达式", "an expression"),
    "pattern": ("正则表达式（RE2），须符合整个值", "a regular expression (RE2) for the whole value"),
    "prompt": ("提示音：每种语言一个 `<prompt>`", "what the caller hears: a `<prompt>` a language"),
    "rows": ("表格：每行一个 `<row>`", "a table: a `<row>` a row"),
    "choice": ("所列词语之一", "one of the words listed"),
    "keys": ("电话按键；`any` 为 0-9 * #，`none` 为无", "telephone keys; `any` is 0-9 * #, `none` is no key"),
    "seconds": ("秒，可有小数", "seconds, decimals allowed"),
    "milliseconds": ("毫秒", "milliseconds"),
    "count": ("整数", "a whole number"),
    "yesno": ("`yes` 或 `no`", "`yes` or `no`"),
    "exit": ("出口名称，由该行增加", "the name of an exit that the row adds"),
    "variable": ("已声明的变量", "a declared variable"),
    "name": ("名称：字母、数字、`_ . -`", "a name: letters, digits, `_ . -`"),
    "flow": ("流程名称", "the name of a flow"),
    "connection": ("设置文件里的连接", "a connection of the settings file"),
    "calendar": ("营业时间表", "a calendar of opening hours"),
    "sql": ("一条 SQL 语句，值写成 `:name`", "one SQL statement, values as `:name`"),
    "language": ("语言标记，如 `zh-CN`", "a language tag such as `zh-CN`"),
}
"""What is written for each kind of parameter: in Chinese and in English."""


def default_written(parameter: Parameter) -> str:
    """The default of a parameter that is not required, as a flow file would have it; empty for none."""
    value = parameter.default
    if parameter.kind == "keys":
        return "any" if value == ANY_KEY else value or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Prompt) or value in ((), "", None):
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
