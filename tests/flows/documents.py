"""Documents for property tests: any that a file can hold, in the order that a file has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from flows.element import Element
from flows.model import Extras, Flow, FlowNode, Frame, Layout, Spot, Sticky, sorted_prompt
from flows.release import Variable
from nodes.prompts import Prompt, Segment, Variant
from nodes.values import VARIABLE_TYPES

identifiers = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,12}", fullmatch=True)
_characters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
texts = st.text(st.one_of(_characters, st.sampled_from("\n\t\r &<>\"'{}]")), max_size=40)
some_text = st.text(_characters, min_size=1, max_size=12)
tags = st.sampled_from(["", "en", "en-GB", "zh-CN", "yue"])
numbers = st.floats(allow_nan=False, allow_infinity=False, width=32)
prefixed = st.builds("{{urn:example:{}}}{}".format, st.sampled_from("ab"), identifiers)

segments = st.one_of(
    st.builds(Segment, st.sampled_from(["say", "tone"]), texts),
    st.builds(Segment, st.just("value"), texts, reading=some_text),
    st.builds(Segment, st.just("sound"), some_text),
    st.builds(Segment, st.just("silence"), ms=st.integers(0, 600_000)),
)
variants = st.builds(Variant, tags, st.lists(segments, max_size=3).map(tuple), try_=st.integers(1, 99))


def prompts(language: str) -> st.SearchStrategy[Prompt]:
    """Prompts with at least one variant, each language and attempt once."""
    unique = st.lists(variants, min_size=1, max_size=4, unique_by=lambda v: (v.language, v.try_))
    return unique.map(lambda found: sorted_prompt(Prompt(tuple(found)), language))


elements = st.recursive(
    st.builds(Element, prefixed, st.dictionaries(st.one_of(identifiers, prefixed), texts, max_size=2), texts),
    lambda inner: st.builds(
        Element,
        prefixed,
        st.just({}),
        texts,
        st.lists(st.builds(lambda e, tail: replace(e, tail=tail), inner, texts), max_size=3).map(tuple),
    ),
    max_leaves=4,
)
extras = st.builds(
    Extras, st.dictionaries(prefixed, texts, max_size=2), st.lists(elements, max_size=2).map(tuple)
)


@st.composite
def flow_nodes(draw: st.DrawFn, id_: str, language: str) -> FlowNode:
    """A node of a known or an unknown type."""
    names = draw(st.lists(identifiers, max_size=5, unique=True))
    cells: Any = st.dictionaries(identifiers, st.one_of(texts, prompts("")), max_size=3)
    values: Any = st.one_of(texts, st.lists(cells, min_size=1, max_size=3).map(tuple))
    cut = draw(st.integers(0, len(names)))
    return FlowNode(
        id_,
        draw(st.one_of(st.sampled_from(["menu", "play", "switch", "log"]), some_text)),
        draw(texts),
        draw(texts),
        draw(st.booleans()),
        draw(st.booleans()),
        {name: draw(prompts(language)) for name in names[:cut]},
        {name: draw(values) for name in names[cut:]},
        draw(st.dictionaries(identifiers, some_text, max_size=3)),
        draw(extras),
    )


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    """A whole document."""
    language = draw(st.sampled_from(["en", "zh-CN"]))
    ids = draw(st.lists(identifiers, max_size=4, unique=True))
    names = draw(st.lists(identifiers, max_size=3, unique=True))
    more = st.dictionaries(st.from_regex(r"w_[a-z]{1,5}", fullmatch=True), texts, max_size=2)
    layout = Layout(
        draw(st.dictionaries(some_text, st.builds(Spot, numbers, numbers, more), max_size=3)),
        draw(st.lists(st.builds(Sticky, numbers, numbers, texts, more), max_size=2)),
        draw(st.lists(st.builds(Frame, numbers, numbers, numbers, numbers, texts, more), max_size=2)),
        draw(extras),
    )
    return Flow(
        draw(st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True)),
        draw(texts),
        language,
        draw(st.one_of(st.just(""), some_text)),
        draw(texts),
        {
            name: Variable(
                name,
                draw(st.sampled_from(VARIABLE_TYPES)),
                draw(st.booleans()),
                draw(st.booleans()),
                draw(st.one_of(st.none(), texts)),
            )
            for name in names
        },
        draw(st.one_of(st.just(""), some_text)),
        draw(st.one_of(st.just(""), some_text)),
        draw(st.dictionaries(st.sampled_from("0123456789*#ABCD"), some_text, max_size=3)),
        {id_: draw(flow_nodes(id_, language)) for id_ in ids},
        layout,
        draw(extras),
    )
