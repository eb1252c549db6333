import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectFolder } from '../lib/paths.ts';
import { capture, run, say } from '../lib/processes.ts';

const modules = join(projectFolder, 'node_modules');
const sources = join(modules, 'better-sqlite3');

/** The header that is forced in front of the sources; part of what the result depends on. */
export const forcedHeader = join(import.meta.dirname, 'node-api-9.h');

/** Compiler switches; part of what the result depends on. */
export const commonFlags: readonly string[] = ['-O2', '-fPIC', '-w', '-DNDEBUG', '-fvisibility=hidden'];

/**
 * Builds better-sqlite3 from the sources in its package, for a runtime with Node-API 9.
 *
 * @param target where the `.node` file shall stand; it appears there whole or not at all
 * @throws when there is no compiler and it cannot be installed, or the compiler fails
 */
export async function buildDatabaseModule(target: string): Promise<void> {
  await ensureCompiler();
  say('Building the database module for this runtime (about half a minute, once) …');
  await mkdir(dirname(target), { recursive: true });
  const partial = await mkdtemp(`${target}.partial-`);
  try {
    const library = join(partial, 'sqlite3.o');
    const addon = join(partial, 'addon.o');
    const linked = join(partial, 'better_sqlite3.node');
    // Side by side: each takes about half of the time.
    await Promise.all([compile('gcc', libraryArguments(library)), compile('g++', addonArguments(addon))]);
    await compile('g++', [
      '-shared',
      '-s',
      '-Wl,-Bsymbolic',
      '-o',
      linked,
      addon,
      library,
      '-ldl',
      '-lpthread',
    ]);
    await rename(linked, target);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function ensureCompiler(): Promise<void> {
  if (capture('g++', ['--version']).code === 0) return;
  const installer = join(import.meta.dirname, '..', 'system-packages.mjs');
  const code = await run(process.execPath, [installer, 'compile'], { output: 'stderr' });
  if (code !== 0) throw new Error('the database module needs a C++ compiler (g++) here');
}

function libraryArguments(output: string): readonly string[] {
  const source = join(sources, 'deps', 'sqlite3', 'sqlite3.c');
  return [...commonFlags, '-std=c99', ...sqliteDefines(), '-c', source, '-o', output];
}

function addonArguments(output: string): readonly string[] {
  const defines = ['-DNAPI_DISABLE_CPP_EXCEPTIONS', '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS'];
  const includes = [
    join(modules, 'node-api-headers', 'include'),
    join(modules, 'node-addon-api'),
    join(sources, 'deps', 'sqlite3'),
  ];
  return [
    ...commonFlags,
    '-std=c++20',
    '-fvisibility-inlines-hidden',
    ...defines,
    ...includes.map((folder) => `-I${folder}`),
    '-include',
    forcedHeader,
    '-c',
    join(sources, 'src', 'better_sqlite3.cpp'),
    '-o',
    output,
  ];
}

// The package keeps its choice of SQLite options in a gyp file: one quoted option a line.
function sqliteDefines(): readonly string[] {
  const text = readFileSync(join(sources, 'deps', 'defines.gypi'), 'utf8');
  return [...text.matchAll(/^\s+'([A-Z0-9_]+(?:=[^']*)?)',$/gm)].map((match) => `-D${match[1]}`);
}

async function compile(compiler: string, args: readonly string[]): Promise<void> {
  const code = await run(compiler, args, { output: 'stderr' });
  if (code !== 0) throw new Error(`${compiler} failed on the database module`);
}
