"""A call in lines for people: time, node, event, detail; the last line is the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.events import CallFinished, Event

_NODE_WIDTH = 16
_KIND_WIDTH = 13


def line(event: Event) -> str:
    """One event as `t  node  event  detail`; `t` in seconds. Line ends and control characters are shown."""
    node = getattr(event, "node", "") or "-"
    return f"{event.t:9.3f}  {node:<{_NODE_WIDTH}}  {event.kind:<{_KIND_WIDTH}}  {detail(event)}".rstrip()


def detail(event: Event) -> str:
    """The event's own fields as `name=value`, those that are empty left out."""
    values = event.to_json()
    texts = (f"{name}={value}" for name, value in values.items() if name not in _OWN and value != "")
    return "".join(sign if sign.isprintable() else _shown(sign) for sign in " ".join(texts))


def lines(events: Iterable[Event]) -> Iterator[str]:
    """The whole transcript, without line ends. A call that has not finished has no result line."""
    for event in events:
        yield line(event)
        if isinstance(event, CallFinished):
            yield f"result: {event.result}"


_OWN = frozenset({"kind", "t", "node"})


def _shown(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")
