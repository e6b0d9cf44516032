// The page: what its buttons do. The engine and the charts are fetched when they are asked for.

import "../static/copy.js";
import { enhance } from "./editor.js";
import { SHOWN, table } from "./result.js";
import { take } from "./take.js";

const at = (id) => document.getElementById(id);
const texts = JSON.parse(at("sql-texts").textContent);
const say = (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const count = (number) => number.toLocaleString(document.documentElement.lang);

// After any other error, such as memory that ran out, the engine may be broken: the next query has a new one.
const ORDINARY = /^(?!FATAL|INTERNAL)[\w ]+ Error: /;

let engine = null;
let turn = 0;
let result = null;
let asked = ""; // what the result answers

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
    const query = editor.get();
    keep();
    const found = await engine.run(query);
    if (mine !== turn) return;
    asked = query;
    present(found);
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
  const shown = columns.map((_, index) => index).filter((index) => varies(found, index));
  const fill = (id, first) => {
    const options = shown.map((index) => new Option(columns[index].name, index));
    at(id).replaceChildren(...(first ? [first] : []), ...options);
  };
  fill("sql-x");
  fill("sql-y");
  fill("sql-colour", new Option(texts.no_colour, -1));
  const { x, y, colour, mark } = choose(found, shown);
  at("sql-x").value = x;
  at("sql-y").value = y;
  at("sql-colour").value = colour;
  at("sql-mark").value = mark;
  at("sql-draw").hidden = x < 0 || y < 0;
}

// A column that says the same in every row has nothing to show on an axis. A count that is hidden
// everywhere varies with its bounds.
function varies({ columns, rows }, index) {
  const { name } = columns[index];
  const beside = columns.findIndex((column) => column.name === `${name}_max`);
  const texts = rows.slice(0, SHOWN).map((row) => JSON.stringify([row[index], row[beside]]));
  return new Set(texts).size > 1;
}

// What a chart starts with: names along the axis, the count or else a figure as height. Where names
// come back each year, years along the axis, and a line for each name.
function choose({ columns, rows }, shown) {
  const first = (...tests) =>
    tests.map((test) => shown.find((index) => test(columns[index], index))).find((index) => index >= 0) ?? -1;
  const label = `_label_${document.documentElement.lang}`;
  const isNumber = ({ kind }) => kind === "number";
  const x = first(({ name }) => name.endsWith(label), ({ name }) => name === "year", (column) => !isNumber(column), () => true);
  const isPlace = ({ name }) => /^(year|page)$|_(position|order|min|max)$/.test(name);
  const y = first(
    ({ name }, index) => name === "count" && index !== x,
    (column, index) => isNumber(column) && !isPlace(column) && index !== x,
    (column, index) => isNumber(column) && index !== x,
  );
  const places = (...axes) => new Set(rows.map((row) => JSON.stringify(axes.map((index) => row[index])))).size;
  const year = shown.find((index) => columns[index].name === "year") ?? -1;
  const isFree = year >= 0 && year !== x && year !== y;
  const isEachYear = isFree && places(x) < rows.length && places(x, year) === rows.length;
  return isEachYear ? { x: year, y, colour: x, mark: "line" } : { x, y, colour: -1, mark: "bar" };
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

// The query stands in the address behind #, which browsers send to nobody: who has the link has the
// query, and a reload or the other language keeps it.
function keep() {
  history.replaceState(null, "", `#q=${encodeURIComponent(editor.get())}`);
}

// Whatever the address asks for: a query, or a table by its name.
function open() {
  const asked = decodeURIComponent(location.hash.slice(1));
  const linked = [...document.querySelectorAll("[data-relation]")].find((part) => part.dataset.relation === asked);
  if (asked.startsWith("q=")) editor.set(asked.slice(2));
  else if (linked) editor.set(linked.querySelector("[data-query]").dataset.query);
}

function place(query) {
  editor.set(query);
  keep();
  status(texts.placed);
}

// A file is called after the tables and views that its query reads.
function title(query) {
  const known = new Set([...document.querySelectorAll("[data-relation]")].map((part) => part.dataset.relation));
  const read = [...query.matchAll(/\b(?:from|join)\s+(\w+)\.(\w+)/gi)].filter(([, schema, name]) => known.has(`${schema}.${name}`));
  return [...new Set(read.map(([, , name]) => name))].slice(0, 2).join("-") || "warehouse";
}

async function save({ target }) {
  try {
    await take(result, target.dataset.take, title(asked));
  } catch (error) {
    fail(error);
  }
}

const editor = enhance(at("sql-query"), texts.query, names(), run, keep);
at("sql-run").addEventListener("click", run);
at("sql-stop").addEventListener("click", stop);
for (const button of document.querySelectorAll("[data-take]")) button.addEventListener("click", save);
at("sql-draw").addEventListener("click", draw);
for (const id of ["sql-x", "sql-y", "sql-colour", "sql-mark"]) at(id).addEventListener("change", draw);
at("sql-search").addEventListener("input", search);
at("sql-example").addEventListener("change", ({ target }) => target.value && place(target.value));
for (const button of document.querySelectorAll("[data-query]")) {
  button.addEventListener("click", () => {
    place(button.dataset.query);
    editor.focus();
  });
}
addEventListener("hashchange", open);
open();
at("sql-unserved").hidden = true;
at("sql-work").hidden = false;
