import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeHtml } from '../../../shared/domain/escape-html.ts';
import { projectFolder } from '../lib/paths.ts';

/** A package of others that the program is given out with. */
export type Licence = {
  readonly name: string;
  readonly version: string;
  /** As its package.json names it, such as `MIT`. */
  readonly identifier: string;
  /** The whole text of its licence. */
  readonly text: string;
};

/** What Vite writes of each package that it has bundled (`build.license`). */
type Bundled = { readonly name: string; readonly version: string; readonly identifier?: string };

const bundles = ['main', 'preload', 'renderer'] as const;
/** The file in which Vite notes the packages of a bundle (electron.vite.config.ts). */
const bundledFile = 'bundled-packages.json';
/** The packages that are bundled in a build: name and version. Not packed. */
const bundledNote = '.bundled-packages.json';
/** The page that About shows. */
const licencePage = 'licences.html';

const textIn = (folder: string): string | null => {
  const name = readdirSync(folder).find((each) =>
    /^(?:[\w-]+-)?(?:licen[cs]e|copying)(?:-\w+)?(?:\.\w+)?$/i.test(each),
  );
  return name === undefined ? null : readFileSync(join(folder, name), 'utf8').trim();
};

// Some packages name the MIT License and leave its text out, which is the same for all but for the author.
const mitText = (author: string): string => `MIT License

Copyright (c) ${author}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

type About = {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
  readonly repository?: string | { readonly url?: string };
};

/** Whose copyright it is, as far as the package says so; where it names nobody, its repository says who wrote it. */
const authorOf = ({ author, repository }: About): string | null => {
  const named = typeof author === 'string' ? author : author?.name;
  const address = typeof repository === 'string' ? repository : repository?.url;
  return named ?? (address === undefined ? null : `the authors of ${address}`);
};

const licenceOf = (folder: string): Licence => {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as About;
  const author = authorOf(about);
  const text = textIn(folder) ?? (about.license === 'MIT' && author !== null ? mitText(author) : null);
  if (text === null || about.license === undefined)
    throw new Error(`${about.name} ${about.version} has no licence that could be shown with the program.`);
  return { name: about.name, version: about.version, identifier: about.license, text };
};

type Lock = {
  readonly packages: Readonly<
    Record<string, { readonly dev?: boolean; readonly devOptional?: boolean; readonly version?: string }>
  >;
};

const packagesInLock = (): Lock['packages'] =>
  (JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')) as Lock).packages;

/** The folders of packages that lie in the archive as they are, with all that they need. */
const archived = (): readonly string[] =>
  Object.entries(packagesInLock()).flatMap(([path, { dev, devOptional }]) => {
    const folder = join(projectFolder, path);
    return path !== '' && dev !== true && devOptional !== true && existsSync(folder) ? [folder] : [];
  });

/** The folder of a package in a certain version: the same one may be there in several. */
const folderOf = ({ name, version }: Bundled): string => {
  const found = Object.entries(packagesInLock()).find(
    ([path, each]) => path.endsWith(`node_modules/${name}`) && each.version === version,
  );
  if (!found) throw new Error(`${name} ${version} was bundled but is not in package-lock.json.`);
  return join(projectFolder, found[0]);
};

const notedBy = (output: string): readonly Bundled[] =>
  bundles.flatMap(
    (bundle) => JSON.parse(readFileSync(join(output, bundle, bundledFile), 'utf8')) as readonly Bundled[],
  );

/**
 * The licences of everything of others in the program: what is bundled in out/, what lies in the archive beside it, and Electron.
 * Chromium's own list is a file of Electron's.
 *
 * @param output the folder of the build
 * @throws when a package has none: it must not be given out then
 */
export function collectLicences(output: string): readonly Licence[] {
  const bundled = notedBy(output);
  // Which Electron a package carries is known when it is made, and About says it.
  const electron = { ...licenceOf(join(projectFolder, 'node_modules', 'electron')), version: '' };
  return [...[...new Set([...bundled.map(folderOf), ...archived()])].map(licenceOf), electron].sort(
    (one, other) => one.name.localeCompare(other.name, 'en') || one.version.localeCompare(other.version),
  );
}

/** Writes the page of licences into the built pages, from what Vite has noted. */
export function writeLicencePage(output: string): void {
  writeFileSync(join(output, 'renderer', licencePage), licenceDocument(collectLicences(output)));
  const bundled = new Set(notedBy(output).map(({ name, version }) => `${name}@${version}`));
  writeFileSync(join(output, bundledNote), JSON.stringify([...bundled].sort()));
  for (const bundle of bundles) rmSync(join(output, bundle, bundledFile));
}

/** The packages that Vite has bundled in a build, such as `react@19.3.1`, sorted. */
export const bundledPackages = (output: string): readonly string[] =>
  JSON.parse(readFileSync(join(output, bundledNote), 'utf8')) as readonly string[];

/** The page: a list to be read, without a script. */
export const licenceDocument = (licences: readonly Licence[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>Licences</title>
<style>
body { max-width: 48rem; margin: 2rem auto; padding: 0 1.5rem; font: 1rem/1.5 system-ui, sans-serif; }
summary { padding: 0.35rem 0; cursor: pointer; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
</style>
</head>
<body>
<main>
<h1>Licences</h1>
<p>Borrow Desk is made with these ${licences.length} packages of others. Open one to read its licence. What Chromium, a part of Electron, is made of stands in a file of its own: About opens it.</p>
${licences
  .map(
    ({ name, version, identifier, text }) =>
      `<details><summary><bdi>${escapeHtml(name)}</bdi> ${escapeHtml(version)} · ${escapeHtml(identifier)}</summary><pre>${escapeHtml(text)}</pre></details>`,
  )
  .join('\n')}
</main>
</body>
</html>
`;
