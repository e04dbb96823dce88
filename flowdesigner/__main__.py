"""`python -m flowdesigner [FILES]`: opens flows in a window; `--log` says where faults are written."""

from __future__ import annotations

import sys

from flowdesigner.start import start

if __name__ == "__main__":
    if sys.argv[1:] == ["--log"]:
        from flowdesigner.session.crash import log_file

        print(log_file())
        sys.exit(0)
    sys.exit(start(sys.argv[1:]))
