"""Ask every view of the mart over Spark's Thrift server, as a BI tool does: `spark_ask.py PORT`.

It speaks the protocol of HiveServer2, which drivers for JDBC and ODBC speak too, through PyHive and
nothing else. Values are printed as text.
"""

import json
import sys

from pyhive import hive  # type: ignore[import-not-found]

results = {}
with hive.connect(host="localhost", port=int(sys.argv[1]), database="mart") as connection:
    cursor = connection.cursor()
    cursor.execute("show views")
    for _, view, _ in cursor.fetchall():
        cursor.execute(f"select * from {view}")
        columns = [column[0].rpartition(".")[2] for column in cursor.description]
        rows = [[None if value is None else str(value) for value in row] for row in cursor]
        results[view] = {"columns": columns, "rows": rows}
print(json.dumps(results))
