"""The tree of a flow: every node in one place, links for the rest, rows made when asked for."""

from __future__ import annotations

from flowdesigner.outline.plan import Plan, Row
from flows.model import Flow
from tests.flowdesigner.flows import small
from tests.flows.build import hangup, play


def drawn(plan: Plan, above: Row | None = None, depth: int = 0) -> list[str]:
    """The rows as lines."""
    lines = []
    for row in plan.rows(above):
        name = {"way": f"{row.exit}:", "open": f"{row.exit}?", "link": f"-> {row.node}"}.get(row.kind)
        lines.append(
            "  " * depth
            + (name or row.node or row.kind)
            + (f" on {row.exit}" if row.kind == "handler" else "")
        )
        lines += drawn(plan, row, depth + 1)
    return lines


TREE = """\
welcome
  welcome
  main
    one:
      ask
        valid:
          -> end
        no_input:
          -> end
        invalid:
          -> end
    no_input:
      end
    no_match:
      -> main
end on error
  -> end
ask on 0
  -> ask"""


def test_the_way_step_by_step() -> None:
    assert "\n".join(drawn(Plan(small()))) == TREE


def test_what_nothing_leads_to_has_a_root() -> None:
    flow = small()
    flow.nodes |= {"b": play("b", "a"), "a": play("a", "b"), "lost": play("lost", "end")}
    flow.nodes["main"].exits.pop("no_match")
    lines = drawn(Plan(flow))
    assert lines[lines.index("lost") :] == ["lost", "  lost", "  -> end", "  b", "  a", "  -> b"]
    assert "    no_match?" in lines


def test_where_a_node_stands() -> None:
    plan = Plan(small())
    for id_ in small().nodes:
        row = plan.step(id_)
        assert row is not None and row.kind == "step" and row.node == id_
    row = plan.step("ask")
    assert row is not None and row.above is not None and (row.above.kind, row.above.exit) == ("way", "one")
    assert plan.step("gone") is None and Plan(Flow("empty")).step("x") is None


def test_large_flows_with_circles_are_made_as_far_as_looked_at() -> None:
    count = 3000
    nodes = {f"n{number}": play(f"n{number}", f"n{(number + 1) % count}") for number in range(count)}
    plan = Plan(Flow("ring", start="n0", nodes=nodes))
    (root,) = plan.roots
    assert root.rows is None and plan.has_rows(root)
    assert len(plan.rows(root)) == count + 1 and plan.rows(root)[-1].kind == "link"
    last = plan.step(f"n{count - 1}")
    assert last is not None and last.number == count - 1


def test_a_flow_without_a_start() -> None:
    assert drawn(Plan(Flow("bare", nodes={"end": hangup("end")}))) == ["lost", "  end"]
