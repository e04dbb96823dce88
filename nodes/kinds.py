"""The kinds of parameters: one word that feeds the file form, the checks, the property form and the docs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from nodes.channel import ANY_KEY, KEYS
from nodes.prompts import Prompt as PromptValue

Form = Literal["text", "long", "rows", "prompt"]
"""How a parameter stands in a flow file: one text, a longer text, rows, or <prompt> elements."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Marks a type as a parameter kind; `name` chooses the widget and the checks."""

    name: str
    form: Form = "text"


class Row(BaseModel):
    """The base of a row of a table parameter: columns are attributes, all frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def matching(code: str, expression: str, message: str, zh: str = "") -> AfterValidator:
    """A check that the whole text matches `expression`; `message` and `zh` may name the `{value}`."""
    compiled = re.compile(expression)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise refusal(code, message, zh, value)
        return value

    return AfterValidator(check)


def refusal(code: str, message: str, zh: str, value: str) -> PydanticCustomError:
    """What a check raises: `message` for people, the same in Chinese, both with the `{value}` in them."""
    shown = value[:60]
    context = {"value": shown} | ({"zh": zh.replace("{value}", shown)} if zh else {})
    return PydanticCustomError(code, message, context)


def _keys(value: Any) -> Any:
    if value == "any":
        return ANY_KEY
    if value in ("none", None):
        return ""
    if isinstance(value, str) and any(key not in KEYS for key in value):
        raise PydanticCustomError(
            "keys", "'{value}' holds something that is no telephone key", {"value": value[:60]}
        )
    return value


def _prompt(value: Any) -> Any:
    if isinstance(value, str):
        return PromptValue.say(value)
    if not isinstance(value, PromptValue):
        raise PydanticCustomError("prompt", "is not a prompt")
    return value


IDENTIFIER = r"[A-Za-z_][A-Za-z0-9_]{0,63}"
"""What node ids, exits and variables look like: a letter or `_`, then letters, digits and `_`, at most 64."""

_TAG = r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*"

Text = Annotated[str, Kind("text")]
"""Words taken as they are."""
Template = Annotated[str, Kind("template")]
"""Words with `{{ expressions }}` in them."""
LongTemplate = Annotated[str, Kind("template", "long")]
"""A template of several lines."""
Expression = Annotated[str, Kind("expression")]
"""An expression that gives a value."""
Pattern = Annotated[str, Kind("pattern")]
"""A regular expression of the linear-time engine RE2, which must match the whole value."""
Keys = Annotated[str, BeforeValidator(_keys), Kind("keys")]
"""Telephone keys; `any` is 0-9 * #, `none` is no key."""
Key = Annotated[
    str, BeforeValidator(_keys), matching("key", r".", "'{value}' is not one telephone key"), Kind("keys")
]
"""One telephone key."""
OptionalKey = Annotated[
    str,
    BeforeValidator(_keys),
    matching("key", r".?", "'{value}' is more than one telephone key"),
    Kind("keys"),
]
"""One telephone key, or `none`."""
Seconds = Annotated[float, Field(ge=0, le=86_400), Kind("seconds")]
Milliseconds = Annotated[int, Field(ge=0, le=600_000), Kind("milliseconds")]
Count = Annotated[int, Field(ge=0, le=1_000_000), Kind("count")]
Positive = Annotated[int, Field(ge=1, le=1_000_000), Kind("count")]
"""A count of at least one."""
YesNo = Annotated[bool, Kind("yesno")]
ExitName = Annotated[
    str, matching("exit_name", IDENTIFIER, "'{value}' is no exit name: letters, digits, _"), Kind("exit")
]
"""The name of an exit that a row adds."""
VariableName = Annotated[
    str,
    matching("variable_name", IDENTIFIER, "'{value}' is no variable name: letters, digits, _"),
    Kind("variable"),
]
"""A declared variable that receives a value."""
OptionalVariable = Annotated[
    str, matching("variable_name", f"({IDENTIFIER})?", "'{value}' is no variable name"), Kind("variable")
]
"""As VariableName; empty means that the value is not kept."""
Name = Annotated[
    str, matching("name", r"\w[\w.-]{0,63}", "'{value}' is no name: letters, digits, _ . -"), Kind("name")
]
"""A name that the author gives: a milestone, a series of numbers, a box."""
FlowRef = Annotated[str, matching("flow_name", r"[\w-]{1,64}", "'{value}' is no flow name"), Kind("flow")]
"""A flow, by its name."""
ConnectionRef = Annotated[
    str, matching("name", r"\w[\w.-]{0,63}", "'{value}' is no connection name"), Kind("connection")
]
"""A named connection of the settings file, a database or a web service."""
OptionalConnection = Annotated[
    str, matching("name", r"(\w[\w.-]{0,63})?", "'{value}' is no connection name"), Kind("connection")
]
"""As ConnectionRef; empty means none."""
CalendarRef = Annotated[
    str, matching("name", r"\w[\w.-]{0,63}", "'{value}' is no calendar name"), Kind("calendar")
]
Sql = Annotated[str, Kind("sql", "long")]
"""One SQL statement with bound `:name` values and no template in it."""
Language = Annotated[
    str,
    matching("language", _TAG, "'{value}' is no language tag (zh-CN, en)"),
    Kind("language"),
]
Languages = Annotated[
    str,
    matching("language", rf"({_TAG}(\s*,\s*{_TAG})*)?", "'{value}' is no list of language tags (zh-CN, en)"),
    Kind("text"),
]
"""Languages, separated by commas; none is allowed."""
Prompt = Annotated[PromptValue, BeforeValidator(_prompt), Kind("prompt", "prompt")]
"""What the caller hears; a plain text is accepted from Python."""

RowT = TypeVar("RowT", bound=Row)
Rows = Annotated[tuple[RowT, ...], Kind("rows", "rows")]
"""A table; each row is a `Row`."""
