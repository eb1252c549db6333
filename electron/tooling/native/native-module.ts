import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectFolder, userCacheFolder } from '../lib/paths.ts';
import { capture, say } from '../lib/processes.ts';
import { recall, remember } from '../runtime/memory.ts';
import { buildDatabaseModule, commonFlags, forcedHeader } from './native-build.ts';

const packageFolder = join(projectFolder, 'node_modules', 'better-sqlite3');

// better-sqlite3 looks here before it takes its prebuilt file.
const placed = join(packageFolder, 'build', 'Release', 'better_sqlite3.node');

/** The prebuilt files of better-sqlite3 keep references to strings, which came with this version. */
const nodeApiOfPrebuilds = 10;

export type DatabaseHost = { readonly executable: string; readonly nodeApi: number };

/**
 * Puts the right better-sqlite3 in place, and proves that it works in this Electron and in the Node that runs tests.
 *
 * @param host the Electron's executable and its Node-API version
 * @throws with a sentence for the person at the terminal when it cannot be built or does not work
 */
export async function ensureDatabaseModule(host: DatabaseHost): Promise<void> {
  if (host.nodeApi >= nodeApiOfPrebuilds) await removeOwnBuild();
  else await placeOwnBuild();
  checkOnce(host);
}

async function removeOwnBuild(): Promise<void> {
  if (!existsSync(placed)) return;
  say('This runtime takes the database module as it is published: removing our own build.');
  await rm(placed);
}

async function placeOwnBuild(): Promise<void> {
  if (process.platform !== 'linux') {
    throw new Error('This Electron is too old for the database module: version 36 or later is needed.');
  }
  const cached = cachedFile();
  if (!existsSync(cached)) await buildDatabaseModule(cached);
  if (existsSync(placed) && readFileSync(placed).equals(readFileSync(cached))) return;
  await mkdir(dirname(placed), { recursive: true });
  // Renamed into place, because a running program may have the old file in use.
  const partial = `${placed}.partial-${process.pid}`;
  await copyFile(cached, partial);
  await rename(partial, placed);
}

function cachedFile(): string {
  const about = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const madeBy = createHash('sha256').update(readFileSync(forcedHeader)).update(commonFlags.join(' '));
  const name = `better-sqlite3-${about.version}-${process.platform}-${process.arch}-${madeBy.digest('hex').slice(0, 12)}`;
  return join(userCacheFolder(), 'native', name, 'better_sqlite3.node');
}

function checkOnce(host: DatabaseHost): void {
  const file = existsSync(placed)
    ? createHash('sha256').update(readFileSync(placed)).digest('hex')
    : 'published';
  const pair = `${host.executable} and Node ${process.version} with ${file}`;
  if (recall('database module works in') === pair) return;
  for (const executable of [host.executable, process.execPath]) {
    const check = capture(executable, [join(import.meta.dirname, 'check-database.cjs')], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
      timeoutMs: 60_000,
    });
    if (check.code !== 0) {
      throw new Error(`The database module does not work in ${executable}: ${check.stderr.trim()}`);
    }
    say(check.stdout.trim());
  }
  remember('database module works in', pair);
}
