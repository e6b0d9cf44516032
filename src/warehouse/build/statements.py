"""What is said of the figures: claims of the report's sentences, rules of its tables, corrections.

A claim that states a figure is also a row of `fact_sentence_figures`. What the build says of the
file stands here as well, as in the migrations.

Decision: a claim and a rule are both sums of printed cells that are held against something: a claim
against the words of a sentence, a rule against another sum. So both name their cells in one table,
`term`, from which the views of `quality` compute and from which the audit takes its equations.
"""

from typing import Any

import sqlalchemy as sa

from warehouse.build.star import METADATA, in_table, key, printed_at, words
from warehouse.names import BREAKDOWNS

CLAIM_KINDS = (
    *("count", "share", "difference", "rank", "trend", "mean", "range", "target", "estimate"),
)
RULE_KINDS = ("partition", "breakdown", "same_cell", "subset", "overlap", "share")
CORRECTION_STATUSES = ("open", "reported", "confirmed")


def _subject(name: str, *columns: Any) -> sa.Table:
    """A list of one edition, in the order of its seed file."""
    return sa.Table(
        name,
        METADATA,
        sa.Column(
            "edition_code", sa.String, sa.ForeignKey("dim_edition.edition_code"), primary_key=True
        ),
        *columns,
    )


def _one_of(column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} in ({', '.join(repr(value) for value in values)})")


claim = _subject(
    "claim",
    sa.Column("claim_code", sa.String, primary_key=True),
    words("claim_kind"),
    words("section_nl"),
    words("section_en"),
    words("sentence_digest"),
    sa.Column("page", sa.SmallInteger, nullable=False),
    words("printed_words"),
    words("statement_nl"),
    words("statement_en"),
    words("claim_unit"),
    sa.Column("claimed_value", sa.Numeric(12, 3), nullable=False),
    sa.Column(
        "rounding_code", sa.String, sa.ForeignKey("dim_rounding.rounding_code"), nullable=False
    ),
    words("rank_from", nullable=True),
    words("reason_nl", nullable=True),
    words("reason_en", nullable=True),
    words("recompute_sql", nullable=True),
    sa.Column("sort_order", sa.SmallInteger, nullable=False),
    _one_of("claim_kind", CLAIM_KINDS),
    sa.CheckConstraint("(reason_nl is null) = (reason_en is null)"),
    sa.CheckConstraint("(reason_nl is null) = (recompute_sql is not null)"),
    sa.CheckConstraint("rank_from is null or rank_from in ('highest', 'lowest')"),
)
claim_exemption = _subject(
    "claim_exemption",
    sa.Column("sentence_digest", sa.String, primary_key=True),
    words("exempt_words", nullable=True),
    words("reason_nl"),
    words("reason_en"),
)
rule = _subject(
    "rule",
    sa.Column("rule_code", sa.String, primary_key=True),
    words("rule_kind"),
    words("statement_nl"),
    words("statement_en"),
    words("group_dimensions", nullable=True),
    sa.Column("sort_order", sa.SmallInteger, nullable=False),
    _one_of("rule_kind", RULE_KINDS),
)
term = _subject(
    "term",
    sa.Column("subject_kind", sa.String, primary_key=True),
    sa.Column("subject_code", sa.String, primary_key=True),
    sa.Column("group_code", sa.String, primary_key=True),
    sa.Column("member", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("side", sa.String, primary_key=True),
    sa.Column("table_code", sa.String, primary_key=True),
    sa.Column("row_position", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("column_position", sa.SmallInteger, primary_key=True, autoincrement=False),
    _one_of("subject_kind", ("claim", "rule")),
    _one_of("side", ("sum", "whole")),
    printed_at("row"),
    printed_at("column"),
)
correction = _subject(
    "correction",
    sa.Column("correction_number", sa.SmallInteger, primary_key=True, autoincrement=False),
    words("table_code"),
    words("row_code", nullable=True),
    words("column_code", nullable=True),
    words("questioned_text"),
    words("problem_nl"),
    words("problem_en"),
    words("evidence_nl"),
    words("evidence_en"),
    words("correction_status"),
    in_table(),
    _one_of("correction_status", CORRECTION_STATUSES),
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
# One figure that a sentence states per row, beside the facts of the tables: they share no cell.
fact_sentence_figures = sa.Table(
    "fact_sentence_figures",
    METADATA,
    key("edition"),
    words("claim_code"),
    sa.Column("page", sa.SmallInteger, nullable=False),
    words("process"),
    *(
        sa.Column(name, sa.SmallInteger, sa.ForeignKey("dim_year.year"), nullable=is_base)
        for name, is_base in (("first_year", False), ("year", False), ("base_year", True))
    ),
    key("population"),
    *(key(name) for name in BREAKDOWNS),
    key("form_counting"),
    words("measure"),
    words("figure_kind"),
    words("whole_codes", nullable=True),
    words("unit"),
    words("printed"),
    *(sa.Column(name, sa.Numeric(12, 5)) for name in ("value", "value_min", "value_max")),
    sa.Column("is_suppressed", sa.Boolean, nullable=False),
    key("observation_status"),
    key("confidentiality_status"),
    sa.PrimaryKeyConstraint("edition_code", "claim_code"),
    *(sa.CheckConstraint(rule) for rule in FIGURE_CHECKS),
)

# What the build says of the file, in a schema that nobody needs to open.
build_inputs = sa.Table(
    "inputs",
    METADATA,
    sa.Column("input_name", sa.String, primary_key=True),
    words("sha256"),
    schema="build",
)

build_objects = sa.Table(
    "objects",
    METADATA,
    sa.Column("object_kind", sa.String, primary_key=True),
    sa.Column("object_name", sa.String, primary_key=True),
    words("description_nl", nullable=True),
    words("description_en", nullable=True),
    schema="build",
)

build_columns = sa.Table(
    "columns",
    METADATA,
    sa.Column("object_name", sa.String, primary_key=True),
    sa.Column("column_number", sa.SmallInteger, primary_key=True, autoincrement=False),
    words("column_name"),
    words("data_type"),
    words("description_nl"),
    words("description_en"),
    schema="build",
)

build_settings = sa.Table(
    "settings",
    METADATA,
    sa.Column("setting_name", sa.String, primary_key=True),
    words("setting"),
    schema="build",
)
