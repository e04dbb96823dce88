"""Rows of the history in words: what somebody published or changed, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from callwright.words import words
from engine.store.publications import THINGS, Publication


def kind_words(kind: str) -> str:
    """What sort of change a row tells of."""
    zh = {
        "publish": "发布",
        "canary": "试用",
        "promote": "转正",
        "rollback": "回退",
        "stop": "结束试用",
        "line": "线路",
        "tenant": "租户",
        "calendar": "日历",
        "list": "名单",
    }
    return words(zh=zh.get(kind, kind), en=kind)


def why_words(row: Publication) -> str:
    """Why, and what came along, in one cell."""
    notes = [row.why, *_notes(row.details)]
    if row.kind in THINGS:
        notes = [f"{row.details.get('name', '')} {change_words(row)}".strip()]
    return "; ".join(filter(None, notes))


def change_words(row: Publication) -> str:
    """What somebody did to a line, a tenant, a calendar or a list: `changed: most “0” → “30”`."""
    if row.kind not in THINGS:
        return words(zh=f"随流程 {row.flow} 的发布", en=f"with a publication of {row.flow}")
    zh = {"added": "新建", "changed": "修改", "removed": "删除"}
    change = str(row.details.get("change", ""))
    told = "; ".join(_differences(row.details))
    head = words(zh=zh.get(change, change), en=change)
    return words(zh=f"{head}：{told}", en=f"{head}: {told}") if told else head


def _differences(details: Mapping[str, Any]) -> Iterator[str]:
    for field, (before, after) in details.get("fields", {}).items():
        yield f"{field} “{_value(before)}” → “{_value(after)}”"
    for field in ("flow", "title"):
        if field in details:
            yield f"{field} {_value(details[field])}"
    if "numbers" in details:
        text = words(zh="{} 个号码，其中新增 {}", en="numbers: {}, new: {}")
        yield text.format(details["numbers"], details.get("new", 0))
    if "removed" in details:
        yield words(zh="去掉 {} 个号码", en="numbers taken off: {}").format(details["removed"])


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "-"
    return str(value) or "-"


def _notes(details: Mapping[str, Any]) -> list[str]:
    """Whom a trial meets, what was forced, which lines came along, in a few words."""
    notes = []
    if details.get("percent"):
        notes.append(f"{details['percent']:g} %")
    if details.get("callers"):
        notes.append(words(zh="名单 {}", en="list {}").format(details["callers"]))
    if forced := details.get("forced"):
        text = words(zh="强制：脚本失败 {}，缺语音 {}", en="forced: {} scripts failed, {} sounds missing")
        notes.append(text.format(forced.get("cases_failed", 0), forced.get("sounds_missing", 0)))
    if moved := details.get("lines"):
        notes.append(words(zh="线路 ", en="lines ") + ", ".join(each["line"] for each in moved))
    if ended := details.get("ended"):
        notes.append(words(zh="结束 {} 的试用", en="ended the trial of {}").format(ended[:12]))
    return notes
