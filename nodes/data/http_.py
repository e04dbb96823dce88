"""The node type `http`: a question to a web service, and what its answer says."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Literal

from nodes.call import Call
from nodes.collector import NO_PROMPT
from nodes.contract import Complaint, Exit, Node
from nodes.data.asking import leave_failed, meanwhile, no_time
from nodes.data.bodies import FIELD_TYPES, ContentType, climbs, escape_of, fields_body, in_path
from nodes.data.replies import MISSING, ReplyPath, find
from nodes.declare import param
from nodes.errors import NodeFailure, ServiceError
from nodes.kinds import (
    ConnectionRef,
    LongTemplate,
    OptionalVariable,
    Positive,
    Prompt,
    Row,
    Rows,
    Seconds,
    Template,
    Text,
    VariableName,
)
from nodes.registry import node_type
from nodes.rows import Header, Value, texts_of, values_of
from nodes.services import HttpReply, HttpRequest

SHOWN = 200
"""Characters of an answer that refuses which `last.error` holds."""


class Extract(Row):
    """A variable and the part of the answer that it receives."""

    into: VariableName = param(zh="存入变量", en="Into")
    path: ReplyPath = param(
        zh="路径",
        en="Path",
        help="data.items[0].name; status; body; headers.location",
        help_zh="例如 data.items[0].name、status、body、headers.location",
    )
    default: Text = param(
        "",
        zh="缺省值",
        en="Default",
        help="Without one, a part that is missing has failed.",
        help_zh="不写时，缺少这一部分即为失败。",
    )


@node_type(
    "http",
    category="data",
    zh="网络请求",
    en="HTTP",
    help_zh="调用 REST 或 SOAP 服务，从回答中取值存入变量。值在路径、参数和正文里都只是数据。",
)
class Http(Node):
    """Ask a web service (REST or SOAP) of a named connection and take values out of its answer.

    Values stay values wherever they stand: they are escaped in the path, in the query and in the body.
    `refused` is an answer 4xx; any other answer but 2xx has failed.
    """

    effect = True

    connection: ConnectionRef = param(
        zh="连接",
        en="Connection",
        help="A web service of the settings file.",
        help_zh="设置文件里的网络服务。",
    )
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] = param("GET", zh="方法", en="Method")
    path: Template = param(
        "",
        zh="路径",
        en="Path",
        help="Under the connection's address: cases/{{ case_no }}",
        help_zh="接在连接的地址之后，例如 cases/{{ case_no }}",
    )
    query: Rows[Value] = param(
        (), zh="查询参数", en="Query", help="What follows the `?`.", help_zh="地址中 `?` 之后的部分。"
    )
    headers: Rows[Header] = param((), zh="请求头", en="Headers")
    content_type: ContentType = param("application/json", zh="正文类型", en="Content type")
    fields: Rows[Value] = param(
        (),
        zh="正文字段",
        en="Fields",
        help="The body as a JSON object or a form.",
        help_zh="请求内容，作为 JSON 对象或表单。",
    )
    body: LongTemplate = param(
        "",
        zh="正文",
        en="Body",
        help='Instead of fields: {"name": "{{ name }}"}',
        help_zh='代替各字段，例如 {"name": "{{ name }}"}',
    )
    extract: Rows[Extract] = param((), zh="取值", en="Values out")
    into: OptionalVariable = param(
        "",
        zh="回答存入",
        en="Into",
        help="The answer: parsed if the variable is a row, rows or a list, else its text.",
        help_zh="回答：变量是行、多行或列表时经过解析，否则是原文。",
    )
    seconds: Seconds = param(
        5.0, zh="最长秒数", en="Longest wait", help="For each attempt.", help_zh="每次尝试的时间。"
    )
    attempts: Positive = param(
        1,
        zh="次数",
        en="Attempts",
        help="When the service cannot be reached.",
        help_zh="连不上服务时尝试的次数。",
    )
    meanwhile: Prompt = param(
        NO_PROMPT,
        zh="等待音",
        en="Heard meanwhile",
        help="Repeated until the answer is there.",
        help_zh="重复播放，直到有回答。",
    )

    def exits(self) -> tuple[Exit, ...]:
        """`ok`, `refused`, `failed`, `timeout`."""
        without = (Exit(name, sets=False) for name in ("refused", "failed", "timeout"))
        return (Exit("ok"), *without)

    def run(self, call: Call) -> str:
        """Ask, and take the values out."""
        request = self._request(call)
        if climbs(request.path):
            return _failed(call, "the path has a part '.' or '..'")
        if any(not value.isprintable() for value in request.headers.values()):
            return _failed(call, "a header has a line break or another control character")
        try:
            with meanwhile(call, self.meanwhile):
                reply = call.services.http.request(request)
        except ServiceError as reason:
            return leave_failed(call, reason)
        return self._left(call, reply)

    def _request(self, call: Call) -> HttpRequest:
        """The request. Raises ExpressionError, NodeFailure."""
        return HttpRequest(
            self.connection,
            self.method,
            call.render(self.path, in_path),
            query=texts_of(call, self.query),
            headers=texts_of(call, self.headers),
            body=self._body(call),
            content_type=self.content_type,
            seconds=self.seconds,
            attempts=self.attempts,
            step=call.effect_key(),
        )

    def _body(self, call: Call) -> str:
        if self.fields:
            return fields_body(self.content_type, values_of(call, self.fields))
        body = call.render(self.body, escape_of(self.content_type))
        if body and self.content_type == "application/json":
            try:
                json.loads(body)
            except ValueError as reason:
                raise NodeFailure(f"the body is no JSON ({reason}): put texts in quotes") from reason
        return body

    def _left(self, call: Call, reply: HttpReply) -> str:
        """The exit for an answer."""
        call.state.last = {"status": reply.status}
        if not 200 <= reply.status < 300:
            call.state.last["error"] = f"{reply.status}: {reply.body[:SHOWN]}"
            return "refused" if 400 <= reply.status < 500 else "failed"
        for row in self.extract:
            value = find(reply, row.path)
            if value is MISSING and not row.default:
                call.state.last["error"] = f"the answer has no {row.path}"
                return "failed"
            call.assign(row.into, row.default if value is MISSING else value)
        parsed = call.frame.declared.get(self.into) in ("row", "rows", "list")
        call.assign(self.into, reply.data if parsed else reply.body)
        return "ok"

    def complaints(self) -> Iterable[Complaint]:
        """Two bodies, a body where none goes, fields that no type can write, no time to answer."""
        yield from no_time(self.seconds)
        if self.fields and self.body:
            yield Complaint(
                "body",
                "正文和正文字段只能填一个",
                "it has both fields and a body",
                "清空其中一个",
                "leave one of them empty",
            )
        if self.fields and self.content_type not in FIELD_TYPES:
            yield Complaint(
                "fields",
                f"{self.content_type} 不能由字段写成",
                f"fields cannot be written as {self.content_type}",
                "改写正文，或改用 JSON、表单",
                "write a body, or choose JSON or a form",
            )
        if self.method in ("GET", "HEAD") and (self.fields or self.body):
            yield Complaint(
                "method",
                f"{self.method} 请求没有正文",
                f"a {self.method} request has no body",
                "改用 POST，或用查询参数",
                "use POST, or the query",
            )


def _failed(call: Call, why: str) -> str:
    call.state.last = {"error": why}
    return "failed"
