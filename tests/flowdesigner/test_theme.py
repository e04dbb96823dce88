"""The shades: what is drawn in them can be told from what is behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton
from pytestqt.qtbot import QtBot

from flowdesigner.theme import Shade, dress


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application, light again afterwards."""
    yield qapp
    dress(qapp, "light")


@pytest.mark.parametrize("shade", ["light", "dark", "light"])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_a_box_that_is_not_ticked_can_be_seen(
    kind: type[QAbstractButton], shade: Shade, dressed: QApplication, qtbot: QtBot
) -> None:
    dress(dressed, shade)
    box = kind()
    qtbot.addWidget(box)
    box.resize(60, 30)
    box.show()
    picture = box.grab().toImage()
    paper = picture.pixelColor(picture.width() - 1, 0).lightnessF()
    across = [picture.pixelColor(x, picture.height() // 2).lightnessF() for x in range(picture.width())]
    assert max(abs(each - paper) for each in across) > 0.2
