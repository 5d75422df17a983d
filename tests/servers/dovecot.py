"""A real Dovecot: plain, STARTTLS and TLS, password and XOAUTH2, Maildir underneath.

Any user name exists and has the password `PASSWORD`; a bearer token is a JWT signed with
`TOKEN_KEY` (HS256), which Dovecot checks itself.
"""

from __future__ import annotations

import base64
import grp
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from imapclient.imap_utf7 import encode as utf7

from tests.servers import process
from tests.servers.authority import Authority
from tests.servers.imap_account import ImapAccount

PASSWORD = "zeepsop-12"
TOKEN_KEY = b"a key that only this test server and its tokens know"

_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {internal.pw_name}
default_internal_group = {internal_group}
default_login_user = {login.pw_name}
first_valid_uid = 1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{certificate}
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
auth_verbose = yes
mail_fsync = never
mail_max_userip_connections = 200
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = "password={password}"
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={folder}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox {sent} {{
    auto = subscribe
    special_use = \\Sent
  }}
}}
service imap-login {{
  chroot =
  service_count = 0
  client_limit = 500
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap {{
  process_limit = 300
  service_count = 200
}}
service stats {{
  client_limit = 2000
}}
{extra}
"""

_OAUTH2 = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = email
"""


class Dovecot:
    """A running server; `account()` gives a fresh mailbox."""

    def __init__(
        self,
        authority: Authority,
        *,
        certificate: Path | None = None,
        password: str = PASSWORD,
        sent: str = "Verzonden",
        extra: str = "",
    ) -> None:
        self.program = process.program("dovecot", "dovecot-imapd")
        self.ca_file: Path | None = authority.ca_file
        self.port, self.tls_port = process.free_port(), process.free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="mp-dovecot-"))
        self.log = self.folder / "dovecot.log"
        self._numbers = itertools.count(1)
        self._owner = process.account("nobody")
        self.password = password
        self._write(certificate or authority.certificate(), sent, extra)
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start it (again), on the same ports and the same mail."""
        command = (self.program, "-F", "-c", self.folder / "dovecot.conf")
        self._process = process.start(command, log=self.folder / "output.log")
        process.wait_for_port(self.port, self._process, self.folder / "output.log")
        process.wait_for_port(self.tls_port, self._process, self.folder / "output.log")

    def stop(self) -> None:
        """Stop it; its mail stays."""
        if self._process is not None:
            process.stop(self._process)
            self._process = None
            while process.accepts(self.port):  # its children outlive it for a moment
                time.sleep(0.02)

    def close(self) -> None:
        """Stop it and remove everything."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def account(self, user: str | None = None) -> ImapAccount:
        """A user with an empty mailbox (unless `user` was given before)."""
        return ImapAccount(self, user or f"user{next(self._numbers)}@desk.example", self.password)

    def port_for(self, security: str) -> int:
        return self.tls_port if security == "tls" else self.port

    def deliver(
        self,
        user: str,
        mails: Iterable[bytes],
        *,
        folder: str = "INBOX",
        at: datetime | None = None,
    ) -> int:
        """Write mails straight into the Maildir, thousands a second. Gives how many."""
        maildir = self.maildir(user, folder)
        count = 0
        for raw in mails:
            count += 1
            name = f"{int(time.time())}.N{next(self._numbers):08d}P{os.getpid()}.test"
            written = maildir / "tmp" / name
            written.write_bytes(raw)
            if at is not None:
                os.utime(written, (at.timestamp(), at.timestamp()))
            written.rename(maildir / "new" / name)
        return count

    def maildir(self, user: str, folder: str = "INBOX") -> Path:
        """The Maildir of a folder (Maildir++, names in modified UTF-7), made if need be."""
        home = self.folder / "mail" / user
        inner = utf7(folder).decode().replace("/", ".")
        maildir = home if folder.upper() == "INBOX" else home / f".{inner}"
        for path in (home, maildir, *(maildir / part for part in ("cur", "new", "tmp"))):
            if not path.is_dir():
                path.mkdir()
                self._give(path)
        return maildir

    def _write(self, certificate: Path, sent: str, extra: str) -> None:
        internal, login = process.account("dovecot"), process.account("dovenull", "nobody")
        self.folder.chmod(0o755)
        for name in ("run", "state", "mail", "keys/default/HS256"):
            (self.folder / name).mkdir(parents=True)
        self._give(self.folder / "mail")
        key = self.folder / "keys/default/HS256/default"
        key.write_bytes(base64.b64encode(TOKEN_KEY))
        (self.folder / "oauth2.conf").write_text(_OAUTH2.format(folder=self.folder))
        values = {
            "folder": self.folder,
            "internal": internal,
            "internal_group": _group(internal),
            "login": login,
            "owner": self._owner,
            "certificate": certificate,
            "password": self.password,
            "port": self.port,
            "tls_port": self.tls_port,
            "sent": sent,
            "extra": extra,
        }
        (self.folder / "dovecot.conf").write_text(_CONFIG.format_map(values), "utf-8")

    def _give(self, path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(path, self._owner.pw_uid, self._owner.pw_gid)


def _group(who: pwd.struct_passwd) -> str:
    return grp.getgrgid(who.pw_gid).gr_name
