"""Node types that lead out of their flow and back: loop, subflow, return, jump, in whole calls."""

from __future__ import annotations

from simulator.session import simulate
from tests.nodes.flows_of import flow_of, release_of

END: tuple[str, dict[str, str], dict[str, str]] = ("hangup", {}, {})


def test_a_loop_counts_its_rounds_and_begins_anew_at_the_next_visit() -> None:
    flow = flow_of(
        "main",
        {
            "outer": ("loop", {"times": "2"}, {"body": "inner", "done": "end"}),
            "inner": ("loop", {"times": "3", "index": "n"}, {"body": "add", "done": "outer"}),
            "add": ("set", {"values": [{"name": "sum", "value": "sum + n"}]}, {"next": "inner"}),
            "end": END,
        },
        {"n": "number", "sum": "number=0"},
    )
    call = simulate(release_of(flow))
    assert call.variables["sum"] == 2 * (1 + 2 + 3)
    assert call.path.count("inner.done") == 2 and call.path[-2:] == ("outer.done", "end.finish")


def test_a_loop_that_its_body_leaves_goes_on_counting() -> None:
    """So that no way around it takes more rounds than the cap allows."""
    flow = flow_of(
        "main",
        {
            "loop": ("loop", {"times": "1000000", "cap": "7"}, {"body": "log", "done": "end"}),
            "log": ("log", {"text": "again"}, {"next": "loop"}),
            "end": END,
        },
    )
    assert simulate(release_of(flow)).path.count("loop.body") == 7


def test_values_go_into_a_flow_and_results_come_back() -> None:
    main = flow_of(
        "main",
        {
            "ask": (
                "subflow",
                {
                    "flow": "double",
                    "in": [{"name": "n", "value": "21"}],
                    "out": [{"into": "answer", "value": "twice"}],
                    "returns": [{"exit": "done"}],
                },
                {"done": "end"},
            ),
            "end": END,
        },
        {"answer": "number"},
    )
    double = flow_of(
        "double",
        {"back": ("return", {"name": "done", "values": [{"name": "twice", "value": "n * 2"}]}, {})},
        {"n": "number"},
        inputs="n",
    )
    call = simulate(release_of(main, double))
    assert call.variables["answer"] == 42
    assert call.path == ("ask.enter", "back.return", "ask.done", "end.finish")


def test_a_jump_does_not_come_back() -> None:
    main = flow_of("main", {"go": ("jump", {"flow": "other", "in": [{"name": "n", "value": "1"}]}, {})})
    other = flow_of("other", {"end": ("hangup", {"result": "jumped"}, {})}, {"n": "number"}, inputs="n")
    call = simulate(release_of(main, other))
    assert (call.outcome.result, call.path) == ("jumped", ("go.jump", "end.finish"))


def test_a_transfer_is_the_end_of_the_call() -> None:
    flow = flow_of(
        "main", {"over": ("transfer", {"target": "8001"}, {"busy": "end", "failed": "end"}), "end": END}
    )
    call = simulate(release_of(flow))
    assert (call.outcome.result, call.path) == ("transferred", ("over.finish",))
