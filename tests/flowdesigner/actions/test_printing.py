"""A flow on paper: how many sheets, what stands on each, in which size; printed into a PDF and read back."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from flowdesigner.actions.pages import LEAST_SCALE, MOST_SCALE, NATURAL, OVERLAP, spread
from flowdesigner.actions.printing import (
    HEAD,
    date_words,
    drawing_of,
    number_words,
    prepare,
    print_,
    print_to,
    spread_on,
)
from flowdesigner.document.desk import FlowDocument
from flowdesigner.window.main import MainWindow
from flowdesigner.words.say import speak
from flows.model import Flow
from tests.flowdesigner.flows import small
from tests.flows.build import hangup, log

WHEN = datetime(2026, 1, 15, 9, 30)
ROOM = (190.0, 268.0)
"""Millimetres of an A4 sheet within its margins, below the head."""


@pytest.mark.parametrize(
    ("width", "height", "rows", "columns"),
    [
        (300, 200, 1, 1),
        (ROOM[0] / NATURAL, ROOM[1] / NATURAL, 1, 1),
        (ROOM[0] / NATURAL / LEAST_SCALE, 100, 1, 1),
        (ROOM[0] / NATURAL / LEAST_SCALE * 1.01, 100, 1, 2),
        (100, ROOM[1] / NATURAL / LEAST_SCALE * 3, 4, 1),
        (5000, 9000, 6, 5),
        (0, 0, 1, 1),
    ],
)
def test_so_many_sheets(width: float, height: float, rows: int, columns: int) -> None:
    laid = spread(width, height, *ROOM)
    assert (laid.rows, laid.columns, len(laid.tiles)) == (rows, columns, rows * columns)
    assert LEAST_SCALE - 1e-9 <= laid.scale / NATURAL <= MOST_SCALE


def test_it_is_as_large_as_so_many_sheets_hold() -> None:
    width = ROOM[0] / NATURAL / LEAST_SCALE * 1.01
    laid = spread(width, 100, *ROOM)
    assert laid.scale / NATURAL == pytest.approx(1.0)
    laid = spread(width, ROOM[1] / NATURAL / 0.8, *ROOM)
    assert laid.scale / NATURAL == pytest.approx(0.8) and (laid.rows, laid.columns) == (1, 2)


def test_sheets_overlap_and_leave_nothing_out() -> None:
    laid = spread(5000, 9000, *ROOM)
    first, second = laid.tiles[:2]
    assert (first.row, first.column, second.row, second.column) == (0, 0, 0, 1)
    assert (first.x + first.width - second.x) * laid.scale == pytest.approx(OVERLAP)
    last = laid.tiles[-1]
    assert (last.x + last.width, last.y + last.height) == pytest.approx((5000, 9000))
    for tile in laid.tiles:
        assert tile.width * laid.scale <= ROOM[0] + 1e-6 and tile.height * laid.scale <= ROOM[1] + 1e-6


def large() -> FlowDocument:
    """A flow that no sheet holds: rows of nodes beside each other."""
    names = [f"n{number}" for number in range(120)]
    nodes = {name: log(name, after) for name, after in zip(names, [*names[1:], "end"], strict=True)}
    nodes["end"] = hangup("end")
    return FlowDocument(Flow("large", title="A large flow 大流程", language="en", start="n0", nodes=nodes))


def printed(
    document: FlowDocument, path: Path, change: Callable[[QPrinter], object] = lambda _: None
) -> QPrinter:
    """Print into a PDF of A4 sheets."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    prepare(document, printer)
    change(printer)
    assert print_to(document, printer, WHEN)
    return printer


def read(program: str, *arguments: object) -> str:
    """What a program of poppler-utils says of a PDF; a loud skip without it."""
    if shutil.which(program) is None:
        pytest.skip(f"NO {program}: apt-get install poppler-utils, to read what was printed")
    words = [program, *map(str, arguments)]
    return subprocess.run(words, check=True, capture_output=True, encoding="utf-8").stdout


def test_a_small_flow_is_one_sheet_with_its_name_and_date(tmp_path: Path, qapp: object) -> None:
    document = FlowDocument(small())
    printed(document, tmp_path / "small.pdf")
    assert (tmp_path / "small.pdf").read_bytes().startswith(b"%PDF")
    info = read("pdfinfo", tmp_path / "small.pdf")
    assert re.search(r"^Pages: +1$", info, re.MULTILINE)
    assert "A4" in info
    text = read("pdftotext", "-layout", tmp_path / "small.pdf", "-")
    assert "small" in text and date_words(WHEN) in text
    assert "Page 1" not in text


