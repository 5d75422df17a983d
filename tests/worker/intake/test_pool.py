"""Processes: in order, in parallel, and one that dies takes only its own job along."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from worker.intake.pool import Died, Pool, busy


def work(job: str) -> str:
    """Obeys."""
    match job:
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(3)
        case "hang":
            time.sleep(60)
        case "fail":
            raise ValueError("zeepsop")
        case "greedy":
            with contextlib.suppress(MemoryError):
                return str(len(bytearray(5 * 1024**3)))
        case "slow":
            time.sleep(0.2)
        case "long":
            _take_long()
    return f"{job}!"


def _take_long() -> None:
    for _ in range(8):
        time.sleep(0.2)
        busy()


@pytest.fixture
def pool() -> Iterator[Pool[str, str]]:
    made: Pool[str, str] = Pool(work, 2, longest_job=0.5)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("jobs", "results"),
    [
        ([], []),
        (["a"], ["a!"]),
        (["slow", "b", "slow", "d"], ["slow!", "b!", "slow!", "d!"]),  # order is kept
        ([str(n) for n in range(100)], [f"{n}!" for n in range(100)]),
        (["a", "die", "b"], ["a!", Died("its process ended (SIGKILL)"), "b!"]),
        (["exit", "b"], [Died("its process ended (status 3)"), "b!"]),
        (["hang", "b"], [Died("took longer than 0 seconds"), "b!"]),
        (["fail", "b"], [Died("its process ended (status 70)"), "b!"]),
        (["greedy", "b"], ["greedy!", "b!"]),
        (["die"] * 5, [Died("its process ended (SIGKILL)")] * 5),
    ],
)
def test_results_come_in_order(
    pool: Pool[str, str], jobs: list[str], results: list[str | Died]
) -> None:
    assert list(pool.run(jobs)) == list(zip(jobs, results, strict=True))


def test_a_long_job_that_says_it_goes_on_is_not_ended() -> None:
    made: Pool[str, str] = Pool(work, 1, longest_job=1.0)
    assert [done for _, done in made.run(["long", "hang", "x"])] == [
        "long!",
        Died("took longer than 1 seconds"),
        "x!",
    ]
    made.close()
    busy()  # says nothing outside of a pool


def test_large_jobs_and_results_pass(pool: Pool[str, str]) -> None:
    large = "x" * 3_000_000
    assert [result for _, result in pool.run([large] * 8)] == [f"{large}!"] * 8


def test_jobs_are_taken_a_few_ahead_and_not_all_at_once(pool: Pool[str, str]) -> None:
    taken = []

    def jobs() -> Iterator[str]:
        for number in range(50):
            taken.append(number)
            yield str(number)

    run = pool.run(jobs())
    next(run)
    assert len(taken) <= 7
    run.close()
    assert list(pool.run(["again"])) == [("again", "again!")]  # nothing of the first is left over


def test_a_source_that_fails_leaves_the_pool_whole(pool: Pool[str, str]) -> None:
    def jobs() -> Iterator[str]:
        yield "a"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(pool.run(jobs()))
    assert len(list(pool.run(["b", "c", "d"]))) == 3


def test_several_threads_share_it(pool: Pool[str, str]) -> None:
    results: list[str | Died] = []

    def run() -> None:
        results.extend(result for _, result in pool.run(["x"] * 50))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert results == ["x!"] * 200


def test_the_processes_end_with_their_parent() -> None:
    reading, writing = os.pipe()
    parent = os.fork()
    if parent == 0:
        children = Pool(work, 3)
        pids = [child.process.pid for child in children._idle]
        os.write(writing, " ".join(map(str, pids)).encode())
        time.sleep(60)
    found = [int(pid) for pid in os.read(reading, 100).split()]
    os.close(reading)
    os.close(writing)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    until = time.monotonic() + 5
    while any(_alive(pid) for pid in found) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(_alive(pid) for pid in found)


def _alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123  # it may vanish at any moment
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
