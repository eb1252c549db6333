import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Violation } from '../boundaries/boundaries.ts';
import { projectFolder } from '../lib/paths.ts';
import { say } from '../lib/processes.ts';
import { deadLinksIn } from './links.ts';
import { wordsIn } from './words.ts';

const folders = ['.github', 'electron', 'renderer', 'resources', 'shared', 'tests'];
const isText = (name: string): boolean => /\.(tsx?|[mc]js|css|md)$/.test(name);
// What has shipped is never edited, and the list of words must be able to name them.
const isLeftAlone = (path: string): boolean =>
  /^electron\/main\/db\/migrations\/\d/.test(path) ||
  /^(electron|tests\/electron)\/tooling\/words\//.test(path);

/** Where the texts of this project say a word that it has another for, or point to a file that is not there. */
export function wordsAndLinksInProject(): readonly Violation[] {
  const exists = (path: string): boolean => existsSync(join(projectFolder, path));
  return textsOfProject().flatMap((path) => {
    const text = readFileSync(join(projectFolder, path), 'utf8');
    return [...wordsIn(path, text), ...deadLinksIn(path, text, exists)];
  });
}

/**
 * Checks the words and the links of this project, and names each that is not good.
 *
 * @returns 0 when all are, else 1
 */
export function checkWords(): number {
  const found = wordsAndLinksInProject();
  for (const { path, line, says } of found) say(`${path}:${line} ${says}`);
  return found.length === 0 ? 0 : 1;
}

function textsOfProject(): readonly string[] {
  const atTop = readdirSync(projectFolder).filter((name) => name.endsWith('.md'));
  const below = folders
    .filter((folder) => existsSync(join(projectFolder, folder)))
    .flatMap((folder) => readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && isText(entry.name))
    .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return [...atTop, ...below].filter((path) => !isLeftAlone(path)).sort();
}
