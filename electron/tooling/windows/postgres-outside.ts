import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectFolder } from '../lib/paths.ts';

/**
 * Starts the process that starts PostgreSQL servers for the tests under Wine: none runs in Wine itself, and a real hub is another computer anyway.
 *
 * @returns the value of BORROW_DESK_POSTGRES_OUTSIDE, and a function that ends it with all its servers; it also ends with this process
 * @throws when it does not start
 */
export async function startPostgresOutside(): Promise<{
  readonly told: string;
  readonly end: () => Promise<void>;
}> {
  const script = join(projectFolder, 'tests/support/hub/serve-postgres.ts');
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const line = once(createInterface(child.stdout), 'line') as Promise<[string]>;
  const first = await Promise.race([line, exited.then(() => null)]);
  if (first === null) throw new Error('PostgreSQL could not be started for the tests under Wine.');
  return {
    told: first[0],
    end: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
