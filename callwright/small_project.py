"""The smallest project to begin with: settings and one flow that answers, says a sentence and hangs up."""

from __future__ import annotations

from pathlib import Path

from callwright.words import tongue, words
from flows.model import Flow, FlowNode
from flows.read import SUFFIX
from flows.write import save
from nodes.prompts import Prompt, Segment, Variant

MAIN = "main"
"""The name of its flow."""


def make_small(folder: Path, name: str) -> None:
    """Make the project `name` in `folder`, in the language in force. Raises OSError."""
    flows = folder / "flows"
    flows.mkdir(parents=True)
    (folder / "callwright.toml").write_text(_settings(name), encoding="utf-8")
    save(_flow(), flows / (MAIN + SUFFIX))


def _language() -> str:
    return "zh-CN" if tongue() == "zh" else "en"


def _settings(name: str) -> str:
    """What a project says first; everything else has its default."""
    said = words(
        zh="# 本项目的设置。路径都相对于本文件；没有写的都用默认值。",
        en="# The settings of this project. Paths are relative to it; what is not said has its default.",
    )
    language = words(zh="流程没有另外说明时的语言", en="where a flow says nothing else")
    zone = words(zh="来电者所在的时区", en="the time that callers live by")
    return f"""{said}

[project]
name = "{name}"
language = "{_language()}"  # {language}
zone = "Asia/Shanghai"  # {zone}
"""


def _flow() -> Flow:
    welcome = words(zh="您好，欢迎来电。", en="Hello, and welcome.")
    prompt = Prompt((Variant(_language(), (Segment("say", welcome),)),))
    nodes = (
        FlowNode("answer", "answer", words(zh="应答", en="Answer"), exits={"next": "welcome"}),
        FlowNode(
            "welcome",
            "play",
            words(zh="欢迎", en="Welcome"),
            prompts={"prompt": prompt},
            exits={"done": "hangup", "interrupted": "hangup"},
        ),
        FlowNode("hangup", "hangup", words(zh="挂机", en="Hang up")),
    )
    return Flow(MAIN, language=_language(), start="answer", nodes={node.id: node for node in nodes})
