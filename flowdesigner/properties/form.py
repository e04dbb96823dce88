"""The form of a node: a field for each parameter of its type, what nobody declares below, as it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from flowdesigner.properties.around import Around
from flowdesigner.properties.editor import Fault
from flowdesigner.properties.field import Field
from flowdesigner.properties.subject import Subject
from flowdesigner.theme import colours
from flowdesigner.words.say import both, lang, say
from flows.problems import Problem
from flows.wording import value_words, variant_words
from nodes.declare import Parameter

MORE = say("更多设置（{}）", "More settings ({})")
FEW = 6
"""So many parameters are shown without hiding those that nobody needs to give."""
UNKNOWN = say(
    "这些内容本程序不认识，原样保留：", "This program does not know these; they are kept as they are:"
)


class Form(QWidget):
    """The fields of some parameters. It is built once for them and shows one node after the other."""

    def __init__(self, parameters: Sequence[Parameter], around: Around) -> None:
        super().__init__()
        self.parameters = tuple(parameters)
        self.around = around
        self.subject: Subject | None = None
        self.helps = True
        self.fields: dict[str, Field] = {}
        self.more = QToolButton()
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setCheckable(True)
        self.more.setAutoRaise(True)
        self.more.toggled.connect(self._fold)
        self.behind = QWidget()
        self.raw = QLabel()
        self.raw.setWordWrap(True)
        self.raw.setTextFormat(Qt.TextFormat.PlainText)
        self.raw.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        folded = QVBoxLayout(self.behind)
        folded.setContentsMargins(0, 0, 0, 0)
        folded.setSpacing(10)
        few = len(parameters) <= FEW
        for parameter in parameters:
            field = Field(parameter, around)
            field.edited.connect(lambda value, typing, each=parameter: self._edited(each, value, typing))
            field.settled.connect(self._settled)
            self.fields[parameter.name] = field
            (layout if few or parameter.required else folded).addWidget(field)
        self._hidden = folded.count()
        self.more.setText(str(say(MORE.zh, MORE.en, self._hidden)))
        layout.addWidget(self.more)
        layout.addWidget(self.behind)
        layout.addWidget(self.raw)
        self.more.setVisible(self._hidden > 0)
        self._fold(False)

    def _fold(self, open_: bool) -> None:
        self.more.setArrowType(Qt.ArrowType.DownArrow if open_ else Qt.ArrowType.RightArrow)
        self.behind.setVisible(open_ and self._hidden > 0)

    def unfold(self) -> None:
        """Show all fields."""
        self.more.setChecked(True)

    # --- shown

    def show_subject(self, subject: Subject) -> None:
        """Show these nodes; what is folded opens if something is written there."""
        self.subject = subject
        for field in self.fields.values():
            field.editor.begin()
        written = [
            name for name, field in self.fields.items() if subject.value(field.parameter)[0] is not None
        ]
        self.more.setChecked(any(self.behind.isAncestorOf(self.fields[name]) for name in written))
        self.refresh()

    def refresh(self) -> None:
        """Show the values as they are now."""
        if self.subject is None:
            return
        for field in self.fields.values():
            value, mixed = self.subject.value(field.parameter)
            field.show_value(value, mixed, self.helps)
        self.raw.setText(self._unknown())
        self.raw.setVisible(bool(self.raw.text()))
        self.raw.setStyleSheet(f"color: {colours().quiet}")

    def _unknown(self) -> str:
        node = self.subject.node if self.subject else None
        if node is None:
            return ""
        lines = [
            f"{name} = {value_words(node.type, name, value, lang())}"
            for name, value in node.params.items()
            if name not in self.fields
        ]
        for name, prompt in node.prompts.items():
            if name not in self.fields:
                lines += [f"{name} {each.language}: {variant_words(each)}" for each in prompt.variants]
        lines += [f"{name} = {value}" for name, value in node.extras.attributes.items()]
        lines += [f"<{each.tag}>" for each in node.extras.elements]
        return "\n".join([str(UNKNOWN), *lines]) if lines else ""

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """What is wrong, each at its field."""
        by_field: dict[str, list[Fault]] = {name: [] for name in self.fields}
        for each in problems:
            name = each.parameter.partition("[")[0].partition(".")[0]
            if name in by_field:
                words = both(f"{each.zh}。{each.cure_zh}", f"{each.en}; {each.cure_en}")
                rest = each.parameter.removeprefix(name)
                by_field[name].append(Fault(rest, words.rstrip("。; "), each.severity))
        for name, faults in by_field.items():
            self.fields[name].show_faults(faults)

    def focus(self, place: str) -> bool:
        """Give the focus to the field of a place such as `choices[2].keys`; whether there is one."""
        name = place.partition("[")[0].partition(".")[0]
        field = self.fields.get(name)
        if field is None:
            return False
        if self.behind.isAncestorOf(field):
            self.unfold()
        field.editor.focus_place(place.removeprefix(name))
        return True

    # --- changed

    def _edited(self, parameter: Parameter, value: object, typing: bool) -> None:
        if self.subject is None:
            return
        subject = self.subject
        if not typing:
            self._settled()
        self.around.do(lambda _: subject.put(parameter, value, typing))  # type: ignore[arg-type]
        if not typing:
            self._settled()

    def _settled(self) -> None:
        if self.subject is not None:
            self.subject.document.settle()
