"""What expires, and what is held."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("mail", sa.Column("emptied_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_mail_arrived", "mail", ["preset", "arrived_at"], unique=False)
    op.create_table(
        "hold",
        sa.Column("id", _ID, nullable=False),
        sa.Column("of", sa.String(length=16), nullable=False),
        sa.Column("raw_id", sa.BigInteger(), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(255), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.String(255), nullable=True),
        sa.Column("lift_reason", sa.Text(), nullable=True),
        sa.Column("seen_mail", sa.BigInteger(), nullable=False),
        sa.Column("seen_entry", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["raw_id"], ["raw.id"], name=op.f("fk_hold_raw_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hold")),
        sa.UniqueConstraint("raw_id", name=op.f("uq_hold_raw_id")),
    )
    op.create_table(
        "held",
        sa.Column("hold_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("what_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["hold_id"], ["hold.id"], name=op.f("fk_held_hold_id")),
        sa.PrimaryKeyConstraint("hold_id", "what", "what_id", name=op.f("pk_held")),
    )
