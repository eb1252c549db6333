import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';

/** How the program is started here: all but its own switches. */
type Start = {
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
};

/**
 * Fills a new data folder with a library: what the program leaves there when it has imported it, shown its window and ended.
 * That is done once for each library and build, in whatever process, and copied from then on: tests of other things neither
 * import it again nor compile the page anew.
 *
 * @param library `demo`, or the path of a library file
 * @throws when the program does not end well
 */
export const fillDesk = async (dataDir: string, library: string, start: Start): Promise<void> => {
  // The note beside the database knows when it was changed last.
  cpSync(await filledWith(library, start), dataDir, { recursive: true, preserveTimestamps: true });
};

/** The folder that is copied; it is made when there is none yet. */
const filledWith = async (library: string, start: Start): Promise<string> => {
  const kept = join(tmpdir(), 'borrow-desk-filled');
  mkdirSync(kept, { recursive: true });
  const filled = join(kept, `${nameOf(library)}-${builtProgram()}`);
  if (!existsSync(filled)) await make(filled, library, start);
  return filled;
};

/** A name for what is in a library: `demo`, or the path of a library file. */
export const nameOf = (library: string): string =>
  createHash('sha256')
    .update(library === 'demo' ? library : readFileSync(library))
    .digest('hex');

/** A name for the built program: every file of it goes by what is in it. One run's database may have the schema of another build. */
const builtProgram = (): string =>
  createHash('sha256')
    .update(readFileSync(join(projectFolder, 'out/main/index.js')))
    .digest('hex')
    .slice(0, 8);

const make = async (filled: string, library: string, start: Start): Promise<void> => {
  const folder = await fillAnew(filled, library, start);
  rmSync(join(folder, 'logs'), { recursive: true });
  try {
    renameSync(folder, filled);
  } catch (error) {
    // Another process was first.
    rmSync(folder, { recursive: true });
    if (!existsSync(filled)) throw error;
  }
};

const mostTries = 3;

/**
 * Electron itself breaks down now and then while it ends, on a busy machine, when the program has closed its database: what it leaves
 * then is thrown away and made again. Tests of ending look at it themselves.
 */
const fillAnew = async (filled: string, library: string, start: Start): Promise<string> => {
  for (let tries = 1; ; tries += 1) {
    const folder = mkdtempSync(`${filled}-`);
    if (library !== 'demo') await takeCompiled(folder, start);
    const isIn = await endsWell(folder, [library === 'demo' ? '--demo' : `--import=${library}`], start);
    // What Chromium compiled it keeps at the second time.
    if (isIn && (library !== 'demo' || (await endsWell(folder, [], start)))) return folder;
    rmSync(folder, { recursive: true });
    if (tries >= mostTries) throw new Error('The desk of the tests was not filled: Electron broke down.');
  }
};

/** Gives a new folder what Chromium compiled for another one: the page is the same, whatever the library. */
const takeCompiled = async (folder: string, start: Start): Promise<void> => {
  const compiled = join('chromium', 'Code Cache');
  cpSync(join(await filledWith('demo', start), compiled), join(folder, compiled), { recursive: true });
};

/** Runs the program to its end: whether Electron did not break down. @throws when the program says that something failed. */
const endsWell = async (
  dataDir: string,
  more: readonly string[],
  { executable, args, env }: Start,
): Promise<boolean> => {
  const own = [`--data-dir=${dataDir}`, '--printer=pdf', '--exit-when-ready', ...more];
  const child = spawn(executable, [...args, ...own], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (said += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== null && code !== 0)
    throw new Error(`The desk of the tests was not filled (${code}): ${said.slice(-2_000)}`);
  return code === 0;
};
