/** What is wrong with a JSON output by its schema in spec/json. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
const names = [
  'check',
  'compare',
  'test',
  'replay',
  'anchors',
  'verify',
  'error',
  'itf',
  'second-opinion',
];
const schemas = Object.fromEntries(
  names.map(name => {
    const schema: object = JSON.parse(readFileSync(`spec/json/${name}.schema.json`, 'utf8'));
    return [name, ajv.compile(schema)] as const;
  }),
);

/** Nothing, where the text fits the schema of that name. */
export function problems(schema: string, json: string): unknown {
  const validate = schemas[schema];
  if (validate === undefined) return `no schema ${schema}`;
  return validate(JSON.parse(json)) ? [] : validate.errors;
}
