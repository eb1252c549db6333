import { packAsar } from './asar.ts';

// What Electron's own default app does with `electron <folder>`, without its command-line extras.
const main = `'use strict';
const { app } = require('electron');
const { readFileSync, statSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');

async function start() {
  const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
  if (given === undefined) throw new Error('electron needs the folder of a program');
  const path = resolve(given);
  if (!statSync(path).isDirectory()) {
    app.setAppPath(dirname(path));
    return import(pathToFileURL(path).href);
  }
  const about = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  app.setAppPath(path);
  app.setName(about.productName ?? about.name);
  app.setVersion(about.version);
  return import(pathToFileURL(join(path, about.main ?? 'index.js')).href);
}

start().catch((error) => {
  console.error(error);
  process.exit(1);
});
`;

/**
 * The default app for a runtime that comes without one: with it, `electron .` runs the program in that folder.
 *
 * @returns the bytes of resources/default_app.asar. An archive and not a folder, because that is the name that
 * electron-builder knows and leaves out of a package.
 */
export function defaultAppArchive(): Buffer {
  return packAsar({
    'package.json': JSON.stringify({ name: 'electron', productName: 'Electron', main: 'main.js' }),
    'main.js': main,
  });
}
