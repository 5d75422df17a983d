"""`[hours]` and `[sla]` of a preset: when a desk works, and how long it may take."""

from __future__ import annotations

from datetime import date, time
from functools import cached_property
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, model_validator

from config.codes import CheckCode, Priority, Type
from config.section import Section


class Block(Section):
    """A stretch of working time on a day, such as 09:00-17:00."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError("a block must close after it opens")
        return self


class Hours(Section):
    """When the desk works: `weekdays` counts Monday as 0, `country` is ISO 3166.

    The public holidays of the country are free, but for `worked_holidays` (their English names).
    """

    timezone: str
    country: str
    subdivision: str | None = None
    weekdays: tuple[Annotated[int, Field(ge=0, le=6)], ...] = (0, 1, 2, 3, 4)
    blocks: tuple[Block, ...] = (Block(opens=time(9), closes=time(17)),)
    closing_days: tuple[date, ...] = ()
    worked_holidays: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"unknown time zone {self.timezone!r}") from error
        if not self.weekdays or not self.blocks:
            raise ValueError("a desk must work at least one block on one weekday")
        for earlier, later in zip(self.blocks, self.blocks[1:], strict=False):
            if earlier.closes > later.opens:
                raise ValueError("blocks must follow each other")
        return self

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Term(Section):
    """How long we may take: a number of working days, or of months, or a reason for none."""

    days: int | None = None
    months: int | None = None
    none: Literal["to_be_agreed", "not_applicable"] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(value is not None for value in (self.days, self.months, self.none)) != 1:
            raise ValueError("give days, or months, or none")
        return self


class TermPair(Section):
    """The term for the first answer and the term for the solution."""

    respond: Term
    solve: Term


class Sla(Section):
    """The terms by type and priority, and what makes a new ticket wait for the customer."""

    table: dict[Type, dict[Priority, TermPair]]
    blocking: tuple[CheckCode, ...] = (CheckCode.MISSING_IDENTIFIER, CheckCode.NO_QUESTION)
    remind_after_days: Annotated[int, Field(ge=1, le=365)] = 5
    return_after_days: Annotated[int, Field(ge=1, le=365)] = 10
    warn_at: Annotated[float, Field(gt=0, lt=1)] = 0.75
    escalation_address: str | None = None
    reopen_within_days: Annotated[int, Field(ge=0, le=3650)] = 14

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for type_ in Type:
            for priority in Priority:
                if priority not in self.table.get(type_, {}):
                    raise ValueError(f"no terms for {type_} with priority {priority}")
        return self
