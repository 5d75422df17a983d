"""Mails of ours can carry files: what sort, how large, and their digests."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("attachments", sa.Text(), nullable=True))
