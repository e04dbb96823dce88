"""The JSON Schema of the worker's protocol: `command` is a line that it reads, `line` one that it writes."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, get_type_hints

from pydantic import TypeAdapter

from engine.events import Event
from simulator.interactive import commands, wire

_REFERENCE = "#/$defs/{model}"


def json_schema() -> dict[str, Any]:
    """The schema, all parts of it under `$defs`."""
    parts: dict[str, Any] = {}
    for name, adapter in (("command", commands.ADAPTER), ("line", wire.ADAPTER)):
        mode: Any = "validation" if name == "command" else "serialization"
        made = adapter.json_schema(ref_template=_REFERENCE, mode=mode)
        parts.update(made.pop("$defs", {}))
        for part in [parts[each["$ref"].rpartition("/")[2]] for each in made["oneOf"]]:
            tag = "do" if name == "command" else "event"
            part["required"] = [tag, *(each for each in part.get("required", ()) if each != tag)]
        parts[name] = made
    kinds = {f"event_{event.kind}": _event(event) for event in Event.__subclasses__() if event.kind}
    parts.update(kinds)
    parts["Journal"]["properties"]["entry"] = {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in kinds]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Callwright's simulation worker, protocol {wire.PROTOCOL}",
        "$defs": dict(sorted(parts.items())),
    }


def _event(event: type[Event]) -> dict[str, Any]:
    """An event of the journal."""
    hints = get_type_hints(event)
    properties = {field.name: TypeAdapter(hints[field.name]).json_schema() for field in fields(event)}
    return {
        "type": "object",
        "description": (event.__doc__ or "").strip().splitlines()[0],
        "properties": {"kind": {"const": event.kind}, **properties},
        "required": ["kind", *properties],
        "additionalProperties": False,
    }


def schema_text() -> str:
    """The schema as a file."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=1) + "\n"
