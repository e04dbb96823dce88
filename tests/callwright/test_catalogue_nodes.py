"""What fails in a call is told in Chinese where the user reads Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest

from callwright.catalogue import in_chinese
from engine.events import NodeFailed
from nodes.language.budget import MAX_STEPS
from nodes.values import MAX_TEXT
from simulator.interactive.notices import Journal
from simulator.phone.model import Model
from simulator.phone.words import Words
from tests.callwright.conftest import Run

FAILURES = {
    "the variable 'x' is not declared in flow 'f'": "没有声明变量“x”（流程“f”）",
    "the exit 'done' of node 'a' leads nowhere: wire it": "出口“done”没有连接（节点“a”）：连接它",
    "'abc' is no number": "'abc' 不是数字",
    "'x' has no value here; set it before, check its spelling, or write x|default('')": (
        "“x”此时没有值；先给它赋值，检查拼写，或写 x|default('')"
    ),
    f"the evaluation needs more than {MAX_STEPS} steps; go through fewer elements or build a shorter text": (
        f"计算超过 {MAX_STEPS} 步；减少循环的元素或缩短文字"
    ),
    f"a text of 9 characters is longer than {MAX_TEXT}": f"文字有 9 个字符，超过上限 {MAX_TEXT}",
    "hotline: a prepared answer says: cannot be reached": "hotline：准备的回答是：连不上",
    "connection 'web': no answer within 5 s": "连接“web”：5 秒内没有回答",
}


@pytest.mark.parametrize(("english", "chinese"), FAILURES.items())
def test_a_failure_in_chinese(english: str, chinese: str) -> None:
    assert in_chinese(english) == chinese


FLOW = """<flow xmlns="urn:callwright:flow" format="1" name="bad" language="zh-CN" start="a">
  <variables><variable name="n" type="number"/></variables>
  <node id="a" type="set"><param name="values"><row name="n" value="'x' ~ call.caller"/></param>
    <exit on="next" to="b"/></node>
  <node id="b" type="hangup"/>
</flow>
"""


def test_simulate_and_test_say_why_a_node_failed_in_chinese(run: Run, project: Path) -> None:
    Path("flows/bad.flow.xml").write_text(FLOW, encoding="utf-8")
    script = Path("flows/bad.calls.yaml")
    script.write_text("cases: [{name: x, keys: '1', expect: {result: completed}}]", encoding="utf-8")
    rung = run("--lang", "zh", "simulate", "bad", "--keys", "1")
    tested = run("--lang", "zh", "test", script)
    assert (rung.status, tested.status) == (1, 1)
    assert "bad.a: 'x13800138000' 不是数字" in rung.err
    assert "出错：bad.a: 'x13800138000' 不是数字" in tested.out


YAML = {
    "a: b: c": "这里不能有冒号：检查缩进，或给文字加引号",
    "\tcases: x": "不能用制表符缩进，用空格",
    "x: 'abc": "引号没有结束",
    "x: @y": "文字不能以 '@' 开头：加上引号",
    "cases: [1 2": "缺少逗号或 ]",
    "cases: [": "这里应有内容",
}


@pytest.mark.parametrize(("text", "told"), YAML.items())
def test_what_is_no_yaml_is_told_in_chinese(run: Run, project: Path, text: str, told: str) -> None:
    Path("flows/x.calls.yaml").write_text(text, encoding="utf-8")
    assert f"不是 YAML：{told}" in run("--lang", "zh", "test", "flows/x.calls.yaml").out


def test_the_telephone_says_it_in_chinese() -> None:
    model = Model(Words("zh"), spoken=in_chinese)
    failed = NodeFailed(0.0, "f", "a", "ValueMismatch", "'x' is no number")
    model.take(Journal(at=0, n=0, entry=failed.to_json()))
    assert ("a: 'x' 不是数字", "red") in model.lines
