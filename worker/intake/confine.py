"""What a process that reads a stranger's files may take: memory, time, files, and no network.

Each bound is one of Linux; where the system does not know one, the others hold.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import sys

_OPEN_FILES = 64
_NEW_USER, _NEW_NET = 0x1000_0000, 0x4000_0000  # CLONE_NEWUSER, CLONE_NEWNET of linux/sched.h
_NO_NEW_PRIVILEGES, _PARENT_DEATH = 38, 1  # linux/prctl.h


def confine(memory_bytes: int) -> bool:
    """Bound this process and all that it starts; whether it is cut off from the network.

    It may write no file at all: a temporary file would be somebody's letter in the clear."""
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    _limit(resource.RLIMIT_AS, memory_bytes)
    if sys.platform != "linux":
        return False
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return any(kernel.unshare(how) == 0 for how in (_NEW_NET, _NEW_USER | _NEW_NET))


def allow_seconds(seconds: int) -> None:
    """From now on this process may compute so long; then the kernel ends it (SIGXCPU)."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds + 1
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(what, (bound, bound))


def environment(house: str) -> dict[str, str]:
    """What the process knows of its surroundings: where programs are, and no secret of ours."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": house,
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_THREAD_LIMIT": "1",
    }
