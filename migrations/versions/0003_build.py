"""What a file was built from, and what the build made in it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "build_input",
        sa.Column("input_name", sa.String(), primary_key=True),
        sa.Column("sha256", sa.String(), nullable=False),
    )
    op.create_table(
        "build_object",
        sa.Column("object_kind", sa.String(), primary_key=True),
        sa.Column("object_name", sa.String(), primary_key=True),
    )


def downgrade() -> None:
    op.drop_table("build_object")
    op.drop_table("build_input")
