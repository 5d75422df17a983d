"""What every section of a settings file has: no unknown key, and no change after it was read."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
MailAddress = Annotated[str, Field(pattern=r"^[^\s@<>,;]{1,64}@[^\s@<>,;]{1,185}$")]


class Section(BaseModel):
    """A table of a TOML file, checked when it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)
