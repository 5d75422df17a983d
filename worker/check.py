"""What is right and what is wrong, and how to mend each fault.

Each check is a function that yields findings; a fault of one keeps none of the others from running.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from config import preset as presets
from config.errors import ConfigError, MeldpostError
from config.servers import Dkim, Mailbox
from config.settings import Settings, VaultKey
from worker.check_agents import agents

if TYPE_CHECKING:
    from ingest.sources.imap import ImapSource, Tokens
    from models.db import Database


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that was looked at: what, whether it is right, and what was seen."""

    what: str
    ok: bool
    says: str


Look = Callable[[], Iterable[str]]


def everything(settings: Settings, tokens: Tokens | None = None) -> Iterator[Verdict]:
    """Settings, presets, templates, models, database, vault, mailboxes with their ledger, SMTP."""
    yield from look("data folder", lambda: _data_dir(settings))
    for name in sorted({settings.preset, *(box.preset for box in settings.mailbox)}):
        yield from look(f"preset {name}", partial(_preset, settings, name))
        yield from _mails(settings, name)
    yield from look("agents", partial(agents, settings))
    yield from look("models", lambda: _models(settings))
    yield from look("attachments", lambda: _attachments(settings))
    yield from look("database", lambda: _database(settings))
    yield from look("vault", lambda: _vault(settings))
    for mailbox in settings.mailbox:
        yield from look(f"mailbox {mailbox.name}", partial(_mailbox, settings, mailbox, tokens))
    if not settings.mailbox:
        yield Verdict("mailbox", ok=False, says="none is configured (add a [[mailbox]] section)")
    for mailbox in settings.mailbox:
        if mailbox.dkim is not None:
            yield from look(f"dkim {mailbox.name}", partial(_dkim, mailbox, mailbox.dkim))
    yield from look("smtp", lambda: _smtp(settings, tokens))


def look(what: str, seen: Look) -> Iterator[Verdict]:
    """What a look yields, as verdicts; an error of ours is the last one."""
    try:
        for says in seen():
            yield Verdict(what, ok=True, says=says)
    except MeldpostError as error:
        yield Verdict(what, ok=False, says=str(error))


def _data_dir(settings: Settings) -> Iterator[str]:
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"{folder} cannot be made: {error.strerror}", remedy="set data_dir to another folder"
        ) from error
    if not os.access(folder, os.W_OK):
        raise ConfigError(f"{folder} cannot be written", remedy="give this user the right to write")
    yield f"{folder} can be written"


def _preset(settings: Settings, name: str) -> Iterator[str]:
    preset = presets.load(name, settings.preset_dirs)
    yield f"{len(preset.modules)} modules, {len(preset.identifiers)} kinds of identifiers"


def _mails(settings: Settings, name: str) -> Iterator[Verdict]:
    """Whether every mail of a preset can be written; each fault of its own templates."""
    from notify.lint import wrong_templates

    what = f"mails of {name}"
    try:
        wrong = list(wrong_templates(presets.load(name, settings.preset_dirs)))
    except MeldpostError:
        return  # the preset itself is wrong, and that was said
    yield from (Verdict(what, ok=False, says=str(error)) for error in wrong)
    if not wrong:
        yield Verdict(what, ok=True, says="every mail in every language can be written")


def _models(settings: Settings) -> Iterator[str]:
    from worker.learning import weights

    yield weights.describe(weights.load(settings))


def _attachments(settings: Settings) -> Iterator[str]:
    """Whether attachments can be read, and pictures of text among them."""
    from ingest.contents.content import Reason
    from worker.intake.examine import Examiner, Lost

    wanted = settings.limits.attachments
    if not wanted.examine:
        yield f"not examined ({Reason.SWITCHED_OFF}: limits.attachments.examine)"
        return
    examiner = Examiner(wanted)
    try:
        seen = examiner.seen()
    except Lost as error:
        raise ConfigError(
            "the process that reads them does not start",
            remedy="raise limits.attachments.memory_bytes",
        ) from error
    finally:
        examiner.close()
    yield f"read in a process {'without' if seen.no_network else 'with'} network"
    yield _ocr(wanted.languages, seen.languages)


def _ocr(wanted: Sequence[str], installed: Sequence[str]) -> str:
    missing = [one for one in wanted if one not in installed]
    if missing:
        packages = " ".join(f"tesseract-ocr-{one}" for one in missing)
        raise ConfigError(
            f"no OCR in {', '.join(missing)}"
            + ("" if installed else ": pictures of text are not examined"),
            remedy=f"apt-get install tesseract-ocr {packages}, or set limits.attachments.languages",
        )
    return f"OCR by Tesseract in {', '.join(installed)}" if wanted else "no OCR is wanted"


