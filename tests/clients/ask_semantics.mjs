// Ask a semantic layer in Node.js and print as JSON what it answers: the task stands in stdin.
// Malloy runs the questions itself; Cube's compiler turns them into SQL, which DuckDB runs.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const task = JSON.parse(fs.readFileSync(0, 'utf-8'));
const measures = ['figure', 'figure_min', 'figure_max', 'refusal'];
const literal = (value) => (typeof value === 'number' ? String(value) : `'${value}'`);
const plain = (value) => (typeof value === 'bigint' ? Number(value) : value);

const malloy = async () => {
  const {DuckDBConnection} = await import('@malloydata/db-duckdb');
  const {SingleConnectionRuntime} = await import('@malloydata/malloy');
  const connection = new DuckDBConnection({name: 'duckdb', databasePath: task.database, readOnly: true});
  const text = fs.readFileSync(path.join(task.folder, 'warehouse.malloy'), 'utf-8');
  const model = new SingleConnectionRuntime({connection}).loadModel(text);
  return async ({model: source, where}) => {
    const filters = Object.entries(where).map(([name, value]) => `\`${name}\` = ${literal(value)}`);
    const kept = filters.length ? `where: ${filters.join(', ')};` : '';
    const query = model.loadQuery(`run: ${source} -> { ${kept} aggregate: ${measures.join(', ')} }`);
    const [row] = (await query.run()).data.toObject();
    return measures.map((name) => plain(row[name]));
  };
};

const cube = async () => {
  const {DuckDBInstance} = await import('@duckdb/node-api');
  const {prepareCompiler, PostgresQuery} = require('@cubejs-backend/schema-compiler');
  const folder = path.join(task.folder, 'model', 'cubes');
  const files = fs.readdirSync(folder).map((name) => (
    {fileName: name, content: fs.readFileSync(path.join(folder, name), 'utf-8')}
  ));
  const repository = {localPath: () => task.folder, dataSchemaFiles: async () => files};
  // No file here is a template: the engine for templates, a binary of its own, is not needed.
  const compilers = prepareCompiler(repository, {nativeInstance: {newJinjaEngine: () => ({})}});
  await compilers.compiler.compile();
  const instance = await DuckDBInstance.create(task.database, {access_mode: 'READ_ONLY'});
  const connection = await instance.connect();
  return async ({model, where}) => {
    const query = new PostgresQuery(compilers, {
      measures: measures.map((name) => `${model}.${name}`),
      filters: Object.entries(where).map(([name, value]) => (
        {member: `${model}.${name}`, operator: 'equals', values: [String(value)]}
      )),
      timezone: 'UTC',
    });
    const [sql, values] = query.buildSqlAndParams();
    const found = await connection.runAndReadAll(sql, values);
    return found.getRows()[0].map(plain);
  };
};

const ask = await (task.tool === 'malloy' ? malloy() : cube());
const answers = [];
for (const question of task.questions) answers.push(await ask(question));
console.log('\n' + JSON.stringify(answers));
process.exit(0);
