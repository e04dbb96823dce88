"""The dialogue as a plain greenswitch script: `python -m bench.plain_greenswitch PORT ASK THANKS`."""

from __future__ import annotations

import logging
import sys
from typing import Any

from greenswitch import OutboundESLServer


class Dialogue:
    """Made by greenswitch for every call."""

    ask = ""
    thanks = ""

    def __init__(self, session: Any) -> None:
        """`session` is greenswitch's OutboundSession."""
        self.session = session

    def run(self) -> None:
        """Answer, ask for one key, play, hang up."""
        session = self.session
        try:
            session.connect()
            session.myevents()
            session.linger()
            session.answer()
            session.play_and_get_digits(
                "1", "1", "1", "5000", "#", self.ask, "silence_stream://10", "choice", "1", "1000", "''",
                block=True, response_timeout=10,
            )  # fmt: skip
            session.playback(self.thanks)
            session.hangup()
        except Exception:
            logging.exception("a call failed")
        finally:
            session.stop()


def main() -> None:
    """Serve until the process is ended."""
    port, Dialogue.ask, Dialogue.thanks = sys.argv[1:]
    logging.basicConfig(level=logging.WARNING)
    server = OutboundESLServer("127.0.0.1", int(port), Dialogue, max_connections=1000)
    print("taking calls", flush=True)
    server.listen()


if __name__ == "__main__":
    main()
