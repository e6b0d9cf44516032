// The page: what its buttons do. The engine and the charts are fetched when they are asked for.

import { enhance } from "./editor.js";
import { SHOWN, download, table } from "./result.js";

const at = (id) => document.getElementById(id);
const texts = JSON.parse(at("sql-texts").textContent);
const say = (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const count = (number) => number.toLocaleString(document.documentElement.lang);

// After any other error, such as memory that ran out, the engine may be broken: the next query has a new one.
const ORDINARY = /^(?!FATAL|INTERNAL)[\w ]+ Error: /;

let engine = null;
let turn = 0;
let result = null;

function status(text) {
  at("sql-status").textContent = text;
}

function fail(error) {
  at("sql-error").textContent = error.message;
  at("sql-error").hidden = false;
  status(texts.failed);
}

function busy(running) {
  at("sql-stop").hidden = !running;
  at("sql-run").setAttribute("aria-disabled", String(running));
}

const isBusy = () => at("sql-run").getAttribute("aria-disabled") === "true";

// Run the query. Whoever stops it makes its turn pass, and what still comes of it is dropped.
async function run() {
  if (isBusy()) return;
  const mine = (turn += 1);
  busy(true);
  at("sql-error").hidden = true;
  at("sql-result").hidden = true;
  result = null;
  try {
    if (engine === null) {
      status(texts.loading);
      const { open } = await import("./engine.js");
      const opened = await open();
      if (mine !== turn) return opened.close();
      engine = opened;
      at("sql-run").textContent = texts.run;
    }
    status(texts.running);
    const found = await engine.run(editor.get());
    if (mine === turn) present(found);
  } catch (error) {
    if (mine === turn) {
      if (!ORDINARY.test(error.message)) drop();
      fail(error);
    }
  }
  if (mine === turn) busy(false);
}

function drop() {
  engine?.close();
  engine = null;
}

function stop() {
  turn += 1;
  drop();
  busy(false);
  status(texts.stopped);
  at("sql-run").focus();
}

function present(found) {
  result = found;
  const { columns, rows, more } = found;
  const size = { rows: count(rows.length), columns: count(columns.length), shown: count(SHOWN) };
  const sizes = say(rows.length === 1 ? "size_one" : "size", size);
  const cut = [more ? say("more", size) : "", rows.length > SHOWN ? say("first", size) : ""];
  status([sizes, ...cut, hint(found)].filter(Boolean).join(" "));
  at("sql-result").hidden = columns.length === 0;
  at("sql-table").replaceChildren(table(found, sizes));
  at("sql-chart").hidden = true;
  const fill = (id, first) => {
    const options = columns.map((column, index) => new Option(column.name, index));
    at(id).replaceChildren(...(first ? [first] : []), ...options);
  };
  fill("sql-x");
  fill("sql-y");
  fill("sql-colour", new Option(texts.no_colour, -1));
  const { x, y } = choose(columns);
  at("sql-x").value = x;
  at("sql-y").value = y;
  at("sql-draw").hidden = y < 0 || rows.length === 0;
}

// What a chart starts with: names along the axis, the count or else a number as height.
function choose(columns) {
  const first = (...tests) => tests.map((test) => columns.findIndex(test)).find((index) => index >= 0) ?? -1;
  const label = `_label_${document.documentElement.lang}`;
  const x = first(({ name }) => name.endsWith(label), ({ name }) => name === "year", (column) => column.kind !== "number", () => true);
  const y = first(({ name }) => name === "count", (column, index) => column.kind === "number" && index !== x);
  return { x, y };
}

// A count that is empty without its bounds beside it is easily read as zero.
function hint({ columns, rows }) {
  const position = columns.findIndex((column) => column.name === "count");
  const bounded = columns.some((column) => column.name === "count_max");
  const empty = position < 0 || bounded ? 0 : rows.filter((row) => row[position] === null).length;
  return empty ? say("empty_counts", { rows: count(empty) }) : "";
}

async function draw() {
  at("sql-chart").hidden = false;
  const choice = Object.fromEntries(["x", "y", "colour"].map((name) => [name, Number(at(`sql-${name}`).value)]));
  choice.mark = at("sql-mark").value;
  const names = { x: result.columns[choice.x].name, y: result.columns[choice.y].name };
  try {
    const chart = await import("./chart.js");
    const shown = { ...result, rows: result.rows.slice(0, SHOWN) };
    const { ranges, covered } = await chart.draw(at("sql-drawing"), shown, choice, say("chart", names));
    at("sql-ranges").hidden = !ranges;
    at("sql-covered").hidden = !covered;
    const cut = result.rows.length > SHOWN ? say("drawn_first", { shown: count(SHOWN) }) : "";
    status([say("drawn", names), cut].filter(Boolean).join(" "));
  } catch (error) {
    fail(error);
  }
}

const columnsOf = (part) => Array.from(part.querySelectorAll("tbody th code"), (name) => name.textContent);

// The catalogue stands in the page; the editor completes its names.
function names() {
  const schema = {};
  for (const part of document.querySelectorAll("[data-relation]")) {
    const [folder, name] = part.dataset.relation.split(".");
    (schema[folder] ??= {})[name] = columnsOf(part);
  }
  return schema;
}

// A relation is shown when its own name, or that of one of its columns, holds what was typed.
function search() {
  const wanted = at("sql-search").value.trim().toLowerCase();
  let found = 0;
  for (const part of document.querySelectorAll("[data-relation]")) {
    const names = [part.dataset.relation, ...columnsOf(part)];
    part.hidden = !names.some((name) => name.toLowerCase().includes(wanted));
    found += part.hidden ? 0 : 1;
  }
  for (const schema of document.querySelectorAll("[data-schema]")) {
    schema.hidden = !schema.querySelector("[data-relation]:not([hidden])");
    schema.open = wanted !== "" && !schema.hidden;
  }
  at("sql-found").textContent = wanted === "" ? "" : say("found", { relations: count(found) });
}

function place(query) {
  editor.set(query);
  status(texts.placed);
}

const editor = enhance(at("sql-query"), texts.query, names(), run);
at("sql-run").addEventListener("click", run);
at("sql-stop").addEventListener("click", stop);
at("sql-csv").addEventListener("click", () => download(result));
at("sql-draw").addEventListener("click", draw);
for (const id of ["sql-x", "sql-y", "sql-colour", "sql-mark"]) at(id).addEventListener("change", draw);
at("sql-search").addEventListener("input", search);
at("sql-example").addEventListener("change", ({ target }) => place(target.value));
for (const button of document.querySelectorAll("[data-query]")) {
  button.addEventListener("click", () => {
    place(button.dataset.query);
    editor.focus();
  });
}
// A link may name a table; its name stands behind #, which browsers send to nobody.
const asked = decodeURIComponent(location.hash.slice(1));
const linked = [...document.querySelectorAll("[data-relation]")].find((part) => part.dataset.relation === asked);
if (linked) editor.set(linked.querySelector("[data-query]").dataset.query);
at("sql-unserved").hidden = true;
at("sql-work").hidden = false;
