"""Who gets the tickets of a module: groups of the preset, agents and addresses of meldpost.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import settings
from config.agents import Agent, Group, Roster
from config.errors import ConfigError
from config.preset import Module, Preset, load

PRESET = load("kidskonnect")


def with_groups(**of_modules: str) -> Preset:
    modules = {
        code: Module(**{**one.model_dump(), "group": of_modules.get(code)})
        for code, one in PRESET.modules.items()
    }
    return PRESET.model_copy(update={"modules": modules})


NEL = Agent(name="Nel", address="Nel@desk.example", groups=("geld",))
TOM = Agent(name="Tom", address="tom@desk.example")
JO = Agent(name="Jo", address="jo@kamp.example", presets=("kampadmin",))
PARTED = with_groups(facturatie="geld", plaatsing="geld")


def test_a_group_without_an_address_is_its_agents() -> None:
    roster = Roster((NEL, TOM, JO))
    assert roster.of_module("facturatie", PARTED) == ("Nel@desk.example", "tom@desk.example")
    assert roster.of_module("youko", PARTED) == ("tom@desk.example",)
    assert roster.of_module("facturatie", load("kampadmin")) == (
        "tom@desk.example",
        "jo@kamp.example",
    )


def test_an_address_of_the_settings_goes_before_that_of_the_preset() -> None:
    preset = PARTED.model_copy(update={"groups": {"geld": "geld@vendor.example"}})
    assert Roster((NEL,)).of_module("facturatie", preset) == ("geld@vendor.example",)
    own = Roster((NEL,), (Group(name="geld", address="geld@desk.example"),))
    assert own.of_module("facturatie", preset) == ("geld@desk.example",)


def test_who_has_a_ticket_is_told_of_it() -> None:
    roster = Roster((NEL, TOM), (Group(name="desk", address="desk@list.example"),))
    assert roster.whom("facturatie", "nel", PARTED) == ("Nel@desk.example",)
    assert roster.whom("facturatie", "NEL@desk.example", PARTED) == ("Nel@desk.example",)
    assert roster.whom("facturatie", "desk", PARTED) == ("desk@list.example",)
    assert roster.whom("youko", "somebody who left", PARTED) == ("desk@list.example",)
    assert roster.whom("youko", None, PARTED) == ("desk@list.example",)


def test_nobody_is_told_without_agents() -> None:
    assert Roster().whom("facturatie", "nel", PARTED) == ()
    assert Roster().everyone(PARTED) == ()


def test_everyone_is_every_agent_else_every_group() -> None:
    assert Roster((NEL, TOM, JO)).everyone(PARTED) == ("Nel@desk.example", "tom@desk.example")
    assert Roster((), (Group(name="geld", address="geld@desk.example"),)).everyone(PARTED) == (
        "geld@desk.example",
    )


def test_the_modules_that_are_somebodys_business() -> None:
    roster = Roster((NEL, TOM))
    assert roster.modules_of("nel@desk.example", PARTED) == ("facturatie", "plaatsing")
    assert roster.modules_of("tom@desk.example", PARTED) == tuple(PRESET.modules)
    assert roster.modules_of("jo@kamp.example", PARTED) == ()


def test_an_agent_is_known_by_his_address_at_his_desk() -> None:
    roster = Roster((NEL, JO))
    assert roster.by_address("NEL@DESK.example", PRESET) is NEL
    assert roster.by_address("nel@desk.example.evil.example", PRESET) is None
    assert roster.by_address("jo@kamp.example", PRESET) is None
    assert roster.by_address("jo@kamp.example", load("kampadmin")) is JO


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[agent]]\nname = "Nel"\naddress = "nel"', "agent.0.address"),
        ('[[agent]]\nname = "Nel"', "agent.0.address"),
        (
            '[[agent]]\nname = "Nel"\naddress = "a@x.example"\n'
            '[[agent]]\nname = "nel"\naddress = "b@x.example"',
            "each agent needs a name",
        ),
        (
            '[[agent]]\nname = "Nel"\naddress = "a@x.example"\n'
            '[[agent]]\nname = "Tom"\naddress = "A@x.example"',
            "each agent needs an address",
        ),
        (
            '[[mailbox]]\nname = "s"\npreset = "kidskonnect"\naddress = "s@x.example"\n'
            'host = "x"\n[[group]]\nname = "desk"\naddress = "S@x.example"',
            "address of a mailbox of the desk",
        ),
    ],
)
def test_a_mistake_is_told(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "meldpost.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=told):
        settings.load(path, {})


def test_an_address_for_a_group_without_a_module_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no module has the group 'geld'"):
        Preset.model_validate({**dict(PRESET), "groups": {"geld": "geld@desk.example"}})
