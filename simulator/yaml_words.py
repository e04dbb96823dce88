"""What the YAML parser says of a script that it cannot read, in Chinese."""

from __future__ import annotations

import re

_WORDS = {
    "mapping values are not allowed here": "这里不能有冒号：检查缩进，或给文字加引号",
    "expected <block end>, but found {}": "缩进不一致，遇到 {}",
    "expected the node content, but found {}": "这里应有内容，却是 {}",
    "found character '\\t' that cannot start any token": "不能用制表符缩进，用空格",
    "found character {} that cannot start any token": "文字不能以 {} 开头：加上引号",
    "found unexpected end of stream": "引号没有结束",
    "found unexpected document separator": "引号没有结束",
    "found unknown escape character {}": "双引号里不能写 \\ 加 {}：改用单引号",
    "could not find expected ':'": "缺少冒号",
    "found undefined alias {}": "没有定义的别名 {}：给文字加引号",
    "found duplicate anchor {}": "重复的锚点 {}",
    "could not determine a constructor for the tag {}": "不认识的标签 {}：给文字加引号",
    "expected ',' or ']', but got {}": "缺少逗号或 ]，遇到 {}",
    "expected ',' or '}}', but got {}": "缺少逗号或 }}，遇到 {}",
    "expected a single document in the stream": "只能有一个文档：去掉 ---",
    "sequence entries are not allowed here": "这里不能有“- ”：检查缩进",
    "block sequence entries are not allowed in this context": "这里不能有“- ”：检查缩进",
}


def in_chinese(problem: str) -> str:
    """The words of PyYAML for what is wrong; as they are where we have none."""
    for english, chinese in _WORDS.items():
        pattern = "(.+)".join(re.escape(part.replace("}}", "}")) for part in english.split("{}"))
        found = re.fullmatch(pattern, problem)
        if found:
            return chinese.format(*found.groups())
    return problem
