"""Waiting for mail: the server tells (RFC 2177), or time passes."""

from __future__ import annotations

import selectors
from threading import Event
from time import monotonic

from ingest.sources.imap_search import can
from ingest.sources.imap_wire import Client, Wire

RENEW_SECONDS = 28 * 60.0  # a server may end a connection after 30 minutes of silence
LOOK_SECONDS = 0.5  # how often `stop` is looked at


def wait(client: Client, seconds: float, stop: Event, *, wanted: bool = True) -> bool:
    """Wait until the selected folder has something new, `seconds` passed, or `stop` is set.

    True if there may be something new, also if it came since the folder was last searched.
    """
    until = monotonic() + seconds
    idling = wanted and can(client, "IDLE")
    while not forget_new(client.wire):
        left = min(until - monotonic(), RENEW_SECONDS)
        if left <= 0 or stop.is_set():
            return False
        if idling:
            client.noop()  # some servers tell nothing of what came just before they idle
            if not has_new(client.wire):
                _idle(client.wire, left, stop)
        elif not stop.wait(left) and left == RENEW_SECONDS:
            client.noop()
    return True


def has_new(wire: Wire) -> bool:
    """Whether the server told of new mail."""
    return "EXISTS" in wire.untagged_responses


def forget_new(wire: Wire) -> bool:
    """Whether the server told of new mail since this was last asked."""
    return wire.untagged_responses.pop("EXISTS", None) is not None


def _idle(wire: Wire, seconds: float, stop: Event) -> None:
    tag = wire.begin_idle()
    until = monotonic() + seconds
    with selectors.DefaultSelector() as selector:
        selector.register(wire.sock, selectors.EVENT_READ)
        while (left := until - monotonic()) > 0 and not stop.is_set():
            if not wire.has_arrived() and not selector.select(min(left, LOOK_SECONDS)):
                continue
            wire.hear()
            if has_new(wire):
                break
    wire.end_idle(tag)
