"""How the window looks: Fusion in light and dark, fonts that hold Chinese, and the colours of the canvas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from flowdesigner.words.say import tongue

Shade = Literal["light", "dark"]

FAMILIES = {
    "zh_CN": [
        "Noto Sans CJK SC",
        "Source Han Sans SC",
        "Microsoft YaHei",
        "PingFang SC",
        "WenQuanYi Micro Hei",
    ],
    "zh_TW": ["Noto Sans CJK TC", "Source Han Sans TC", "Microsoft JhengHei", "PingFang TC"],
}
"""Fonts by language: the same character is written differently in Beijing, Taipei and Tokyo."""


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of the canvas."""

    paper: str
    grid: str
    body: str
    tint: str
    ink: str
    quiet: str
    border: str
    wire: str
    back: str
    fault: str
    selected: str
    running: str
    note: str
    note_ink: str
    note_border: str
    group: str
    group_ink: str
    good: str
    warning: str
    shadow: str


LIGHT = Colours(
    paper="#f6f8fa",
    grid="#e9edf2",
    body="#ffffff",
    tint="#f1f4f8",
    ink="#1c2733",
    quiet="#66758a",
    border="#c3ceda",
    wire="#7d8fa3",
    back="#8a6fc2",
    fault="#d0545e",
    selected="#2f7fe6",
    running="#22a35a",
    note="#fff6d6",
    note_ink="#5c4d16",
    note_border="#ecd998",
    group="#e9eef5",
    group_ink="#4d5d72",
    good="#1f9d55",
    warning="#c98a06",
    shadow="#1a1c2733",
)
DARK = Colours(
    paper="#1b2027",
    grid="#232932",
    body="#2a323d",
    tint="#343e4b",
    ink="#e8edf3",
    quiet="#9caabb",
    border="#4a5767",
    wire="#8899ad",
    back="#a994dd",
    fault="#ec7680",
    selected="#5ba2ff",
    running="#4ccd80",
    note="#4b4426",
    note_ink="#f1e2ae",
    note_border="#6d6236",
    group="#232a34",
    group_ink="#a9b7c8",
    good="#4ccd80",
    warning="#e5ae3c",
    shadow="#66000000",
)


class _Theme(QObject):
    """Which shade is worn."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shade: Shade = "light"


_theme = _Theme()


def theme() -> _Theme:
    """The one that tells of a switch, by its signal `changed`."""
    return _theme


def colours() -> Colours:
    """The colours in force."""
    return DARK if _theme.shade == "dark" else LIGHT


def dress(application: QApplication, shade: Shade | None = None) -> None:
    """Wear a shade, or that of the desktop: style, palette, fonts."""
    hints = application.styleHints()
    if shade is None:
        shade = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
    application.setStyle("Fusion")
    hints.setColorScheme(Qt.ColorScheme.Dark if shade == "dark" else Qt.ColorScheme.Light)
    wanted = DARK if shade == "dark" else LIGHT
    palette = _palette(wanted, shade)
    application.setPalette(palette)
    if shade == "dark":
        # The style mixes the edge of a box to be ticked from this colour, and darker than dark is not seen.
        palette.setColor(QPalette.ColorRole.Window, QColor(wanted.quiet))
    for kind in ("QCheckBox", "QRadioButton"):
        # Qt for Python takes words here, not the bytes that it declares.
        application.setPalette(palette, kind)  # type: ignore[arg-type]
    write_as(application)
    if shade != _theme.shade:
        _theme.shade = shade
        _theme.changed.emit()


def write_as(application: QApplication) -> None:
    """Give Chinese the glyphs of the language in force."""
    application.setFont(font(application.font().pointSizeF(), tongue()))


def font(points: float = 10.0, tongue: str = "zh_CN") -> QFont:
    """A font that writes Chinese as `tongue` does; Latin in the desktop's own."""
    known = set(QFontDatabase.families())
    own = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    chinese = [family for family in FAMILIES.get(tongue, FAMILIES["zh_CN"]) if family in known]
    made = QFont()
    made.setFamilies(list(dict.fromkeys([*(["Noto Sans"] if "Noto Sans" in known else []), own, *chinese])))
    made.setPointSizeF(points if points > 0 else 10.0)
    return made


def _palette(wanted: Colours, shade: Shade) -> QPalette:
    """A whole palette: where the desktop has no dark one, none of Qt's own would be."""
    palette = QPalette()
    role = QPalette.ColorRole
    window = QColor("#f3f5f8" if shade == "light" else "#20262e")
    button = QColor("#ffffff" if shade == "light" else "#2f3845")
    for name, colour in {
        role.Window: window,
        role.Base: QColor(wanted.body),
        role.AlternateBase: QColor(wanted.tint),
        role.Button: button,
        role.ToolTipBase: QColor(wanted.body),
        role.WindowText: QColor(wanted.ink),
        role.Text: QColor(wanted.ink),
        role.ButtonText: QColor(wanted.ink),
        role.ToolTipText: QColor(wanted.ink),
        role.BrightText: QColor("#ffffff"),
        role.Highlight: QColor(wanted.selected),
        role.HighlightedText: QColor("#ffffff"),
        role.Link: QColor(wanted.selected),
        role.LinkVisited: QColor(wanted.back),
        role.PlaceholderText: QColor(wanted.quiet),
        role.Light: QColor(wanted.body),
        role.Midlight: QColor(wanted.tint),
        role.Mid: QColor(wanted.border),
        role.Dark: QColor(wanted.border),
        role.Shadow: QColor("#000000"),
    }.items():
        palette.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(wanted.quiet))
    return palette
