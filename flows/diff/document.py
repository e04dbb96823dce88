"""The changes between two documents of a flow."""

from __future__ import annotations

from collections.abc import Mapping

from flows.diff.changes import Noted
from flows.diff.match import matched
from flows.diff.node import NodeComparison
from flows.errors import WriteError
from flows.model import Flow
from flows.release import Variable
from flows.wording import node_label, type_title
from flows.write import write_both


def compare_documents(old: Flow, new: Flow, noted: Noted) -> dict[str, str]:
    """Note every difference in `noted`; the answer has the old ids of renamed nodes by their new ones."""
    was = matched(old, new)
    found = len(noted.changes)
    _flow(old, new, was, noted)
    _variables(old, new, noted)
    _handlers(old, new, was, noted)
    _nodes(old, new, was, noted)
    _layout(old, new, was, noted)
    if old.extras != new.extras:
        noted.add("unknown", words=new.name, place="flow")
    _what_is_left(old, new, noted, found)
    return {new_id: old_id for new_id, old_id in was.items() if new_id != old_id}


def _flow(old: Flow, new: Flow, was: Mapping[str, str], noted: Noted) -> None:
    for kind, before, after in (
        ("flow_name", old.name, new.name),
        ("flow_title", old.title, new.title),
        ("flow_language", old.language, new.language),
        ("about", old.about, new.about),
    ):
        if before != after:
            noted.add(kind, old=before, new=after)
    if was.get(new.start, new.start) != old.start:
        before, after = _label(old, old.start), _label(new, new.start)
        noted.add("start", old=old.start, new=new.start, before=before, after=after)


def _variables(old: Flow, new: Flow, noted: Noted) -> None:
    for name in dict.fromkeys([*old.variables, *new.variables]):
        before, after = old.variables.get(name), new.variables.get(name)
        if before == after:
            continue
        kind = "variable_added" if before is None else "variable_removed" if after is None else "variable"
        was, is_ = _declaration(before), _declaration(after)
        noted.add(kind, place=name, old=was, new=is_, words=is_)


def _declaration(variable: Variable | None) -> str:
    """A declaration as its attributes say it."""
    if variable is None:
        return ""
    words = [variable.type]
    words += ["sensitive"] if variable.sensitive else []
    words += ["input"] if variable.input else []
    words += [f"= {variable.value!r}"] if variable.value is not None else []
    return " ".join(words)


def _handlers(old: Flow, new: Flow, was: Mapping[str, str], noted: Noted) -> None:
    before, after = dict(old.handlers()), dict(new.handlers())
    for name in dict.fromkeys([*before, *after]):
        source, target = before.get(name), after.get(name)
        if source is not None and target is not None and was.get(target, target) == source:
            continue
        kind = "handler_added" if source is None else "handler_removed" if target is None else "handler"
        zh, en = handler_words(name)
        noted.add(
            kind,
            place=name,
            old=source or "",
            new=target or "",
            zh={"what": zh},
            what=en,
            before=_label(old, source or ""),
            after=_label(new, target or ""),
        )


def handler_words(name: str) -> tuple[str, str]:
    """What a handler is for, in Chinese and English: `hangup`, `error`, or a key."""
    words = {"hangup": ("挂机", "Hang-up"), "error": ("出错", "Error")}
    return words.get(name, (f"按键 {name}", f"Key {name}"))


def _nodes(old: Flow, new: Flow, was: Mapping[str, str], noted: Noted) -> None:
    kept = set(was.values())
    for id_, node in old.nodes.items():
        if id_ not in kept:
            zh, en = type_title(node.type, "zh"), type_title(node.type, "en")
            noted.add(
                "node_removed", node=id_, old=node.type, label=node_label(node), zh={"type": zh}, type=en
            )
    before = {id_: node_label(node) for id_, node in old.nodes.items()}
    after = {id_: node_label(node) for id_, node in new.nodes.items()}
    for id_, node in new.nodes.items():
        if id_ not in was:
            zh, en = type_title(node.type, "zh"), type_title(node.type, "en")
            noted.add("node_added", node=id_, new=node.type, label=node_label(node), zh={"type": zh}, type=en)
            continue
        comparison = NodeComparison(old.nodes[was[id_]], node, noted)
        comparison.itself()
        comparison.parameters()
        comparison.prompts()
        comparison.exits(was, before, after)


def _layout(old: Flow, new: Flow, was: Mapping[str, str], noted: Noted) -> None:
    moved = []
    back = {old_id: new_id for new_id, old_id in was.items()}
    before = {back.get(id_, id_): spot for id_, spot in old.layout.spots.items()}
    for id_ in dict.fromkeys([*before, *new.layout.spots]):
        if before.get(id_) != new.layout.spots.get(id_):
            moved.append(_label(new, id_))
    if moved:
        noted.add("moved", words=", ".join(moved), place="layout")
    if old.layout.notes != new.layout.notes:
        noted.add("stickies", place="layout")
    if old.layout.frames != new.layout.frames:
        noted.add("frames", place="layout")
    if old.layout.extras != new.layout.extras:
        noted.add("unknown", words="layout", place="layout", aspect="layout")


def _what_is_left(old: Flow, new: Flow, noted: Noted, found: int) -> None:
    """Files that differ although nothing was noted differ in the order of things."""
    try:
        (whole_old, logic_old), (whole_new, logic_new) = write_both(old), write_both(new)
    except WriteError:
        return
    told = noted.changes[found:]
    if logic_old != logic_new and not any(change.aspect == "logic" for change in told):
        noted.add("order")
    elif whole_old != whole_new and not told:
        noted.add("order", aspect="layout")


def _label(flow: Flow, id_: str) -> str:
    return node_label(flow.nodes[id_]) if id_ in flow.nodes else id_ or "-"
