"""Whether a newer edition prints the same cell, found once when the facts are filled."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FACTS = ("fact_victims", "fact_suspects", "fact_cases")


def upgrade() -> None:
    for fact in FACTS:
        # DuckDB adds a column with a default first, and only then lets it be not null.
        newest: sa.Column[bool] = sa.Column("is_newest", sa.Boolean(), server_default=sa.true())
        op.add_column(fact, newest)
        op.alter_column(fact, "is_newest", nullable=False)
        op.alter_column(fact, "is_newest", server_default=None)


def downgrade() -> None:
    # A build stores this view as a table, and it reads the column.
    op.execute("drop table if exists main.all_cells")
    for fact in FACTS:
        op.drop_column(fact, "is_newest")
