"""When a list or a mail showed last that a contact is one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contact", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE contact SET seen_at = since")
    with op.batch_alter_table("contact") as table:
        table.alter_column("seen_at", existing_type=sa.DateTime(timezone=True), nullable=False)
