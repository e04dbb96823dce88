"""The pass `emit`: a flow that was bound, as the engine runs it."""

from __future__ import annotations

from flows.program import Unit
from flows.release import CompiledFlow, CompiledNode


def emit(unit: Unit) -> CompiledFlow:
    """The flow ready to run; every node of `unit` must have been bound."""
    flow = unit.flow
    compiled = {
        bound.id: CompiledNode(
            id=bound.id,
            node=bound.node,
            exits=dict(bound.written.exits),
            title=bound.written.title,
            enabled=bound.written.enabled,
            sensitive=bound.written.sensitive,
        )
        for bound in unit.nodes.values()
    }
    return CompiledFlow(
        name=unit.name,
        title=flow.title,
        language=flow.language,
        start=flow.start,
        nodes=compiled,
        variables=dict(flow.variables),
        on_hangup=flow.on_hangup,
        on_error=flow.on_error,
        keys=dict(flow.keys),
    )
