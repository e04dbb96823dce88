"""Reads a file of call scripts (`*.calls.yaml`): cases ready to be played, every problem with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from simulator import grammar
from simulator.circumstances import circumstances
from simulator.complaints import complaint
from simulator.errors import ScriptError, ScriptProblem
from simulator.given import Given
from simulator.steps import (
    PACE,
    REACTION,
    HangUp,
    Hear,
    Match,
    Never,
    Press,
    Say,
    Silence,
    Step,
    Wait,
    keys_to_steps,
)
from simulator.tables import Made, made_cases
from simulator.yaml_lines import Located, Place, read_yaml

SPEECH_MS = 250
"""Milliseconds that a word or a Chinese character takes a caller to say."""


@dataclass(frozen=True, slots=True)
class CallCase:
    """One call script: where it stands, its circumstances, the caller's steps, what must be true after.

    `shared` holds for every case of the file, `given` for this one and before it. `flow` is the flow that the
    file names, empty where its own name says it. The line of a case from a table is that of its row.
    """

    name: str
    file: str
    line: int
    expect_line: int
    shared: grammar.GivenRow
    given: grammar.GivenRow
    steps: tuple[Step, ...]
    expect: grammar.Expected
    flow: str = ""

    def circumstances(self, base: Given) -> Given:
        """What the call is given: what the script says, and `base` for what it does not."""
        return circumstances(self.given, circumstances(self.shared, base, shared=True))


def read_script(path: Path) -> tuple[CallCase, ...]:
    """The cases of the file at `path`. Raises ScriptError with all problems; OSError if it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        en, zh = f"is not UTF-8 text: {error.reason}", f"不是 UTF-8 文本：{error.reason}"
        raise ScriptError([ScriptProblem(str(path), 0, en, zh)]) from error
    return parse_script(text, str(path))


def parse_script(text: str, file: str) -> tuple[CallCase, ...]:
    """The cases in `text`, one for each row of a table; `file` names it in messages. Raises ScriptError."""
    located = read_yaml(text, file, grammar.WORDS, grammar.TABLES, grammar.KEYED)
    problems: list[ScriptProblem] = []
    made = made_cases(located, problems)
    data = located.data if made is None else {**located.data, "cases": [each.data for each in made]}
    try:
        script = grammar.Script.model_validate(data)
    except ValidationError as error:
        problems += [_problem(located, made or (), detail) for detail in error.errors()]
        raise ScriptError(_arranged(problems)) from error
    _number(script.given, located, ("given",))
    cases = [
        _case(script, case, each, located, problems)
        for case, each in zip(script.cases, made or (), strict=True)
    ]
    problems.extend(_twice(cases))
    if problems:
        raise ScriptError(_arranged(problems))
    return tuple(cases)


def _arranged(problems: Iterable[ScriptProblem]) -> list[ScriptProblem]:
    """In the order of the file, each once: a case with a table is read once a row."""
    return sorted(dict.fromkeys(problems), key=lambda problem: problem.line)


def _problem(located: Located, made: Sequence[Made], detail: ErrorDetails) -> ScriptProblem:
    where = detail["loc"]
    if where[:1] == ("cases",) and len(where) > 1 and isinstance(where[1], int):
        where = (*made[where[1]].case, *where[2:])
    place: Place = ()
    for part in where:
        if (*place, part) in located.lines:
            place = (*place, part)
    name = ".".join(str(part) for part in place)
    told = complaint(detail, ", ".join(grammar.VERBS))
    en, zh = (f"{name}: {told.en}", f"{name}：{told.zh}") if name else (told.en, told.zh)
    return ScriptProblem(located.file, located.line(place), en, zh)


def _twice(cases: Sequence[CallCase]) -> list[ScriptProblem]:
    first: dict[str, int] = {}
    problems = []
    for case in cases:
        if case.name in first:
            line = first[case.name]
            en = f"the case '{case.name}' stands in line {line} already: give it another name"
            zh = f"用例“{case.name}”在第 {line} 行已有：换一个名字"
            problems.append(ScriptProblem(case.file, case.line, en, zh))
        first.setdefault(case.name, case.line)
    return problems


def _case(
    script: grammar.Script, case: grammar.Case, made: Made, located: Located, problems: list[ScriptProblem]
) -> CallCase:
    place = made.case
    _number(case.given, located, (*place, "given"))
    steps: tuple[Step, ...] = ()
    if case.keys is not None:
        line = located.line((*place, "keys"))
        try:
            steps = tuple(replace(step, line=line) for step in keys_to_steps(case.keys))
        except ValueError as error:
            zh = "不是一组按键：0-9 * # A-D，- 表示不按，! 挂机，组前的 > 表示打断提示音"
            problems.append(ScriptProblem(located.file, line, str(error), f"“{case.keys[:40]}”{zh}"))
    else:
        steps = tuple(_step(step, located.line((*place, "steps", n))) for n, step in enumerate(case.steps))
    return CallCase(
        case.name,
        located.file,
        located.line(made.row or place),
        located.line((*place, "expect")),
        script.given,
        case.given,
        steps,
        case.expect,
        script.flow,
    )


def _number(given: grammar.GivenRow, located: Located, place: Place) -> None:
    """Note the line of all that `given`, which stands at `place`, prepares."""
    for number, leg in enumerate(given.legs):
        leg.stands(located.line((*place, "legs", number)))
    for sort, services in (("database", given.database), ("http", given.http)):
        for connection, answers in services.items():
            for number, answer in enumerate(answers):
                answer.stands(located.line((*place, sort, connection, number)))


def _step(step: grammar.AnyStep, line: int) -> Step:
    match step:
        case grammar.HearStep():
            return Hear(_match(step.hear), line)
        case grammar.NeverStep():
            return Never(_match(step.never), line)
        case grammar.PressStep():
            during = _match(step.during) if step.during else None
            after = step.after if step.after is not None else 0.0 if step.at_once else REACTION
            pace = step.pace if step.pace is not None else PACE
            return Press(step.press, during, after, pace, step.at_once, line=line)
        case grammar.SayStep():
            return _say(step, line)
        case grammar.WaitStep():
            return Wait(step.wait, line)
        case grammar.SilenceStep():
            return Silence(line)
        case grammar.HangUpStep():
            during = _match(step.during) if step.during else None
            return HangUp(during, step.after, step.waiting, line)


def _say(step: grammar.SayStep, line: int) -> Say:
    text = step.say if isinstance(step.say, str) else ""
    usual = len(re.findall(r"[\u2e80-\uffff]|[^\W\u2e80-\uffff]+", text)) * SPEECH_MS / 1000
    seconds = step.say if isinstance(step.say, float) else step.seconds or usual
    return Say(seconds, text, step.after, line)


def _match(words: grammar.Words) -> Match:
    return Match(words.part, words.whole, words.pattern, words.sound)
