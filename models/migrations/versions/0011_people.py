"""Organisations with their domains, contacts with their roles, and what a ticket knows of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", _ID, nullable=False),
        sa.Column("preset", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.String(255), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index(op.f("ix_organisation_preset"), "organisation", ["preset"], unique=False)
    op.create_table(
        "organisation_domain",
        sa.Column("id", _ID, nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("preset", sa.String(length=64), nullable=False),
        sa.Column("domain", sa.String(255), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_domain_organisation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_domain")),
        sa.UniqueConstraint("preset", "domain", name="uq_organisation_domain"),
    )
    op.create_table(
        "contact",
        sa.Column("id", _ID, nullable=False),
        sa.Column("preset", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.BigInteger(), nullable=False),
        sa.Column("address", sa.String(255), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_contact_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("preset", "address", name="uq_contact_address"),
    )
    with op.batch_alter_table("ticket") as table:
        table.add_column(sa.Column("organisation_id", sa.BigInteger()))
        table.add_column(sa.Column("known", sa.String(16)))
        table.add_column(sa.Column("role", sa.String(16)))
        table.add_column(sa.Column("consent", sa.String(8)))
        table.create_foreign_key(
            op.f("fk_ticket_organisation_id"), "organisation", ["organisation_id"], ["id"]
        )
