"""The star schema as SQLAlchemy tables.

Decision: these tables say what the schema is; only the migrations build it, and a test holds the
two against each other through DuckDB's catalogue. What tables and columns mean stands in
`sql/comments.yml`, once. `parent_code` is proved by a query, not by a key: DuckDB checks a
self-reference row by row, so that a code list could not be inserted in one statement. What is
said of the figures (claims, rules, corrections) and of the file stands in `statements.py`.
"""

import sqlalchemy as sa

from warehouse.names import BREAKDOWNS, CODE_LISTS, FACTS, MEASURES

METADATA = sa.MetaData()


def words(name: str, *, nullable: bool = False) -> sa.Column[str]:
    """Return a column of text."""
    return sa.Column(name, sa.String, nullable=nullable)


def table_key() -> sa.Column[str]:
    """Return edition and table in one column, for programs that relate tables by a single one.

    It is computed where it is read, and takes no place in the file.
    """
    return sa.Column("table_key", sa.String, sa.Computed("edition_code || '.' || table_code"))


def _code_list(name: str, *extra: sa.Column) -> sa.Table:  # type: ignore[type-arg]
    """A dimension: its key, label and definition in two languages, parent, order of print."""
    return sa.Table(
        f"dim_{name}",
        METADATA,
        sa.Column(f"{name}_code", sa.String, primary_key=True),
        words("label_nl"),
        words("label_en"),
        words("definition_nl"),
        words("definition_en"),
        words("parent_code", nullable=True),
        sa.Column("sort_order", sa.SmallInteger, nullable=False),
        *extra,
    )


# What a code list has beside that.
PROPERTIES: dict[str, tuple[sa.Column, ...]] = {  # type: ignore[type-arg]
    "population": (words("registry_nl"), words("registry_en")),
    "form": (words("ic_tip_category", nullable=True),),
    "sector": (
        sa.Column("form_code", sa.String, sa.ForeignKey("dim_form.form_code"), nullable=False),
        sa.Column("precedence_rank", sa.SmallInteger),
        words("precedence_label_nl", nullable=True),
    ),
    "origin": (
        words("origin_kind"),
        words("iso_3166_alpha_2", nullable=True),
        words("iso_3166_alpha_3", nullable=True),
        words("iso_3166_numeric", nullable=True),
        words("un_m49", nullable=True),
    ),
    "age": (sa.Column("age_min", sa.SmallInteger), sa.Column("age_max", sa.SmallInteger)),
    "rounding": (
        sa.Column("below", sa.Numeric(12, 3)),
        sa.Column("above", sa.Numeric(12, 3)),
        sa.Column("is_open", sa.Boolean, nullable=False),
    ),
}
for _name in CODE_LISTS:
    _code_list(_name, *PROPERTIES.get(_name, ()))

dim_year = sa.Table(
    "dim_year",
    METADATA,
    sa.Column("year", sa.SmallInteger, primary_key=True, autoincrement=False),
    words("label_nl"),
    words("label_en"),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("ends_on", sa.Date, nullable=False),
)

dim_edition = sa.Table(
    "dim_edition",
    METADATA,
    sa.Column("edition_code", sa.String, primary_key=True),
    words("series_code", nullable=True),
    words("series_nl"),
    words("series_en"),
    sa.Column("edition_year", sa.SmallInteger, nullable=False),
    sa.Column("publication_order", sa.SmallInteger, nullable=False),
    words("previous_edition_code", nullable=True),
    words("title"),
    words("publisher"),
    sa.Column("published_year", sa.SmallInteger, nullable=False),
    words("source_file"),
    words("source_sha256"),
    words("licence"),
    words("citation"),
)

dim_table = sa.Table(
    "dim_table",
    METADATA,
    sa.Column(
        "edition_code", sa.String, sa.ForeignKey("dim_edition.edition_code"), primary_key=True
    ),
    sa.Column("table_code", sa.String, primary_key=True),
    sa.Column("table_number", sa.SmallInteger, nullable=False),
    words("printed_number", nullable=True),
    words("heading_nl"),
    words("heading_en"),
    words("section_nl"),
    words("section_en"),
    sa.Column("page", sa.SmallInteger, nullable=False),
    words("printed_as"),
    words("process"),
    words("unit"),
    sa.Column(
        "population_code",
        sa.String,
        sa.ForeignKey("dim_population.population_code"),
        nullable=False,
    ),
    words("population_nl"),
    words("population_en"),
    words("registry_nl"),
    words("registry_en"),
    words("counting_rule_nl"),
    words("counting_rule_en"),
    words("measure", nullable=True),
    words("suppression_label", nullable=True),
    sa.Column("suppression_min", sa.Integer),
    sa.Column("suppression_max", sa.Integer),
    words("row_dimensions", nullable=True),
    words("column_dimensions", nullable=True),
    words("fixed_dimensions", nullable=True),
    words("additive_over", nullable=True),
    sa.Column("is_exhaustive", sa.Boolean, nullable=False),
    sa.Column("is_without_values", sa.Boolean, nullable=False),
    words("notes_nl", nullable=True),
    words("notes_en", nullable=True),
    table_key(),
    sa.CheckConstraint("printed_as in ('table', 'chart')"),
    sa.CheckConstraint("process in ('victims', 'suspects', 'cases')"),
    sa.CheckConstraint(f"measure is null or measure in {(*MEASURES,)}"),
    sa.CheckConstraint("(measure is null) = is_without_values"),
    sa.CheckConstraint("(suppression_label is null) = (suppression_min is null)"),
    sa.CheckConstraint("(suppression_label is null) = (suppression_max is null)"),
    sa.CheckConstraint("suppression_min is null or suppression_min < suppression_max"),
    sa.CheckConstraint("(notes_nl is null) = (notes_en is null)"),
)


