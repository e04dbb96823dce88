"""The kinds of changes with their sentences: what a change is of, the Chinese words, the English ones."""

from __future__ import annotations

from typing import Literal

Aspect = Literal["logic", "notes", "layout"]

SENTENCES: dict[str, tuple[Aspect, str, str]] = {
    # flows and releases
    "flow_added": ("logic", "新增流程 {flow}", "Flow {flow} is new"),
    "flow_removed": ("logic", "删除流程 {flow}", "Flow {flow} is gone"),
    "main": ("logic", "入口流程由{old}改为{new}", "Calls begin in flow {new}, before in {old}"),
    "compiler": ("logic", "编译器版本由{old}改为{new}", "Compiled by version {new}, before by {old}"),
    "recording": (
        "logic",
        "录音 {place}（{language}）的内容换了",
        "Recording {place} ({language}) has another content",
    ),
    "voice": (
        "logic",
        "{new}（{language}）换了声音或合成方式",
        "{new} ({language}) is spoken by another voice or engine",
    ),
    # the flow itself
    "flow_name": ("logic", "流程名由{old}改为{new}", "The flow is called {new}, before {old}"),
    "flow_title": ("logic", "流程标题由{old}改为{new}", "The flow's title is {new}, before {old}"),
    "flow_language": ("logic", "流程语言由{old}改为{new}", "The flow's language is {new}, before {old}"),
    "about": ("notes", "流程说明改了：{new}", "What the flow is about is worded anew: {new}"),
    "start": ("logic", "起点由 {before} 改为 {after}", "The flow starts at {after}, before at {before}"),
    "variable_added": ("logic", "新增变量 {place}：{words}", "Variable {place} is new: {words}"),
    "variable_removed": ("logic", "删除变量 {place}", "Variable {place} is gone"),
    "variable": ("logic", "变量 {place}：{old} → {new}", "Variable {place}: {old} → {new}"),
    "handler_added": ("logic", "新增处理：{what} → {after}", "{what} is now handled, by {after}"),
    "handler_removed": (
        "logic",
        "不再处理 {what}（原来 → {before}）",
        "{what} is no longer handled (before: {before})",
    ),
    "handler": (
        "logic",
        "{what} 的处理由 {before} 改为 {after}",
        "{what} is handled by {after}, before by {before}",
    ),
    # nodes
    "node_added": ("logic", "新增节点 {label}，类型“{type}”", "Node {label} is new: {type}"),
    "node_removed": ("logic", "删除节点 {label}，类型“{type}”", "Node {label} is gone: {type}"),
    "node_renamed": ("logic", "节点 {old} 改名为 {new}", "Node {old} is now called {new}"),
    "node_type": (
        "logic",
        "{label}：类型由“{before}”改为“{after}”",
        "{label}: the type is {after}, before {before}",
    ),
    "node_title": ("logic", "{label}：标题由{old}改为{new}", "{label}: the title is {new}, before {old}"),
    "node_enabled": ("logic", "{label}：{words}", "{label}: {words}"),
    "node_sensitive": ("logic", "{label}：{words}", "{label}: {words}"),
    "node_note": ("notes", "{label}：备注改了：{new}", "{label}: the note is worded anew: {new}"),
    "parameter_added": (
        "logic",
        "{label}：{title} 设为{new}（原为默认值{old}）",
        "{label}: {title} is set to {new} (the default was {old})",
    ),
    "parameter_removed": (
        "logic",
        "{label}：{title} 由{old}改回默认值{new}",
        "{label}: {title} goes back to its default {new} (was {old})",
    ),
    "parameter": ("logic", "{label}：{title} {old} → {new}", "{label}: {title} {old} → {new}"),
    "row_added": ("logic", "{label}：{title} 新增一行 {words}", "{label}: {title} has a new row, {words}"),
    "row_removed": ("logic", "{label}：{title} 删除一行 {words}", "{label}: {title} lost a row, {words}"),
    "row": (
        "logic",
        "{label}：{title} 的 {row} 行：{column} {old} → {new}",
        "{label}: {title}, row {row}: {column} {old} → {new}",
    ),
    "row_order": (
        "logic",
        "{label}：{title} 各行的顺序变了",
        "{label}: the rows of {title} stand in another order",
    ),
    "prompt_added": ("logic", "{label}：新增{title}（{when}）{new}", "{label}: new {title} ({when}) {new}"),
    "prompt_removed": (
        "logic",
        "{label}：删除{title}（{when}）{old}",
        "{label}: no {title} ({when}) any more, was {old}",
    ),
    "prompt": ("logic", "{label}：{title}（{when}）{old} → {new}", "{label}: {title} ({when}) {old} → {new}"),
    "exit_added": (
        "logic",
        "{label}：新增出口 {place} → {after}",
        "{label}: exit {place} is new, to {after}",
    ),
    "exit_removed": (
        "logic",
        "{label}：删除出口 {place}（原来 → {before}）",
        "{label}: exit {place} is gone (led to {before})",
    ),
    "exit": (
        "logic",
        "{label}：出口 {place} 由 {before} 改接 {after}",
        "{label}: exit {place} leads to {after}, before to {before}",
    ),
    # what no call notices
    "moved": ("layout", "移动了 {words}", "Moved: {words}"),
    "stickies": ("notes", "画布上的便签改了", "The notes on the canvas are different"),
    "frames": ("layout", "画布上的分组框改了", "The frames on the canvas are different"),
    "unknown": (
        "notes",
        "本程序不认识的内容改了（{words}）",
        "Something that this program does not know is different ({words})",
    ),
    "order": ("logic", "文件中的先后顺序变了", "Things stand in another order in the file"),
}
"""By kind: aspect, Chinese, English. Kinds are not renamed: programs read them."""
