"""Code lists, years, editions and the catalogue of printed tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def code_list(name: str, *extra: sa.Column) -> None:  # type: ignore[type-arg]
    op.create_table(
        f"dim_{name}",
        sa.Column(f"{name}_code", sa.String(), primary_key=True),
        sa.Column("label_nl", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("definition_nl", sa.String(), nullable=False),
        sa.Column("definition_en", sa.String(), nullable=False),
        sa.Column("parent_code", sa.String()),
        sa.Column("sort_order", sa.SmallInteger(), nullable=False),
        *extra,
    )


MEASURES = ("count", "share", "mean_age", "days", "days_deviation", "estimate")


def upgrade() -> None:
    code_list(
        "population",
        sa.Column("registry_nl", sa.String(), nullable=False),
        sa.Column("registry_en", sa.String(), nullable=False),
    )
    code_list("form", sa.Column("ic_tip_category", sa.String()))
    code_list(
        "sector",
        sa.Column("form_code", sa.String(), sa.ForeignKey("dim_form.form_code"), nullable=False),
        sa.Column("precedence_rank", sa.SmallInteger()),
        sa.Column("precedence_label_nl", sa.String()),
    )
    code_list(
        "origin",
        sa.Column("origin_kind", sa.String(), nullable=False),
        sa.Column("iso_3166_alpha_2", sa.String()),
        sa.Column("iso_3166_alpha_3", sa.String()),
        sa.Column("iso_3166_numeric", sa.String()),
        sa.Column("un_m49", sa.String()),
    )
    code_list(
        "age",
        sa.Column("age_min", sa.SmallInteger()),
        sa.Column("age_max", sa.SmallInteger()),
    )
    code_list("sex")
    code_list("reporter")
    code_list("outcome")
    code_list("form_counting")
    code_list("observation_status")
    code_list("confidentiality_status")
    code_list("placement")
    code_list(
        "rounding",
        sa.Column("below", sa.Numeric(12, 3)),
        sa.Column("above", sa.Numeric(12, 3)),
        sa.Column("is_open", sa.Boolean(), nullable=False),
    )

    op.create_table(
        "dim_year",
        sa.Column("year", sa.SmallInteger(), primary_key=True, autoincrement=False),
        sa.Column("label_nl", sa.String(), nullable=False),
        sa.Column("label_en", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
    )
    op.create_table(
        "dim_edition",
        sa.Column("edition_code", sa.String(), primary_key=True),
        sa.Column("series_code", sa.String()),
        sa.Column("series_nl", sa.String(), nullable=False),
        sa.Column("series_en", sa.String(), nullable=False),
        sa.Column("edition_year", sa.SmallInteger(), nullable=False),
        sa.Column("publication_order", sa.SmallInteger(), nullable=False),
        sa.Column("previous_edition_code", sa.String()),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("published_year", sa.SmallInteger(), nullable=False),
        sa.Column("source_file", sa.String(), nullable=False),
        sa.Column("source_sha256", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("citation", sa.String(), nullable=False),
    )
    op.create_table(
        "dim_table",
        sa.Column(
            "edition_code",
            sa.String(),
            sa.ForeignKey("dim_edition.edition_code"),
            primary_key=True,
        ),
        sa.Column("table_code", sa.String(), primary_key=True),
        sa.Column("table_number", sa.SmallInteger(), nullable=False),
        sa.Column("printed_number", sa.String()),
        sa.Column("heading_nl", sa.String(), nullable=False),
        sa.Column("heading_en", sa.String(), nullable=False),
        sa.Column("section_nl", sa.String(), nullable=False),
        sa.Column("section_en", sa.String(), nullable=False),
        sa.Column("page", sa.SmallInteger(), nullable=False),
        sa.Column("printed_as", sa.String(), nullable=False),
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column(
            "population_code",
            sa.String(),
            sa.ForeignKey("dim_population.population_code"),
            nullable=False,
        ),
        sa.Column("population_nl", sa.String(), nullable=False),
        sa.Column("population_en", sa.String(), nullable=False),
        sa.Column("registry_nl", sa.String(), nullable=False),
        sa.Column("registry_en", sa.String(), nullable=False),
        sa.Column("counting_rule_nl", sa.String(), nullable=False),
        sa.Column("counting_rule_en", sa.String(), nullable=False),
        sa.Column("measure", sa.String()),
        sa.Column("suppression_label", sa.String()),
        sa.Column("suppression_min", sa.Integer()),
        sa.Column("suppression_max", sa.Integer()),
        sa.Column("row_dimensions", sa.String()),
        sa.Column("column_dimensions", sa.String()),
        sa.Column("fixed_dimensions", sa.String()),
        sa.Column("additive_over", sa.String()),
        sa.Column("is_exhaustive", sa.Boolean(), nullable=False),
        sa.Column("is_without_values", sa.Boolean(), nullable=False),
        sa.Column("notes_nl", sa.String()),
        sa.Column("notes_en", sa.String()),
        sa.Column("table_key", sa.String(), sa.Computed("edition_code || '.' || table_code")),
        sa.CheckConstraint("printed_as in ('table', 'chart')"),
        sa.CheckConstraint("process in ('victims', 'suspects', 'cases')"),
        sa.CheckConstraint(f"measure is null or measure in {MEASURES}"),
        sa.CheckConstraint("(measure is null) = is_without_values"),
        sa.CheckConstraint("(suppression_label is null) = (suppression_min is null)"),
        sa.CheckConstraint("(suppression_label is null) = (suppression_max is null)"),
        sa.CheckConstraint("suppression_min is null or suppression_min < suppression_max"),
        sa.CheckConstraint("(notes_nl is null) = (notes_en is null)"),
    )


def downgrade() -> None:
    # Referring tables first.
    for name in (
        "dim_table",
        "dim_edition",
        "dim_year",
        "dim_rounding",
        "dim_placement",
        "dim_confidentiality_status",
        "dim_observation_status",
        "dim_form_counting",
        "dim_outcome",
        "dim_reporter",
        "dim_sex",
        "dim_age",
        "dim_origin",
        "dim_sector",
        "dim_form",
        "dim_population",
    ):
        op.drop_table(name)
