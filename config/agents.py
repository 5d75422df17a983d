"""Who the agents are, and who gets the tickets of a module. Pure.

A preset says which group has which module; meldpost.toml says which agents there are, and where a
group is reached: at an address of its own, else each of its agents is. Without agents and groups
nobody of the desk gets mail about tickets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from config.preset import Preset
from config.section import MailAddress, Name, Section


class Agent(Section):
    """A person who answers tickets by mail. Without `groups` he is in all of them, without
    `presets` at every desk."""

    name: Annotated[str, Field(min_length=1, max_length=50)]
    address: MailAddress
    groups: tuple[Name, ...] = ()
    presets: tuple[str, ...] = ()

    def serves(self, preset: Preset, group: str | None = None) -> bool:
        """Whether he works at this desk (in this group of it)."""
        at_desk = not self.presets or preset.name in self.presets
        return at_desk and (group is None or not self.groups or group in self.groups)


class Group(Section):
    """An address that reaches a whole group, such as a list or a shared mailbox."""

    name: Name
    address: MailAddress


@dataclass(frozen=True, slots=True)
class Roster:
    """All agents and groups. Addresses are compared without regard to case."""

    agents: tuple[Agent, ...] = ()
    groups: tuple[Group, ...] = ()

    def by_address(self, address: str, preset: Preset) -> Agent | None:
        """The agent of this desk who writes from this address."""
        wanted = address.lower()
        return next((one for one in self._at(preset) if one.address.lower() == wanted), None)

    def knows(self, address: str) -> bool:
        """Whether this is the address of an agent of any desk."""
        return any(one.address.lower() == address.lower() for one in self.agents)

    def by_name(self, name: str, preset: Preset) -> Agent | None:
        """The agent of this desk with this name or address."""
        wanted = name.strip().casefold()
        return next(
            (
                one
                for one in self._at(preset)
                if wanted in (one.name.casefold(), one.address.lower())
            ),
            None,
        )

    def of_group(self, group: str, preset: Preset) -> tuple[str, ...]:
        """The addresses that reach a group: its own, else those of its agents."""
        own = next((one.address for one in self.groups if one.name == group), None)
        if own := own or preset.groups.get(group):
            return (own,)
        return _each(one.address for one in self._at(preset) if one.serves(preset, group))

    def of_module(self, module: str, preset: Preset) -> tuple[str, ...]:
        """The addresses that get the tickets of a module."""
        return self.of_group(preset.group_of(module), preset)

    def whom(self, module: str, assignee: str | None, preset: Preset) -> tuple[str, ...]:
        """Who is told about a ticket: whoever has it, else the group of its module."""
        has = self.named(assignee, preset) if assignee else ()
        return has or self.of_module(module, preset)

    def named(self, name: str, preset: Preset) -> tuple[str, ...]:
        """The addresses of the person or the group that is called so; none where nobody is."""
        if (person := self.by_name(name, preset)) is not None:
            return (person.address,)
        return self.of_group(name, preset) if name in preset.group_names else ()

    def modules_of(self, address: str, preset: Preset) -> tuple[str, ...]:
        """The modules whose tickets are this address's business."""
        agent = self.by_address(address, preset)
        return tuple(
            code
            for code in preset.modules
            if address in self.of_module(code, preset)
            or (agent is not None and agent.serves(preset, preset.group_of(code)))
        )

    def people(self, preset: Preset) -> tuple[str, ...]:
        """Who can have a ticket of this desk: its agents by name, and the groups one can reach."""
        groups = (one for one in preset.group_names if self.of_group(one, preset))
        return (*(one.name for one in self._at(preset)), *groups)

    def everyone(self, preset: Preset) -> tuple[str, ...]:
        """Every agent of the desk; where none is named, its groups."""
        agents = _each(one.address for one in self._at(preset))
        return agents or _each(
            one for group in preset.group_names for one in self.of_group(group, preset)
        )

    def _at(self, preset: Preset) -> Iterable[Agent]:
        return (one for one in self.agents if one.serves(preset))


def _each(addresses: Iterable[str]) -> tuple[str, ...]:
    """The addresses in order, each once."""
    return tuple({one.lower(): one for one in addresses}.values())
