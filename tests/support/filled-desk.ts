import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How the program is started here: all but its own switches. */
type Start = {
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
};

/**
 * Fills a new data folder with a library: what the program leaves there when it has imported it, shown its window and ended.
 * That is done once for each library of a run, in whatever process, and copied from then on: tests of other things neither
 * import it again nor compile the page anew.
 *
 * @param library `demo`, or the path of a library file
 * @throws when the program does not end well
 */
export const fillDesk = async (dataDir: string, library: string, start: Start): Promise<void> => {
  const kept = join(tmpdir(), 'borrow-desk-filled');
  mkdirSync(kept, { recursive: true });
  const content = library === 'demo' ? library : readFileSync(library);
  const filled = join(kept, createHash('sha256').update(content).digest('hex'));
  if (!existsSync(filled)) await make(filled, library, start);
  // The mark beside the database knows when it was changed last.
  cpSync(filled, dataDir, { recursive: true, preserveTimestamps: true });
};

const make = async (filled: string, library: string, start: Start): Promise<void> => {
  const folder = mkdtempSync(`${filled}-`);
  await runToItsEnd(folder, [library === 'demo' ? '--demo' : `--import=${library}`], start);
  // What Chromium compiled it keeps at the second time.
  await runToItsEnd(folder, [], start);
  rmSync(join(folder, 'logs'), { recursive: true });
  try {
    renameSync(folder, filled);
  } catch (error) {
    // Another process was first.
    rmSync(folder, { recursive: true });
    if (!existsSync(filled)) throw error;
  }
};

const runToItsEnd = async (
  dataDir: string,
  more: readonly string[],
  { executable, args, env }: Start,
): Promise<void> => {
  const own = [`--data-dir=${dataDir}`, '--printer=pdf', '--exit-when-ready', ...more];
  const child = spawn(executable, [...args, ...own], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (said += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The desk of the tests was not filled (${code}): ${said.slice(-2_000)}`);
};
