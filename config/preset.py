"""Preset: one organisation's desk, read from a folder with a `preset.toml` and `templates/`.

A preset is data alone: modules, identifiers, terms, privacy rules and wording. Whoever adds a
desk writes a folder; a mistake in it is refused with the file, the line and the remedy.
"""

from __future__ import annotations

import re
from datetime import time
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from config.codes import IDENTIFIER_KINDS, ContactRole, DataKind, Deed, FactCode, Type
from config.errors import ConfigError
from config.retention import Rules
from config.section import MailAddress, Name, Section
from config.sla import Hours, Sla
from config.toml import read_checked

BUILT_IN = Path(__file__).parent / "presets"

Language = Literal["nl", "fr", "en", "de"]
Words = dict[Language, str]
Locale = Annotated[str, Field(pattern=r"^[a-z]{2}-[A-Z]{2}$")]


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]


class Module(Section):
    """A part of the product. `needs` names the identifiers that a specific case must carry.

    `group` are the agents who get its tickets; without it, those of the preset's `group`.
    """

    display: Words
    needs: tuple[str, ...] = ()
    group: Name | None = None


class Identifier(Section):
    """A kind of number that points at something.

    `names` are the words people put before it (regular expressions, case-insensitive), `shape`
    the expression of the value after its name, `bare` that of a value that needs no name.
    `display` is what we call it in a mail, `where` tells a customer where to find it.
    """

    display: Words
    where: Words = Field(default_factory=dict)
    names: tuple[Pattern, ...] = ()
    shape: Pattern = r"\d{2,12}"
    bare: Pattern | None = None


class Privacy(Section):
    """How severe each kind of personal data is here; a kind that is left out is no violation.

    `action` says what is done with it: `note` it and no more; `mask` it, and let agents open the
    original for a reason; or mask it and `lock` the original away from them (what is not said is
    locked). `instead` tells the sender what to send in its place.
    """

    severity: dict[DataKind, Literal["low", "medium", "high"]]
    action: dict[DataKind, Literal["note", "mask", "lock"]] = Field(default_factory=dict)
    instead: Words = Field(default_factory=dict)


class Question(Section):
    """What the answer asks where the mail does not tell it, in mails of these types."""

    types: tuple[Type, ...] = (Type.BUG,)
    ask: Words


Roles = Annotated[tuple[ContactRole, ...], Field(min_length=1)]
_EVERYBODY = tuple(ContactRole)


class Consent(Section):
    """Which roles of an organisation do what; everybody where nothing is said.

    It counts only where we know a contact with such a role. Nobody's mail is refused: what somebody
    else asks for becomes a ticket too, is marked, and its answer says `remark`.
    """

    create: Roles = _EVERYBODY
    close: Roles = _EVERYBODY
    price: Roles = _EVERYBODY
    remark: Words = Field(default_factory=dict)

    @model_validator(mode="after")
    def _told(self) -> Self:
        if set(self.create) != set(_EVERYBODY) and not self.remark:
            raise ValueError("create is for some: remark must say so, kindly, to the others")
        return self

    def roles(self, deed: Deed) -> frozenset[ContactRole]:
        """Who may do this."""
        return frozenset(
            {Deed.CREATE: self.create, Deed.CLOSE: self.close, Deed.PRICE: self.price}[deed]
        )


class Mail(Section):
    """Who the answers come from and how they speak.

    `formal` says u instead of je (French and German always say vous and Sie). `locales` names the
    region of a language (`nl = "nl-BE"`): it chooses templates, days and months of that region.
    Of the customers' organisations: `admin` is who there gives rights (whom to ask: "den
    Superadmin"), `served` are the people they serve, `host` is what those call theirs ("je
    opvangorganisatie") and `reach` is where they find how to reach it. `allowed` says what may be
    asked for by mail, although it looks like a request for rights. `attachments_mb` is how much may
    go along with what an agent writes: megabytes (1,000,000 bytes), a third more on their way.
    """

    from_name: str
    signature: Words
    formal: bool = False
    locales: dict[Language, Locale] = Field(default_factory=dict)
    admin: Words = Field(default_factory=dict)
    served: Words = Field(default_factory=dict)
    host: Words = Field(default_factory=dict)
    reach: Words = Field(default_factory=dict)
    allowed: Words = Field(default_factory=dict)
    attachments_mb: Annotated[int, Field(ge=1, le=100)] = 10

    @model_validator(mode="after")
    def _of_its_language(self) -> Self:
        for language, locale in self.locales.items():
            if not locale.startswith(f"{language}-"):
                raise ValueError(f"the locale {locale!r} is not of the language {language!r}")
        return self


