"""What was decided by the size of the contents when a file was built."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "build_setting",
        sa.Column("setting_name", sa.String(), primary_key=True),
        sa.Column("setting", sa.String(), nullable=False),
    )


def downgrade() -> None:
    # A build stores this view as a table; what it is made of goes with the earlier steps.
    op.execute("drop table if exists main.all_cells")
    op.drop_table("build_setting")
