"""What pydantic says about a value, in our own words, Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flows.problems import short
from nodes.declare import Parameter

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

WORDS: Mapping[str, tuple[str, str]] = {
    # pydantic's own, of https://docs.pydantic.dev/latest/errors/validation_errors/
    "int_type": ("“{value}”不是整数", "'{value}' is not a whole number"),
    "int_parsing": ("“{value}”不是整数", "'{value}' is not a whole number"),
    "int_from_float": ("“{value}”不是整数", "'{value}' is not a whole number"),
    "int_parsing_size": ("这个数太大", "the number is too large"),
    "float_type": ("“{value}”不是数", "'{value}' is not a number"),
    "float_parsing": ("“{value}”不是数", "'{value}' is not a number"),
    "finite_number": ("“{value}”不是有限的数", "'{value}' is not a finite number"),
    "decimal_type": ("“{value}”不是数", "'{value}' is not a number"),
    "decimal_parsing": ("“{value}”不是数", "'{value}' is not a number"),
    "bool_type": ("“{value}”既不是 yes 也不是 no", "'{value}' is neither yes nor no"),
    "bool_parsing": ("“{value}”既不是 yes 也不是 no", "'{value}' is neither yes nor no"),
    "date_parsing": ("“{value}”不是日期，应如 2026-01-15", "'{value}' is no date such as 2026-01-15"),
    "date_from_datetime_parsing": (
        "“{value}”不是日期，应如 2026-01-15",
        "'{value}' is no date such as 2026-01-15",
    ),
    "time_parsing": ("“{value}”不是时间，应如 17:30", "'{value}' is no time such as 17:30"),
    "literal_error": ("“{value}”不在可选值中：{choices}", "'{value}' is none of {choices}"),
    "greater_than": ("{value} 应大于 {gt}", "{value} is not greater than {gt}"),
    "greater_than_equal": ("{value} 小于 {ge}", "{value} is less than {ge}"),
    "less_than": ("{value} 应小于 {lt}", "{value} is not less than {lt}"),
    "less_than_equal": ("{value} 大于 {le}", "{value} is more than {le}"),
    "multiple_of": ("{value} 不是 {multiple_of} 的倍数", "{value} is no multiple of {multiple_of}"),
    "too_short": ("至少要有 {min_length} 行", "it needs at least {min_length} rows"),
    "too_long": ("最多 {max_length} 行", "it takes at most {max_length} rows"),
    "string_type": ("应为文字", "it is not a text"),
    "string_too_short": ("至少要有 {min_length} 个字符", "it needs at least {min_length} characters"),
    "string_too_long": ("最多 {max_length} 个字符", "it takes at most {max_length} characters"),
    "string_pattern_mismatch": ("“{value}”不合格式 {pattern}", "'{value}' does not match {pattern}"),
    "tuple_type": ("应为 <row> 表格", "it is not a table of <row>s"),
    "missing": ("缺少这一项", "it is required"),
    "value_error": ("不合要求：{error}", "{error}"),
    "assertion_error": ("不合要求：{error}", "{error}"),
    # of the kinds in nodes/kinds.py; others bring their Chinese with them
    "keys": ("“{value}”中有电话上没有的键", "'{value}' holds something that is no telephone key"),
    "key": ("“{value}”不是一个电话键", "'{value}' is not one telephone key"),
    "prompt": ("不是提示音", "it is no prompt"),
    "exit_name": (
        "“{value}”不能作出口名：只能用字母、数字和 _，不以数字开头",
        "'{value}' is no exit name: letters, digits and _, no digit first",
    ),
    "variable_name": (
        "“{value}”不能作变量名：只能用字母、数字和 _，不以数字开头",
        "'{value}' is no variable name: letters, digits and _, no digit first",
    ),
    "name": ("“{value}”不能作名称：只能用字母、数字和 _ . -", "'{value}' is no name: letters, digits, _ . -"),
    "flow_name": (
        "“{value}”不能作流程名：只能用字母、数字和 _ -",
        "'{value}' is no flow name: letters, digits, _ -",
    ),
    "language": ("“{value}”不是语言标记，应如 zh-CN、en", "'{value}' is no language tag such as zh-CN or en"),
}
"""Words by the type of an error, with the places that its context fills."""


def reason_of(error: ErrorDetails, parameter: Parameter | None) -> tuple[str, str]:
    """The reason of one error in Chinese and English; a type unknown here keeps the words it came with."""
    given = error["input"]
    context: Mapping[str, Any] = error.get("ctx", {})
    values = {
        **{name: _shown(value) for name, value in context.items()},
        "value": short(context.get("value", given if isinstance(given, str | int | float) else "…")),
        "choices": ", ".join(parameter.choices) if parameter and parameter.choices else "",
    }
    zh, en = WORDS.get(error["type"], ("", ""))
    if "zh" in context or not en:
        return str(context.get("zh", f"不合要求：{error['msg']}")), error["msg"]
    return zh.format_map(values), en.format_map(values)


def _shown(value: object) -> str:
    """A bound as an author writes it: 0 rather than 0.0."""
    return f"{value:g}" if isinstance(value, float) else short(value)
