"""What a node class declares about its parameters is read back whole."""

from __future__ import annotations

from typing import Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from nodes.channel import ANY_KEY
from nodes.contract import Node
from nodes.declare import param, parameters, uses
from nodes.errors import DeclarationError
from nodes.kinds import (
    ConnectionRef,
    Count,
    ExitName,
    Expression,
    FlowRef,
    Key,
    Keys,
    Language,
    Name,
    OptionalVariable,
    Prompt,
    Row,
    Rows,
    Seconds,
    Template,
    Text,
    YesNo,
)
from nodes.prompts import Prompt as PromptValue


class Choice(Row):
    """A row."""

    exit: ExitName = param(zh="出口", en="Exit")
    when: Expression = param("", zh="条件", en="When", help="True to take it.")


class Example(Node):
    """A node with a parameter of each shape."""

    prompt: Prompt = param(zh="提示音", en="Prompt")
    text: Template = param("hello", zh="文字", en="Text", help="What is said.", help_zh="说的话。")
    mode: Literal["one", "two"] = param("one", zh="方式", en="Mode")
    choices: Rows[Choice] = param((), zh="选项", en="Choices")
    from_: Text = Field("", alias="from", title="From", json_schema_extra={"zh": "从"})
    into: OptionalVariable = param("", zh="存入", en="Into")


EXAMPLE = {parameter.name: parameter for parameter in parameters(Example)}


def test_parameters_come_in_the_order_written_by_the_names_that_files_use() -> None:
    assert list(EXAMPLE) == ["prompt", "text", "mode", "choices", "from", "into"]


def test_each_shape() -> None:
    assert (EXAMPLE["prompt"].kind, EXAMPLE["prompt"].form, EXAMPLE["prompt"].required) == (
        "prompt",
        "prompt",
        True,
    )
    assert (EXAMPLE["text"].kind, EXAMPLE["text"].default, EXAMPLE["text"].help) == (
        "template",
        "hello",
        "What is said.",
    )
    assert (EXAMPLE["text"].zh, EXAMPLE["text"].en) == ("文字", "Text")
    assert EXAMPLE["text"].help_zh == "说的话。"
    assert EXAMPLE["choices"].columns[1].help_zh == EXAMPLE["choices"].columns[1].help == "True to take it."
    assert (EXAMPLE["mode"].kind, EXAMPLE["mode"].choices) == ("choice", ("one", "two"))
    assert (EXAMPLE["choices"].kind, EXAMPLE["choices"].form) == ("rows", "rows")
    assert [(column.name, column.kind) for column in EXAMPLE["choices"].columns] == [
        ("exit", "exit"),
        ("when", "expression"),
    ]


def test_uses_take_tables_apart() -> None:
    node = Example.model_validate(
        {"prompt": "hi", "choices": [{"exit": "a", "when": "x"}, {"exit": "b"}], "from": "here"}
    )
    found = {use.place: (use.kind, use.value) for use in uses(node)}
    assert found["prompt"] == ("prompt", PromptValue.say("hi"))
    assert found["from"] == ("text", "here")
    assert found["choices[1].when"] == ("expression", "x")
    assert found["choices[2].exit"] == ("exit", "b")
    assert found["choices[2].when"] == ("expression", "")
    assert "choices" not in found


def test_a_parameter_without_a_kind_is_refused() -> None:
    class Bare(BaseModel):
        text: str = ""

    with pytest.raises(DeclarationError, match=r"Bare\.text"):
        parameters(Bare)


def test_a_node_is_frozen_and_takes_nothing_undeclared() -> None:
    node = Example.model_validate({"prompt": "hi"})
    with pytest.raises(ValidationError):
        node.text = "other"
    with pytest.raises(ValidationError, match="Extra inputs"):
        Example.model_validate({"prompt": "hi", "colour": "red"})


class Kinds(BaseModel):
    """A field of each kind that has a rule."""

    keys: Keys = param("", zh="键", en="Keys")
    key: Key = param("1", zh="键", en="Key")
    seconds: Seconds = param(1, zh="秒", en="Seconds")
    count: Count = param(1, zh="数", en="Count")
    yes: YesNo = param(False, zh="是", en="Yes")
    name: Name = param("a", zh="名", en="Name")
    flow: FlowRef = param("a", zh="流程", en="Flow")
    connection: ConnectionRef = param("a", zh="连接", en="Connection")
    language: Language = param("en", zh="语言", en="Language")
    exit: ExitName = param("a", zh="出口", en="Exit")
    into: OptionalVariable = param("", zh="存入", en="Into")


@pytest.mark.parametrize(
    ("field", "written", "wanted"),
    [
        ("keys", "any", ANY_KEY),
        ("keys", "none", ""),
        ("keys", "12#A", "12#A"),
        ("key", "#", "#"),
        ("seconds", "2.5", 2.5),
        ("seconds", "0", 0.0),
        ("count", "3", 3),
        ("yes", "yes", True),
        ("yes", "no", False),
        ("name", "投诉.2026-a_b", "投诉.2026-a_b"),
        ("flow", "mayor-hotline", "mayor-hotline"),
        ("language", "zh-CN", "zh-CN"),
        ("exit", "a_1", "a_1"),
        ("into", "", ""),
    ],
)
def test_what_a_kind_takes(field: str, written: str, wanted: object) -> None:
    assert getattr(Kinds.model_validate({field: written}), field) == wanted


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("keys", "12x"),
        ("key", ""),
        ("key", "12"),
        ("seconds", "-1"),
        ("seconds", "nan"),
        ("seconds", "inf"),
        ("seconds", "90000"),
        ("seconds", "soon"),
        ("count", "1.5"),
        ("count", "-1"),
        ("yes", "maybe"),
        ("name", ""),
        ("name", ".."),
        ("name", "a/b"),
        ("name", "a\n"),
        ("flow", "../a"),
        ("flow", ""),
        ("connection", ".hidden"),
        ("language", "english!"),
        ("exit", "1a"),
        ("exit", "a b"),
        ("exit", "a" * 65),
        ("into", "a-b"),
    ],
)
def test_what_a_kind_refuses(field: str, written: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Kinds.model_validate({field: written})
    assert [error["loc"] for error in caught.value.errors()] == [(field,)]