def test_a_large_flow_is_several_sheets_with_their_numbers(tmp_path: Path, qapp: object) -> None:
    document = large()
    printer = printed(document, tmp_path / "large.pdf")
    pages = int(re.findall(r"^Pages: +(\d+)$", read("pdfinfo", tmp_path / "large.pdf"), re.MULTILINE)[0])
    laid = spread_on(printer, drawing_of(document))
    assert 3 < pages == len(laid.tiles) < laid.rows * laid.columns
    texts = read("pdftotext", "-layout", tmp_path / "large.pdf", "-").split("\f")[:pages]
    assert all("(large)" in text and "Page" in text for text in texts)
    whole = "".join(texts)
    missing = [name for name in document.flow.nodes if not re.search(rf"\b{name}\b", whole)]
    assert missing == []
    assert printer.pageLayout().paintRect(QPageLayout.Unit.Millimeter).height() > HEAD


def test_only_the_sheets_that_are_wanted(tmp_path: Path, qapp: object) -> None:
    def second_and_third(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(2, 3)

    printed(large(), tmp_path / "some.pdf", second_and_third)
    texts = read("pdftotext", "-layout", tmp_path / "some.pdf", "-").split("\f")[:-1]
    assert len(texts) == 2
    assert "Start" not in "".join(texts)


def test_the_head_says_which_sheet_it_is(qapp: object) -> None:
    laid = spread(5000, 9000, *ROOM)
    assert number_words(laid, 7) == ["Page 7 of 30", "(row 2, column 2)"]
    speak("zh_CN")
    assert number_words(laid, 7) == ["第 7 页，共 30 页", "（第 2 行第 2 列）"]
    assert number_words(spread(100, 100, *ROOM), 1) == []


def test_nothing_is_drawn_into_the_margins(tmp_path: Path, qapp: object) -> None:
    printed(large(), tmp_path / "large.pdf")
    boxes = read("pdftotext", "-bbox", "-f", 1, "-l", 1, tmp_path / "large.pdf", "-")
    (page,) = re.findall(r'<page width="([\d.]+)" height="([\d.]+)"', boxes)
    width, height = map(float, page)
    edge = 10 / 25.4 * 72
    number = r'="([\d.-]+)"'
    words = re.findall(rf"<word xMin{number} yMin{number} xMax{number} yMax{number}>(\w*)", boxes)
    head = [tuple(map(float, each[:4])) for each in words if each[4] in ("Page", "large")]
    assert head
    for left, top, right, bottom in head:
        assert left >= edge - 1 and top >= edge - 2 and right <= width - edge + 1 and bottom < height / 4


@pytest.mark.parametrize(
    ("tongue", "written"),
    [("en", "1/15/26 09:30"), ("zh_CN", "2026/1/15 09:30"), ("zh_TW", "2026/1/15 09:30")],
)
def test_the_date_is_written_in_the_language_in_force(tongue: str, written: str, qapp: object) -> None:
    speak(tongue)  # type: ignore[arg-type]
    assert date_words(WHEN) == written


def test_the_dialog_is_asked_and_what_it_says_is_done(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[QPrinter] = []
    told: list[str] = []
    window.workspace.told.connect(lambda sentence: told.append(str(sentence)))

    options = QPrintDialog.PrintDialogOption

    class Dialog:
        """Answers for the author; `yes` after the first time."""

        yes = False
        PrintDialogOption = options

        def __init__(self, printer: QPrinter, _: object) -> None:
            asked.append(printer)
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(tmp_path / ("out.pdf" if Dialog.yes else "no.pdf")))

        def setOption(self, option: object, on: bool) -> None:  # noqa: N802
            """Sheets may be chosen where there are several."""
            assert option == options.PrintPageRange and not on

        def setMinMax(self, least: int, most: int) -> None:  # noqa: N802
            """Which sheets there are."""
            assert (least, most) == (1, 1)

        def exec(self) -> int:
            """Which button."""
            return QDialog.DialogCode.Accepted.value if Dialog.yes else QDialog.DialogCode.Rejected.value

    monkeypatch.setattr("flowdesigner.actions.printing.QPrintDialog", Dialog)
    print_(window.workspace)
    assert asked == []
    window.workspace.new()
    print_(window.workspace)
    assert len(asked) == 1 and not list(tmp_path.glob("*.pdf"))
    Dialog.yes = True
    assert window.workspace.run("file.print")
    assert (tmp_path / "out.pdf").stat().st_size > 500 and told == []
