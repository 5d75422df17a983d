"""Roles: who somebody is, as far as the desk cares."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The roles that labelled files know, and UNKNOWN and NOBODY (no name at all)."""

    SENDER = "sender"
    COLLEAGUE = "colleague"
    CHILD = "child"
    PARENT = "parent"
    CHILDMINDER = "childminder"
    STAFF = "staff"
    OTHER = "other"
    UNKNOWN = "unknown"
    NOBODY = "nobody"
