import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';

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

const about = { name: 'electron', productName: 'Electron', type: 'module', main: 'main.js' };

/**
 * Writes the default app for a runtime that comes without one: with it, `electron .` runs the program in that folder.
 *
 * @param archive resources/default_app.asar of the runtime. An archive and not a folder, because that is the name that
 * electron-builder knows and leaves out of a package.
 */
export async function writeDefaultApp(archive: string): Promise<void> {
  const folder = await mkdtemp(`${archive}.files-`);
  try {
    await writeFile(join(folder, 'package.json'), JSON.stringify(about));
    await writeFile(join(folder, 'main.js'), main);
    await createPackage(folder, archive);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
