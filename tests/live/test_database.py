"""A database server is killed in the middle of a call."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from sqlalchemy import create_engine, text

from tests.engine.services.servers import postgresql
from tests.live.conftest import Ring
from tests.live.engines import Project, entrance
from tests.switch import Switch

pytestmark = [pytest.mark.live, pytest.mark.database]


def test_the_server_dies_and_the_call_goes_on(
    switch: Switch,
    project: Project,
    call: Ring,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with ExitStack() as stack:
        server = stack.enter_context(ExitStack())
        url = server.enter_context(postgresql(tmp_path_factory.mktemp("postgresql")))
        made = create_engine(url)
        with made.begin() as connection:
            connection.execute(text("CREATE TABLE words (word text)"))
            connection.execute(text("INSERT INTO words VALUES ('hello')"))
        made.dispose()
        monkeypatch.setitem(project.environment, "CALLWRIGHT_CONNECTIONS_SLOW_URL", url)
        engine = project.engine("with-a-server")
        stack.callback(engine.stop)
        engine.start()
        stack.enter_context(entrance(switch, project, (engine,)))

        asking, other = call(), call()
        asking.reaches("main")
        asking.press("7")
        asking.happens("milestone", name="answered", value="hello")
        server.close()
        asking.press("7")
        asking.happens("milestone", name="not_answered")
        asking.press("9")
        asking.happens("milestone", name="not_done")
        other.reaches("main")
        for caller in (asking, other):
            caller.press("#")
            assert caller.ends() == "completed"
        assert "Traceback" not in engine.log()
