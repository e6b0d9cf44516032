"""What the objects and columns of the file mean, readable under whatever name it is attached."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("build_object", sa.Column("description", sa.String(), nullable=True))
    op.create_table(
        "build_column",
        sa.Column("object_name", sa.String(), primary_key=True),
        sa.Column("column_number", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("column_name", sa.String(), nullable=False),
        sa.Column("data_type", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("build_column")
    op.drop_column("build_object", "description")
