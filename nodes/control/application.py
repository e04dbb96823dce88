"""The node type `application`: anything that the switch can do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from nodes.call import Call
from nodes.contract import Complaint, Exit, Node
from nodes.declare import param
from nodes.kinds import Kind, OptionalVariable, Seconds, Template, YesNo, matching
from nodes.registry import node_type

SHOWN = 200
"""Characters of an answer that `last.error` holds."""


@node_type(
    "application",
    category="control",
    zh="应用",
    en="Application",
    help_zh="按名称执行 FreeSWITCH 的任何应用或 API。参数在交换机里是代码，不要放入来电者的数据。",
)
class Application(Node):
    """Run any FreeSWITCH application, or an API command: the way out where the palette has nothing.

    The switch reads arguments as code. Whatever you put there you answer for; keep callers' data out.
    """

    media = True
    waits = True
    effect = True
    resume = "error"

    application: Annotated[
        str,
        matching(
            "name",
            r"[A-Za-z0-9_]{1,64}",
            "'{value}' is no application: letters, digits, _",
            "“{value}”不是应用名：只能用字母、数字和 _",
        ),
        Kind("text"),
    ] = param(
        zh="名称",
        en="Name",
        help="Such as `send_display`; with `api` such as `uuid_dump`.",
        help_zh="例如 `send_display`；选 `api` 时例如 `uuid_dump`。",
    )
    argument: Template = param("", zh="参数", en="Argument")
    api: YesNo = param(False, zh="是 API", en="API command")
    seconds: Seconds = param(
        0.0, zh="最长秒数", en="Longest wait", help="0: until it ends.", help_zh="0：直到它结束。"
    )
    into: OptionalVariable = param(
        "", zh="结果存入", en="Into", help="What it answered.", help_zh="它返回的内容。"
    )

    def exits(self) -> tuple[Exit, ...]:
        """`ok`, `failed`."""
        return (Exit("ok"), Exit("failed"))

    def run(self, call: Call) -> str:
        """Run it and wait for its end."""
        executed = call.channel.execute(
            self.application, call.render(self.argument), api=self.api, seconds=self.seconds
        )
        call.assign(self.into, executed.response)
        call.state.last = {} if executed.ok else {"error": executed.response[:SHOWN]}
        return "ok" if executed.ok else "failed"

    def complaints(self) -> Iterable[Complaint]:
        """A value in the argument: the switch would run what stands in it."""
        if "{{" in self.argument or "{%" in self.argument:
            yield Complaint(
                "argument",
                "参数里有变量，而交换机把参数当代码执行",
                "the argument holds a value, and the switch reads arguments as code",
                "写成固定的参数，或确认该值不来自来电者和外部系统",
                "write a fixed argument, or make sure that the value comes from nobody outside",
                "warning",
            )
