import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Violation } from '../boundaries/boundaries.ts';
import { projectFolder } from '../lib/paths.ts';
import { say } from '../lib/processes.ts';
import { catalogueFaults, useFaults, type Catalogue } from './catalogues.ts';
import { deadLinksIn } from './links.ts';
import { spokenIn } from './spoken.ts';
import { othersWords, wordsIn } from './words.ts';

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

const catalogueFolder = 'shared/words';
/** Whose words staff read. The pages of development are for us. */
const speaks = (path: string): boolean =>
  /^(renderer\/src|shared|electron\/main)\/.*\.tsx?$/.test(path) &&
  !path.startsWith('renderer/src/development/') &&
  !othersWords.test(path) &&
  !isLeftAlone(path);

const catalogueOf = (language: string): Catalogue =>
  JSON.parse(readFileSync(join(projectFolder, catalogueFolder, `${language}.json`), 'utf8')) as Catalogue;

/** What is wrong with the catalogues of words, and where a source speaks past them. */
export function cataloguesOfProject(): readonly Violation[] {
  const english = catalogueOf('en');
  const sources = textsOfProject()
    .filter(speaks)
    .map((path) => ({ path, code: readFileSync(join(projectFolder, path), 'utf8') }));
  const all = sources.map(({ code }) => code).join('');
  const languages = readdirSync(join(projectFolder, catalogueFolder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));
  return [
    ...sources.flatMap(({ path, code }) => [...spokenIn(path, code), ...useFaults(path, code, english)]),
    ...languages.flatMap((language) =>
      catalogueFaults(`${catalogueFolder}/${language}.json`, catalogueOf(language), english),
    ),
    ...Object.keys(english).flatMap((key, index) =>
      all.includes(`'${key}'`)
        ? []
        : [{ path: `${catalogueFolder}/en.json`, line: index + 2, says: `${key} is used nowhere` }],
    ),
  ];
}

/**
 * Checks the words and the links of this project, and names each that is not good.
 *
 * @returns 0 when all are, else 1
 */
export function checkWords(): number {
  const found = [...wordsAndLinksInProject(), ...cataloguesOfProject()];
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
