"""Ask a server of the Model Context Protocol, as an assistant would; print as JSON what it gives.

The task stands in stdin, as for `ask.py`.
"""

import asyncio
import json
import os
import sys
from typing import Any

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

task = json.load(sys.stdin)


async def call(session: ClientSession, tool: str, **given: str) -> Any:
    """Return what a tool answers; raise ValueError where it refuses."""
    said = json.loads((await session.call_tool(tool, given)).content[0].text)
    if not said["success"]:
        raise ValueError(said)
    return said


async def main() -> None:
    async def ask(sql: str) -> Any:
        return (await call(session, "execute_query", sql=sql))["rows"][0][0]

    async def refused(sql: str) -> bool:
        try:
            await ask(sql)
        except ValueError:
            return True
        return False

    server = StdioServerParameters(**task["server"])
    with open(os.devnull, "w") as silent:
        async with stdio_client(server, errlog=silent) as pipes, ClientSession(*pipes) as session:
            await session.initialize()
            columns = await call(session, "list_columns", table="victims_by_form", schema="mart")
            comments = {column["name"]: column["comment"] for column in columns["columns"]}
            found = {
                "version": await ask("select version()"),
                "figure": await ask(task["figure"]),
                "rows": sum([int(await ask(sql)) for sql in task["rows"]]),
                "refused": [await refused(sql) for sql in task["escapes"]],
                "shown": {"comment": comments[task["column"]]},
            }
            os.replace("next.duckdb", "warehouse.duckdb")
            found["open"] = found["beside"] = found["anew"] = await ask(task["figure"])
    print(json.dumps(found))


asyncio.run(main())
