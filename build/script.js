// Compiles the script of a page, src/view/html/client/steps.ts, and writes its text to
// src/view/html/script.ts, which git ignores. It runs in browsers, where it is all there is:
// it imports nothing.
import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

const here = new URL('../src/view/html/', import.meta.url);
const { outputText } = ts.transpileModule(readFileSync(new URL('client/steps.ts', here), 'utf8'), {
  compilerOptions: { target: 'ES2022', module: 'ESNext', removeComments: true },
});
const script = outputText.replace(/^export \{\};?\n/m, '');
const text = `/** Made from client/steps.ts by build/script.js. */\nexport const script = ${JSON.stringify(script)};\n`;
writeFileSync(new URL('script.ts', here), text);
