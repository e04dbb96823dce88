"""Finds call scripts by their names and says which flow each of them rings; loads nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from callwright.errors import BadThing
from callwright.folders import listable
from callwright.words import words

SUFFIX = ".calls.yaml"
FLOW_SUFFIX = ".flow.xml"

_SKIPPED = frozenset({"__pycache__", "node_modules", "site-packages"})
"""Folders in which nobody's own scripts are, as those whose names begin with a dot."""


def script_files(paths: Iterable[str]) -> list[Path]:
    """The scripts that `paths` mean, each once: files, folders, flow files with theirs; else from here down.

    Raises BadThing, saying what to do, where there is nothing to test.
    """
    named = list(paths) or ["."]
    found = [script for name in named for script in _scripts(Path(name))]
    if not found:
        raise BadThing(
            words(
                zh=f"没有可测试的：{', '.join(named)} 中没有 *{SUFFIX}",
                en=f"nothing to test: there is no *{SUFFIX} in {', '.join(named)}",
            ),
            words(
                zh=f"在 NAME{FLOW_SUFFIX} 旁边写 NAME{SUFFIX}（见 docs/testing.md）",
                en=f"write NAME{SUFFIX} beside NAME{FLOW_SUFFIX} (docs/testing.md says how)",
            ),
        )
    return list(dict.fromkeys(found))


def _scripts(path: Path) -> Iterator[Path]:
    if path.is_dir():
        listable(path)
        for folder, inside, files in os.walk(path):
            inside[:] = sorted(name for name in inside if name[0] != "." and name not in _SKIPPED)
            yield from (Path(folder) / name for name in sorted(files) if name.endswith(SUFFIX))
    elif path.name.endswith(FLOW_SUFFIX) and path.is_file():
        beside = sorted(path.parent.glob(f"*{SUFFIX}"))
        yield from (script for script in beside if flow_beside(script) == path)
    elif path.is_file():
        if not path.name.endswith((".yaml", ".yml")):
            raise BadThing(
                words(zh=f"{path} 不是通话脚本", en=f"{path} is no call script"),
                words(zh=f"给出 *{SUFFIX} 或文件夹", en=f"name a *{SUFFIX} file, or a folder"),
            )
        yield path
    else:
        raise BadThing(
            words(zh=f"没有 {path}", en=f"there is no {path}"),
            words(zh=f"给出 *{SUFFIX} 或文件夹", en=f"name a *{SUFFIX} file, or a folder"),
        )


def flow_beside(script: Path) -> Path | None:
    """The flow that the script's name means: NAME of `NAME.calls.yaml` or `NAME.TOPIC.calls.yaml`."""
    name = script.name.removesuffix(SUFFIX)
    while name:
        flow = script.with_name(name + FLOW_SUFFIX)
        if flow.is_file():
            return flow
        name = name.rpartition(".")[0]
    return None
