"""Which node types there are: registered by a decorator, found by walking this package and entry points."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from types import MappingProxyType
from typing import TypeVar, get_args

from nodes.contract import Category, Node
from nodes.declare import parameters
from nodes.errors import DeclarationError

GROUP = "callwright.nodes"
"""The entry point group by which another distribution adds node types; each entry names a module."""

_types: dict[str, type[Node]] = {}
NodeT = TypeVar("NodeT", bound=Node)


def node_type(
    type_id: str, *, category: Category, zh: str, en: str, help_zh: str
) -> Callable[[type[NodeT]], type[NodeT]]:
    """Register a node class under `type_id`, the word that flow files use and the name of its module.

    `zh` and `en` are its titles; `help_zh` is what an author reads about it in Chinese, the class's
    docstring the same in English. Raises DeclarationError at import if anything is missing or taken.
    """

    def register(cls: type[NodeT]) -> type[NodeT]:
        module = cls.__module__.rpartition(".")[2].rstrip("_")
        if module != type_id:
            raise DeclarationError(f"{cls.__name__}: node type '{type_id}' belongs in a module {type_id}.py")
        other = _types.get(type_id, cls)
        if (other.__module__, other.__qualname__) != (cls.__module__, cls.__qualname__):
            raise DeclarationError(f"node type '{type_id}' is registered already by {other.__module__}")
        if category not in get_args(Category):
            raise DeclarationError(f"{cls.__name__}: '{category}' is no category")
        if not (zh and en and help_zh and cls.__doc__):
            raise DeclarationError(f"{cls.__name__}: needs zh, en, help_zh and a docstring")
        cls.type_id, cls.category, cls.zh, cls.en, cls.help_zh = type_id, category, zh, en, help_zh
        for parameter in parameters(cls):
            if not (parameter.zh and parameter.en):
                raise DeclarationError(f"{cls.__name__}.{parameter.name}: needs a zh and an en title")
        _types[type_id] = cls
        return cls

    return register


@cache
def node_types() -> Mapping[str, type[Node]]:
    """Every node type by its id, sorted; the first call imports them all.

    Raises DeclarationError for a type that is written wrongly, and for a distribution that cannot be loaded.
    """
    for category in get_args(Category):
        if find_spec(f"nodes.{category}") is None:
            continue
        package = importlib.import_module(f"nodes.{category}")
        for module in pkgutil.iter_modules(package.__path__, f"nodes.{category}."):
            importlib.import_module(module.name)
    for entry in entry_points(group=GROUP):
        _load(entry)
    return MappingProxyType(dict(sorted(_types.items())))


def _load(entry: EntryPoint) -> None:
    try:
        entry.load()
    except Exception as reason:
        owner = entry.dist.name if entry.dist else "an unknown distribution"
        raise DeclarationError(
            f"the node types {entry.value} of {owner} cannot be loaded ({reason}): repair or uninstall it"
        ) from reason
