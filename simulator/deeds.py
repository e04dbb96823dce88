"""What a step of a script does, in words: for the sentence that says it did not come about."""

from __future__ import annotations

from simulator.steps import HangUp, Hear, Match, Never, Press, Say, Silence, Step, Wait
from simulator.told import Told


def deed(step: Step) -> Told:
    """The step as what a caller does: `hear 'welcome'`, `press 2`."""
    match step:
        case Hear():
            return Told(str(step), f"听到{_heard(step.match)}")
        case Never():
            return Told(str(step), f"从不听到{_heard(step.match)}")
        case Press():
            return Told(str(step), f"按下 {step.keys}")
        case Say():
            return Told(str(step), f"说出“{step.text}”" if step.text else f"说话 {step.seconds:g} 秒")
        case Wait():
            return Told(str(step), f"等待 {step.seconds:g} 秒")
        case Silence():
            return Told(str(step), "保持沉默")
        case HangUp():
            return Told(str(step), "挂机")


def _heard(match: Match) -> str:
    if match.sound:
        return f"录音“{match.sound}”"
    if match.pattern:
        return f"与 /{match.pattern}/ 相符的话"
    if match.whole:
        return f"完整的一句“{match.whole}”"
    return f"“{match.part}”" if match.part else "任何声音"
