// DuckDB over the published file, in a worker: fetched whole, opened read-only, locked.

import { AsyncDuckDB, DuckDBAccessMode, VoidLogger } from "@duckdb/duckdb-wasm";
import { kind, show, stored } from "./values.js";

const FILE = "warehouse.duckdb";
const LIMIT = 50_000;

// The build carries no extensions: one that fails to load by itself would leave it broken.
const LOCK = [
  "set autoinstall_known_extensions = false",
  "set autoload_known_extensions = false",
  "set enable_external_access = false",
  "set lock_configuration = true",
];

const near = (name) => new URL(name, import.meta.url).href;

async function published() {
  const answer = await fetch(near(`../${FILE}`));
  if (!answer.ok) throw new Error(`${FILE}: ${answer.status} ${answer.statusText}`);
  return new Uint8Array(await answer.arrayBuffer());
}

// Return an engine: run(sql) gives columns and rows of text, close() ends whatever it is doing.
export async function open() {
  const worker = new Worker(near("duckdb-browser-eh.worker.js"));
  const database = new AsyncDuckDB(new VoidLogger(), worker);
  const failed = new Promise((_, reject) => {
    worker.addEventListener("error", (event) => reject(new Error(event.message || "the worker did not start")));
  });
  const start = async () => {
    const [bytes] = await Promise.all([published(), database.instantiate(near("duckdb-eh.wasm"))]);
    await database.registerFileBuffer(FILE, bytes);
    await database.open({ path: FILE, accessMode: DuckDBAccessMode.READ_ONLY });
    const connection = await database.connect();
    for (const setting of LOCK) await connection.query(setting);
    return connection;
  };
  try {
    const connection = await Promise.race([start(), failed]);
    const tried = (sql) => run(connection, sql).catch((error) => { throw new Error(told(error.message)); });
    return { run: tried, close: () => worker.terminate() };
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

// Some errors arrive as JSON; they too are told as DuckDB tells them elsewhere.
function told(message) {
  if (!message.startsWith("{")) return message;
  const { exception_type: type, exception_message: text } = JSON.parse(message);
  return `${type} Error: ${text}`;
}

// The last statement gives the result; what lies beyond LIMIT rows is not fetched.
async function run(connection, sql) {
  const reader = await (await connection.send(sql.normalize("NFC"), true)).open();
  const { fields } = reader.schema;
  const rows = [];
  for await (const batch of reader) {
    const vectors = fields.map((_, index) => batch.getChildAt(index));
    for (let row = 0; row < batch.numRows && rows.length <= LIMIT; row += 1) {
      rows.push(vectors.map((vector, index) => show(vector.get(row), fields[index].type)));
    }
    if (rows.length > LIMIT) {
      await connection.cancelSent();
      break;
    }
  }
  const columns = fields.map((field) => ({ name: field.name, kind: kind(field.type), stored: stored(field.type) }));
  return { columns, rows: rows.slice(0, LIMIT), more: rows.length > LIMIT };
}
