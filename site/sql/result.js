// A result as a table, and as a file.

export const SHOWN = 500;

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

// Return a table of the first SHOWN rows; null is told apart from an empty text.
export function table({ columns, rows }, caption) {
  const aligned = (column) => (column.kind === "number" ? "n" : "");
  const head = columns.map((column) => make("th", { scope: "col", className: aligned(column) }, column.name));
  const body = rows.slice(0, SHOWN).map((row) =>
    make("tr", {}, ...row.map((text, index) => {
      const className = aligned(columns[index]);
      return text === null ? make("td", { className: `${className} null` }, "null") : make("td", { className }, text);
    })));
  return make("table", {},
    make("caption", { className: "quiet" }, caption),
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...body));
}

// Return rows as CSV (RFC 4180): null is an empty field, an empty text is "".
function csv(columns, rows) {
  const field = (text) => {
    if (text === null) return "";
    return text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [columns.map((column) => column.name), ...rows];
  return lines.map((line) => `${line.map(field).join(",")}\n`).join("");
}

// Hand the rows to the reader as a CSV file.
export function download({ columns, rows }) {
  const address = URL.createObjectURL(new Blob([csv(columns, rows)], { type: "text/csv;charset=utf-8" }));
  make("a", { href: address, download: "warehouse.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
