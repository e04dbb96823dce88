"""Says which flow a script rings: what it names, what its own name says, else the project's main flow."""

from __future__ import annotations

from pathlib import Path

from callwright.errors import BadThing
from callwright.settings import Settings
from callwright.testing.finding import FLOW_SUFFIX, flow_beside
from callwright.words import words
from flows.read import read
from flows.wording import flow_of


def flow_for(script: Path, named: str, settings: Settings) -> Path:
    """The file of the flow that `script` rings; `named` is what its `flow:` says. Raises BadThing."""
    if named:
        return _named(script, named, settings)
    beside = flow_beside(script)
    if beside is not None:
        return beside
    folder = settings.path(settings.folders.flows)
    own = folder / f"{settings.project.name}{FLOW_SUFFIX}"
    if own.is_file():
        return own
    roots = entered_by_none(folder)
    if len(roots) == 1:
        return roots[0]
    raise BadThing(
        words(
            zh=f"{script}：不知道它拨打哪个流程",
            en=f"{script}: it is not known which flow it rings",
        ),
        words(zh="在脚本里写 flow: NAME", en="write `flow: NAME` into the script"),
    )


def _named(script: Path, named: str, settings: Settings) -> Path:
    folder = settings.path(settings.folders.flows)
    for flow in (
        script.parent / named,
        script.parent / (named + FLOW_SUFFIX),
        folder / (named + FLOW_SUFFIX),
    ):
        if flow.is_file():
            return flow
    raise BadThing(
        words(zh=f"{script}：没有流程“{named}”", en=f"{script}: there is no flow '{named}'"),
        words(
            zh=f"flow 写流程的名字，或从脚本起的路径（*{FLOW_SUFFIX}）",
            en=f"`flow` names a flow, or its file (*{FLOW_SUFFIX}) from the script's folder",
        ),
    )


def entered_by_none(folder: Path) -> list[Path]:
    """The flows of a folder that no other flow of it enters: the main flow, if there is one."""
    files = sorted(folder.glob(f"*{FLOW_SUFFIX}"))
    entered: set[str] = set()
    for path in files:
        flow = read(path).flow
        if flow is not None:
            entered.update(flow_of(node) for node in flow.nodes.values() if flow_of(node) != flow.name)
    return [path for path in files if path.name.removesuffix(FLOW_SUFFIX) not in entered]
