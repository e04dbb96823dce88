"""How the designer runs the command line: as a process of its own, which can be ended."""

from __future__ import annotations

import sys
from collections.abc import Sequence

_RUN = "from callwright.cli import main; main()"


def callwright(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Program and arguments for QProcess: `callwright ARGUMENTS` of the same installation, on any system.

    Nothing is imported from the working directory (`-P`): a project has a folder `sounds`, as we have.
    """
    return sys.executable, ["-P", "-c", _RUN, *arguments]
