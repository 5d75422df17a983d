"""Whether agents get tickets, and are obeyed: a part of `meldpost check`."""

from __future__ import annotations

from collections.abc import Iterator

from config import preset as presets
from config.errors import ConfigError
from config.preset import Preset
from config.settings import Settings


def agents(settings: Settings) -> Iterator[str]:
    """Who gets what, and the first thing that is wrong."""
    roster = settings.roster
    if not roster.agents and not roster.groups:
        yield "none are named: nobody gets tickets by mail (docs/agents.md)"
        return
    used = sorted({box.preset for box in settings.mailbox})
    loaded = [presets.load(name, settings.preset_dirs) for name in used]
    _known(settings, loaded)
    for preset in loaded:
        yield from _groups(settings, preset)
    for box in settings.mailbox:
        if roster.agents and box.authserv_id is None and not box.checks_senders:
            raise ConfigError(
                f"at the mailbox {box.name} no agent is obeyed: nobody vouches for a sender",
                remedy="set its authserv_id, or checks_senders (docs/agents.md)",
            )


def _known(settings: Settings, loaded: list[Preset]) -> None:
    """Agents and groups must be of a desk and of a group that are there."""
    groups = {group for preset in loaded for group in preset.group_names}
    named = {group for agent in settings.agent for group in agent.groups}
    named |= {group.name for group in settings.group}
    if unknown := named - groups:
        raise ConfigError(
            f"no module has the group {min(unknown)!r}",
            remedy=f"choose one of {', '.join(sorted(groups))}, or give it a module in the preset",
        )
    desks = {preset.name for preset in loaded}
    if strange := {name for agent in settings.agent for name in agent.presets} - desks:
        raise ConfigError(
            f"an agent works at {min(strange)!r}, which no mailbox has",
            remedy=f"choose one of {', '.join(sorted(desks))}",
        )


def _groups(settings: Settings, preset: Preset) -> Iterator[str]:
    own = {box.address.lower() for box in settings.mailbox}
    for group in preset.group_names:
        to = settings.roster.of_group(group, preset)
        if not to:
            raise ConfigError(
                f"nobody is in the group {group!r} of {preset.name}: nobody gets its tickets",
                remedy="put an agent into it, or give it an address",
            )
        if own & {one.lower() for one in to}:
            raise ConfigError(
                f"the group {group!r} of {preset.name} has the address of a mailbox of the desk",
                remedy="give it another",
            )
        many = f"{len(to)} address" + ("es" if len(to) > 1 else "")
        yield f"{preset.name}, group {group}: {many}"
