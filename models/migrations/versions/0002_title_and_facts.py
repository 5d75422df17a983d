"""Tickets keep a title of ours beside the sender's subject, and what the mail tells."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ticket") as table:
        table.add_column(sa.Column("subject", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("facts", sa.Text(), nullable=False, server_default="{}"))
    op.execute("UPDATE ticket SET subject = title")
