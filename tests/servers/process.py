"""Starting a server program: a free port, a life no longer than ours, a wait until it answers."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class ServerMissing(Exception):
    """A server that a test needs is not installed; says which package brings it."""


def program(name: str, package: str, *, also_in: Sequence[Path] = ()) -> Path:
    """Where the program is, or ServerMissing with the package that brings it."""
    places = [str(path) for path in also_in] + ["/usr/sbin", "/usr/local/sbin"]
    path = shutil.which(name) or shutil.which(name, path=os.pathsep.join(places))
    if path is None:
        raise ServerMissing(f"{name} is not installed (apt-get install {package})")
    return Path(path)


def account(*names: str) -> pwd.struct_passwd:
    """Ourselves; as root, the first of these accounts that exists."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in names:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise ServerMissing(f"none of the accounts {', '.join(names)} exists")


def free_port() -> int:
    """A loopback port that nobody uses, below those that the system gives to outgoing calls."""
    chance = random.SystemRandom()
    while True:
        port = chance.randrange(15_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def start(
    command: Sequence[str | Path],
    *,
    log: Path,
    run_as: pwd.struct_passwd | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command`; it is ended by the kernel when we die, even by SIGKILL."""
    identity: dict[str, Any] = {}
    if run_as is not None and os.geteuid() == 0:
        identity = {"user": run_as.pw_uid, "group": run_as.pw_gid, "extra_groups": []}
    with log.open("ab") as output:
        return subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
            **identity,
        )


def stop(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM) -> None:
    """Ask the server to end, insist after five seconds, and end what it leaves running."""
    process.send_signal(how)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def wait_for_port(
    port: int, process: subprocess.Popen[bytes], log: Path, *, seconds: float = 20
) -> None:
    """Wait until `port` accepts a connection; fail with the server's log if it never does."""
    wait_until(lambda: accepts(port), process, log, seconds=seconds)


def wait_until(
    ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path, *, seconds: float
) -> None:
    """Wait until `ready`; fail with the end of the server's log if it never is."""
    deadline = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            said = log.read_text(errors="replace")[-2000:] if log.exists() else ""
            raise RuntimeError(f"{process.args!r} does not answer:\n{said}")
        time.sleep(0.02)


def accepts(port: int) -> bool:
    """Whether somebody listens on this loopback port."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
