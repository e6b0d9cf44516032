"""What the mart needs, in the SQL of Apache Spark.

Decision: nothing is written twice. The catalogue of the DuckDB file says what is a table and what
is a view: a table is exported, a view is the query of which the build makes it, translated by
sqlglot. Nothing is left out or left as it is without a word: a query is refused when its
translation has fewer parts of any kind, or when it has a function, a join or a union that Spark
does not know.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlglot import ErrorLevel, exp, parse
from sqlglot.errors import SqlglotError

from warehouse.faults import WarehouseError
from warehouse.place import SQL
from warehouse.read.query import fetch_dicts
from warehouse.sqltext import mart

Name = tuple[str, str]

SCHEMAS = ("main", "build", "mart")
STAR = ("dim_", "fact_")
PARTITION = "edition_code"
# A table with these holds cells: it grows with every edition, and is kept apart by edition.
CELL = {PARTITION, "row_position", "column_position"}
# Types that sqlglot writes as they are, although Spark has none like them.
UNKNOWN_TO_SPARK = {"INT128", "UINT128", "UINT256", "INT256", "UUID", "TIME", "BIT", "ENUM"}


@dataclass(frozen=True)
class Column:
    """A column with its type in DuckDB."""

    name: str
    data_type: str
    comment: str


@dataclass(frozen=True)
class Relation:
    """A table, or a view with its query in the SQL of Spark."""

    schema: str
    name: str
    comment: str
    columns: tuple[Column, ...]
    query: str | None = None

    @property
    def is_view(self) -> bool:
        """Whether it is a view."""
        return self.query is not None

    @property
    def is_partitioned(self) -> bool:
        """Whether its Parquet files stand in one folder for each edition."""
        return not self.is_view and {column.name for column in self.columns} >= CELL

    def create(self, folder: Path | None = None) -> str:
        """Return Spark's statement that creates it; a table reads the Parquet files in `folder`."""
        name = f"{self.schema}.{self.name}"
        comment = f"comment {_text(self.comment)}"
        if self.is_view:
            columns = (f"{_name(column.name)} {_comment(column)}" for column in self.columns)
            # A partitioned table has its edition last: what a star brings is put in order again.
            names = ", ".join(_name(column.name) for column in self.columns)
            query = f"select {names} from (\n{self.query}\n)"
            return f"create view {name} ({', '.join(columns)}) {comment} as\n{query}"
        columns = (
            f"{_name(column.name)} {spark_type(column.data_type)} {_comment(column)}"
            for column in self.columns
        )
        partition = f"partitioned by ({PARTITION}) " if self.is_partitioned else ""
        return (
            f"create table {name} ({', '.join(columns)}) using parquet {partition}"
            f"{comment} location {_text(str(folder))}"
        )


def relations(database: Path) -> list[Relation]:
    """Return the whole star and every view of the mart, each after those that it reads.

    Raises WarehouseError when the file lacks one of them, or a query cannot be translated.
    """
    catalogue = dict(_catalogue(database))
    marts = _marts(database)
    found: dict[Name, Relation] = {}

    def add(key: Name) -> None:
        if key in found:
            return
        if key not in catalogue:
            message = f"{database} has no {'.'.join(key)}; build it anew with: warehouse build"
            raise WarehouseError(message)
        relation, is_view = catalogue[key]
        query = None
        if is_view:
            text = marts[key] if key in marts else _view(*key)
            for source in sources(text):
                add(source)
            query = translate(text, ".".join(key))
        found[key] = Relation(
            relation.schema, relation.name, relation.comment, relation.columns, query
        )

    for schema, name in catalogue:
        if schema == "main" and name.startswith(STAR):
            add((schema, name))
    for key in marts:
        add(key)
    return list(found.values())


def _view(schema: str, name: str) -> str:
    return (SQL / "views" / schema / f"{name}.sql").read_text(encoding="utf-8")


