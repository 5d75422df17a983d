"""The process that reads attachments: `python -m worker.examine_process FD`.

Over the pipe come a head in JSON and the bytes of one attachment after the other; back goes what
stands in them. It ends when its parent hangs up. See worker/intake/examine.py.
"""

from __future__ import annotations

import json
import sys
from multiprocessing.connection import Connection

from worker.intake.confine import allow_seconds, confine


def main(descriptor: int) -> None:
    """Serve until the parent is gone."""
    line = Connection(descriptor)
    given = json.loads(line.recv_bytes())
    confined = confine(given["memory_bytes"])

    from ingest.contents import ocr
    from ingest.contents.examine import examine
    from ingest.contents.limits import ReadLimits
    from ingest.contents.wire import pack

    languages = tuple(one for one in given["limits"].pop("ocr_languages") if one in ocr.languages())
    limits = ReadLimits(**given["limits"], ocr_languages=languages)
    line.send_bytes(json.dumps({"no_network": confined, "languages": languages}).encode())
    while True:
        head = json.loads(line.recv_bytes())
        data = line.recv_bytes()
        allow_seconds(given["seconds"])
        content = examine(data, name=head["name"], declared=head["declared"], limits=limits)
        line.send_bytes(pack(content))


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except (EOFError, OSError):
        sys.exit(0)
