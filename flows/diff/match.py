"""Which node of the new flow is which of the old one: by id, then by type and content."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher

from flows.model import Flow, FlowNode
from flows.wording import cell_words, variant_words

ALIKE = 0.6
"""From this likeness of their contents on, two nodes of one type are the same node under another id."""

MOST_PAIRS = 2_000
"""Pairs whose contents are compared word by word; beyond, only equal ones are found."""

_LONGEST = 2_000
"""Characters of a content that are compared."""


def matched(old: Flow, new: Flow) -> dict[str, str]:
    """Old ids by new ids: the nodes that both flows have. A node keeps its id, or was renamed."""
    same = {id_: id_ for id_ in new.nodes if id_ in old.nodes}
    gone = [node for id_, node in old.nodes.items() if id_ not in same]
    come = [node for id_, node in new.nodes.items() if id_ not in same]
    pairs = [(was, is_) for is_ in come for was in gone if was.type == is_.type]
    contents = {id(node): _content(node) for node in (*gone, *come)}
    fuzzy = len(pairs) <= MOST_PAIRS
    scored = []
    for number, (was, is_) in enumerate(pairs):
        likeness = _likeness(contents[id(was)], contents[id(is_)], fuzzy=fuzzy)
        if likeness >= ALIKE:
            around = _exits_alike(was, is_, same)
            scored.append((-likeness, -around, number, was.id, is_.id))
    back = set(same.values())
    for _, _, _, was_id, is_id in sorted(scored):
        if was_id not in back and is_id not in same:
            same[is_id] = was_id
            back.add(was_id)
    return same


def _content(node: FlowNode) -> str:
    """What makes a node that node, without its id and where it leads: the words that an author wrote."""
    parts = [node.title]
    for _, prompt in sorted(node.prompts.items()):
        parts += [variant_words(variant) for variant in prompt.variants]
    for _, value in sorted(node.params.items()):
        if isinstance(value, str):
            parts.append(value)
        else:
            parts += [" ".join(map(cell_words, row.values())) for row in value]
    return "\n".join(parts)


def _likeness(one: str, other: str, *, fuzzy: bool) -> float:
    if one == other:
        return 1.0
    if not fuzzy:
        return 0.0
    matcher = SequenceMatcher(None, one[:_LONGEST], other[:_LONGEST], autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def _exits_alike(was: FlowNode, is_: FlowNode, same: Mapping[str, str]) -> int:
    """How many exits of both lead to the same node."""
    return sum(same.get(to, to) == was.exits.get(name) for name, to in is_.exits.items())
