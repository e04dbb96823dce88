"""The pass `prompts`: whatever language a call is in, each prompt is there and can be made to sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flows.codes import prompts as codes
from flows.passes.languages import Chains, languages
from flows.problems import short
from flows.program import BoundNode, Program, Unit
from flows.world import World
from nodes.audio.language import LanguageNode
from nodes.declare import Use
from nodes.errors import ExpressionError
from nodes.expressions import READINGS, fixed_texts
from nodes.prompts import Prompt, Segment
from nodes.spoken import spoken

_UNCLEAR = re.compile(
    r"(?<![\d.,:：-])[1-9]\d{1,3}(?!\d|[%％:：-]|[.,]\d|st\b|nd\b|rd\b|th\b|\s+[a-z]"
    r"|\s*(?:[年月日号时点秒个位次天周条件项种元角人家张名级岁度米]|分(?!机)))",
    re.ASCII,
)
"""Two to four digits that may be a number or a code: no unit behind them, no part of a date or a time."""

FIRST_ATTEMPT = {"repeat": 2}
"""From which attempt on a parameter is heard, where it is not the first: nodes/collector.py."""


def check_prompts(program: Program, world: World) -> None:
    """Check every prompt of every flow in the languages that a call can be in at its node."""
    spoken = languages(program)
    for unit in program.units.values():
        at = spoken[unit.name]
        voiceless: set[str] = set()
        for bound in unit.nodes.values():
            chains = at.get(bound.id, frozenset())
            for use in bound.values("prompt"):
                _languages(bound, use, chains, unit)
                _segments(bound, use, unit)
                _sounds(bound, use, chains, unit, world, voiceless)
            if isinstance(bound.node, LanguageNode) and bound.node.voice:
                _voice(bound, bound.node, unit, world)


def _languages(bound: BoundNode, use: Use, chains: Chains, unit: Unit) -> None:
    """The prompt in each language that the call can be in here, each reported once."""
    prompt: Prompt = use.value
    first = FIRST_ATTEMPT.get(use.parameter, 1)
    reported: set[str] = set()
    for chain in sorted(chains):
        if prompt.select(chain, first) is not None or chain[0] in reported:
            continue
        reported.add(chain[0])
        later = [v.try_ for v in prompt.variants if prompt.select(chain, v.try_) is not None]
        if later:
            unit.add(codes.MISSING_FIRST, bound, use.place, language=chain[0], attempt=min(later))
        else:
            unit.add(codes.MISSING_PROMPT, bound, use.place, language=chain[0], param=use.parameter)


def _segments(bound: BoundNode, use: Use, unit: Unit) -> None:
    """What stands in each variant, apart from its templates and expressions."""
    for variant in use.value.variants:
        if not any(segment.kind != "say" or _says(segment.text) for segment in variant.segments):
            line = min((segment.line for segment in variant.segments), default=0)
            unit.add(codes.SILENT_PROMPT, bound, use.place, line=line)
        for segment in variant.segments:
            if segment.kind == "value" and segment.reading not in READINGS:
                guess = unit.report.hint(segment.reading, READINGS)
                words = {"reading": short(segment.reading), "readings": ", ".join(READINGS), **guess}
                unit.add(codes.UNKNOWN_READING, bound, use.place, line=segment.line, **words)
            if segment.kind == "say":
                for digits in _unclear(segment.text):
                    unit.add(codes.BARE_DIGITS, bound, use.place, line=segment.line, digits=digits)


def _says(text: str) -> bool:
    """Whether there is anything to speak: words, or a slot, and not punctuation alone."""
    return "{" in text or bool(spoken(text))


def _unclear(text: str) -> Iterable[str]:
    """Digits of the fixed words of a text that nobody can be sure how to read, each once."""
    if not _UNCLEAR.search(text):
        return ()
    try:
        pieces = fixed_texts(text)
    except ExpressionError:
        return ()
    return dict.fromkeys(found for piece in pieces for found in _UNCLEAR.findall(piece))


def _sounds(
    bound: BoundNode, use: Use, chains: Chains, unit: Unit, world: World, voiceless: set[str]
) -> None:
    """A recording for each sound, and a voice for all else; a language without a voice is reported once."""
    for segment, language in _heard(use.value, chains, unit):
        line = segment.line
        if segment.kind == "sound":
            if world.recording(segment.text, language) is None:
                name = short(segment.text)
                unit.add(codes.NO_RECORDING, bound, use.place, line=line, name=name, language=language)
        elif (
            segment.kind in ("say", "value") and language not in voiceless and not world.speaks(language, "")
        ):
            voiceless.add(language)
            unit.add(codes.NO_VOICE, bound, use.place, line=line, language=language, voice="")


def _heard(prompt: Prompt, chains: Chains, unit: Unit) -> Iterator[tuple[Segment, str]]:
    """Every segment with a language that it may be heard in."""
    current = sorted({chain[0] for chain in chains}) or [unit.flow.language]
    for variant, segment in prompt.segments():
        for language in [variant.language] if variant.language else current:
            yield segment, language


def _voice(bound: BoundNode, node: LanguageNode, unit: Unit, world: World) -> None:
    if not world.speaks(node.language, node.voice):
        words = {"voice": f"（{node.voice}）"}
        voice = f" by {node.voice}"
        unit.add(codes.NO_VOICE, bound, "voice", zh=words, language=node.language, voice=voice)
