// Joins the program, and the packages that it uses, into the files of dist/cli. Node needs
// 0.2 s of CPU to find, read and link the 250 modules of a search one by one. What is
// imported late stays a file of its own. Nothing is shortened but comments: a fault is
// told with the names of functions. The modules that the compiler wrote into dist before
// are there for tests.
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { esmExternalRequirePlugin } from 'rolldown/plugins';

const pathOf = name => fileURLToPath(new URL(`../${name}`, import.meta.url));
const dir = pathOf('dist/cli');

// The threads lie beside main.js, where the modules that start them look for them.
const program = await rolldown({
  input: {
    main: pathOf('src/cli/main.ts'),
    worker: pathOf('src/cli/worker.ts'),
    thread: pathOf('src/engine/search/thread.ts'),
  },
  cwd: pathOf('.'),
  platform: 'node',
  // Modules of node are imported for what they export.
  treeshake: { moduleSideEffects: [{ external: true, sideEffects: false }] },
  plugins: [esmExternalRequirePlugin({ external: [/^node:/] })],
});
const { output } = await program.write({
  dir,
  cleanDir: true,
  chunkFileNames: '[name].js',
  comments: false,
});
await program.close();
// npm gives the program its mode when it installs, and the file that had it is gone.
chmodSync(join(dir, 'main.js'), 0o755);

// What a package's licence asks of those who pass on its code.
const packages = output
  .flatMap(({ moduleIds }) => moduleIds)
  .flatMap(id => id.split(`${sep}node_modules${sep}`)[1]?.split(sep)[0] ?? []);
const licenceOf = name => {
  const folder = pathOf(`node_modules/${name}`);
  const file = readdirSync(folder).find(entry => /^licen[cs]e(\.(txt|md))?$/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence that could go with its code`);
  return readFileSync(join(folder, file), 'utf8');
};
const licences = [...new Set(packages)].sort().map(name => `${name}\n\n${licenceOf(name)}`);
writeFileSync(join(dir, 'LICENSES'), licences.join('\n'));
