import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { sqlAsText } from '../../../../../electron/tooling/lib/sql-as-text.ts';
import { checkoutCacheFolder } from '../../../../../electron/tooling/lib/paths.ts';
import { electronExecutable } from '../../../../support/launch.ts';
import type { Answers, Ask } from './questions.ts';

export type Fixture = {
  readonly ask: <A extends Ask>(ask: A) => Promise<Answers[A['do']]>;
  /** The folder that it runs in, where an escaped script would write. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
  /** Kills it immediately, like a power cut. */
  readonly kill: () => void;
};

/**
 * Bundles the fixture program, because the Electron for tests cannot strip types, and starts it.
 * @param name of its folder, different for test files that run at the same time
 * @param env additional environment variables
 */
export const startFixture = async (name: string, env: Readonly<Record<string, string>>): Promise<Fixture> => {
  const folder = await bundle(name);
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(await electronExecutable(), [...asRoot, folder], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done) throw new Error(`The fixture program ended: ${errors}`);
    return line.value;
  };
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  if ((await nextLine()) !== 'ready') throw new Error(`The fixture program did not start: ${errors}`);
  return {
    folder,
    ask: async (ask) => {
      child.stdin.write(`${JSON.stringify(ask)}\n`);
      const { value } = JSON.parse(await nextLine()) as { value: Answers[typeof ask.do] };
      return value as never;
    },
    kill: end,
    stop: async () => {
      child.stdin.end();
      await ended;
      process.removeListener('exit', end);
    },
  };
};

const bundle = async (name: string): Promise<string> => {
  const folder = join(checkoutCacheFolder, 'fixtures', name);
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [sqlAsText],
    ssr: { external: true },
    build: {
      ssr: join(import.meta.dirname, 'main.ts'),
      outDir: folder,
      emptyOutDir: true,
      target: 'node20',
      rollupOptions: { external: ['electron'], output: { entryFileNames: 'main.js' } },
    },
  });
  mkdirSync(folder, { recursive: true });
  const about = { name, version: '0.0.0', type: 'module', main: 'main.js' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(about));
  return folder;
};
