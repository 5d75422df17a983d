"""Addresses that get no mail, storms, mails that are wanted no more, conversations of Outlook."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "marked",
        sa.Column("id", _ID, nullable=False),
        sa.Column("address", sa.String(length=255), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("status", sa.String(length=16)),
        sa.Column("who", sa.String(length=255), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger()),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_marked_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marked")),
    )
    op.create_index(op.f("ix_marked_address"), "marked", ["address"])
    op.create_index(op.f("ix_marked_ticket_id"), "marked", ["ticket_id"])
    op.create_table(
        "storm",
        sa.Column("id", _ID, nullable=False),
        sa.Column("preset", sa.String(length=64), nullable=False),
        sa.Column("correspondent", sa.String(length=255), nullable=False),
        sa.Column("began_at", _MOMENT, nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storm")),
    )
    op.create_index("ix_storm_correspondent", "storm", ["preset", "correspondent", "last_at"])
    op.create_table(
        "unsubscribed",
        sa.Column("id", _ID, nullable=False),
        sa.Column("template", sa.String(length=32), nullable=False),
        sa.Column("ticket_id", sa.BigInteger()),
        sa.Column("address", sa.String(length=255)),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_unsubscribed_ticket_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsubscribed")),
    )
    op.create_index(op.f("ix_unsubscribed_address"), "unsubscribed", ["address"])
    op.create_index(op.f("ix_unsubscribed_ticket_id"), "unsubscribed", ["ticket_id"])
    op.create_index("ix_outbox_created", "outbox", ["created_at"])
    op.create_index("ix_outbox_sent", "outbox", ["sent_at"])
    with op.batch_alter_table("mail") as table:
        table.add_column(sa.Column("thread_index", sa.Text()))
