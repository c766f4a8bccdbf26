// Compiles src/syntax/grammar.ohm to a recipe that loads in milliseconds (from text
// ohm needs some 200 ms) and writes it to src/syntax/recipe.ts, which git ignores.
import { readFileSync, writeFileSync } from 'node:fs';
import * as ohm from 'ohm-js';

const here = new URL('../src/syntax/', import.meta.url);
const grammar = ohm.grammar(readFileSync(new URL('grammar.ohm', here), 'utf8'));
const text = `// Made from grammar.ohm by build/recipe.js.\nexport const recipe = ${JSON.stringify(grammar.toRecipe())};\n`;
writeFileSync(new URL('recipe.ts', here), text);
