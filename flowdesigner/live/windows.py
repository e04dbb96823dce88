"""The drawings of the releases that are watched, each in a window of the middle, told of what happens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMdiArea, QMdiSubWindow

from flowdesigner.live.counts import together
from flowdesigner.live.engines import Engines
from flowdesigner.live.link import EngineLink
from flowdesigner.live.releases import Releases, as_it_is
from flowdesigner.live.seen import Move
from flowdesigner.live.watched import Watched
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, follow, say
from flows.model import Flow


class Windows(QObject):
    """One window a release that is watched live, one for the heat map."""

    node_chosen = Signal(str, str)

    def __init__(self, workspace: Workspace, engines: Engines) -> None:
        super().__init__(engines)
        self._workspace = workspace
        self._engines = engines
        self.releases = Releases(self)
        self.open: dict[str, Watched] = {}
        """Live drawings by release."""
        self._followed = ""
        engines.attached.connect(self._attached)
        engines.detached.connect(lambda _: self._calls())

    def _attached(self, link: EngineLink) -> None:
        link.calls_changed.connect(self._calls)
        link.counts_changed.connect(self._counts)
        link.moved.connect(self._move)

    def watch(self, release: str, link: EngineLink, then: Callable[[Watched], None] | None = None) -> None:
        """Show the drawing of a release that an engine runs, now or when its package is here."""

        def arrived(flows: dict[str, Flow] | None) -> None:
            note = None
            if flows is None:
                flows, note = self._nearest(release, link), _NEAREST
            if not flows:
                self._workspace.tell(say("引擎没有给出发布 {}", "The engine has no release {}", release[:12]))
                return
            watched = self.open.get(release) or self._live(release, flows, note)
            self.bring(watched)
            if then is not None:
                then(watched)

        self.releases.fetch(release, link, arrived)

    def _nearest(self, release: str, link: EngineLink) -> dict[str, Flow]:
        """The flow as it is open here, where the engine cannot give the release."""
        name = next((call.flow for call in link.seen.calls.values() if call.release == release), "")
        return {
            each.flow.name: as_it_is(each.flow)
            for each in self._workspace.documents
            if each.flow.name == name
        }

    def _live(self, release: str, flows: dict[str, Flow], note: Say | None) -> Watched:
        watched = Watched(release, flows, note)
        self.open[release] = watched
        main = next(iter(flows.values()))
        title = say("实时：{} {}", "Live: {} {}", main.title or main.name, release[:8])
        self.add(watched, title, lambda: self.open.pop(release, None))
        self._calls()
        self._counts()
        watched.follow(self._followed)
        return watched

    def add(self, watched: Watched, title: Say, closed: Callable[[], object]) -> None:
        """A window for a drawing."""
        watched.node_chosen.connect(self.node_chosen)
        area = self._workspace.area
        page = QMdiSubWindow()
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.setWidget(watched)
        follow(page, "setWindowTitle", title)
        page.destroyed.connect(lambda: closed())
        area.addSubWindow(page)
        if area.viewMode() == QMdiArea.ViewMode.TabbedView:
            page.showMaximized()
        else:
            page.resize(900, 600)
            page.show()

    def bring(self, watched: Watched) -> None:
        """Bring a drawing to the front."""
        for page in self._workspace.area.subWindowList():
            if page.widget() is watched:
                self._workspace.area.setActiveSubWindow(page)

    def end(self) -> None:
        """Close all drawings: nobody moves on them any more."""
        for page in self._workspace.area.subWindowList():
            if isinstance(page.widget(), Watched):
                page.close()

    def follow(self, id_: str) -> None:
        """Follow one caller on the drawings, or none."""
        self._followed = id_
        for watched in self.open.values():
            watched.follow(id_)

    # --- what the engines tell

    def _calls(self) -> None:
        for release, watched in self.open.items():
            watched.show_calls(
                call
                for link in self._engines.links
                for call in link.seen.calls.values()
                if call.release == release
            )

    def _counts(self) -> None:
        whole = together(link.counts for link in self._engines.links)
        for watched in self.open.values():
            watched.show_counts(whole)

    def _move(self, move: Move) -> None:
        watched = self.open.get(move.call.release)
        if watched is not None:
            watched.moved(move)


_NEAREST = say(
    "引擎没有给出这个发布的图，画的是这里打开的流程，可能不同。",
    "The engine did not give this release: drawn is the flow that is open here, which may differ.",
)
