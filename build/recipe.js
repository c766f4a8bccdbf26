// Compiles src/syntax/grammar.ohm to a recipe that loads in milliseconds (from text
// ohm needs some 200 ms) and writes it to src/syntax/recipe.ts, which git ignores.
import { readFileSync, writeFileSync } from 'node:fs';
import * as ohm from 'ohm-js';

const here = new URL('../src/syntax/', import.meta.url);
const grammar = ohm.grammar(readFileSync(new URL('grammar.ohm', here), 'utf8'));

// Objects in a recipe tell where in the text of the grammar something stood. Nobody asks
// for that at run time, and without it the recipe is half as long and unpacked twice as fast.
const recipe = JSON.stringify(JSON.parse(grammar.toRecipe()), (key, value) =>
  key === 'sourceInterval' || key === 'source' ? undefined : value,
);
const text = `// Made from grammar.ohm by build/recipe.js.\nexport const recipe = ${JSON.stringify(recipe)};\n`;
writeFileSync(new URL('recipe.ts', here), text);
