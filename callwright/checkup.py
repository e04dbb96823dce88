"""What `doctor` looks at: each check answers good, poor or bad, in one sentence, with a cure."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from callwright.catalogue import spoken
from callwright.errors import Failure
from callwright.extras import EXTRAS, missing
from callwright.projects import SUFFIX, compiled
from callwright.settings import Settings
from callwright.words import reason, tongue, words

State = Literal["good", "poor", "bad"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `poor`: something is missing that not everybody needs."""

    what: str
    state: State
    message: str
    cure: str = ""


Check = Callable[[Settings], Iterator[Finding]]


def examine(settings: Settings, *, switch: bool = True) -> Iterator[Finding]:
    """Look at everything, in the order in which things depend on each other."""
    checks: list[Check] = [_python, _settings, _flows, _folders, _speech, _store, _connections]
    if switch:
        checks.append(_switch)
    for check in checks:
        what = check.__name__.strip("_")
        try:
            yield from check(settings)
        except Failure as failure:
            yield Finding(what, "bad", spoken(str(failure)), spoken(failure.cure))
        except ModuleNotFoundError as error:
            lacking = missing(error, what)
            yield Finding(what, "poor", str(lacking or error), lacking.cure if lacking else "")


def _switch(settings: Settings) -> Iterator[Finding]:
    from callwright.checkup_switch import switch_findings

    yield from switch_findings(settings)


def _python(settings: Settings) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", "good", version)
    for extra, packages in EXTRAS.items():
        lacking = [name for name in packages if find_spec(name) is None]
        if lacking:
            message = words(zh="缺少 {}", en="missing: {}").format(", ".join(lacking))
            yield Finding(f"[{extra}]", "poor", message, f"pip install 'callwright[{extra}]'")
        else:
            yield Finding(f"[{extra}]", "good", words(zh="已安装", en="installed"))


def _settings(settings: Settings) -> Iterator[Finding]:
    if settings.file is None:
        yield Finding(
            "settings",
            "bad",
            words(zh="没有 callwright.toml", en="there is no callwright.toml here or above"),
            "callwright new NAME",
        )
        return
    yield Finding("settings", "good", str(settings.file))
    if not settings.live.key:
        yield Finding(
            "live.key",
            "poor",
            words(
                zh="未设置：引擎失效后来电无法接续", en="not set: a call cannot go on where its engine died"
            ),
            words(
                zh="设置 CALLWRIGHT_LIVE_KEY，所有引擎相同",
                en="set CALLWRIGHT_LIVE_KEY to a long word, the same for all engines",
            ),
        )


def _flows(settings: Settings) -> Iterator[Finding]:
    folder = settings.path(settings.folders.flows)
    files = sorted(folder.rglob("*" + SUFFIX))
    if not files:
        yield Finding("flows", "poor", words(zh=f"{folder} 中没有流程", en=f"no flow in {folder}"))
        return
    errors = [p for file in files for p in compiled(file, settings).problems if p.severity == "error"]
    if errors:
        message = words(zh="{} 个错误，第一个：{}", en="errors: {}, the first: {}")
        yield Finding(
            "flows",
            "bad",
            message.format(len(errors), errors[0].text(tongue())),
            f"callwright check {folder}",
        )
    else:
        yield Finding("flows", "good", words(zh=f"{len(files)} 个流程", en=f"files: {len(files)}, errors: 0"))


def _folders(settings: Settings) -> Iterator[Finding]:
    for name in ("prompts", "recordings"):
        folder = settings.path(getattr(settings.folders, name))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            cure = words(zh="检查目录权限", en="let this user write there")
            yield Finding(f"folders.{name}", "bad", f"{folder}: {reason(error)}", cure)
        else:
            yield Finding(f"folders.{name}", "good", str(folder))


def _speech(settings: Settings) -> Iterator[Finding]:
    from callwright.voices import sound_settings
    from sounds.library import Library

    library = Library(sound_settings(settings))
    lacking = library.engines.lacking()
    for language in _spoken(settings):
        engine = library.settings.voice_of(language).engine
        why = lacking.get(engine, words(zh="没有这种引擎", en="there is no such engine"))
        if why is None:
            yield Finding(f"speech {language}", "good", engine)
        else:
            without, _, _ = why.removeprefix(f"{engine}: ").partition(": install the extra")
            cure = "pip install 'callwright[speech]'"
            yield Finding(f"speech {language}", "poor", f"{engine}: {without}", cure)


def _spoken(settings: Settings) -> list[str]:
    """The languages with a voice; the project's own is left out where its first part has one."""
    own = settings.project.language
    usual = [] if own.partition("-")[0] in settings.speech else [own]
    return sorted({*usual, *settings.speech})


def _store(settings: Settings) -> Iterator[Finding]:
    from callwright.stores import store_to_preview
    from engine.store.opening import shown

    with store_to_preview(settings) as store:
        if store.made:
            message = words(zh="{} 中还没有发布库", en="there is none yet at {}")
            cure = words(
                zh="发布流程时会建立；若已有，改正 store.url",
                en="publishing a flow makes it; if there should be one, correct store.url",
            )
            yield Finding("store", "poor", message.format(shown(settings.store_url)), cure)
            return
        lines, published = store.lines(), store.published()
    message = words(zh="{} 条线路，{} 个已发布流程", en="lines: {}, published flows: {}")
    yield Finding("store", "good", message.format(len(lines), len(published)))
    for line in lines:
        for flow in line.flows:
            if flow not in published:
                what = words(zh="流程 {} 未发布", en="flow {} is not published").format(flow)
                yield Finding(f"line {line.pattern}", "bad", what, f"callwright publish {flow}")


def _connections(settings: Settings) -> Iterator[Finding]:
    from engine.services.database import DatabaseConnection, Databases
    from nodes.errors import ServiceError

    for name, c in settings.connections.items():
        if c.kind != "database":
            yield Finding(f"connections.{name}", "good", c.url)
            continue
        url = settings.url(c.url)
        file = Path(url.partition(":///")[2])
        if url.startswith("sqlite") and os.fspath(file) and not file.is_file():
            yield Finding(f"connections.{name}", "bad", words(zh=f"没有 {file}", en=f"there is no {file}"))
            continue
        databases = Databases({name: DatabaseConnection(url, c.user, c.password, 1, c.read_only)})
        try:
            databases.ping(name)
        except ServiceError as error:
            yield Finding(f"connections.{name}", "bad", spoken(str(error)))
        else:
            yield Finding(f"connections.{name}", "good", words(zh="可达", en="answers"))
        finally:
            databases.close()
