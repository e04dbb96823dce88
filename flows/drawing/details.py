"""Everything about a flow that a page shows beside the drawing, as plain data."""

from __future__ import annotations

from typing import Any

from flows.drawing.content import exit_names, keys_of
from flows.model import Flow, FlowNode
from flows.problems import Lang
from flows.wording import flow_of, parameter_title, type_title, value_words, variant_words


def details(flow: Flow, lang: Lang) -> dict[str, Any]:
    """A flow: what it is about, its variables, its handlers, its nodes by id; titles in `lang`."""
    return {
        "name": flow.name,
        "title": flow.title,
        "about": flow.about,
        "language": flow.language,
        "variables": [
            {"name": each.name, "type": each.type, "value": each.value or ""}
            for each in flow.variables.values()
        ],
        "nodes": {id_: node_details(node, flow, lang) for id_, node in flow.nodes.items()},
    }


def node_details(node: FlowNode, flow: Flow, lang: Lang) -> dict[str, Any]:
    """A node: parameters as written, prompts in every language and attempt, exits with their targets."""
    keys = keys_of(node)
    titles = {id_: other.title or id_ for id_, other in flow.nodes.items()}
    return {
        "id": node.id,
        "title": node.title or node.id,
        "type": node.type,
        "kind": type_title(node.type, lang),
        "note": node.note,
        "enabled": node.enabled,
        "sensitive": node.sensitive,
        "flow": flow_of(node),
        "prompts": _prompts(node, lang),
        "parameters": [
            {
                "title": parameter_title(node.type, name, lang),
                "value": value_words(node.type, name, value, lang),
            }
            for name, value in node.params.items()
        ],
        "exits": [
            {
                "name": name,
                "keys": keys.get(name, ""),
                "to": node.exits.get(name, ""),
                "title": titles.get(node.exits.get(name, ""), node.exits.get(name, "")),
            }
            for name in exit_names(node)
        ],
    }


def _prompts(node: FlowNode, lang: Lang) -> list[dict[str, Any]]:
    return [
        {
            "title": parameter_title(node.type, name, lang),
            "language": variant.language,
            "attempt": variant.try_,
            "words": variant_words(variant),
        }
        for name, prompt in node.prompts.items()
        for variant in prompt.variants
    ]
