// Charts of a result, drawn by Vega-Lite. Expressions are interpreted, not compiled, so that the
// page's policy can forbid eval. A hidden figure is drawn as the range that its bounds allow.

import { View, parse } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";

// Return the position of a bound of a column, such as share_max of share, or -1.
const bound = (columns, name, end) => columns.findIndex((column) => column.name === `${name}_${end}`);

const read = (text, column) => {
  if (text === null || column.kind !== "number") return text;
  return Number(text);
};

// Return the values that are drawn: x, y, colour and the bounds of y.
function values({ columns, rows }, x, y, colour) {
  const low = bound(columns, columns[y].name, "min");
  const high = bound(columns, columns[y].name, "max");
  const cell = (row, index) => (index < 0 ? null : read(row[index], columns[index]));
  return rows.map((row) => {
    const shown = cell(row, y);
    const hidden = shown === null;
    return {
      x: cell(row, x),
      y: shown,
      colour: colour < 0 ? null : row[colour],
      low: hidden ? cell(row, low) : null,
      high: hidden ? cell(row, high) : null,
    };
  });
}

// How the language of the page writes numbers.
function locale() {
  const parts = new Intl.NumberFormat(document.documentElement.lang).formatToParts(1234567.5);
  const sign = (type) => parts.find((part) => part.type === type).value;
  return { number: { decimal: sign("decimal"), thousands: sign("group"), grouping: [3], currency: ["", ""] } };
}

// Bars with names lie on their side, where names can be read; anything else stands upright.
function specification(data, columns, { x, y, colour, mark }, style) {
  const isText = columns[x].kind === "text";
  const lies = mark === "bar" && isText;
  const [along, up] = lies ? ["y", "x"] : ["x", "y"];
  const quantity = { type: "quantitative", title: columns[y].name, stack: null, scale: { zero: mark === "bar" } };
  const axis = { labelLimit: style.limit, labelAngle: lies || !isText ? 0 : -35, labelOverlap: !lies };
  const sort = isText ? null : "ascending";
  const shared = { [along]: { field: "x", type: "ordinal", title: columns[x].name, sort, axis } };
  if (colour >= 0) {
    shared.color = { field: "colour", type: "nominal", title: columns[colour].name, sort: null };
    if (mark === "bar") shared[`${along}Offset`] = { field: "colour", sort: null };
  }
  const names = new Set(data.map((row) => row.x)).size;
  const inks = { labelColor: style.ink, labelFont: style.font, labelFontSize: 12 };
  Object.assign(inks, { titleColor: style.ink, titleFont: style.font, titleFontSize: 12 });
  return {
    width: style.width,
    height: lies ? Math.max(80, names * (colour < 0 ? 30 : 60)) : 320,
    background: null,
    autosize: { type: "fit-x", contains: "padding" },
    data: { values: data },
    encoding: shared,
    layer: [
      {
        // A line breaks where there is no figure; nothing else is drawn there.
        transform: mark === "line" ? [] : [{ filter: "isValid(datum.y)" }],
        mark: mark === "line" ? { type: mark, point: true, invalid: "break-paths-show-domains" } : mark,
        encoding: { [up]: { field: "y", ...quantity } },
      },
      {
        transform: [{ filter: "isValid(datum.low) && isValid(datum.high)" }],
        mark: { type: "bar", fillOpacity: 0.15, strokeWidth: 1, strokeDash: [3, 2], stroke: style.ink },
        encoding: { [up]: { field: "low", ...quantity }, [`${up}2`]: { field: "high" } },
      },
    ],
    config: {
      locale: locale(),
      axis: { ...inks, gridColor: style.line, domainColor: style.line, tickColor: style.line },
      legend: { ...inks, labelLimit: style.limit, orient: "bottom", direction: "vertical" },
      mark: { color: style.mark },
      view: { stroke: null },
    },
  };
}

// Draw a result into an element. `choice` is {x, y, colour, mark}: positions of columns and a mark.
// Return whether there are ranges of hidden figures, and whether rows cover each other: nothing is
// added up here, since not every figure may be.
export async function draw(element, result, choice, description) {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const width = Math.max(element.clientWidth, 240);
  const style = {
    width,
    limit: width / 2.5,
    ink: colour("--ink"),
    line: colour("--line"),
    mark: colour("--accent"),
    font: getComputedStyle(document.body).fontFamily,
  };
  const data = values(result, choice.x, choice.y, choice.colour);
  const spec = specification(data, result.columns, choice, style);
  const runtime = parse(compile(spec).spec, null, { ast: true });
  const view = new View(runtime, { expr: expressionInterpreter, renderer: "svg", hover: false });
  view.description(description);
  element.replaceChildren();
  await view.initialize(element).runAsync();
  const places = new Set(data.map((row) => JSON.stringify([row.x, row.colour])));
  return { ranges: data.some((row) => row.low !== null && row.high !== null), covered: places.size < data.length };
}
