import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import { languageVariable } from '../../shared/words/languages.ts';

/** How the program is started here, apart from its own switches. */
type Start = {
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
};

/**
 * Fills a new data folder with a library, in the state after the program has imported it, shown its window and exited.
 * This happens once for each library and build, across all processes, and the result is copied: other tests need neither
 * import it nor compile the page again.
 *
 * @param library `demo`, or the path of a library file
 * @throws if the program fails
 */
export const fillDesk = async (dataDir: string, library: string, start: Start): Promise<void> => {
  // The note beside the database records when it was last changed.
  cpSync(await filledWith(library, start), dataDir, { recursive: true, preserveTimestamps: true });
};

/** Returns the folder to copy, and creates it if missing. */
const filledWith = async (library: string, start: Start): Promise<string> => {
  const kept = join(tmpdir(), 'borrow-desk-filled');
  mkdirSync(kept, { recursive: true });
  // The first words of a library are those of the language it is made in.
  const language = start.env[languageVariable] ?? 'en';
  const filled = join(kept, `${nameOf(library)}-${builtProgram()}-${language}`);
  if (!existsSync(filled)) await make(filled, library, start);
  return filled;
};

/** A name for the contents of a library: `demo`, or the path of a library file. */
export const nameOf = (library: string): string =>
  createHash('sha256')
    .update(library === 'demo' ? library : readFileSync(library))
    .digest('hex');

/** A name for the built program: its files are hashed by content, because another build may have another schema. */
const builtProgram = (): string =>
  createHash('sha256')
    .update(readFileSync(join(projectFolder, 'out/main/index.cjs')))
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

const maxTries = 3;

/**
 * On a busy machine Electron itself occasionally crashes on exit, after the program has closed its database: then the folder is deleted
 * and filled again. Tests of exiting check that themselves.
 */
const fillAnew = async (filled: string, library: string, start: Start): Promise<string> => {
  for (let tries = 1; ; tries += 1) {
    const folder = mkdtempSync(`${filled}-`);
    if (library !== 'demo') await takeCompiled(folder, start);
    const isIn = await endsWell(folder, [library === 'demo' ? '--demo' : `--import=${library}`], start);
    // Chromium caches compiled code at the second start.
    if (isIn && (library !== 'demo' || (await endsWell(folder, [], start)))) return folder;
    rmSync(folder, { recursive: true });
    if (tries >= maxTries) throw new Error('The desk of the tests was not filled: Electron broke down.');
  }
};

/** Copies Chromium's compiled code from another folder: the page is the same for every library. */
const takeCompiled = async (folder: string, start: Start): Promise<void> => {
  const compiled = join('chromium', 'Code Cache');
  cpSync(join(await filledWith('demo', start), compiled), join(folder, compiled), { recursive: true });
};

/** Runs the program to its end. Returns whether Electron did not crash. @throws if the program reports a failure. */
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
