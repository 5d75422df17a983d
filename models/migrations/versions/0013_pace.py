"""The organisation that a mail of ours goes to, to count by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox") as table:
        table.add_column(sa.Column("domain", sa.String(length=255)))
    op.create_index("ix_outbox_domain", "outbox", ["domain", "created_at"])
    op.drop_index("ix_outbox_created", "outbox")