def in_table() -> sa.ForeignKeyConstraint:
    """Return the key that names a table of an edition."""
    return sa.ForeignKeyConstraint(
        ["edition_code", "table_code"], ["dim_table.edition_code", "dim_table.table_code"]
    )


def _printed_heading(side: str, *, label_nullable: bool) -> sa.Table:
    """What heads one row or column of a printed table, per edition."""
    return sa.Table(
        f"report_{side}",
        METADATA,
        sa.Column("edition_code", sa.String, primary_key=True),
        sa.Column("table_code", sa.String, primary_key=True),
        sa.Column(f"{side}_position", sa.SmallInteger, primary_key=True),
        words(f"{side}_code"),
        words("printed_label", nullable=label_nullable),
        in_table(),
    )


report_row = _printed_heading("row", label_nullable=False)
report_column = _printed_heading("column", label_nullable=True)

# What names a printed cell.
ADDRESS = ("edition_code", "table_code", "row_position", "column_position")
FACT_CHECKS = (
    "row_position >= 1 and column_position >= 0",
    f"measure in {(*MEASURES,)}",
    "first_year <= year",
    # Suppressed means: status Q, primary confidentiality, no count, and two different bounds.
    "is_suppressed = (observation_status_code = 'Q')",
    "is_suppressed = (confidentiality_status_code = 'A')",
    "is_suppressed = (starts_with(printed, '<') and placement_code <> 'uncertain')",
    "not is_suppressed or coalesce(count_min < count_max, false)",
    # A count stands exactly where a count was printed, and equals its bounds.
    "(count is not null) = (measure = 'count' and observation_status_code = 'A')",
    "count is null or coalesce(count = count_min and count = count_max, false)",
    # A share stands exactly where only a percentage was printed.
    "(share is not null) = (measure = 'share' and observation_status_code = 'A')",
    "share is null or share between 0 and 1",
    "measure = 'count' or count_min is null",
    # Bounds come in pairs, in order, and not for what was not printed.
    "(count_min is null) = (count_max is null)",
    "count_min is null or (count_min >= 0 and count_min <= count_max)",
    "measure <> 'count' or (count_min is null) = (observation_status_code = 'L')",
    # What is neither counted nor a part of a whole is a value: a mean age, a number of days.
    "(value is not null) = (measure not in ('count', 'share') and observation_status_code = 'A')",
    "printed_rank is null or measure = 'count'",
    # The way of counting by form is chosen exactly where a form is named.
    "(form_code = '_T') = (form_counting_code = '_Z')",
    # Where several figures compete for a cell, it has none of them, only bounds that hold for all.
    "(placement_code = 'uncertain') = (observation_status_code = 'O')",
    "placement_code <> 'uncertain' or measure <> 'count' or coalesce(count_min < count_max, false)",
    "(placement_code = 'uncertain') = (competing_cells is not null)",
    "(placement_code = 'printed') = (placement_reason_nl is null)",
    "(placement_code = 'printed') = (placement_reason_en is null)",
)


def printed_at(side: str) -> sa.ForeignKeyConstraint:
    """Return the key that names a printed row or column of a table."""
    columns = ["edition_code", "table_code", f"{side}_position"]
    return sa.ForeignKeyConstraint(columns, [f"report_{side}.{name}" for name in columns])


def key(name: str) -> sa.Column[str]:
    """Return the column of a code with the key into its code list."""
    return sa.Column(
        f"{name}_code", sa.String, sa.ForeignKey(f"dim_{name}.{name}_code"), nullable=False
    )


def _fact(process: str) -> sa.Table:
    """One printed cell per row; the same columns for every business process."""
    return sa.Table(
        f"fact_{process}",
        METADATA,
        key("edition"),
        words("table_code"),
        sa.Column("row_position", sa.SmallInteger, nullable=False),
        sa.Column("column_position", sa.SmallInteger, nullable=False),
        *(
            sa.Column(name, sa.SmallInteger, sa.ForeignKey("dim_year.year"), nullable=False)
            for name in ("first_year", "year")
        ),
        key("population"),
        *(key(name) for name in BREAKDOWNS),
        key("form_counting"),
        words("measure"),
        words("printed"),
        sa.Column("count", sa.Integer),
        sa.Column("count_min", sa.Integer),
        sa.Column("count_max", sa.Integer),
        sa.Column("share", sa.Numeric(5, 4)),
        sa.Column("value", sa.Numeric(12, 3)),
        sa.Column("printed_rank", sa.SmallInteger),
        sa.Column("is_suppressed", sa.Boolean, nullable=False),
        key("observation_status"),
        key("confidentiality_status"),
        key("placement"),
        words("placement_reason_nl", nullable=True),
        words("placement_reason_en", nullable=True),
        sa.Column("competing_cells", sa.SmallInteger),
        sa.Column("is_newest", sa.Boolean, nullable=False),
        words("series_key"),
        table_key(),
        sa.PrimaryKeyConstraint(*ADDRESS),
        in_table(),
        printed_at("row"),
        printed_at("column"),
        *(sa.CheckConstraint(rule) for rule in FACT_CHECKS),
    )


fact_victims, fact_suspects, fact_cases = (_fact(process) for process in FACTS)
