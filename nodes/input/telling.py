"""Tells a web service that a message has been kept, while the caller goes on."""

from __future__ import annotations

import json
from collections.abc import Mapping

from nodes.call import Call
from nodes.data.bodies import climbs, in_path
from nodes.errors import ServiceError
from nodes.services import HttpRequest, Message

SECONDS = 10.0
ATTEMPTS = 3
"""How long, and how often, it is tried to tell."""


def tell(call: Call, connection: str, path: str, message: Message, message_id: str) -> None:
    """POST what is known of `message` to `path` of `connection`; nobody waits, and a failure is journalled.

    Raises ExpressionError.
    """
    request = HttpRequest(
        connection,
        "POST",
        call.render(path, in_path),
        body=json.dumps(told_of(call, message, message_id), ensure_ascii=False),
        seconds=SECONDS,
        attempts=ATTEMPTS,
        step=call.effect_key("notify"),
    )
    try:
        if climbs(request.path):
            call.services.reports.log("warning", "notify: the path has a part '.' or '..'")
            return
        call.services.http.send(request)
    except ServiceError as reason:
        call.services.reports.log("warning", f"notify: {reason}")


def told_of(call: Call, message: Message, message_id: str) -> Mapping[str, object]:
    """What a web service is told of a message."""
    facts = call.channel.facts
    return {
        "event": "message_saved",
        "message": message_id,
        "box": message.box,
        "path": message.path,
        "seconds": message.seconds,
        "call": facts.id,
        "caller": facts.caller,
        "called": facts.called,
        "line": call.line.name,
        "at": call.services.clock.now().isoformat(),
        "values": dict(message.values),
    }
