"""Import of FreeSWITCH `ivr` menus: a file, or several through its includes, to one flow a menu."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import networkx as nx

from flows.imports.draft import flow_name, free
from flows.imports.imported import Imported
from flows.imports.ivr_flow import menu_flow
from flows.imports.ivr_making import Making, Place
from flows.imports.ivr_menu import Menu
from flows.imports.ivr_read import read_menus
from flows.imports.ivr_sounds import Sounds
from flows.imports.phrases import Phrases
from flows.imports.report import Findings
from flows.model import Flow
from nodes.prompts import base


def import_ivr(
    path: Path,
    *,
    language: str = "en",
    phrases: Sequence[Path] = (),
    variables: Mapping[str, str] | None = None,
) -> Imported:
    """The flows of the menus in `path`, `ivr.conf.xml` or a file of menus. Never raises for what it holds.

    `phrases` are files or folders of phrases; without any, `../lang/LANGUAGE` is looked through, as
    FreeSWITCH lays its configuration out. `variables` are values of `$${...}`, `language` is that of
    the flows.
    """
    findings = Findings()
    document = read_menus(path, findings, variables)
    if document.problems:
        return Imported((), findings.all, tuple(document.problems))
    known = Phrases()
    known.read(phrases or _phrases_beside(path, language))
    return from_menus(document.menus, known, findings, language)


def from_menus(
    menus: Mapping[str, Menu], phrases: Phrases, findings: Findings, language: str = "en"
) -> Imported:
    """The flows of menus in hand."""
    sounds = Sounds(phrases, findings)
    flows: dict[str, Flow] = {}
    names = _flow_names(menus)
    tree = _tree(menus)
    nested: nx.DiGraph[str] = nx.DiGraph()
    nested.add_nodes_from(tree)
    nested.add_edges_from(edge for edge in tree.edges() if tree.edges[edge]["sub"])
    called = {name for menu in menus.values() for name in _references(menu, menus, "ivr")}
    returns: dict[str, frozenset[str]] = {}
    for name in _innermost_first(tree):
        within = frozenset(nx.ancestors(nested, name))
        place = Place(
            names,
            {sub: returns[sub] for sub in tree.successors(name)},
            within,
            _top(nested, within),
            name in called,
            language,
        )
        flows[name] = menu_flow(Making(menus[name], place, sounds, findings))
        ends = (node.params.get("name", "") for node in flows[name].nodes.values() if node.type == "return")
        returns[name] = frozenset(str(end) for end in ends)
    ordered = tuple(flows[name] for name in menus)
    return Imported(ordered, findings.all, (), tuple(sorted(sounds.recordings.items())))


def _phrases_beside(path: Path, language: str) -> list[Path]:
    """The folders of phrases that belong to the configuration `path` lies in."""
    folders = [
        root / "lang" / tag
        for root in (path.parent, path.parent.parent)
        for tag in dict.fromkeys((language, base(language)))
    ]
    return [folder for folder in folders if folder.is_dir()]


def _flow_names(menus: Mapping[str, Menu]) -> dict[str, str]:
    names: dict[str, str] = {}
    for name in menus:
        names[name] = free(flow_name(name), names.values(), "-")
    return names


def _references(menu: Menu, menus: Mapping[str, Menu], how: str) -> Iterator[str]:
    """The other menus that `menu` enters: as sub-menus, or with the application `ivr`."""
    for entry in menu.entries:
        name = entry.param
        if how == "ivr":
            application, _, name = entry.param.partition(" ")
            if entry.action != "menu-exec-app" or application != "ivr":
                continue
        elif entry.action != "menu-sub":
            continue
        if name in menus and name != menu.name:
            yield name


def _tree(menus: Mapping[str, Menu]) -> nx.DiGraph[str]:
    """Which menu enters which, without the ways back to one that is on the way already.

    An edge has `sub` where that is by `menu-sub`, not by the application `ivr` alone.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(menus)
    nested = {name: list(_references(menu, menus, "sub")) for name, menu in menus.items()}
    entered = {name: [*nested[name], *_references(menu, menus, "ivr")] for name, menu in menus.items()}
    inner = {name for names in entered.values() for name in names}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        for sub in entered[name]:
            if sub not in path:
                graph.add_edge(name, sub, sub=sub in nested[name])
                if sub not in done:
                    done.add(sub)
                    visit(sub, (*path, sub))

    for name in sorted(menus, key=lambda name: name in inner):
        if name not in done:
            done.add(name)
            visit(name, (name,))
    return _without_circles(graph)


def _without_circles(graph: nx.DiGraph[str]) -> nx.DiGraph[str]:
    """The graph without the edges that close what circles are left where several paths meet."""
    while True:
        try:
            circle = nx.find_cycle(graph)
        except nx.NetworkXNoCycle:
            return graph
        graph.remove_edge(*circle[-1][:2])


def _innermost_first(tree: nx.DiGraph[str]) -> list[str]:
    return list(reversed(list(nx.topological_sort(tree))))


def _top(tree: nx.DiGraph[str], within: frozenset[str]) -> str:
    """The outermost of the menus that another is inside of; empty where there is none."""
    return next((name for name in tree if name in within and not tree.in_degree(name)), "")
