import { packAsar } from './asar.ts';

// What Electron's own default app does with `electron <folder>`, without its command-line extras.
// Like Electron's own it is a module that waits for the program's: only so does the program's first code run before
// the app is ready, as schemes and the single instance's lock want it.
const main = `import { app } from 'electron';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

function entry() {
  const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
  if (given === undefined) throw new Error('electron needs the folder of a program');
  const path = resolve(given);
  if (!statSync(path).isDirectory()) {
    app.setAppPath(dirname(path));
    return path;
  }
  const about = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  app.setAppPath(path);
  app.setName(about.productName ?? about.name);
  app.setVersion(about.version);
  return join(path, about.main ?? 'index.js');
}

try {
  await import(pathToFileURL(entry()).href);
} catch (error) {
  console.error(error);
  process.exit(1);
}
`;

/**
 * The default app for a runtime that comes without one: with it, `electron .` runs the program in that folder.
 *
 * @returns the bytes of resources/default_app.asar. An archive and not a folder, because that is the name that
 * electron-builder knows and leaves out of a package.
 */
export function defaultAppArchive(): Buffer {
  return packAsar({
    'package.json': JSON.stringify({
      name: 'electron',
      productName: 'Electron',
      type: 'module',
      main: 'main.js',
    }),
    'main.js': main,
  });
}
