"""What a node type declares about its parameters, read back from the class: one source for everybody."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from nodes.errors import DeclarationError
from nodes.kinds import Kind, Row
from nodes.light import light


def param(default: Any = ..., *, zh: str, en: str, help: str = "", help_zh: str = "") -> Any:
    """Declare a parameter or a column: its title in Chinese and English, and what an author should know.

    Without `help_zh` those who read Chinese are shown the English.
    """
    return Field(
        default=default, title=en, description=help, json_schema_extra={"zh": zh, "help_zh": help_zh}
    )


@dataclass(frozen=True, slots=True)
class Parameter:
    """One declared parameter. `columns` are those of a table; `choices` those of a fixed list."""

    name: str
    kind: str
    form: str
    required: bool
    default: Any
    zh: str
    en: str
    help: str
    help_zh: str
    choices: tuple[str, ...] = ()
    columns: tuple[Parameter, ...] = ()


@light
class Use:
    """One value of a node instance with the kind it was declared as; `row` counts from 1, 0 is no row."""

    parameter: str
    kind: str
    value: Any
    row: int = 0
    column: str = ""

    @property
    def place(self) -> str:
        """Where it stands, for a message: `choices[2].keys`."""
        return f"{self.parameter}[{self.row}].{self.column}" if self.row else self.parameter


@lru_cache(maxsize=512)
def parameters(model: type[BaseModel]) -> tuple[Parameter, ...]:
    """The parameters that `model` declares, in the order written. Raises DeclarationError without a kind."""
    return tuple(_parameter(model, name, info) for name, info in model.model_fields.items())


def _parameter(model: type[BaseModel], name: str, info: FieldInfo) -> Parameter:
    kind = next((item for item in info.metadata if isinstance(item, Kind)), None)
    choices = _choices(info.annotation)
    row = _row(info.annotation)
    if kind is None and choices:
        kind = Kind("choice")
    if kind is None and row is not None:
        kind = Kind("rows", "rows")
    if kind is None:
        raise DeclarationError(f"{model.__name__}.{name}: declare it with a kind of nodes/kinds.py")
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    return Parameter(
        name=info.alias or name,
        kind=kind.name,
        form=kind.form,
        required=info.is_required(),
        default=None if info.is_required() else info.get_default(call_default_factory=True),
        zh=str(extra.get("zh", "")),
        en=info.title or "",
        help=info.description or "",
        help_zh=str(extra.get("help_zh") or info.description or ""),
        choices=choices,
        columns=parameters(row) if row is not None else (),
    )


def _choices(annotation: Any) -> tuple[str, ...]:
    return (
        tuple(map(str, typing.get_args(annotation)))
        if typing.get_origin(annotation) is typing.Literal
        else ()
    )


def _row(annotation: Any) -> type[Row] | None:
    for argument in typing.get_args(annotation):
        if isinstance(argument, type) and issubclass(argument, Row):
            return argument
    return None


def uses(model: BaseModel) -> Iterator[Use]:
    """Every parameter value of a node, tables taken apart into their columns."""
    for name, parameter in zip(type(model).model_fields, parameters(type(model)), strict=True):
        value = getattr(model, name)
        if not parameter.columns:
            yield Use(parameter.name, parameter.kind, value)
            continue
        for number, row in enumerate(value, 1):
            for use in uses(row):
                yield Use(parameter.name, use.kind, use.value, number, use.parameter)
