"""`meldpost demo`: the whole job on embedded parts; nothing to install or configure."""

from __future__ import annotations

import contextlib
import signal
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worker.commands.options import json_option

if TYPE_CHECKING:
    from desk.rows import Other, Ticket
    from worker.demo.screen import Screen
    from worker.demo.show_it import Demo


@click.command()
@click.option("--once", is_flag=True, help="end after the samples; so it does in a pipe")
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="a new or empty folder for database, answers and log [default: a temporary one]",
)
@click.option(
    "--svg",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    metavar="FILE",
    help="also save a picture of the table",
)
@json_option
def command(
    once: bool,
    keep: Path | None,
    svg: Path | None,
    as_json: bool,
) -> None:
    """The whole job, here and now: a mailbox with sample mail, the worker, its answers.

    Starts a mail server of its own, lets the worker read some forty mails of two desks, and shows
    what became of each. Then it keeps watching for more mail until Ctrl-C.
    """
    from worker.demo.screen import Screen

    screen = Screen(as_json=as_json)
    with _folder(keep) as folder, _interruptible():
        _show(folder, screen, once=once or not screen.lasting, svg=svg)


def _show(folder: Path, screen: Screen, *, once: bool, svg: Path | None) -> None:
    with contextlib.ExitStack() as stack:
        with screen:
            screen.step("Getting ready", 0, 1)
            from worker.demo import screen as demo_screen
            from worker.demo import show as demo_show
            from worker.demo import show_it as demo

            screen.step("Getting ready", 1, 1)
            running = stack.enter_context(demo.opened(folder, screen.step))
            demo.fill(running, screen.step)
            seconds = demo.work(running, screen.step)
        rows = running.rows()
        screen.result(rows, running.presets, demo.names(rows), seconds)
        if svg is not None:
            demo_screen.picture(rows, running.presets, seconds, svg)
        told = demo.most_telling(rows)
        if told is not None and (answer := running.answer_to(told)) and not screen.as_json:
            screen.say(demo_show.letter(answer.subject, answer.text, told))
        if not once:
            _watch(running, screen, rows)


def _watch(running: Demo, screen: Screen, rows: list[Ticket | Other]) -> None:
    from worker.demo import show as demo_show
    from worker.demo import watch as demo_watch

    screen.say(
        demo_show.invitation(running.drop, running.office.addresses, running.office.smtp_port)
    )
    with contextlib.suppress(KeyboardInterrupt):
        demo_watch.watch(
            running,
            rows[-1].entry if rows else 0,
            threading.Event(),
            lambda row: screen.mail(row, running.presets),
        )
    screen.say("The demo is over; its mail server is stopped.")


@contextlib.contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="meldpost-demo-") as folder:
            yield Path(folder)
        return
    if keep.exists() and any(keep.iterdir()):
        raise click.BadParameter(f"{keep} is not empty", param_hint="--keep")
    yield keep.absolute()


@contextlib.contextmanager
def _interruptible() -> Iterator[None]:
    """SIGTERM ends the demo as Ctrl-C does."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
