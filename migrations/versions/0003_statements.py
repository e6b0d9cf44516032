"""What is said of the figures: claims, rules, corrections; and what the build says of the file."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

CLAIM_KINDS = (
    *("count", "share", "difference", "rank", "trend", "mean", "range", "target", "estimate"),
)
RULE_KINDS = ("partition", "breakdown", "same_cell", "subset", "overlap", "share")


def edition_key() -> sa.Column[str]:
    key = sa.ForeignKey("dim_edition.edition_code")
    return sa.Column("edition_code", sa.String(), key, primary_key=True)


def text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def heading_key(side: str) -> sa.ForeignKeyConstraint:
    columns = ["edition_code", "table_code", f"{side}_position"]
    return sa.ForeignKeyConstraint(columns, [f"report_{side}.{name}" for name in columns])


def one_of(column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} in ({', '.join(repr(value) for value in values)})")


def upgrade() -> None:
    op.create_table(
        "claim",
        edition_key(),
        sa.Column("claim_code", sa.String(), primary_key=True),
        text("claim_kind"),
        text("section_nl"),
        text("section_en"),
        text("sentence_digest"),
        sa.Column("page", sa.SmallInteger(), nullable=False),
        text("printed_words"),
        text("statement_nl"),
        text("statement_en"),
        text("claim_unit"),
        sa.Column("claimed_value", sa.Numeric(12, 3), nullable=False),
        sa.Column(
            "rounding_code",
            sa.String(),
            sa.ForeignKey("dim_rounding.rounding_code"),
            nullable=False,
        ),
        text("rank_from", nullable=True),
        text("reason_nl", nullable=True),
        text("reason_en", nullable=True),
        text("recompute_sql", nullable=True),
        sa.Column("sort_order", sa.SmallInteger(), nullable=False),
        one_of("claim_kind", CLAIM_KINDS),
        sa.CheckConstraint("(reason_nl is null) = (reason_en is null)"),
        sa.CheckConstraint("(reason_nl is null) = (recompute_sql is not null)"),
        sa.CheckConstraint("rank_from is null or rank_from in ('highest', 'lowest')"),
    )
    op.create_table(
        "claim_exemption",
        edition_key(),
        sa.Column("sentence_digest", sa.String(), primary_key=True),
        text("exempt_words", nullable=True),
        text("reason_nl"),
        text("reason_en"),
    )
    op.create_table(
        "rule",
        edition_key(),
        sa.Column("rule_code", sa.String(), primary_key=True),
        text("rule_kind"),
        text("statement_nl"),
        text("statement_en"),
        sa.Column("group_dimensions", sa.String()),
        sa.Column("sort_order", sa.SmallInteger(), nullable=False),
        one_of("rule_kind", RULE_KINDS),
    )
    op.create_table(
        "term",
        edition_key(),
        sa.Column("subject_kind", sa.String(), primary_key=True),
        sa.Column("subject_code", sa.String(), primary_key=True),
        sa.Column("group_code", sa.String(), primary_key=True),
        sa.Column("member", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("side", sa.String(), primary_key=True),
        sa.Column("table_code", sa.String(), primary_key=True),
        sa.Column("row_position", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("column_position", sa.SmallInteger(), primary_key=True, autoincrement=False),
        one_of("subject_kind", ("claim", "rule")),
        one_of("side", ("sum", "whole")),
        heading_key("row"),
        heading_key("column"),
    )
    op.create_table(
        "correction",
        edition_key(),
        sa.Column("correction_number", sa.SmallInteger(), primary_key=True, autoincrement=False),
        text("table_code"),
        text("row_code", nullable=True),
        text("column_code", nullable=True),
        text("questioned_text"),
        text("problem_nl"),
        text("problem_en"),
        text("evidence_nl"),
        text("evidence_en"),
        text("correction_status"),
        sa.ForeignKeyConstraint(
            ["edition_code", "table_code"], ["dim_table.edition_code", "dim_table.table_code"]
        ),
        one_of("correction_status", ("open", "reported", "confirmed")),
    )
    op.create_table(
        "inputs",
        sa.Column("input_name", sa.String(), primary_key=True),
        text("sha256"),
        schema="build",
    )
    op.create_table(
        "settings",
        sa.Column("setting_name", sa.String(), primary_key=True),
        text("setting"),
        schema="build",
    )
    op.create_table(
        "objects",
        sa.Column("object_kind", sa.String(), primary_key=True),
        sa.Column("object_name", sa.String(), primary_key=True),
        text("description_nl", nullable=True),
        text("description_en", nullable=True),
        schema="build",
    )
    op.create_table(
        "columns",
        sa.Column("object_name", sa.String(), primary_key=True),
        sa.Column("column_number", sa.SmallInteger(), primary_key=True, autoincrement=False),
        text("column_name"),
        text("data_type"),
        text("description_nl"),
        text("description_en"),
        schema="build",
    )


def downgrade() -> None:
    for table in ("columns", "objects", "settings", "inputs"):
        op.drop_table(table, schema="build")
    for table in ("correction", "term", "rule", "claim_exemption", "claim"):
        op.drop_table(table)
