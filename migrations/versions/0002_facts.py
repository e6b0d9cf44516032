"""Printed headings of rows and columns, and one fact per business process."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MEASURES = ("count", "share", "mean_age", "days", "days_deviation", "estimate")
CHECKS = (
    "row_position >= 1 and column_position >= 0",
    f"measure in {MEASURES}",
    "first_year <= year",
    "is_suppressed = (observation_status_code = 'Q')",
    "is_suppressed = (confidentiality_status_code = 'A')",
    "is_suppressed = (starts_with(printed, '<') and placement_code <> 'uncertain')",
    "not is_suppressed or coalesce(count_min < count_max, false)",
    "(count is not null) = (measure = 'count' and observation_status_code = 'A')",
    "count is null or coalesce(count = count_min and count = count_max, false)",
    "(share is not null) = (measure = 'share' and observation_status_code = 'A')",
    "share is null or share between 0 and 1",
    "measure = 'count' or count_min is null",
    "(count_min is null) = (count_max is null)",
    "count_min is null or (count_min >= 0 and count_min <= count_max)",
    "measure <> 'count' or (count_min is null) = (observation_status_code = 'L')",
    "(value is not null) = (measure not in ('count', 'share') and observation_status_code = 'A')",
    "printed_rank is null or measure = 'count'",
    "(form_code = '_T') = (form_counting_code = '_Z')",
    "(placement_code = 'uncertain') = (observation_status_code = 'O')",
    "placement_code <> 'uncertain' or measure <> 'count' or coalesce(count_min < count_max, false)",
    "(placement_code = 'uncertain') = (competing_cells is not null)",
    "(placement_code = 'printed') = (placement_reason_nl is null)",
    "(placement_code = 'printed') = (placement_reason_en is null)",
)
FIGURE_CHECKS = (
    "process in ('victims', 'suspects', 'cases', 'investigations', 'defendants')",
    "measure in ('count', 'share', 'difference', 'mean_age', 'lowest_age', 'highest_age')",
    "figure_kind in ('observed', 'estimate', 'target')",
    "first_year <= year",
    "(base_year is not null) = (measure = 'difference')",
    "(whole_codes is not null) = (measure = 'share')",
    "measure <> 'share' or coalesce(value, 0) between 0 and 1",
    "is_suppressed = (observation_status_code = 'Q')",
    "is_suppressed = (confidentiality_status_code = 'A')",
    "not is_suppressed or coalesce(value_min < value_max, false)",
    "value is null or coalesce(value >= value_min, true)",
    "value is null or coalesce(value <= value_max, true)",
    "figure_kind = 'observed' or coalesce(value_min, value_max) is null",
    "(form_code = '_T') = (form_counting_code = '_Z')",
)
BREAKDOWNS = ("form", "sector", "origin", "age", "sex", "reporter", "outcome")
TABLE_KEY = ["edition_code", "table_code"]


def table_key() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(TABLE_KEY, [f"dim_table.{name}" for name in TABLE_KEY])


def printed_heading(side: str, *, label_nullable: bool) -> None:
    op.create_table(
        f"report_{side}",
        sa.Column("edition_code", sa.String(), primary_key=True),
        sa.Column("table_code", sa.String(), primary_key=True),
        sa.Column(f"{side}_position", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column(f"{side}_code", sa.String(), nullable=False),
        sa.Column("printed_label", sa.String(), nullable=label_nullable),
        table_key(),
    )


def key(name: str) -> sa.Column[str]:
    target = sa.ForeignKey(f"dim_{name}.{name}_code")
    return sa.Column(f"{name}_code", sa.String(), target, nullable=False)


def heading_key(side: str) -> sa.ForeignKeyConstraint:
    columns = [*TABLE_KEY, f"{side}_position"]
    return sa.ForeignKeyConstraint(columns, [f"report_{side}.{name}" for name in columns])


def fact(process: str) -> None:
    op.create_table(
        f"fact_{process}",
        key("edition"),
        sa.Column("table_code", sa.String(), nullable=False),
        sa.Column("row_position", sa.SmallInteger(), nullable=False),
        sa.Column("column_position", sa.SmallInteger(), nullable=False),
        *(
            sa.Column(name, sa.SmallInteger(), sa.ForeignKey("dim_year.year"), nullable=False)
            for name in ("first_year", "year")
        ),
        key("population"),
        *(key(name) for name in BREAKDOWNS),
        key("form_counting"),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        sa.Column("count", sa.Integer()),
        sa.Column("count_min", sa.Integer()),
        sa.Column("count_max", sa.Integer()),
        sa.Column("share", sa.Numeric(5, 4)),
        sa.Column("value", sa.Numeric(12, 3)),
        sa.Column("printed_rank", sa.SmallInteger()),
        sa.Column("is_suppressed", sa.Boolean(), nullable=False),
        key("observation_status"),
        key("confidentiality_status"),
        key("placement"),
        sa.Column("placement_reason_nl", sa.String()),
        sa.Column("placement_reason_en", sa.String()),
        sa.Column("competing_cells", sa.SmallInteger()),
        sa.Column("is_newest", sa.Boolean(), nullable=False),
        sa.Column("series_key", sa.String(), nullable=False),
        sa.Column("table_key", sa.String(), sa.Computed("edition_code || '.' || table_code")),
        sa.PrimaryKeyConstraint(*TABLE_KEY, "row_position", "column_position"),
        table_key(),
        heading_key("row"),
        heading_key("column"),
        *(sa.CheckConstraint(rule) for rule in CHECKS),
    )


def sentence_figures() -> None:
    op.create_table(
        "fact_sentence_figures",
        key("edition"),
        sa.Column("claim_code", sa.String(), nullable=False),
        sa.Column("page", sa.SmallInteger(), nullable=False),
        sa.Column("process", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.SmallInteger(), sa.ForeignKey("dim_year.year"), nullable=is_base)
            for name, is_base in (("first_year", False), ("year", False), ("base_year", True))
        ),
        key("population"),
        *(key(name) for name in BREAKDOWNS),
        key("form_counting"),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("figure_kind", sa.String(), nullable=False),
        sa.Column("whole_codes", sa.String()),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("printed", sa.String(), nullable=False),
        *(sa.Column(name, sa.Numeric(12, 5)) for name in ("value", "value_min", "value_max")),
        sa.Column("is_suppressed", sa.Boolean(), nullable=False),
        key("observation_status"),
        key("confidentiality_status"),
        sa.PrimaryKeyConstraint("edition_code", "claim_code"),
        *(sa.CheckConstraint(rule) for rule in FIGURE_CHECKS),
    )


def upgrade() -> None:
    printed_heading("row", label_nullable=False)
    printed_heading("column", label_nullable=True)
    for process in ("victims", "suspects", "cases"):
        fact(process)
    sentence_figures()


def downgrade() -> None:
    op.drop_table("fact_sentence_figures")
    for process in ("cases", "suspects", "victims"):
        op.drop_table(f"fact_{process}")
    op.drop_table("report_column")
    op.drop_table("report_row")
