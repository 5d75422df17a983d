"""Files on the disk that somebody of the desk sends along: read and searched as those of mails."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from config.preset import Preset
from config.settings import Settings
from ingest.attachments import made
from ingest.labels import labelled
from ingest.parse import written
from notify.files import MEGABYTE, Left, No, StaysBehind
from triage.decision import Examined
from triage.recognizers import recognize
from worker.intake.examine import Examiner
from worker.learning import names
from worker.tickets.looked import Looked

_OPAQUE = "application/octet-stream"


def looked(paths: Sequence[Path], settings: Settings, preset: Preset) -> tuple[Looked, ...]:
    """The files with what was found in them; StaysBehind, unread, if they are too much together.

    It takes as long as reading an attachment of a mail may: not in a transaction."""
    if not paths:
        return ()
    most = preset.mail.attachments_mb
    if sum(path.stat().st_size for path in paths) > most * MEGABYTE:
        raise StaysBehind([Left(paths[0].name, No.TOO_LARGE)], most)
    files = labelled(made(path.read_bytes(), path.name, _declared(path)) for path in paths)
    message = replace(
        written(subject="", body="", from_name="", from_addr=""), attachments=tuple(files)
    )
    with closing(Examiner(settings.limits.attachments)) as examiner:
        (contents,) = examiner.contents([message])
    model, roles = names.load(settings), names.roles(settings)
    findings = recognize(message, preset, contents, model, roles).findings
    return tuple(
        Looked(
            one,
            Examined(content.examined, content.reason, content.gps, content.inner),
            tuple(each for each in findings if each.span.attachment == at),
        )
        for at, (one, content) in enumerate(zip(files, contents, strict=True))
    )


def _declared(path: Path) -> str:
    """The type that its name speaks of."""
    return mimetypes.guess_type(path.name, strict=False)[0] or _OPAQUE
