"""Node types are found, and one that is declared wrongly is refused while it is imported."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from nodes import registry
from nodes.contract import Exit, Node
from nodes.declare import param
from nodes.errors import DeclarationError, NodeFailure
from nodes.kinds import Text
from nodes.registry import node_type, node_types


@pytest.fixture(autouse=True)
def _own_table(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Registers into a table of its own, and forgets it afterwards."""
    node_types()
    monkeypatch.setattr(registry, "_types", dict(registry._types))
    node_types.cache_clear()
    yield
    node_types.cache_clear()


def declare(type_id: str, module: str, *, doc: str | None = "Help.", **more: Any) -> type[Node]:
    """A class as the module `module` would declare it."""
    made: dict[str, Any] = {"__module__": module, "__doc__": doc, "__qualname__": "Made"}
    cls = type("Made", (Node,), made | more.pop("body", {}))
    given = {"category": "logic", "zh": "中", "en": "En", "help_zh": "帮助"} | more
    return node_type(type_id, **given)(cls)


def test_every_type_is_found_under_its_id_sorted() -> None:
    types = node_types()
    assert list(types) == sorted(types)
    assert {"play", "menu", "digits", "condition", "return"} <= types.keys()
    for type_id, cls in types.items():
        assert cls.type_id == type_id
        assert cls.__module__.rpartition(".")[2].rstrip("_") == type_id
        if cls.__module__.startswith("nodes."):
            assert cls.__module__.split(".")[1] == cls.category


def test_a_type_is_registered_with_what_it_said_of_itself() -> None:
    cls = declare("made", "somewhere.made")
    assert (cls.type_id, cls.category, cls.zh, cls.en, cls.help_zh) == ("made", "logic", "中", "En", "帮助")
    assert node_types()["made"] is cls


def test_a_keyword_as_type_id_lives_in_a_module_with_an_underscore() -> None:
    assert declare("import", "somewhere.import_").type_id == "import"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"type_id": "made", "module": "somewhere.other"}, "made.py"),
        ({"type_id": "menu", "module": "plugin.menu"}, "already by nodes.input.menu"),
        ({"type_id": "made", "module": "x.made", "category": "colours"}, "no category"),
        ({"type_id": "made", "module": "x.made", "zh": ""}, "needs zh"),
        ({"type_id": "made", "module": "x.made", "help_zh": ""}, "help_zh"),
        ({"type_id": "made", "module": "x.made", "doc": None}, "docstring"),
        (
            {"type_id": "made", "module": "x.made", "body": {"__annotations__": {"a": str}, "a": ""}},
            "declare it with a kind",
        ),
        (
            {
                "type_id": "made",
                "module": "x.made",
                "body": {"__annotations__": {"a": Text}, "a": param("", zh="", en="A")},
            },
            "zh and an en title",
        ),
    ],
)
def test_a_wrong_declaration_is_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(DeclarationError, match=said):
        declare(**given)
    assert "made" not in registry._types


def test_another_class_of_the_same_name_does_not_take_a_types_place() -> None:
    menu = node_types()["menu"]
    with pytest.raises(DeclarationError, match="already"):
        declare("menu", "plugin.menu", body={"__qualname__": menu.__qualname__})
    assert registry._types["menu"] is menu


def test_a_module_may_be_loaded_twice() -> None:
    declare("made", "somewhere.made")
    assert declare("made", "somewhere.made") is registry._types["made"]


def _entry(value: str) -> EntryPoint:
    return EntryPoint(name="x", value=value, group=registry.GROUP)


def test_another_distribution_adds_types(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def entries(*, group: str) -> list[EntryPoint]:
        asked.append(group)
        return [_entry("tests.nodes.stage")]

    monkeypatch.setattr(registry, "entry_points", entries)
    assert "menu" in node_types()
    assert asked == ["callwright.nodes"]


@pytest.mark.parametrize("value", ["no_such_module_anywhere", "tests.nodes.stage:nothing"])
def test_a_distribution_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda *, group: [_entry(value)])
    with pytest.raises(DeclarationError, match=value):
        node_types()


def test_a_node_that_forgets_its_exits_or_its_run_says_so() -> None:
    node = declare("made", "somewhere.made")()
    nobody: Any = None
    for ask in (node.exits, lambda: node.run(nobody), lambda: node.returned(nobody, "x", {})):
        with pytest.raises(NodeFailure, match="made"):
            ask()


def test_a_node_resumes_as_it_declares() -> None:
    class Again(Node):
        """Runs again."""

        def exits(self) -> tuple[Exit, ...]:
            return (Exit("next"),)

        def run(self, call: Any) -> str:
            return "next"

    class Lost(Again):
        """Takes its exit error."""

        resume = "error"

    nobody: Any = None
    assert Again().resumed(nobody) == "next"
    with pytest.raises(NodeFailure, match="lost"):
        Lost().resumed(nobody)
