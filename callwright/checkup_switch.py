"""The switch as `doctor` sees it: reachable, with what we need, and with our dialplan and folders."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

from callwright.catalogue import spoken
from callwright.checkup import Finding
from callwright.serve import address
from callwright.settings import Settings
from callwright.words import words
from engine.live.errors import WireError
from engine.live.inbound import InboundConnection

MODULES = (
    "mod_event_socket",
    "mod_commands",
    "mod_dptools",
    "mod_sndfile",
    "mod_tone_stream",
    "mod_dialplan_xml",
)
"""What the engine cannot do without."""


def switch_findings(settings: Settings) -> Iterator[Finding]:
    """Ask the switch itself."""
    host, port = address(settings.live.switch)
    try:
        with InboundConnection(host, port, settings.live.password) as switch:
            yield Finding("switch", "good", switch.api("version").splitlines()[0])
            yield from _modules(switch)
            yield from _dialplan(switch, settings)
            yield from _folders(switch, settings)
    except WireError as error:
        cure = words(
            zh="启动 FreeSWITCH；检查 live.switch 与 CALLWRIGHT_LIVE_PASSWORD",
            en="start FreeSWITCH; compare live.switch, live.password with event_socket.conf.xml",
        )
        yield Finding("switch", "bad", spoken(str(error)), cure)


def _modules(switch: InboundConnection) -> Iterator[Finding]:
    lacking = [name for name in MODULES if switch.api(f"module_exists {name}").strip() != "true"]
    if lacking:
        names = ", ".join(lacking)
        yield Finding(
            "modules",
            "bad",
            words(zh=f"缺少 {names}", en=f"missing: {names}"),
            words(zh="在 modules.conf.xml 中加载", en="load it in modules.conf.xml"),
        )
    else:
        yield Finding("modules", "good", ", ".join(MODULES))


def _dialplan(switch: InboundConnection, settings: Settings) -> Iterator[Finding]:
    context = settings.live.context
    found = switch.api(f"xml_locate dialplan context name {context}")
    if 'name="callwright"' in found:
        yield Finding("dialplan", "good", words(zh=f"上下文 {context}", en=f"in place in context {context}"))
    else:
        yield Finding(
            "dialplan",
            "bad",
            words(zh=f"上下文 {context} 中没有", en=f"not in context {context}"),
            "callwright dialplan -o .../00_callwright.xml; fs_cli -x reloadxml",
        )


def _folders(switch: InboundConnection, settings: Settings) -> Iterator[Finding]:
    for name in ("prompts", "recordings"):
        folder = settings.path(getattr(settings.folders, name))
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix="doctor-") as file:
            seen = switch.api(f"file_exists {file.name}").strip() == "true"
        if seen:
            yield Finding(f"switch sees {name}", "good", str(folder))
        else:
            cure = words(
                zh="让交换机能读写同一目录", en="share the folder with the switch, under the same path"
            )
            yield Finding(
                f"switch sees {name}", "bad", words(zh=f"看不到 {folder}", en=f"not {folder}"), cure
            )
