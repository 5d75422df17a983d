"""The vault and the chain of the audit log.

Bytes that stand are sealed afterwards by `meldpost db upgrade`, in steps that may be broken off:
that needs a key, and a database of any size.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from models.chain import BEGINNING, digest

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("raw", sa.Column("key_id", sa.String(16), nullable=True))
    op.add_column("raw", sa.Column("data_key", sa.LargeBinary(), nullable=True))
    op.add_column("raw", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_raw_sealed", "raw", ["codec", "key_id", "id"], unique=False)
    op.create_table(
        "vault",
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slot", name=op.f("pk_vault")),
    )
    head = op.create_table(
        "audit_head",
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("cut_line", sa.BigInteger(), nullable=False),
        sa.Column("cut_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("slot", name=op.f("pk_audit_head")),
    )
    with op.batch_alter_table("audit") as batch:
        batch.add_column(sa.Column("previous", sa.String(64), nullable=False, server_default=""))
        batch.add_column(sa.Column("hash", sa.String(64), nullable=False, server_default=""))
    line, last = _chain()
    with op.batch_alter_table("audit") as batch:
        batch.alter_column("previous", server_default=None)
        batch.alter_column("hash", server_default=None)
    row = {"slot": 1, "line": line, "hash": last, "cut_line": 0, "cut_hash": BEGINNING}
    op.bulk_insert(head, [row])
    _guard_sqlite() if op.get_bind().dialect.name == "sqlite" else _guard_postgres()


def _chain() -> tuple[int, str]:
    """Number the lines that stand without gaps, and chain them; number and hash of the last."""
    audit = sa.table(
        "audit",
        sa.column("id", sa.BigInteger()),
        sa.column("at", sa.DateTime(timezone=True)),
        *(sa.column(name) for name in ("who", "did", "what", "what_id", "why", "detail")),
        sa.column("previous"),
        sa.column("hash"),
    )
    number, last, seen = 0, BEGINNING, 0
    while rows := _some_after(audit, seen):
        for row in rows:
            number, previous, seen = number + 1, last, row.id
            last = _digest(number, row, previous)
            op.get_bind().execute(
                sa.update(audit)
                .where(audit.c.id == row.id)
                .values(id=number, previous=previous, hash=last)
            )
    return number, last


def _some_after(audit: sa.TableClause, seen: int) -> Sequence[sa.Row[Any]]:
    query = sa.select(audit).where(audit.c.id > seen).order_by(audit.c.id).limit(1000)
    return op.get_bind().execute(query).all()


def _digest(number: int, row: sa.Row[Any], previous: str) -> str:
    at: datetime = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    told = json.loads(row.detail)
    return digest(number, at, row.who, row.did, row.what, row.what_id, row.why, told, previous)


def _guard_sqlite() -> None:
    op.execute(
        """CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"""
    )
    op.execute(
        """CREATE TRIGGER audit_kept BEFORE DELETE ON audit
        WHEN OLD.id > (SELECT cut_line FROM audit_head)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"""
    )


def _guard_postgres() -> None:
    op.execute(
        """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF OLD.id <= (SELECT cut_line FROM audit_head) THEN
                    RETURN OLD;
                END IF;
            END IF;
            RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'MPA01';
        END $$"""
    )
    op.execute(
        "CREATE TRIGGER audit_unchanged BEFORE UPDATE OR DELETE ON audit "
        "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
    )
    op.execute(
        "CREATE TRIGGER audit_kept BEFORE TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
    )
