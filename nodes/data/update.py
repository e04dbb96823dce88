"""The node type `update`: one change of a database, once."""

from __future__ import annotations

from nodes.call import Call
from nodes.contract import Exit
from nodes.data.asking import leave_failed, meanwhile
from nodes.data.statement import StatementNode
from nodes.declare import param
from nodes.errors import ServiceError
from nodes.kinds import OptionalVariable, Template
from nodes.registry import node_type


@node_type(
    "update",
    category="data",
    zh="更新",
    en="Update",
    help_zh="在事务里插入、修改、删除或调用存储过程。同一步骤（或同一个键）无论重来几次，只生效一次。",
)
class Update(StatementNode):
    """Insert, change, delete or call a procedure, in a transaction of its own.

    Whatever happens to the engine, one visit of this node changes data once. With a key of your own, such
    as a case number, the same key never changes data twice, in any call: it leaves by `duplicate`.
    """

    effect = True

    key: Template = param(
        "",
        zh="幂等键",
        en="Key",
        help="What may happen only once; empty: this visit.",
        help_zh="只应发生一次的事；空：以本次经过为准。",
    )
    into: OptionalVariable = param(
        "", zh="行数存入", en="Rows into", help="How many rows were changed.", help_zh="改动了多少行。"
    )

    def exits(self) -> tuple[Exit, ...]:
        """`done`, `unchanged` where no row was, `duplicate`, `failed`, `timeout`."""
        without = (Exit("failed", sets=False), Exit("timeout", sets=False))
        return (Exit("done"), Exit("unchanged"), Exit("duplicate"), *without)

    def run(self, call: Call) -> str:
        """Change it."""
        values = self.bound(call)
        key = call.render(self.key).strip() or call.effect_key()
        try:
            with meanwhile(call, self.meanwhile):
                updated = call.services.database.update(
                    self.connection, self.sql, values, step=key, seconds=self.seconds
                )
        except ServiceError as reason:
            return leave_failed(call, reason)
        call.state.last = {"rows": updated.rows}
        call.assign(self.into, updated.rows)
        return updated.outcome

    def resumed(self, call: Call) -> str:
        """Run it again: a duplicate then means that this visit had done it before the engine was lost."""
        left = self.run(call)
        return "done" if left == "duplicate" and not self.key else left
