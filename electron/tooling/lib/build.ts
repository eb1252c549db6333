import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { writeLicencePage } from '../packaging/licences.ts';
import { projectFolder } from './paths.ts';
import { say } from './processes.ts';
import { runTool } from './tools.ts';

const output = join(projectFolder, 'out');
const products = ['main/index.cjs', 'preload/index.cjs', 'renderer/index.html'];

// Inside out/, so that it goes when the build goes.
const stamp = join(output, '.made-from');

const sources = [
  'electron/main',
  'electron/preload',
  'renderer',
  'shared',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];

/**
 * Builds the program into out/.
 *
 * @throws when the build fails; what it dislikes is on the terminal
 */
export async function buildProgram(): Promise<void> {
  // Taken before the build: what changes while it runs must count as newer.
  const madeFrom = fingerprint();
  forgetBuild();
  const code = await runTool('electron-vite', ['build', '--logLevel', 'warn'], { output: 'stderr' });
  if (code !== 0) throw new Error('The program could not be built: see above.');
  writeLicencePage(output);
  writeFileSync(stamp, madeFrom);
}

/** Builds the program if out/ is not what today's sources make. */
export async function ensureBuild(): Promise<void> {
  if (isCurrent()) return;
  say('Building the program …');
  await buildProgram();
}

/** Has the next start build anew: for who puts other things into out/. */
export function forgetBuild(): void {
  rmSync(stamp, { force: true });
}

function isCurrent(): boolean {
  if (!existsSync(stamp) || !products.every((file) => existsSync(join(output, file)))) return false;
  return readFileSync(stamp, 'utf8') === fingerprint();
}

// By content: a clone, a switch of branches or a clock that is wrong says nothing about what was built.
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((name) => filesBelow(join(projectFolder, name)))) {
    hash
      .update(`${relative(projectFolder, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
