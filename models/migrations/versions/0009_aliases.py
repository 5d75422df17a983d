"""How a finding is called in its ticket, and a keyed digest that knows its value again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("finding") as table:
        table.add_column(sa.Column("digest", sa.String(32)))
        table.add_column(sa.Column("token", sa.String(40)))
