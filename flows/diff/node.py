"""The changes between a node and what it was before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from flows.diff.changes import Noted
from flows.model import FlowNode, Row, Table, Value
from flows.wording import (
    cell_words,
    column_title,
    declared,
    default_words,
    node_label,
    parameter_title,
    row_words,
    type_title,
    value_words,
    variant_words,
)
from nodes.prompts import Prompt


class NodeComparison:
    """Notes what is different in one node; `labels` names the nodes of the new flow, `was` old ids by new."""

    def __init__(self, old: FlowNode, new: FlowNode, noted: Noted) -> None:
        self.old, self.new, self.noted = old, new, noted
        self.label = node_label(new)

    def itself(self) -> None:
        """Note another id, type or title, and whether it is on, secret or worded anew."""
        old, new = self.old, self.new
        if old.id != new.id:
            self._add("node_renamed", old=old.id, new=new.id)
        if old.type != new.type:
            zh = {"before": type_title(old.type, "zh"), "after": type_title(new.type, "zh")}
            en = {"before": type_title(old.type, "en"), "after": type_title(new.type, "en")}
            self._add("node_type", old=old.type, new=new.type, zh=zh, **en)
        if old.title != new.title:
            self._add("node_title", old=old.title, new=new.title)
        if old.enabled != new.enabled:
            self._switched("node_enabled", new.enabled, ("停用", "启用"), ("switched off", "switched on"))
        if old.sensitive != new.sensitive:
            secret = ("no longer secret", "its values are secret now")
            self._switched("node_sensitive", new.sensitive, ("不再保密", "内容保密"), secret)
        if old.note != new.note:
            self._add("node_note", old=old.note, new=new.note)
        if old.extras != new.extras:
            self._add("unknown", words=self.label)

    def _switched(self, kind: str, on: bool, zh: tuple[str, str], en: tuple[str, str]) -> None:
        old, new = ("no", "yes") if on else ("yes", "no")
        self._add(kind, old=old, new=new, zh={"words": zh[on]}, words=en[on])

    def parameters(self) -> None:
        """Note parameters that are set, unset or set differently, tables row by row."""
        for name in self._ranked(self.old.params, self.new.params):
            old, new = self.old.params.get(name), self.new.params.get(name)
            if old == new:
                continue
            if _is_table(old) and _is_table(new):
                self._table(name, _table(old), _table(new))
            else:
                self._parameter(name, old, new)

    def _parameter(self, name: str, old: Value | None, new: Value | None) -> None:
        default = default_words(self.new.type, name)
        kind = "parameter_added" if old is None else "parameter_removed" if new is None else "parameter"

        def words(type_id: str, value: Value | None) -> str:
            return default if value is None else value_words(type_id, name, value, "en")

        self._titled(kind, name, old=words(self.old.type, old), new=words(self.new.type, new))

    def _table(self, name: str, old: Table, new: Table) -> None:
        keys = _key_column(old, new)
        if keys is None:
            self._rows_by_order(name, old, new)
            return
        was, is_ = ({cell_words(row[keys]): row for row in rows} for rows in (old, new))
        for key in was:
            if key not in is_:
                self._row("row_removed", name, was[key])
        for key, row in is_.items():
            if key in was:
                self._cells(name, key, was[key], row)
            else:
                self._row("row_added", name, row)
        if [key for key in was if key in is_] != [key for key in is_ if key in was]:
            self._titled("row_order", name)

    def _rows_by_order(self, name: str, old: Table, new: Table) -> None:
        """Rows without a name of their own: what stands before and after them tells which is which."""
        was, is_ = ([row_words(self.new.type, name, row, "en") for row in rows] for rows in (old, new))
        for what, i1, i2, j1, j2 in SequenceMatcher(None, was, is_, autojunk=False).get_opcodes():
            if what != "equal":
                for row in old[i1:i2]:
                    self._row("row_removed", name, row)
                for row in new[j1:j2]:
                    self._row("row_added", name, row)
        if was == is_:
            self._titled("row_order", name)

    def _row(self, kind: str, name: str, row: Row) -> None:
        zh, en = (row_words(self.new.type, name, row, lang) for lang in ("zh", "en"))
        old, new = ("", en) if kind == "row_added" else (en, "")
        self._titled(kind, name, old=old, new=new, zh={"words": zh}, words=en)

    def _cells(self, name: str, key: str, old: Row, new: Row) -> None:
        for column in dict.fromkeys([*old, *new]):
            was, is_ = old.get(column), new.get(column)
            if was != is_:
                zh = {"column": column_title(self.new.type, name, column, "zh"), "row": key}
                en = {"column": column_title(self.new.type, name, column, "en"), "row": key}
                texts = {"old": cell_words(was or ""), "new": cell_words(is_ or "")}
                self._titled("row", name, **texts, zh=zh, **en)

    def prompts(self) -> None:
        """Note what callers hear differently, by parameter, language and attempt."""
        for name in self._ranked(self.old.prompts, self.new.prompts):
            old = _variants(self.old.prompts.get(name, Prompt()))
            new = _variants(self.new.prompts.get(name, Prompt()))
            for key in sorted(old.keys() | new.keys()):
                self._prompt(name, key, old.get(key), new.get(key))

    def _prompt(self, name: str, key: tuple[str, int], old: str | None, new: str | None) -> None:
        if old == new:
            return
        language, attempt = key
        kind = "prompt_added" if old is None else "prompt_removed" if new is None else "prompt"
        zh = {"when": (language or "不限语言") + (f"，第 {attempt} 次" if attempt > 1 else "")}
        when = (language or "any language") + (f", attempt {attempt}" if attempt > 1 else "")
        where = {"old": old or "", "new": new or "", "when": when}
        self._titled(kind, name, language=language, attempt=attempt, zh=zh, **where)

    def exits(self, was: Mapping[str, str], old_labels: Mapping[str, str], labels: Mapping[str, str]) -> None:
        """Note exits that are new, gone or lead elsewhere. `was` has old ids by new ids."""
        for name in dict.fromkeys([*self.old.exits, *self.new.exits]):
            old, new = self.old.exits.get(name), self.new.exits.get(name)
            if old is not None and new is not None and was.get(new, new) == old:
                continue
            kind = "exit_added" if old is None else "exit_removed" if new is None else "exit"
            before, after = old_labels.get(old or "", old or ""), labels.get(new or "", new or "")
            self._add(kind, place=name, old=old or "", new=new or "", before=before, after=after)

    def _ranked(self, old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
        """Names in the order declared, then the others."""
        rank = {name: number for number, name in enumerate(declared(self.new.type))}
        return sorted({**old, **new}, key=lambda name: rank.get(name, len(rank)))

    def _titled(self, kind: str, name: str, *, zh: Mapping[str, str] | None = None, **words: object) -> None:
        titles = {"title": parameter_title(self.new.type, name, "zh"), **(zh or {})}
        title = parameter_title(self.new.type, name, "en")
        self._add(kind, place=name, zh=titles, title=title, **words)

    def _add(self, kind: str, **words: object) -> None:
        self.noted.add(kind, node=self.new.id, label=self.label, **words)  # type: ignore[arg-type]


def _is_table(value: Value | None) -> bool:
    """Whether it can be compared row by row; an empty text is an empty table."""
    return value is not None and (not isinstance(value, str) or value == "")


def _table(value: Value | None) -> Table:
    return () if value is None or isinstance(value, str) else value


def _key_column(old: Table, new: Table) -> str | None:
    """The column that names each row once, in both tables: `exit`, `name`, or the first; None without one."""
    first = next(iter(next(iter((*new, *old)), {})), "")
    for column in dict.fromkeys(("exit", "name", first)):
        if all(_names(rows, column) for rows in (old, new)):
            return column
    return None


def _names(rows: Sequence[Row], column: str) -> bool:
    cells = [row[column] for row in rows if column in row]
    texts = {cell for cell in cells if isinstance(cell, str)}
    return len(texts) == len(rows)


def _variants(prompt: Prompt) -> dict[tuple[str, int], str]:
    return {(each.language, each.try_): variant_words(each) for each in prompt.variants}
