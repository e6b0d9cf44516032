"""What an export takes from the warehouse.

Decision: without an edition a table is its view in `mart`, the newest print of each cell; with one
it is what that edition prints, in the same columns. So two exports differ only where the editions
do. Everything is read through one connection, and nothing is computed from a figure.
"""

from functools import cached_property
from typing import Any

import duckdb

from warehouse.export.about import about, cited
from warehouse.export.resource import CELL_KEY, KINDS, Field, ForeignKey, Resource
from warehouse.faults import WarehouseError
from warehouse.names import BREAKDOWNS, LANGUAGES
from warehouse.place import SQL
from warehouse.read.query import Record
from warehouse.read.words import spoken

SETS = ("marts", "star")
DIMENSIONS = {*BREAKDOWNS, "form_counting"}
STAR = ("dim_", "report_", "fact_")
NEWEST = "from the newest edition that prints it"


class Extract:
    """What is asked for, read through one connection.

    `what` is a table of the report, `marts` (all of them) or `star` (the star schema). Raises
    WarehouseError when there is no such table, or the edition does not print it.
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
        self.sources = [
            spoken(source, language)
            for source in self._file("sources")
            if edition in (None, source["edition_code"]) and what in (*SETS, source["table_code"])
        ]
        self.codes = list(dict.fromkeys(source["table_code"] for source in self.sources))
        if not self.sources:
            where = f"edition {edition}" if edition else "the warehouse"
            message = (
                f'{where} has no table "{what}" with figures; choose one of '
                f"{', '.join(SETS)} or a table; list them with: warehouse tables"
            )
            raise WarehouseError(message)

    def spoken(self, language: str) -> "Extract":
        """Return the same in another language."""
        return Extract(self.connection, self.what, self.edition, language)

    @cached_property
    def resources(self) -> list[Resource]:
        """The tables asked for."""
        if self.what == "star":
            places = [place for place in self._fields if place[0] == "main"]
            return [self.star(name) for _, name in places if name.startswith(STAR)]
        return [self.mart(code) for code in self.codes]

    @property
    def titles(self) -> dict[str, str]:
        """What the export as a whole is called, by language; a report has a Dutch title only."""
        if self.what in SETS:
            return {"nl": str(self.sources[0]["title"])}
        return {language: str(self.sources[0][f"heading_{language}"]) for language in LANGUAGES}

    @cached_property
    def newest_edition(self) -> str:
        """The newest edition of the warehouse, whichever is asked for: code lists are its own."""
        ((edition,),) = self._rows("select max(edition_code) from main.dim_edition")
        return str(edition)

    def sources_of(self, code: str) -> list[Record]:
        """Return what the editions say of one table, newest edition first."""
        return [source for source in self.sources if source["table_code"] == code]

    def mart(self, code: str) -> Resource:
        """Return the cells of one table of the report."""
        fields = self._fields["mart", code]
        names = [field.name for field in fields]
        description = self._descriptions["mart", code]
        if self.edition is None:
            rows = self._rows(f'from mart."{code}" order by all')
        else:
            description = description.replace(NEWEST, f"as edition {self.edition} prints it")
            cells = (SQL / "export" / "cells.sql").read_text(encoding="utf-8")
            query = (
                f"select {', '.join(names)} from ({cells}) "
                "where edition_code = $1 and table_code = $2 order by all"
            )
            rows = self._rows(query, self.edition, code)
        printed_by = {row[names.index("edition_code")] for row in rows}
        sources = [one for one in self.sources_of(code) if one["edition_code"] in printed_by]
        keys = self._foreign("fact_victims")  # the facts of all processes have the same
        return Resource(
            code,
            str(sources[0]["heading"]),
            {"description": description, **about(sources, self.language)},
            fields,
            CELL_KEY,
            tuple(key for key in keys if set(names).issuperset(key.columns)),
            rows,
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
            name.removeprefix("dim_"): [
                spoken(member, self.language)
                for member in _dicts(
                    self.connection.execute(f"from main.{name} order by sort_order")
                )
            ]
            for (schema, name), fields in self._fields.items()
            if schema == "main" and "sort_order" in {field.name for field in fields}
        }

    def cells(self, code: str) -> list[Record]:
        """Return the cells of one table with all dimensions, those it does not use as well."""
        if self.edition is None:
            query, values = "from main.newest_cells where table_code = $1 order by all", [code]
        else:
            query = "from main.all_cells where table_code = $1 and edition_code = $2 order by all"
            values = [code, self.edition]
        return _dicts(self.connection.execute(query, values))

    def printed(self, code: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return one table as printed: column names and rows, of the newest edition asked for."""
        edition = self.sources_of(code)[0]["edition_code"]
        result = self.connection.execute(f'from report_{edition}."{code}"')
        return [column[0] for column in result.description or []], result.fetchall()

    @property
    def dimensions(self) -> list[str]:
        """The dimensions of a cell, in the order of its columns."""
        names = (field.name.removesuffix("_code") for field in self._fields["main", "all_cells"])
        return [name for name in names if name in DIMENSIONS]

    @cached_property
    def _fields(self) -> dict[tuple[str, str], tuple[Field, ...]]:
        found: dict[tuple[str, str], list[Field]] = {}
        for row in self._file("columns"):
            kind = KINDS.get(row["data_type"].partition("(")[0], "unknown")
            field = Field(row["column_name"], kind, spoken(row, self.language)["description"])
            found.setdefault((row["schema_name"], row["table_name"]), []).append(field)
        return {place: tuple(fields) for place, fields in found.items()}

    @cached_property
    def _descriptions(self) -> dict[tuple[str, str], str]:
        return {
            (row["schema_name"], row["name"]): spoken(row, self.language)["description"]
            for row in self._file("descriptions")
        }

    @cached_property
    def _keys(self) -> list[Record]:
        return self._file("keys")

    def _foreign(self, name: str) -> tuple[ForeignKey, ...]:
        return tuple(
            ForeignKey(tuple(key["columns"]), key["referenced_table"], tuple(key["referenced"]))
            for key in self._keys
            if key["table_name"] == name and not key["is_primary"]
        )

    def _file(self, name: str) -> list[Record]:
        query = (SQL / "export" / f"{name}.sql").read_text(encoding="utf-8")
        return _dicts(self.connection.execute(query))

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self.connection.execute(query, list(values)).fetchall()


def _dicts(result: duckdb.DuckDBPyConnection) -> list[Record]:
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