def _database(settings: Settings) -> Iterator[str]:
    from models import db, ledger, outbox

    with db.ready(settings.database_url) as database, database.reading() as connection:
        kind = "SQLite" if database.is_sqlite else "PostgreSQL"
        yield f"{kind}, of this version"
        mails = ", ".join(f"{count} {what}" for what, count in ledger.tally(connection).items())
        yield f"ledger: {mails or 'empty'}"
        rows = ", ".join(f"{count} {state}" for state, count in outbox.tally(connection).items())
        yield f"outbox: {rows or 'empty'}"


def _vault(settings: Settings) -> Iterator[str]:
    """The key is there, fits, and lies where it should; what a rotation has still to do."""
    from models import db, raw, vault

    source = settings.vault_key
    keys = vault.given_by(source)
    with db.ready(settings.database_url, vault=keys) as database, database.reading() as connection:
        current, under = vault.current(connection), raw.by_key(connection)
        clear = raw.in_the_clear(connection)
    if clear:
        raise ConfigError(f"{clear} originals lie in the clear", remedy="run: meldpost db upgrade")
    if current is None and source.made:
        yield "no key yet: the first run makes one"
        return
    key = keys.key(current) if current and under else keys.newest()
    yield f"sealed with the key {key.id}: {sum(under.values())} originals"
    for old in under.keys() - {key.id}:
        keys.key(old)
        yield f"{under[old]} under the key {old}: meldpost vault rotate goes on"
    yield from _key_file(source)


def _key_file(source: VaultKey) -> Iterator[str]:
    if source.file is None:
        return
    mode = source.file.stat().st_mode
    if mode & 0o077:
        raise ConfigError(
            f"others may read the key file {source.file}", remedy=f"chmod 600 {source.file}"
        )
    if source.made:
        yield (
            f"the key lies beside the data ({source.file}): keep it elsewhere, and out of the "
            "backup of the data, with [vault] key or MELDPOST_VAULT_KEY"
        )


def _mailbox(settings: Settings, mailbox: Mailbox, tokens: Tokens | None) -> Iterator[str]:
    from ingest.sources.imap import ImapSource
    from models import db

    with ImapSource.open(mailbox, tokens, limits=settings.limits) as source:
        yield f"logged in to {mailbox.host} ({mailbox.security})"
        if mailbox.after.folder is not None:
            source.select(mailbox.after.folder, readonly=True)
        with db.ready(settings.database_url) as database:
            for folder in mailbox.folders:
                yield _compared(source, database, mailbox, folder)


def _compared(source: ImapSource, database: Database, mailbox: Mailbox, folder: str) -> str:
    """Server against ledger: every mail up to where we have read must have its line."""
    from models import cursor, ledger
    from models.ledger import Place

    state = source.select(folder, readonly=True)
    place = Place(mailbox.name, folder, state.uidvalidity)
    with database.reading() as connection:
        known = ledger.all_uids(connection, place)
        read = cursor.get(connection, mailbox.name, folder)
    there = source.all_uids()
    reached = read.uid if read is not None and read.place == place else 0
    lost = [uid for uid in there if uid <= reached and uid not in known]
    if lost:
        raise ConfigError(
            f"{folder}: {len(lost)} mails have no line in the ledger, the first is UID {lost[0]}",
            remedy="run: meldpost run --once --thorough",
        )
    waiting = sum(uid > reached for uid in there)
    recorded = len(there) - waiting
    return f"{folder}: {recorded} of {recorded} mails read are in the ledger, {waiting} to be read"


def _dkim(mailbox: Mailbox, dkim: Dkim) -> Iterator[str]:
    """The key, and the record by which receivers look it up."""
    from notify.dkim_key import WANTED_BITS, DkimKey

    key = DkimKey.of(dkim)
    yield f"signs for {key.domain} ({key.sort}); the DNS needs: {key.record}"
    if not dkim.aligned(mailbox.address):
        raise ConfigError(
            f"{dkim.domain} does not speak for the domain of {mailbox.name}'s address",
            remedy="set dkim.domain to the domain of the mailbox's address",
        )
    if key.sort == "rsa" and key.bits < WANTED_BITS:
        raise ConfigError(f"{key.bits} bits are few", remedy=f"make a key of {WANTED_BITS} bits")


def _smtp(settings: Settings, tokens: Tokens | None) -> Iterator[str]:
    from notify.smtp import Sender

    sender = Sender(settings.smtp, token_of=tokens.token_of if tokens else None)
    if not settings.smtp:
        raise ConfigError("no server is configured", remedy="add an [[smtp]] section")
    for server in settings.smtp:
        sender.check(server)
        yield f"{server.name}: logged in to {server.host} ({server.security})"