def _marts(database: Path) -> dict[Name, str]:
    """Return the query of every view of the mart in the file."""
    tables = fetch_dicts(
        database, (SQL / "build" / "describe" / "tables.sql").read_text(encoding="utf-8")
    )
    return {
        ("mart", table["table_code"]): mart(table["table_code"], table["shape"])
        for table in tables
        if table["schema_name"] == "mart"
    }


def _catalogue(database: Path) -> Iterator[tuple[Name, tuple[Relation, bool]]]:
    """Yield what the file holds, with whether it is a view; no query is looked at."""
    columns: dict[Name, list[Column]] = {}
    for row in fetch_dicts(database, "from meta.columns order by all"):
        column = Column(row["column_name"], row["data_type"], row["description_en"])
        columns.setdefault((row["schema_name"], row["table_name"]), []).append(column)
    for row in fetch_dicts(database, "from information_schema.tables order by all"):
        schema, name = key = row["table_schema"], row["table_name"]
        if schema in SCHEMAS and key in columns:
            relation = Relation(schema, name, row["TABLE_COMMENT"], tuple(columns[key]))
            yield key, (relation, row["table_type"] == "VIEW")


def translate(text: str, name: str = "a query") -> str:
    """Return one query of DuckDB in the SQL of Spark, without comments.

    Raises WarehouseError, with `name`, for whatever would be lost or left as it is.
    """
    try:
        tree = _query(text, "duckdb")
        if unknown := tree.find(exp.Anonymous):
            raise WarehouseError(f"sqlglot does not know the function {unknown.name}")
        if method := {join.method for join in tree.find_all(exp.Join)} - {""}:
            raise WarehouseError(f"Spark knows no {method.pop().lower()} join")
        if any(united.args.get("by_name") for united in tree.find_all(exp.SetOperation)):
            raise WarehouseError("Spark unites by position, not by name")
        made = tree.sql("spark", unsupported_level=ErrorLevel.RAISE, comments=False, pretty=True)
        if lost := _parts(tree) - _parts(_query(made, "spark")):
            raise WarehouseError(f"it would lose {', '.join(kind.__name__ for kind in lost)}")
    except (SqlglotError, WarehouseError) as error:
        raise WarehouseError(f"{name} cannot be translated for Spark: {error}") from error
    return made


def sources(text: str) -> list[Name]:
    """Return the tables and views that a query of DuckDB reads.

    Raises WarehouseError for one without its schema, which Spark would look for elsewhere.
    """
    tree = _query(text, "duckdb")
    steps = {step.alias for step in tree.find_all(exp.CTE)}
    found: dict[Name, None] = {}
    for table in tree.find_all(exp.Table):
        if table.db:
            found[table.db, table.name] = None
        elif table.name not in steps:
            raise WarehouseError(f"{table.name} needs its schema, such as main.{table.name}")
    return list(found)


def spark_type(data_type: str) -> str:
    """Return the type of Spark that holds the same values as one of DuckDB."""
    kind = exp.DataType.build(data_type, dialect="duckdb").sql("spark")
    if kind.partition("(")[0] in UNKNOWN_TO_SPARK:
        raise WarehouseError(f"Spark has no type for {data_type}")
    return kind


def _query(text: str, dialect: str) -> exp.Query:
    trees = parse(text, read=dialect, error_level=ErrorLevel.RAISE)
    if len(trees) != 1 or not isinstance(trees[0], exp.Query):
        raise WarehouseError(f"it must be one query for {dialect}")
    return trees[0]


def _parts(tree: exp.Query) -> Counter[type[exp.Expr]]:
    """Count the parts of a query by kind, but for those that both write in different ways."""
    parts: Counter[type[exp.Expr]] = Counter(type(part) for part in tree.walk())
    parts[exp.Cast] += parts.pop(exp.TryCast, 0)  # Spark's cast is read as one that may fail
    parts.pop(exp.Qualify, None)  # it becomes a condition around a subquery
    return parts


def _comment(column: Column) -> str:
    return f"comment {_text(column.comment)}"


def _name(name: str) -> str:
    return exp.to_identifier(name, quoted=True).sql("spark")


def _text(text: str) -> str:
    return exp.Literal.string(text).sql("spark")
