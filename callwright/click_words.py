"""The sentences of click itself in Chinese: help headings and what is said about a wrong command line."""

from __future__ import annotations

import click

from callwright.words import tongue

CHINESE: dict[str, str] = {
    "Usage:": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "required": "必填",
    "default: {default}": "默认：{default}",
    "Missing command.": "没有写命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "No such option: {name}": "没有选项：{name}",
    "No such command {name!r}.": "没有命令 {name!r}。",
    "Did you mean {possibility}?": "是否为 {possibility}？",
    "(Possible options: {possibilities})": "（是否为：{possibilities}）",
    "Invalid value: {message}": "值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Got unexpected extra argument ({args})": "多余的参数（{args}）",
    "Got unexpected extra arguments ({args})": "多余的参数（{args}）",
    "Option {name!r} does not take a value.": "选项 {name!r} 不带值。",
    "Option {name!r} requires an argument.": "选项 {name!r} 后面要写值。",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是数。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 内。",
    "{value!r} is not {choice}.": "{value!r} 不是 {choice}。",
    "{value!r} is not one of {choices}.": "{value!r} 不在 {choices} 之中。",
}
"""What a user of Callwright can meet; what is not here stays English."""


def translate(message: str) -> str:
    """`message` in the language in force."""
    return CHINESE.get(message, message) if tongue() == "zh" else message


def translate_number(one: str, many: str, number: int) -> str:
    """The form of a message for `number`, in the language in force."""
    return translate(one if number == 1 else many)


def install() -> None:
    """Let click ask here for its messages: its modules call gettext as `_` and `ngettext`.

    gettext's own way needs compiled catalogues and the locale of the process; --lang is neither.
    """
    for module in (click.core, click.exceptions, click.formatting, click.parser, click.types):
        for name, ours in (("_", translate), ("ngettext", translate_number)):
            if hasattr(module, name):
                setattr(module, name, ours)
