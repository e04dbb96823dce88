"""How a flow stands, in a sentence: what is live and on trial, on which lines, with how many calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flowdesigner.words.say import Say, say


def standing(found: object, name: str) -> Say:
    """What `callwright status --json` says of a flow."""
    flows = found.get("flows") if isinstance(found, dict) else None
    row: Mapping[str, Any] = next(
        (each for each in flows or [] if isinstance(each, dict) and each.get("flow") == name), {}
    )
    if not row.get("release"):
        return say("从未发布。", "Never published.")
    lines = ", ".join(str(each) for each in row.get("lines") or [])
    live = str(row["release"])[:12]
    on = say("，线路 {}", " on {}", lines) if lines else say("，没有线路", ", on no line")
    calls = int(row.get("calls_live") or 0)
    text = say("线上 {}{}；通话 {}", "Live {}{}; calls: {}", live, on, calls)
    trial, older = row.get("trial"), int(row.get("calls_on_older") or 0)
    if isinstance(trial, dict):
        text = say(
            "{}；试用 {}：{}", "{}; on trial {}: {}", text, str(trial.get("release"))[:12], _whom(trial)
        )
    if older:
        text = say("{}；{} 个通话仍在旧发布上", "{}; {} calls still on older releases", text, older)
    return text


def _whom(trial: Mapping[str, Any]) -> Say:
    percent, callers = float(trial.get("percent") or 0), str(trial.get("callers") or "")
    if percent and callers:
        return say("{} % 的主叫和名单 {}", "{} % of the callers and the list {}", f"{percent:g}", callers)
    if callers:
        return say("名单 {}", "the list {}", callers)
    return say("{} % 的主叫", "{} % of the callers", f"{percent:g}")


def published(done: Mapping[str, Any]) -> Say:
    """What a publication did."""
    release = str(done.get("release", ""))[:12]
    numbers = ", ".join(str(each) for each in done.get("lines") or [])
    if float(done.get("percent") or 100) < 100 or done.get("callers"):
        return say("{} 开始试用。", "{} is on trial.", release)
    if numbers:
        return say("{} 已发布，线路 {}。", "{} is live on {}.", release, numbers)
    return say("{} 已发布，还没有线路。", "{} is live, but no line leads to it yet.", release)


def promoted(done: Mapping[str, Any]) -> Say:
    """What a promotion did."""
    percent = float(done.get("percent") or 100)
    release = str(done.get("release", ""))[:12]
    if percent < 100:
        return say(
            "{}：{} % 的主叫试用。", "{} is on trial for {} % of the callers.", release, f"{percent:g}"
        )
    return say("{} 已上线。", "{} is live.", release)


def gone_back(done: Mapping[str, Any]) -> Say:
    """What a way back did."""
    release, ended = str(done.get("release", ""))[:12], str(done.get("ended", ""))[:12]
    if ended:
        return say("{} 的试用已结束，线上是 {}。", "The trial of {} has ended; {} is live.", ended, release)
    return say("{} 重新上线。", "{} is live again.", release)


def looked(summary: str, failed: int) -> Say:
    """What a look found."""
    if failed:
        return say("{}\n通话脚本失败：{} 个", "{}\nCall scripts that failed: {}", summary, failed)
    return say("{}", "{}", summary)


NO_FILE = say("先保存这个流程。", "Save this flow first.")
