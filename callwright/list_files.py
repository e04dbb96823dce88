"""Lists of callers from and to CSV files: number, note, until."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from callwright.errors import BadThing, Misuse
from callwright.moments import end_of, shown
from callwright.words import reason, words
from engine.store.errors import Refused
from engine.store.kept_lists import Entry, checked_entry

HEAD = ("number", "note", "until")
_HEADS = ("number", "号码", "电话", "phone")
SHOWN = 20
"""Bad rows that are named; the others are counted."""


def read_csv(path: Path, zone: str) -> list[Entry]:
    """The entries of a CSV file, UTF-8 or GB 18030 as Chinese spreadsheets write it, a heading or none.

    Raises BadThing naming each row that is bad.
    """
    entries: list[Entry] = []
    bad: list[str] = []
    rows = csv.reader(io.StringIO(_text(path), newline=""))
    for row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells) or (rows.line_num == 1 and cells[0].lower() in _HEADS):
            continue
        try:
            entries.append(_entry(cells, zone))
        except Refused as error:
            bad.append(f"{path}:{rows.line_num}: {error.what}")
        except Misuse as error:
            bad.append(f"{path}:{rows.line_num}: {error}")
    if bad:
        raise BadThing(
            _complaint(bad),
            words(zh="改正后再导入；什么都没有改变", en="mend them and import again; nothing was changed"),
        )
    return entries


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadThing(f"{path}: {reason(error)}", words(zh="检查路径", en="check the path")) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadThing(
        words(zh=f"{path} 不是文字", en=f"{path} is no text"),
        words(zh="存成 UTF-8 的 CSV", en="save it as CSV in UTF-8"),
    )


def _entry(cells: list[str], zone: str) -> Entry:
    value, note, until = (*cells, "", "", "")[:3]
    if len(cells) > len(HEAD) and any(cells[len(HEAD) :]):
        raise Refused(f"{len(cells)} columns", "write number, note, until")
    return checked_entry(Entry(value, note, end_of("until", until, zone)))


def _complaint(bad: list[str]) -> str:
    more = len(bad) - SHOWN
    rest = [words(zh=f"还有 {more} 行", en=f"and {more} more rows")] if more > 0 else []
    head = words(zh=f"{len(bad)} 行有错误：", en=f"{len(bad)} bad rows:")
    return "\n".join([head, *bad[:SHOWN], *rest])


def csv_of(entries: Iterable[Entry], zone: str) -> str:
    """Entries as a CSV file with a heading, which `read_csv` reads."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEAD)
    for entry in entries:
        until = "" if entry.until is None else shown(entry.until, zone)
        writer.writerow((entry.value, entry.note, until))
    return file.getvalue()
