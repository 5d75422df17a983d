"""Findings in attachments keep their place: which attachment, its name or its text, page, cell and
boxes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("finding", "identifier"):
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("attachment", sa.Integer()))
            table.add_column(sa.Column("in_name", sa.Boolean()))
            table.add_column(sa.Column("spots", sa.Text()))
