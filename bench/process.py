"""What the kernel says a process has used: processor time and memory, from /proc."""

from __future__ import annotations

import os
from pathlib import Path

_TICK = float(os.sysconf("SC_CLK_TCK"))


def cpu_seconds(pid: int) -> float:
    """Seconds of processor time of a process with all its threads, and of its children that live."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return _own(pid) + sum(cpu_seconds(int(child)) for child in children)


def _own(pid: int) -> float:
    # utime and stime are fields 14 and 15 (proc(5)); the name before them may hold blanks and brackets.
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def memory(pid: int) -> tuple[float, float]:
    """Kilobytes: what of a process lies in memory, and what of that is its data: no program file, no library.

    The second is proc(5)'s Anonymous. Private pages (USS) would also count pages of program files, and those
    change hands whenever another Python starts or ends.
    """
    sizes: dict[str, float] = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()[1:]:
        name, _, rest = line.partition(":")
        sizes[name] = float(rest.split()[0])
    return sizes["Rss"], sizes["Anonymous"]
