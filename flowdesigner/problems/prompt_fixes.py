"""Quick fixes of what is said: a language that is missing, values of which nobody says how to read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from flowdesigner.document.desk import FlowDocument
from flowdesigner.problems.fix import Fix, Values
from flowdesigner.problems.table_rows import row_at, with_table
from flowdesigner.words.say import Say, say
from flows.model import FlowNode
from flows.problems import Problem
from nodes.prompts import Prompt, Segment, Variant

READINGS = (("digits", say("逐位读", "digit by digit")), ("number", say("按数值读", "as a number")))
"""The readings that are offered for a value; there are more, which the author can choose."""


def prompt_at(node: FlowNode, place: str) -> Prompt | None:
    """The prompt that a place of the problem list means: `prompt`, or `choices[2].prompt` in a row."""
    at = row_at(node, place)
    if at is None:
        return node.prompts.get(place)
    cell = at.row.get(at.column)
    return cell if isinstance(cell, Prompt) else None


def with_prompt(node: FlowNode, place: str, prompt: Prompt) -> FlowNode:
    """The node with another prompt there."""
    at = row_at(node, place)
    if at is None:
        return replace(node, prompts={**node.prompts, place: prompt})
    return with_table(node, at.table, at.changed({**at.row, at.column: prompt}))


def prompt_changed(
    document: FlowDocument, problem: Problem, words: Say, change: Callable[[Prompt], Prompt]
) -> Iterator[Fix]:
    """A fix that changes the prompt of a problem, if there is one and it differs then."""
    node = document.flow.nodes.get(problem.node)
    prompt = prompt_at(node, problem.parameter) if node is not None else None
    if node is None or prompt is None:
        return
    after = change(prompt)
    if after != prompt:
        yield Fix(words, lambda: document.set_node(with_prompt(node, problem.parameter, after), words))


def with_segments(prompt: Prompt, change: Callable[[Segment], Segment]) -> Prompt:
    """The prompt with each segment changed."""
    return Prompt(
        tuple(replace(each, segments=tuple(map(change, each.segments))) for each in prompt.variants)
    )


def language_missing(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A language without a prompt: a copy of what is said in another, for the author to translate."""
    language = values.get("language", "")

    def add(prompt: Prompt) -> Prompt:
        first = next((each for each in prompt.variants if each.segments), None)
        if first is None or not language:
            return prompt
        return Prompt((*prompt.variants, Variant(language, first.segments)))

    words = say("添加 {} 的提示音，待翻译", "Add a prompt in {}, to be translated", language)
    yield from prompt_changed(document, problem, words, add)


def first_attempt(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A prompt that begins at a later attempt."""
    attempt = int(values.get("attempt", "0") or 0)

    def earlier(prompt: Prompt) -> Prompt:
        return Prompt(
            tuple(replace(each, try_=1) if each.try_ == attempt else each for each in prompt.variants)
        )

    yield from prompt_changed(
        document, problem, say("从第一次起就播放", "Say it from the first attempt on"), earlier
    )


def bare_value(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A value in speech of which nobody says how it is read."""
    value = values.get("value", "")
    bare = re.compile(r"\{\{\s*" + re.escape(value) + r"\s*\}\}")
    for reading, how in READINGS:
        written = f"{{{{ {value}|{reading} }}}}"
        yield from _said(document, problem, say("{} {}", "Read {} {}", value, how), bare, written)


def bare_digits(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """Digits in speech that may be a code or a number."""
    digits = values.get("digits", "")
    bare = re.compile(rf"(?<![\d'.]){re.escape(digits)}(?!\d|'|\.\d)")
    for reading, how in READINGS:
        inner = f"'{digits}'" if reading == "digits" else digits
        written = f"{{{{ {inner}|{reading} }}}}"
        yield from _said(document, problem, say("{} {}", "Read {} {}", digits, how), bare, written)


def _said(
    document: FlowDocument, problem: Problem, words: Say, bare: re.Pattern[str], written: str
) -> Iterator[Fix]:
    def change(segment: Segment) -> Segment:
        if segment.kind != "say":
            return segment
        return replace(segment, text=bare.sub(lambda _: written, segment.text))

    yield from prompt_changed(document, problem, words, lambda prompt: with_segments(prompt, change))


def reading_meant(document: FlowDocument, problem: Problem, values: Values) -> Iterator[Fix]:
    """A reading that is not there."""
    reading, meant = values.get("reading", ""), values.get("hint", "")

    def change(segment: Segment) -> Segment:
        wrong = segment.kind == "value" and segment.reading == reading
        return replace(segment, reading=meant) if wrong and meant else segment

    words = say("改为 {}", "Write {}", meant)
    yield from prompt_changed(document, problem, words, lambda prompt: with_segments(prompt, change))


def nothing_said(document: FlowDocument, problem: Problem, _: Values) -> Iterator[Fix]:
    """A variant in which nothing is said."""

    def spoken(variants: Sequence[Variant]) -> tuple[Variant, ...]:
        return tuple(
            each
            for each in variants
            if any(segment.kind != "say" or segment.text.strip() for segment in each.segments)
        )

    words = say("删除空的提示音", "Delete the empty prompt")
    yield from prompt_changed(document, problem, words, lambda prompt: Prompt(spoken(prompt.variants)))
