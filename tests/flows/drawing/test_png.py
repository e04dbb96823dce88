"""PNG, where the package for it is installed."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest

from flows.drawing.picture import picture
from flows.drawing.png import MOST_PIXELS, png_bytes, scale_of
from tests.flows import build


def test_a_picture_has_the_size_asked_for() -> None:
    pytest.importorskip("resvg_py", reason="NO PNG: pip install 'callwright[draw]'")
    drawn = picture(build.flow(build.log("a", "b"), build.hangup("b")))
    data = png_bytes(drawn, 1.5)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (round(drawn.width * 1.5), round(drawn.height * 1.5))


def test_a_picture_that_is_too_large_is_drawn_smaller() -> None:
    drawn = replace(picture(build.flow(build.hangup())), width=100_000.0, height=10_000.0)
    scale = scale_of(drawn, 2)
    assert scale < 0.3
    assert drawn.width * scale * drawn.height * scale <= MOST_PIXELS * 1.001
