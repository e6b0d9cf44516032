// Follow a recipe of docs/connect.md in Node.js and print as JSON what it gives, as ask.py does: the
// task stands in stdin. A recipe is a module that exports `close` and a function `ask`, which is added to it.
import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const task = JSON.parse(fs.readFileSync(0, 'utf-8'));
let number = 0;
const follow = async () => {
  const file = path.join(task.folder, `recipe-${process.pid}-${number++}.mjs`);
  fs.writeFileSync(file, `${task.recipe}\nexport const ask = async (sql) => ${task.ask};\n` +
    `export const close = async () => { ${task.close} };\n` +
    `export const sum = async () => ${task.sum || 'null'};\n`);
  try {
    return await import(pathToFileURL(file));
  } finally {
    fs.unlinkSync(file);
  }
};
const refused = async (recipe, sql) => recipe.ask(sql).then(() => false, () => true);

const recipe = await follow();
const found = {
  version: await recipe.ask('select version() as it'),
  figure: await recipe.ask(task.figure),
  rows: 0,
  refused: [],
  shown: task.sum ? {sum: await recipe.sum()} : {},
};
for (const sql of task.rows) found.rows += Number(await recipe.ask(sql));
for (const sql of task.escapes) found.refused.push(await refused(recipe, sql));
fs.renameSync('next.duckdb', 'warehouse.duckdb');
found.open = await recipe.ask(task.figure);
const beside = await follow();
found.beside = await beside.ask(task.figure);
await recipe.close();
await beside.close();
const anew = await follow();
found.anew = await anew.ask(task.figure);
console.log('\n' + JSON.stringify(found));
process.exit(0);
