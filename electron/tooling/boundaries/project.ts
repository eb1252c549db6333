import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { projectFolder } from '../lib/paths.ts';
import { say } from '../lib/processes.ts';
import { violationsIn, type Violation } from './boundaries.ts';

const folders = ['shared', 'electron', 'renderer'];

/** What the sources of this project break, file by file. */
export function violationsInProject(): readonly Violation[] {
  return folders.flatMap(sourcesBelow).flatMap((file) => {
    const path = relative(projectFolder, file).split(sep).join('/');
    return violationsIn(path, readFileSync(file, 'utf8'));
  });
}

/**
 * Checks the boundaries of this project, and names each one that is broken.
 *
 * @returns 0 when all are kept, else 1
 */
export function checkBoundaries(): number {
  const found = violationsInProject();
  for (const { path, line, says } of found) say(`${path}:${line} ${says}`);
  return found.length === 0 ? 0 : 1;
}

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
