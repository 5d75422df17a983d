"""What happens to a ticket after intake: paused, invoiced, handed over, merged, linked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("ticket") as table:
        table.add_column(sa.Column("answered_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("paused_until", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("invoice", sa.String(16), nullable=False, server_default="none"))
        table.add_column(sa.Column("assignee", sa.String(255)))
        table.add_column(sa.Column("merged_into_id", sa.BigInteger()))
        table.create_foreign_key(
            op.f("fk_ticket_merged_into_id"), "ticket", ["merged_into_id"], ["id"]
        )
    op.create_table(
        "link",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("other_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(255), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_link_ticket_id")),
        sa.ForeignKeyConstraint(["other_id"], ["ticket.id"], name=op.f("fk_link_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("ticket_id", "other_id", "kind", name="uq_link_pair"),
    )
    op.create_index(op.f("ix_link_other_id"), "link", ["other_id"], unique=False)
