"""Labelled mails: the format of the corpus and of `evaluate` (docs/interface.md).

One JSON object a line. Every text that a label points at must stand in the mail, to the letter,
so that a slip of the pen is found when the file is read and not when a model has learned it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from config.codes import (
    IDENTIFIER_KINDS,
    CheckCode,
    DataKind,
    Priority,
    Sender,
    Type,
)
from config.errors import ConfigError

NameRole = Literal["sender", "colleague", "child", "parent", "childminder", "staff", "other"]
_DETAILED = frozenset({CheckCode.MISSING_IDENTIFIER})


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LabelledIdentifier(_Line):
    """One identifier, `value` as the sender wrote it."""

    kind: str
    value: str

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.kind not in IDENTIFIER_KINDS:
            raise ValueError(f"unknown identifier kind {self.kind!r}")
        return self


class LabelledFinding(_Line):
    """One piece of personal data, `text` as the sender wrote it."""

    kind: DataKind
    text: str


class LabelledName(_Line):
    """Any name of a person in subject or body, and who it is; `person_name` counts only some."""

    text: str
    role: NameRole


class LabelledMail(_Line):
    """One mail with everything an expert decided about it."""

    id: str
    preset: str
    lang: str
    from_name: str
    from_addr: str
    subject: str
    body: str
    sender: Sender
    module: str
    type: Type
    priority: Priority
    identifiers: tuple[LabelledIdentifier, ...] = ()
    personal_data: tuple[LabelledFinding, ...] = ()
    checks: tuple[str, ...] = ()
    note: str = ""
    author: str = ""
    names: tuple[LabelledName, ...] | None = None

    @model_validator(mode="after")
    def _stands_in_the_mail(self) -> Self:
        text = f"{self.subject}\n{self.body}"
        for label in (
            *(identifier.value for identifier in self.identifiers),
            *(finding.text for finding in self.personal_data if finding.kind != DataKind.PHOTO),
            *(name.text for name in self.names or ()),
        ):
            if label not in text:
                raise ValueError(f"{label!r} does not stand in subject or body")
        return self

    @model_validator(mode="after")
    def _checks_are_known(self) -> Self:
        for check in self.checks:
            code, _, detail = check.partition(":")
            if code not in set(CheckCode):
                raise ValueError(f"unknown check {check!r}")
            if bool(detail) != (code in _DETAILED):
                raise ValueError(f"check {check!r}: a detail goes with missing_identifier only")
        return self

    @model_validator(mode="after")
    def _labels_agree(self) -> Self:
        if bool(self.personal_data) != (CheckCode.PERSONAL_DATA in self.checks):
            raise ValueError("check personal_data must be there exactly when personal data is")
        if (self.sender is Sender.PARENT) != (CheckCode.PARENT_REQUEST in self.checks):
            raise ValueError("check parent_request must be there exactly when a parent writes")
        if self.priority is Priority.CRITICAL and self.type is not Type.BUG:
            raise ValueError("only a bug can be critical")
        if self.type in {Type.FEEDBACK, Type.EXTRA_REQUEST} and self.priority in {
            Priority.CRITICAL,
            Priority.HIGH,
        }:
            raise ValueError(f"{self.type} is never {self.priority}")
        return self


def read(path: Path) -> Iterator[LabelledMail]:
    """Yield the mails of a labelled file; ConfigError with file and line on the first wrong one."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield LabelledMail.model_validate_json(line)
            except ValidationError as error:
                first = error.errors(include_url=False, include_input=False)[0]
                where = ".".join(str(part) for part in first["loc"])
                problem = f"{where}: {first['msg']}" if where else first["msg"]
                raise ConfigError(
                    problem, path=path, line=number, remedy="see docs/labels.md"
                ) from error
