// Ranked search over the index that stands beside this script. The words are in the address, so that
// an answer can be shared; without a query the page shows its list of labels.

import MiniSearch from "minisearch";

const { documents, synonyms } = globalThis.searched;
const SHOWN = 8;
const WEIGHTS = { table: 3, label: 2, sentence: 1, relation: 0.5 };

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const words = (text) => plain(text).split(/[\s\p{P}]+/u).filter(Boolean);
const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.filter(Boolean));
  return element;
};

const index = new MiniSearch({
  fields: ["title", "text", "shown", "figures"],
  processTerm: plain,
  searchOptions: {
    boost: { title: 4, shown: 1.5 },
    // A figure is meant as it stands; a word may be begun.
    prefix: (term) => !/^\d/.test(term) && term.length > 2,
    weights: { prefix: 0.5, fuzzy: 0.2 },
    boostDocument: (id) => WEIGHTS[documents[id].group],
  },
});
index.addAll(documents.map((one, id) => ({ id, ...one })));

// What a query asks for: all of its words, each or what means the same. The longest group of words is
// taken first, so that "au pair" is one thing.
const known = new Map(synonyms.flatMap((group) => group.map((name) => [words(name).join(" "), group])));
const LONGEST = Math.max(...[...known.keys()].map((name) => name.split(" ").length));
const every = (text, weight) => ({ combineWith: "AND", queries: words(text), boostTerm: () => weight });

function asked(text) {
  const typed = words(text);
  const queries = [];
  for (let at = 0; at < typed.length; ) {
    let size = Math.min(LONGEST, typed.length - at);
    while (size > 1 && !known.has(typed.slice(at, at + size).join(" "))) size -= 1;
    const said = typed.slice(at, at + size).join(" ");
    const same = (known.get(said) ?? []).filter((name) => words(name).join(" ") !== said);
    queries.push({ combineWith: "OR", queries: [every(said, 1), ...same.map((name) => every(name, 0.6))] });
    at += size;
  }
  return queries;
}

// All that was asked for; when nothing is that, what is almost spelt so; else what has a part of it.
const isMistyped = { fuzzy: (term) => (/\d/.test(term) || term.length < 5 ? false : 0.2) };
const TRIES = [{ combineWith: "AND" }, { combineWith: "AND", ...isMistyped }, { combineWith: "OR" }, { combineWith: "OR", ...isMistyped }];

function find(text) {
  const queries = asked(text);
  for (const manner of TRIES) {
    const found = index.search({ queries, ...manner });
    if (found.length > 0) return found;
  }
  return [];
}

// Tables come first; after them the groups whose best answer is best. In each, what the newest edition
// says goes before what an earlier publication says.
function grouped(text) {
  const groups = new Map([["table", []]]);
  for (const { id } of find(text)) {
    const one = documents[id];
    if (!groups.has(one.group)) groups.set(one.group, []);
    groups.get(one.group).push(one);
  }
  const age = ({ is_older = false }) => Number(is_older);
  for (const members of groups.values()) members.sort((one, other) => age(one) - age(other));
  return [...groups].filter(([, members]) => members.length > 0);
}

function entry({ title, lang, kind, href, shown, tables = [] }) {
  const link = make("a", { href }, title);
  if (lang) link.lang = lang;
  const occurs = tables.map(([to, heading]) => make("a", { href: to }, heading));
  const where = occurs.length ? make("span", { className: "kind links" }, ...occurs.flatMap((one) => [one, " "])) : null;
  const said = shown ? make("p", { className: "gloss" }, shown) : null;
  return make("li", {}, link, make("span", { className: "kind" }, kind), where, said);
}

const list = (members) => make("ul", { className: "entries" }, ...members.map(entry));

function section([group, members]) {
  const { dataset } = answers;
  const title = make("h2", { id: `found-${group}` }, `${dataset[group]} (${members.length})`);
  const rest = members.slice(SHOWN);
  const more = make("details", {}, make("summary", {}, dataset.more.replace("{count}", rest.length)), list(rest));
  const part = make("section", {}, title, list(members.slice(0, SHOWN)), rest.length ? more : null);
  part.setAttribute("aria-labelledby", title.id);
  return part;
}

const form = document.querySelector("form.search");
const field = document.getElementById("q");
const said = document.getElementById("found");
const answers = document.getElementById("answers");
const letters = document.getElementById("letters");

function search() {
  const text = field.value.trim();
  const groups = text ? grouped(text) : [];
  const count = groups.reduce((sum, [, members]) => sum + members.length, 0);
  answers.replaceChildren(...groups.map(section));
  letters.hidden = text !== "";
  said.textContent = text ? (count ? said.dataset.some.replace("{count}", count) : said.dataset.none) : "";
  const address = new URL(location);
  if (text) address.searchParams.set("q", text);
  else address.searchParams.delete("q");
  if (address.href !== location.href) history.replaceState(null, "", address);
}

form.hidden = false;
field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", search);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
search();
