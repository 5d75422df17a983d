"""How long a mail server that was not there is left alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from notify.doors import Doors
from tests.factories import AT


class Hour:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now


def alone(doors: Doors, hour: Hour) -> int:
    """Seconds until the server may be asked again."""
    began = hour.now
    while not doors.is_open("main"):
        hour.now += timedelta(seconds=1)
    return int((hour.now - began).total_seconds())


def test_the_pause_grows_to_five_minutes_and_is_forgotten() -> None:
    hour = Hour()
    doors = Doors(hour, Random(1))
    assert alone(doors, hour) == 0
    pauses = []
    for _ in range(12):
        doors.notice("main", there=False)
        pauses.append(alone(doors, hour))
    assert pauses[0] <= 2
    assert sorted(pauses[:7]) == pauses[:7]
    assert 150 <= pauses[-1] <= 300
    doors.notice("main", there=True)
    assert alone(doors, hour) == 0
    doors.notice("main", there=False)
    assert alone(doors, hour) <= 2


def test_each_server_has_a_door_of_its_own() -> None:
    doors = Doors(Hour(), Random(1))
    doors.notice("main", there=False)
    assert not doors.is_open("main")
    assert doors.is_open("second")
