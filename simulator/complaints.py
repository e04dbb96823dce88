"""Says what the grammar found wrong in a script, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic_core import ErrorDetails

from simulator.errors import Wrong
from simulator.told import Told

_TYPES: Mapping[str, str] = {
    "extra_forbidden": "这里不认识“{name}”",
    "missing": "缺少“{name}”",
    "string_type": "应为文字",
    "float_type": "应为数",
    "float_parsing": "应为数",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "bool_type": "应为 yes 或 no",
    "bool_parsing": "应为 yes 或 no",
    "list_type": "应为列表",
    "dict_type": "应为一组“名字: 值”",
    "model_type": "应为一组“名字: 值”",
    "model_attributes_type": "应为一组“名字: 值”",
    "none_required": "后面不应有值",
    "literal_error": "应为其中之一：{expected}",
    "greater_than_equal": "应不小于 {ge}",
    "less_than_equal": "应不大于 {le}",
    "too_short": "至少要有 {min_length} 项",
    "too_long": "最多 {max_length} 项",
    "greater_than": "应大于 {gt}",
    "less_than": "应小于 {lt}",
    "string_too_short": "至少 {min_length} 个字符",
    "string_pattern_mismatch": "不能作名字：用字母、数字和 _",
    "string_too_long": "最多 {max_length} 个字符",
    "datetime_type": "应为时间，例如 2026-01-15T10:00+08:00",
    "datetime_parsing": "应为时间，例如 2026-01-15T10:00+08:00",
    "datetime_from_date_parsing": "应为时间，例如 2026-01-15T10:00+08:00",
    "step": "一个步骤是以下之一（每步一个词）：{verbs}",
}
"""What pydantic says by the type of an error, in Chinese."""


_PAIRS = ("dict_type", "model_type", "model_attributes_type")
"""Where pydantic wants names with values it tells the class that they become: nothing for an author."""


def complaint(detail: ErrorDetails, verbs: str) -> Told:
    """What one error of pydantic means for a script; `verbs` are the words of the steps."""
    context = dict(detail.get("ctx") or {})
    reason = context.get("error")
    if isinstance(reason, Wrong):
        return Told(str(reason), reason.zh)
    name = detail["loc"][-1] if detail["loc"] else ""
    en = re.sub(r"^Value error, ", "", detail["msg"])
    if detail["type"] == "extra_forbidden":
        en = f"'{name}' is not known here"
    elif detail["type"] == "missing":
        en = f"'{name}' is missing"
    elif detail["type"] in _PAIRS:
        en = "write NAME: VALUE" if detail["loc"] else "write a name and its value in each line, as `cases:`"
    zh = _TYPES.get(detail["type"], "")
    if "expected" in context:
        context["expected"] = str(context["expected"]).replace(" or ", "、").replace(", ", "、")
    values = {**context, "name": name, "verbs": verbs}
    return Told(en, re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], "")), zh) or en)
