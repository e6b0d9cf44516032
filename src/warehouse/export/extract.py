"""What an export takes from the warehouse.

Decision: without an edition a table is its view in `mart`, the newest print of each cell; with one
it is what that edition prints, in the same columns. So two exports differ only where the editions
do. Everything is read through one connection, and nothing is computed from a figure.
"""

from decimal import Decimal
from functools import cached_property
from typing import Any

import duckdb

from warehouse.export.about import about, cited, texts
from warehouse.export.resource import CELL_KEY, KINDS, Field, ForeignKey, Resource
from warehouse.faults import WarehouseError, likely
from warehouse.names import BREAKDOWNS, LANGUAGES
from warehouse.place import SQL
from warehouse.read.query import Record
from warehouse.read.words import Words, column_names, spoken

SETS = ("marts", "star")
CELLS, FIGURES = "cells", "figures"  # one table of all cells; the same with those of sentences
WHOLE = (CELLS, FIGURES)
MANY = (*SETS, *WHOLE)
DIMENSIONS = {*BREAKDOWNS, "form_counting", "population"}
TIDY = "tidy_cells"
STAR = ("dim_", "report_", "fact_")


class Extract:
    """What is asked for, read through one connection.

    `what` is a table of the report, `marts` (all of them), `star` (the star schema), `cells` (all
    cells in one table) or `figures` (those and the figures of sentences). Raises WarehouseError
    when there is no such table, or the edition does not print it.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        what: str,
        edition: str | None = None,
        language: str = "nl",
    ) -> None:
        self.connection = connection
        self.what = what
        self.edition = edition
        self.language = language
        self._by_language = {language: self}
        self.sources = [
            source
            for source in self._spoken(_query("sources"))
            if edition in (None, source["edition_code"]) and what in (*MANY, source["table_code"])
        ]
        self.codes = list(dict.fromkeys(source["table_code"] for source in self.sources))
        if not self.sources:
            where = f"edition {edition}" if edition else "the warehouse"
            tables = (source["table_code"] for source in self._records(_query("sources")))
            known = [*MANY, *tables]
            message = (
                f'{where} has no table "{what}" with figures; {likely(what, known)}choose one of '
                f"{', '.join(MANY)} or a table; list them with: warehouse tables"
            )
            raise WarehouseError(message)

    def spoken(self, language: str) -> "Extract":
        """Return the same in another language; what is read of it stays read."""
        if language not in self._by_language:
            other = Extract(self.connection, self.what, self.edition, language)
            self._by_language[language] = other
        return self._by_language[language]

    @cached_property
    def resources(self) -> list[Resource]:
        """The tables asked for."""
        if self.what == "star":
            places = [place for place in self._fields if place[0] == "main"]
            return [self.star(name) for _, name in places if name.startswith(STAR)]
        if self.what == FIGURES:
            return [self.figures()]
        if self.what == CELLS:
            return [self.tidy()]
        return [self.mart(code) for code in self.codes]

    @property
    def titles(self) -> dict[str, str]:
        """What the export as a whole is called, by language; a report has a Dutch title only."""
        if self.what in MANY:
            return {"nl": str(self.sources[0]["title"])}
        return {language: str(self.sources[0][f"heading_{language}"]) for language in LANGUAGES}

    @cached_property
    def newest_edition(self) -> str:
        """The newest edition of the warehouse, whichever is asked for: code lists are its own."""
        query = "select max_by(edition_code, publication_order) from main.dim_edition"
        ((edition,),) = self._rows(query)
        return str(edition)

    def sources_of(self, code: str) -> list[Record]:
        """Return what the editions say of one table, newest edition first."""
        return [source for source in self.sources if source["table_code"] == code]

    def mart(self, code: str) -> Resource:
        """Return the cells of one table of the report: of years, or of periods where only those.

        Without an edition the cells are those of its mart, and where it has none the newest ones;
        periods have the columns of `mart.periods`.
        """
        fields, rows = self._cells(code, "periods", "first_year < year")
        if ("mart", code) in self._fields:
            of_years = self._cells(code, code, "first_year = year")
            fields, rows = of_years if of_years[1] else (fields, rows)
        names = [field.name for field in fields]
        printed_by = {row[names.index("edition_code")] for row in rows}
        sources = [one for one in self.sources_of(code) if one["edition_code"] in printed_by]
        keys = self._foreign("fact_victims")  # the facts of all processes have the same
        return Resource(
            code,
            str(sources[0]["heading"]),
            {"description": self.description(code), **about(sources, self.language)},
            fields,
            CELL_KEY,
            tuple(key for key in keys if set(names).issuperset(key.columns)),
            rows,
        )

    def description(self, code: str) -> str:
        """Return what one table of the report holds."""
        is_mart = self.edition is None and ("mart", code) in self._fields
        printed_in = self.edition or self.sources_of(code)[0]["edition_code"]
        return self._descriptions["mart" if is_mart else f"report_{printed_in}", code]

    def _cells(
        self, code: str, view: str, condition: str
    ) -> tuple[tuple[Field, ...], list[tuple[Any, ...]]]:
        """Return the columns of a view of the mart, and cells of one table in them."""
        fields = self._fields["mart", view]
        which = (
            "(is_in_mart or first_year < year and is_newest)" if self.edition is None else "true"
        )
        query = (
            f"select {', '.join(field.name for field in fields)} from main.labelled_cells "
            f"where table_code = $1 and coalesce(edition_code = $2, true) and {which} "
            f"and {condition} order by all"
        )
        return fields, self._rows(query, code, self.edition)

    def figures(self) -> Resource:
        """Return all figures of tables and sentences as one table: of every edition, or of one."""
        fields = self._fields["mart", FIGURES]
        rows = [tuple(map(_short, row)) for row in self._rows(_query(FIGURES), self.edition)]
        (told,) = self._spoken(f"from meta.tables where table_name = '{FIGURES}'")
        said = texts()[self.language]
        known = {"description": told["description"], **cited(self.sources)}
        return Resource(FIGURES, said[FIGURES], known, fields, (), (), rows)

    def tidy(self) -> Resource:
        """Return every cell of the newest prints with all its labels, as one table."""
        fields = self._fields["analysis", TIDY]
        names = [field.name for field in fields]
        order = ", ".join(CELL_KEY)
        return Resource(
            CELLS,
            str(self.sources[0]["title"]),
            {"description": self._descriptions["analysis", TIDY], **cited(self.sources)},
            fields,
            CELL_KEY,
            tuple(key for key in self._foreign("fact_victims") if {*names} >= {*key.columns}),
            self._rows(f"from analysis.{TIDY} order by {order}"),
        )

    def star(self, name: str) -> Resource:
        """Return one table of the star schema, where it names editions those asked for."""
        fields = self._fields["main", name]
        names = [field.name for field in fields]
        order = "sort_order" if "sort_order" in names else "all"
        rows = self._rows(f"from main.{name} order by {order}")
        if self.edition is not None and "edition_code" in names:
            place = names.index("edition_code")
            rows = [row for row in rows if row[place] == self.edition]
        description = self._descriptions["main", name]
        primary = (
            tuple(key["columns"])
            for key in self._keys
            if key["table_name"] == name and key["is_primary"]
        )
        return Resource(
            name,
            description.partition(".")[0],
            {"description": description, **cited(self.sources)},
            fields,
            next(primary, CELL_KEY),
            self._foreign(name),
            rows,
        )

    def years(self) -> list[int]:
        """Return the years that the cells are about, in order."""
        query = (
            "select distinct year from main.all_cells where list_contains($1, table_code) "
            "and coalesce(edition_code = $2, true) order by year"
        )
        return [year for (year,) in self._rows(query, self.codes, self.edition)]

    @cached_property
    def code_lists(self) -> dict[str, list[Record]]:
        """The members of every code list, in its order, by the name of its dimension."""
        return {
            name.removeprefix("dim_"): self._spoken(f"from main.{name} order by sort_order")
            for (schema, name), fields in self._fields.items()
            if schema == "main" and "sort_order" in {field.name for field in fields}
        }

    def cells(self, code: str) -> list[Record]:
        """Return the cells of one table with all dimensions, those it does not use as well."""
        query = (
            "from main.all_cells where table_code = $1 and if($2 is null, is_newest, "
            "edition_code = $2) order by all"
        )
        return self._records(query, code, self.edition)

    def printed(self, code: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return one table as printed: column names and rows, of the newest edition asked for."""
        edition = self.sources_of(code)[0]["edition_code"]
        result = self.connection.execute(f'from report_{edition}."{code}"')
        return [column[0] for column in result.description or []], result.fetchall()

    @cached_property
    def names(self) -> Words:
        """What dimensions and other columns of a cell are called, by language."""
        dimensions = {
            row["dimension"]: {name: row[f"label_{name}"].capitalize() for name in LANGUAGES}
            for row in self._records("from meta.dimensions")
        }
        return column_names() | dimensions

    @property
    def dimensions(self) -> list[str]:
        """The dimensions of a cell, in the order of its columns."""
        names = (column.removesuffix("_code") for column in self.meanings)
        return [name for name in names if name in DIMENSIONS]

    @property
    def meanings(self) -> dict[str, str]:
        """What the columns of a cell mean."""
        return {field.name: field.description for field in self._fields["main", "all_cells"]}

    @cached_property
    def _fields(self) -> dict[tuple[str, str], tuple[Field, ...]]:
        found: dict[tuple[str, str], list[Field]] = {}
        query = "from meta.columns where schema_name in ('analysis', 'main', 'mart') order by all"
        for row in self._spoken(query):
            kind = KINDS.get(row["data_type"].partition("(")[0], "unknown")
            field = Field(row["column_name"], kind, row["description"])
            found.setdefault((row["schema_name"], row["table_name"]), []).append(field)
        return {place: tuple(fields) for place, fields in found.items()}

    @cached_property
    def _descriptions(self) -> dict[tuple[str, str], str]:
        """What tables hold: those of the star, of the mart and of every edition in print."""
        star = self._spoken("from meta.tables where schema_name in ('analysis', 'main')")
        tables = self._spoken(
            (SQL / "build" / "describe" / "tables.sql").read_text(encoding="utf-8")
        )
        return {(row["schema_name"], row["table_name"]): row["description"] for row in star} | {
            (row["schema_name"], row["table_code"]): row["description"] for row in tables
        }

    @cached_property
    def _keys(self) -> list[Record]:
        return self._records(_query("keys"))

    def _foreign(self, name: str) -> tuple[ForeignKey, ...]:
        return tuple(
            ForeignKey(tuple(key["columns"]), key["referenced_table"], tuple(key["referenced"]))
            for key in self._keys
            if key["table_name"] == name and not key["is_primary"]
        )

    def _spoken(self, query: str) -> list[Record]:
        """Return the rows of a query, with what they say in the language of the export."""
        return [spoken(row, self.language) for row in self._records(query)]

    def _records(self, query: str, *values: object) -> list[Record]:
        result = self.connection.execute(query, list(values))
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self.connection.execute(query, list(values)).fetchall()


def _short(value: Any) -> Any:
    """Return a decimal without the zeros at its end, anything else as it is."""
    return Decimal(f"{value.normalize():f}") if isinstance(value, Decimal) else value


def _query(name: str) -> str:
    return (SQL / "export" / f"{name}.sql").read_text(encoding="utf-8")