class Digest(Section):
    """The mail of each working morning to the agents: when, in the desk's own time, or never."""

    at: time | Literal["never"] = time(8, 30)


class Split(Section):
    """What becomes of a question that deserves a ticket of its own: `new_question` inside an old
    ticket, `several` in one mail. `propose` it to an agent, `do` it at once and tell the customer,
    or leave it (`off`).
    """

    new_question: Literal["propose", "do", "off"] = "propose"
    several: Literal["propose", "do", "off"] = "propose"


class Preset(Section):
    """One desk. `link_hosts` are words that mark the host of a link into the product. `own_data`
    are telephone numbers, addresses and accounts of the desk itself, which its agents may send.

    `group` has the modules that name no other; `groups` are addresses of groups.
    """

    name: Name
    display_name: str
    language: Language
    ticket_prefix: Annotated[str, Field(pattern=r"^[A-Z]{1,6}$")]
    own_domains: tuple[str, ...] = ()
    own_data: tuple[Annotated[str, Field(min_length=6)], ...] = ()
    link_hosts: tuple[str, ...] = ()
    help_url: str | None = None
    modules: dict[str, Module]
    group: Name = "desk"
    groups: dict[Name, MailAddress] = Field(default_factory=dict)
    digest: Digest = Digest()
    fallback_module: str = "overig"
    link_required: bool = False
    identifiers: dict[str, Identifier]
    hours: Hours
    sla: Sla
    split: Split = Split()
    privacy: Privacy
    retention: Rules = Rules()
    questions: dict[FactCode, Question] = Field(default_factory=dict)
    consent: Consent = Consent()
    mail: Mail
    folder: Path = Field(default=Path(), exclude=True)

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if self.fallback_module not in self.modules:
            raise ValueError(f"fallback_module {self.fallback_module!r} is not among the modules")
        for kind in self.identifiers:
            if kind not in IDENTIFIER_KINDS:
                raise ValueError(f"unknown identifier kind {kind!r}")
        known = {*self.identifiers, "child"}
        for code, module in self.modules.items():
            for needed in module.needs:
                if needed not in known:
                    raise ValueError(f"module {code} needs {needed!r}, which is no identifier here")
        return self

    @model_validator(mode="after")
    def _groups_are_of_modules(self) -> Self:
        if unknown := self.groups.keys() - set(self.group_names):
            raise ValueError(f"no module has the group {min(unknown)!r}")
        return self

    @property
    def group_names(self) -> tuple[str, ...]:
        """The groups that have a module, in the order of the modules."""
        return tuple(dict.fromkeys(map(self.group_of, self.modules)))

    def group_of(self, module: str) -> str:
        """The group that has a module."""
        return self.modules[module].group or self.group


def names(folders: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """The presets that can be loaded: ours and those in `folders`."""
    found = {
        path.parent.name for folder in (BUILT_IN, *folders) for path in folder.glob("*/preset.toml")
    }
    return tuple(sorted(found))


@lru_cache
def load(name: str, folders: tuple[Path, ...] = ()) -> Preset:
    """The preset of this name; an operator's folder goes before ours. ConfigError if wrong."""
    for folder in (*folders, BUILT_IN):
        path = folder / name / "preset.toml"
        if path.is_file():
            preset = read_checked(path, Preset)
            if preset.name != name:
                raise ConfigError(f"its name is {preset.name!r}, its folder {name!r}", path=path)
            return preset.model_copy(update={"folder": path.parent})
    raise ConfigError(
        f"there is no preset {name!r}", remedy=f"choose one of {', '.join(names(folders))}"
    )
