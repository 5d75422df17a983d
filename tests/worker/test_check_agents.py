"""What `meldpost check` says of agents: each fault with its remedy."""

from __future__ import annotations

import pytest

from config.agents import Agent, Group
from config.errors import ConfigError
from config.servers import Mailbox
from config.settings import Settings
from worker.check_agents import agents

NEL = Agent(name="Nel", address="nel@desk.example")
GELD = Agent(name="Nel", address="nel@desk.example", groups=("geld",))
AWAY = Agent(name="Jo", address="jo@kamp.example", presets=("kampadmin",))
LIST = Group(name="desk", address="desk@list.example")


def settings(*people: Agent, groups: tuple[Group, ...] = (), **box: object) -> Settings:
    given = {"name": "s", "preset": "kidskonnect", "address": "support@desk.example", "host": "x"}
    mailbox = Mailbox.model_validate({**given, "authserv_id": "mx.desk.example", **box})
    return Settings(mailbox=(mailbox,), agent=people, group=groups)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (settings(), "none are named"),
        (settings(NEL), "kidskonnect, group desk: 1 address"),
        (settings(NEL, groups=(LIST,)), "kidskonnect, group desk: 1 address"),
        (settings(groups=(LIST,), authserv_id=None), "kidskonnect, group desk: 1 address"),
        (settings(NEL, authserv_id=None, checks_senders=True), "kidskonnect, group desk"),
        (settings(NEL, authserv_id=""), "kidskonnect, group desk"),
    ],
)
def test_what_is_right(given: Settings, says: str) -> None:
    (told,) = agents(given)
    assert told.startswith(says)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (settings(NEL, authserv_id=None), "at the mailbox s no agent is obeyed"),
        (settings(GELD), "no module has the group 'geld'"),
        (settings(AWAY, NEL), "works at 'kampadmin', which no mailbox has"),
        (settings(NEL, groups=(Group(name="geld", address="g@x.example"),)), "the group 'geld'"),
    ],
)
def test_what_is_wrong(given: Settings, wrong: str) -> None:
    with pytest.raises(ConfigError, match=wrong):
        list(agents(given))
