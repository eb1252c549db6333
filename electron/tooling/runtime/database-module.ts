import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, say } from '../lib/processes.ts';
import { ownBuild, settleOwnBuild } from '../offline/own-build.ts';
import { recall, remember } from './memory.ts';

export type DatabaseHost = { readonly executable: string; readonly nodeApi: number };

/**
 * Sees to it that better-sqlite3 works in this Electron and in the Node that runs tests, and proves it once.
 *
 * @param host the Electron's executable and its Node-API version
 * @throws with a sentence for the person at the terminal when it cannot be built or does not work
 */
export async function ensureDatabaseModule(host: DatabaseHost): Promise<void> {
  await settleOwnBuild(host.nodeApi);
  const file = existsSync(ownBuild)
    ? createHash('sha256').update(readFileSync(ownBuild)).digest('hex')
    : 'published';
  const pair = `${host.executable} and Node ${process.version} with ${file}`;
  if (recall('database module works in') === pair) return;
  for (const executable of [host.executable, process.execPath]) say(check(executable));
  remember('database module works in', pair);
}

function check(executable: string): string {
  const { code, stdout, stderr } = capture(executable, [join(import.meta.dirname, 'check-database.cjs')], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
    timeoutMs: 60_000,
  });
  if (code !== 0) throw new Error(`The database module does not work in ${executable}: ${stderr.trim()}`);
  return stdout.trim();
}
