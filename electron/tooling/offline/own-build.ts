import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectFolder, userCacheFolder } from '../lib/paths.ts';
import { say } from '../lib/processes.ts';
import { buildDatabaseModule, commonFlags, forcedHeader } from './database-build.ts';

const packageFolder = join(projectFolder, 'node_modules', 'better-sqlite3');

/** Where our own build of the database module stands: better-sqlite3 looks here before it takes its prebuilt file. */
export const ownBuild = join(packageFolder, 'build', 'Release', 'better_sqlite3.node');

/** The prebuilt files of better-sqlite3 keep references to strings, which came with this version of Node-API. */
const nodeApiOfPrebuilds = 10;

/**
 * Puts our own build of the database module in place for a runtime that cannot load the published one, and takes it away
 * for every other runtime.
 *
 * @param nodeApi the runtime's Node-API version
 * @throws with a sentence for the person at the terminal when it is needed and cannot be built
 */
export async function settleOwnBuild(nodeApi: number): Promise<void> {
  if (nodeApi < nodeApiOfPrebuilds) return placeOwnBuild();
  if (!existsSync(ownBuild)) return;
  say('This runtime takes the database module as it is published: removing our own build.');
  await rm(ownBuild);
}

async function placeOwnBuild(): Promise<void> {
  if (process.platform !== 'linux') {
    throw new Error('This Electron is too old for the database module: version 36 or later is needed.');
  }
  const cached = cachedFile();
  if (!existsSync(cached)) await buildDatabaseModule(cached);
  if (existsSync(ownBuild) && readFileSync(ownBuild).equals(readFileSync(cached))) return;
  await mkdir(dirname(ownBuild), { recursive: true });
  // Renamed into place, because a running program may have the old file in use.
  const partial = `${ownBuild}.partial-${process.pid}`;
  await copyFile(cached, partial);
  await rename(partial, ownBuild);
}

function cachedFile(): string {
  const about = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const madeBy = createHash('sha256').update(readFileSync(forcedHeader)).update(commonFlags.join(' '));
  const name = `better-sqlite3-${about.version}-${process.platform}-${process.arch}-${madeBy.digest('hex').slice(0, 12)}`;
  return join(userCacheFolder(), 'native', name, 'better_sqlite3.node');
}
