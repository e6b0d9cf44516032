// A result as a table.

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
