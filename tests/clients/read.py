"""Read every view of a DuckDB file and print the results as JSON.

Decision: a program of its own that needs nothing but DuckDB, run by clients that know nothing of
the project. Values are printed as text, rows in the order in which they came.
"""

import json
import sys

import duckdb

connection = duckdb.connect(sys.argv[1], read_only=True)
views = connection.execute(
    "select schema_name || '.' || view_name from duckdb_views() where not internal order by 1"
).fetchall()
results = {}
for (view,) in views:
    cursor = connection.execute(f"from {view}")
    columns = [column[0] for column in cursor.description or ()]
    rows = [[None if value is None else str(value) for value in row] for row in cursor.fetchall()]
    results[view] = {"columns": columns, "rows": rows}
print(json.dumps({"version": duckdb.__version__, "views": results}))
