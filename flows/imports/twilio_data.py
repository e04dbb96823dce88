"""Widgets of Twilio Studio that decide, keep values or ask somebody else, as nodes."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from flows.imports import twilio_sayings as sayings
from flows.imports.draft import flow_name, free, identifier, literal
from flows.imports.twilio_making import END, Making
from flows.imports.twilio_read import Condition, Transition, Widget
from flows.imports.twilio_widgets import stand_in
from flows.model import Row, Value

HTTP_SECONDS = "10"
"""How long Studio waits for an answer."""

_NUMBERS = {"less_than": "<", "greater_than": ">", "less_than_equal_to": "<=", "greater_than_equal_to": ">="}
_NAME = re.compile(r"\w[\w.-]{0,63}")
_PATH = re.compile(r"\w+([.\[\]\w]*)")


def split(making: Making, widget: Widget) -> None:
    """A condition a transition; the first that is true wins."""
    rows: list[Row] = []
    exits: dict[str, str] = {}
    for transition in widget.transitions:
        if transition.event != "match":
            continue
        when = _when(making, widget, transition)
        if when:
            title = next((one.title or one.value for one in transition.conditions), "")
            exit_ = free(identifier(title, "match"), (*exits, "else", "error", "hangup"))
            rows.append({"exit": exit_, "when": when})
            exits[exit_] = (
                making.target(widget, "match", transition.next, transition.line) if transition.next else END
            )
    other = making.to(widget, "noMatch")
    if not rows:
        stand_in(making, widget, other)
        return
    making.add(widget, "condition", {**exits, "else": other}, {"branches": tuple(rows)})


def _when(making: Making, widget: Widget, transition: Transition) -> str:
    parts: list[str] = []
    for condition in transition.conditions:
        argument = next(iter(condition.arguments), "") or widget.text("input")
        made = _comparison(making.expression(widget, argument), condition)
        if made:
            parts.append(made)
        else:
            making.say(sayings.CONDITION, widget, transition.line, type=condition.type)
    return parts[0] if len(parts) == 1 else " and ".join(f"({part})" for part in parts)


def _comparison(value: str, condition: Condition) -> str:
    """The expression of one comparison; empty for one that has no equivalent."""
    wanted = literal(condition.value)
    several = f"[{', '.join(literal(one.strip()) for one in condition.value.split(','))}]"
    value = f"({value})" if re.search(r"[\s|]", value) else value
    made: dict[str, str] = {
        "equal_to": f"{value} == {wanted}",
        "not_equal_to": f"{value} != {wanted}",
        "matches_any_of": f"{value} in {several}",
        "does_not_match_any_of": f"{value} not in {several}",
        "is_blank": f"{value} is empty",
        "is_not_blank": f"{value} is not empty",
        "contains": f"{wanted} in {value}",
        "does_not_contain": f"{wanted} not in {value}",
        "starts_with": f"{value} is startswith({wanted})",
        "does_not_start_with": f"not ({value} is startswith({wanted}))",
        "regex": f"{value} is matches({literal(_whole(condition.value))})",
    }
    if condition.type in _NUMBERS and re.fullmatch(r"\s*-?\d+(\.\d+)?\s*", condition.value):
        return f"{value}|float {_NUMBERS[condition.type]} {condition.value.strip()}"
    return made.get(condition.type, "")


def _whole(pattern: str) -> str:
    """A pattern that is searched for, as one that fits the whole text."""
    return f".*(?:{pattern}).*"


def set_variables(making: Making, widget: Widget) -> None:
    """Values for variables."""
    items = widget.properties.get("variables")
    pairs = widget.pairs("variables") if isinstance(items, list) else []
    rows = tuple(
        {"name": making.names.variable(f"flow.variables.{key}"), "value": making.expression(widget, value)}
        for key, value in pairs
        if key
    )
    if not rows:
        stand_in(making, widget, making.to(widget, "next"))
        return
    making.add(widget, "set", {"next": making.to(widget, "next")}, {"values": rows})


def http(making: Making, widget: Widget) -> None:
    """A request to a web service, which becomes a named connection."""
    url = widget.text("url")
    failed = making.to(widget, "failed" if widget.type == "make-http-request" else "fail")
    parts = _address(url)
    if parts is None:
        making.say(sayings.NOT_SIMPLE, widget, what="url", text=url)
        stand_in(making, widget, failed)
        return
    connection, root, path, query = parts
    if "@" in urlsplit(url).netloc:
        making.say(sayings.SECRET, widget)
    making.say(sayings.CONNECTION, widget, name=connection, url=root)
    parameters = [(k, v) for k, v in widget.pairs("parameters") if k]
    method = widget.text("method", "POST" if widget.type == "run-function" else "GET").upper()
    content = widget.text("content_type", "application/x-www-form-urlencoded").partition(";")[0].strip()
    query += parameters if method == "GET" else []
    fields = parameters if method != "GET" and not widget.text("body") else []
    body = widget.text("body") if method != "GET" else ""
    params: dict[str, Value | None] = {
        "connection": connection,
        "method": method,
        "path": making.template(widget, path) or None,
        "query": _rows(making, widget, query, encoded=True),
        "content_type": content if body or fields else None,
        "fields": _rows(making, widget, fields),
        "body": making.template(widget, body) if body else None,
        "extract": _extract(making, widget),
        "into": making.names.left_by(widget, "body") or None,
        "seconds": HTTP_SECONDS,
    }
    exits = {"ok": making.to(widget, "success")} | dict.fromkeys(("refused", "failed", "timeout"), failed)
    making.add(widget, "http", exits, params)


def _address(url: str) -> tuple[str, str, str, list[tuple[str, str]]] | None:
    """The name of a connection, its root, the path and the query; None if the host is not fixed."""
    scheme, mark, rest = url.partition("://")
    host, _, path = rest.partition("/")
    host = host.rpartition("@")[2]
    if not mark or scheme not in ("http", "https") or not re.fullmatch(r"[A-Za-z0-9.-]+(:\d+)?", host):
        return None
    path, _, query = path.partition("?")
    return identifier(host), f"{scheme}://{host}", path, parse_qsl(query, keep_blank_values=True)


def _rows(
    making: Making, widget: Widget, pairs: list[tuple[str, str]], *, encoded: bool = False
) -> Value | None:
    """Named values; those that are `encoded` for an address already are not encoded twice."""
    rows = []
    for key, value in pairs:
        if _NAME.fullmatch(key):
            made = making.expression(widget, value)
            rows.append({"name": key, "value": made.removesuffix("|urlencode") if encoded else made})
    return tuple(rows) or None


def _extract(making: Making, widget: Widget) -> Value | None:
    """The parts of the answer that other widgets read."""
    rows = [
        {"into": name, "path": f"data.{path}"}
        for path, name in making.names.parsed(widget).items()
        if _PATH.fullmatch(path)
    ]
    for row in rows:
        making.say(sayings.MISSING_PART, widget, path=row["path"].removeprefix("data."))
    status = making.names.left_by(widget, "status_code")
    if status:
        rows.append({"into": status, "path": "status"})
    return tuple(rows) or None


def subflow(making: Making, widget: Widget) -> None:
    """Another flow, which is imported by itself."""
    sid = widget.text("flow_sid")
    name = flow_name(sid, "subflow")
    making.say(sayings.SUBFLOW, widget, sid=sid or "?", name=name)
    rows = _rows(making, widget, [(identifier(key), value) for key, value in widget.pairs("parameters")])
    params: dict[str, Value | None] = {"flow": name, "in": rows, "returns": ({"exit": "done"},)}
    making.add(widget, "subflow", {"done": making.to(widget, "completed")}, params)


def unknown(making: Making, widget: Widget) -> None:
    """Whatever else Studio has."""
    node = making.ids[widget.name]
    if widget.type in ("enqueue-call", "send-to-flex"):
        queue = widget.text("queue_name") or widget.text("workflow_sid") or widget.text("workflow") or "?"
        making.say(sayings.NO_QUEUE, widget, queue=queue, node=node)
    else:
        making.say(sayings.UNKNOWN_WIDGET, widget, type=widget.type or "?", node=node)
    stand_in(making, widget)


Maker = Callable[[Making, Widget], None]
