"""What a mail lacked can be given by a later one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("shortcoming") as table:
        table.add_column(sa.Column("given_by", sa.BigInteger()))
