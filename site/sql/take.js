// A result as a file: CSV, JSON or Parquet, each as exact as the result itself.

// Two columns may have one name in a result, but not in every kind of file: the second becomes name_2.
function unique(columns) {
  const seen = new Map();
  return columns.map(({ name }) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times > 1 ? `${name}_${times}` : name;
  });
}

// RFC 4180: null is an empty field, an empty text is "".
function csv({ columns, rows }) {
  const field = (text) => {
    if (text === null) return "";
    return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [columns.map((column) => column.name), ...rows];
  return lines.map((line) => `${line.map(field).join(",")}\n`).join("");
}

// A list of objects. Numbers keep their digits: they are written as DuckDB wrote them.
function json({ columns, rows }) {
  const names = unique(columns).map((name) => JSON.stringify(name));
  const written = (text, { kind }) => {
    if (text === null || (kind === "number" && /[a-z]{3}/.test(text))) return "null";
    if (kind === "number") return text.replace(/^(-?)\./, "$10.");
    return kind === "truth" ? text : JSON.stringify(text);
  };
  const objects = rows.map((row) => `{${row.map((text, index) => `${names[index]}: ${written(text, columns[index])}`).join(", ")}}`);
  return `[\n${objects.join(",\n")}\n]\n`;
}

async function parquet({ columns, rows }) {
  const { parquetWriteBuffer } = await import("hyparquet-writer");
  const names = unique(columns);
  const schema = columns.map(({ stored }, index) => ({ name: names[index], repetition_type: "OPTIONAL", ...stored }));
  const columnData = schema.map(({ name, ...stored }, index) => ({ name, data: rows.map((row) => value(row[index], stored)) }));
  return parquetWriteBuffer({ schema: [{ name: "root", num_children: schema.length }, ...schema], columnData });
}

function value(text, { type, converted_type: converted }) {
  if (text === null) return null;
  if (converted === "DATE") return Date.parse(text) / 86_400_000;
  if (converted === "DECIMAL") return BigInt(text.replace(".", ""));
  if (type === "INT64") return BigInt(text);
  if (type === "DOUBLE") return Number(text.replace("inf", "Infinity"));
  return type === "BOOLEAN" ? text === "true" : text;
}

const KINDS = {
  csv: [csv, "text/csv;charset=utf-8"],
  json: [json, "application/json"],
  parquet: [parquet, "application/vnd.apache.parquet"],
};

// Hand a result to the reader as a file of a kind: csv, json or parquet.
export async function take(result, kind, title) {
  const [write, type] = KINDS[kind];
  const address = URL.createObjectURL(new Blob([await write(result)], { type }));
  Object.assign(document.createElement("a"), { href: address, download: `${title}.${kind}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
