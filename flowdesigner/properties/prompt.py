"""The editor of a prompt: versions by language and attempt as tabs, each a list of segments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QPushButton,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.properties.around import Around
from flowdesigner.properties.bringing import IMPORT, RECORD, Bringing, sound_files
from flowdesigner.properties.editor import Content, Editor, open_below
from flowdesigner.properties.rowstack import RowStack
from flowdesigner.properties.segments import HELP, KINDS, LISTEN, STOP, SegmentRow
from flowdesigner.words.say import Say, say
from flows.model import sorted_prompt
from nodes.prompts import Prompt, Segment, SegmentKind, Variant

ADD = say("＋ 添加", "+ Add")
ADD_VERSION = say("添加语言，或第几次提示时的版本", "Add a language, or a version for a later attempt")
REMOVE_VERSION = say("删除这个版本", "Remove this version")
NEW_SEGMENT = {"silence": Segment("silence", ms=500), "tone": Segment("tone", "%(300,0,800)")}
GHOST = Segment("say")
"""What is shown where nothing is said yet: a place to write."""


class PromptEditor(Editor):
    """The versions of a prompt. Every change is the whole prompt anew."""

    WIDE = True

    def __init__(self, around: Around, *, required: bool = False) -> None:
        super().__init__()
        self.around = around
        self._open = self._required = required
        self.prompt = Prompt()
        self.rows: list[SegmentRow] = []
        self.bringing = Bringing(around, self._language, self)
        self.bringing.brought.connect(self._add_sound)
        self.setAcceptDrops(True)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(str(say("语言和次数", "Language and attempt")))
        self.tabs.currentChanged.connect(lambda _: self._show_segments())
        self.add_version_button = _button("＋", str(ADD_VERSION))
        self.add_version_button.clicked.connect(
            lambda: open_below(self.version_menu(), self.add_version_button)
        )
        self.remove_version_button = _button("✕", str(REMOVE_VERSION))
        self.remove_version_button.clicked.connect(self.remove_version)
        self.listen_button = _button("▶", str(LISTEN))
        self.listen_button.clicked.connect(lambda: self._hear(self, self.segments))
        self.head = QWidget()
        head = QHBoxLayout(self.head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(2)
        head.addWidget(self.tabs, 1)
        head.addWidget(self.add_version_button)
        head.addWidget(self.remove_version_button)
        head.addWidget(self.listen_button)
        self.stack = RowStack()
        self.stack.moved.connect(self.move_segment)
        self.stack.removed.connect(self.remove)
        self.add_button = QPushButton(str(ADD))
        self.add_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.add_button.clicked.connect(lambda: open_below(self.add_menu(), self.add_button))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.head)
        layout.addWidget(self.stack)
        layout.addWidget(self.add_button)
        self.setFocusProxy(self.add_button)
        around.hearing.changed.connect(self._show_hearing)

    def called(self, title: str, help_: str = "") -> None:
        """Its name is also that of the button that adds to it."""
        self.setAccessibleName(title)
        self.add_button.setAccessibleName(f"{title}: {self.add_button.text()}")
        self.add_button.setAccessibleDescription(help_)

    # --- shown

    @property
    def variant(self) -> Variant:
        """The version in front; an empty one in the flow's language where there is none."""
        if not self.prompt.variants:
            return Variant(self.around.language, ())
        return self.prompt.variants[min(max(self.tabs.currentIndex(), 0), len(self.prompt.variants) - 1)]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What the version in front says."""
        return self.variant.segments

    def show_value(self, value: Content | None, default: str = "") -> None:
        """Show a prompt; the version in front stays in front."""
        before = self.variant
        self.prompt = value if isinstance(value, Prompt) else Prompt()
        names = [version_words(each) for each in self.prompt.variants] or [self.around.language]
        if names != [self.tabs.tabText(number) for number in range(self.tabs.count())]:
            self.tabs.blockSignals(True)
            while self.tabs.count():
                self.tabs.removeTab(0)
            for name in names:
                self.tabs.addTab(name)
            for number, each in enumerate(self.prompt.variants):
                self.tabs.setTabToolTip(number, str(_heard_when(each)))
            keys = [(each.language, each.try_) for each in self.prompt.variants]
            key = (before.language, before.try_)
            self.tabs.setCurrentIndex(keys.index(key) if key in keys else 0)
            self.tabs.blockSignals(False)
        self.remove_version_button.setVisible(len(self.prompt.variants) > 1)
        self._show_segments()
        self._fold()

    def begin(self) -> None:
        """A prompt of another node."""
        self._open = self._required

    def _fold(self) -> None:
        """A prompt that nobody needs to give and nobody gave is a button only."""
        shown = bool(self.prompt.variants) or self._required or self._open
        self.head.setVisible(shown)
        self.stack.setVisible(shown)

    def _show_segments(self) -> None:
        segments = self.segments or (GHOST,)
        if [row.segment.kind for row in self.rows] != [each.kind for each in segments]:
            self.rows = [self._row(each.kind) for each in segments]
            self.stack.set_rows(self.rows)
        for row, segment in zip(self.rows, segments, strict=True):
            row.show_segment(segment)
        self.listen_button.setEnabled(bool(self.segments))
        self._show_hearing()

    def _row(self, kind: SegmentKind) -> SegmentRow:
        row = SegmentRow(kind, self.around, self._sounds)
        row.changed.connect(partial(self._edited, row))
        row.settled.connect(self.settled.emit)
        row.heard.connect(lambda: self._hear(row, (row.segment,)))
        return row

    def _sounds(self) -> Iterable[str]:
        return self.around.project.sounds(self._language())

    def _language(self) -> str:
        return self.variant.language or self.around.language

    # --- segments

    def _edited(self, row: SegmentRow, segment: Segment, typing: bool) -> None:
        if row not in self.rows:  # Its last field lost the focus when the row went.
            return
        number = self.rows.index(row)
        segments = self.segments or (GHOST,)
        self._put((*segments[:number], segment, *segments[number + 1 :]), typing)

    def _put(self, segments: tuple[Segment, ...], typing: bool = False) -> None:
        """Other segments for the version in front; words that are empty and alone are no segment."""
        variant = replace(self.variant, segments=() if segments == (GHOST,) else segments)
        others = [each for each in self.prompt.variants if each is not self.variant]
        at = self.tabs.currentIndex() if self.prompt.variants else 0
        self._take(Prompt((*others[:at], variant, *others[at:])), typing)

    def _take(self, prompt: Prompt, typing: bool = False) -> None:
        self.prompt = prompt
        alone = len(prompt.variants) == 1 and not prompt
        self.edited.emit(None if alone or not prompt.variants else prompt, typing)
        self.listen_button.setEnabled(bool(self.segments))

    def add_menu(self) -> QMenu:
        """What can be added to the version in front."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for kind, words in KINDS.items():
            action = menu.addAction(str(words), partial(self.add, NEW_SEGMENT.get(kind, Segment(kind))))
            action.setToolTip(str(HELP[kind]))
        menu.addSeparator()
        menu.addAction(str(IMPORT), self.bringing.ask)
        menu.addAction(str(RECORD), self._record)
        return menu

    def add(self, segment: Segment) -> None:
        """One more segment, and the focus in it."""
        self._open = True
        if not (segment == GHOST and not self.segments):
            self._put((*self.segments, segment))
        self._show_segments()
        self._fold()
        self.rows[-1].editor.focus_place("")

    def remove(self, number: int) -> None:
        """A segment away."""
        self._put(self.segments[:number] + self.segments[number + 1 :])
        self._show_segments()
        self.rows[min(number, len(self.rows) - 1)].editor.focus_place("")

    def move_segment(self, number: int, to: int) -> None:
        """A segment to another place."""
        segments = list(self.segments)
        segments.insert(to, segments.pop(number))
        self._put(tuple(segments))
        self._show_segments()
        self.rows[to].editor.focus_place("")

    def focus_place(self, rest: str) -> None:
        """The first segment."""
        self._open = True
        self._fold()
        self.rows[0].editor.focus_place("")

    # --- versions

    def version_menu(self) -> QMenu:
        """Languages that are missing, and the next attempt of the one in front."""
        menu = QMenu(self)
        there = set(self.prompt.languages)
        for language in self.around.languages():
            if language not in there and not (language == self.around.language and "" in there):
                menu.addAction(language, partial(self.add_version, language, 1))
        menu.addAction(str(say("其他语言…", "Another language…")), self._other_language)
        menu.addSeparator()
        own = self.variant.language
        attempt = max((each.try_ for each in self.prompt.variants if each.language == own), default=1) + 1
        words = say("{}：第 {} 次起", "{}: from attempt {} on", own or self.around.language, attempt)
        menu.addAction(str(words), partial(self.add_version, own, attempt))
        return menu

    def _other_language(self) -> None:
        words = str(say("语言（例如 en、yue、ja）", "Language (such as en, yue, ja)"))
        text, taken = QInputDialog.getText(self, str(ADD_VERSION), words)
        if taken and text.strip():
            self.add_version(text.strip(), 1)

    def add_version(self, language: str, attempt: int) -> None:
        """An empty version, in front."""
        base = self.prompt.variants or (Variant(self.around.language, ()),)
        made = Prompt((*base, Variant(language, (), attempt)))
        prompt = sorted_prompt(made, self.around.language)
        self._take(prompt)
        self.show_value(prompt)
        keys = [(each.language, each.try_) for each in prompt.variants]
        self.tabs.setCurrentIndex(keys.index((language, attempt)))
        self.focus_place("")

    def remove_version(self) -> None:
        """The version in front away."""
        prompt = Prompt(tuple(each for each in self.prompt.variants if each is not self.variant))
        self._take(prompt)
        self.show_value(prompt)

    # --- sounds

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Sound files may be dropped here."""
        if sound_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take them into the project and the prompt."""
        for file in sound_files(event.mimeData()):
            self.bringing.take(file)
        event.acceptProposedAction()

    def _record(self) -> None:
        self.bringing.record(" ".join(each.text for each in self.segments if each.kind == "say"))

    def _add_sound(self, name: str) -> None:
        empty = self.rows[-1].segment if self.rows else None
        if empty is not None and empty == Segment("sound"):
            self._put((*self.segments[:-1], Segment("sound", name)))
            self._show_segments()
        else:
            self.add(Segment("sound", name))

    def _hear(self, owner: object, segments: tuple[Segment, ...]) -> None:
        hearing = self.around.hearing
        if hearing.owner is owner:
            hearing.stop()
        else:
            hearing.hear(segments, self.variant.language, owner)

    def _show_hearing(self) -> None:
        owner = self.around.hearing.owner
        for row in self.rows:
            row.show_hearing(owner is row)
        self.listen_button.setText("■" if owner is self else "▶")
        self.listen_button.setToolTip(str(STOP if owner is self else LISTEN))


def version_words(variant: Variant) -> str:
    """What a tab says: the language, and from which attempt on."""
    language = variant.language or str(say("任何语言", "any language"))
    return f"{language} · {variant.try_}+" if variant.try_ > 1 else language


def _heard_when(variant: Variant) -> Say:
    """When a version is heard."""
    if variant.try_ > 1:
        return say("从第 {} 次起播放", "Heard from attempt {} on", variant.try_)
    return say("第一次起播放", "Heard from the first attempt on")


def _button(text: str, words: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(words)
    button.setAccessibleName(words)
    return button
