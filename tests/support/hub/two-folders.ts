import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { electronExecutable, filledFolder, temporaryFolder } from '../launch.ts';
import { layCable, type Cable } from './cable.ts';
import { password, startPostgres, type Postgres } from './postgres.ts';

/** Two data folders of the demo library that share a hub, through a cable. */
export type TwoFolders = {
  readonly folders: readonly [string, string];
  readonly cable: Cable;
  readonly postgres: Postgres;
  readonly stop: () => Promise<void>;
};

/** Creates them as an administrator would on the command line. */
export const makeTwoFolders = async (): Promise<TwoFolders> => {
  const postgres = await startPostgres({ tls: true });
  const cable = await layCable(postgres.port);
  const first = await filledFolder('demo');
  const second = temporaryFolder();
  const where = join(second, 'where.json');
  const joining = join(second, 'join.json');
  writeFileSync(
    where,
    JSON.stringify({ host: '127.0.0.1', port: cable.port, database: 'postgres', user: 'postgres', password }),
  );
  await run([
    `--data-dir=${first}`,
    `--make-hub=${where}`,
    `--invite-to-hub=${joining}`,
    '--hub-name=Mail room',
  ]);
  await run([`--data-dir=${second}`, `--join-hub=${joining}`, '--hub-name=Counter']);
  return {
    folders: [first, second],
    cable,
    postgres,
    stop: async () => {
      await cable.stop();
      await postgres.stop();
    },
  };
};

const run = async (args: readonly string[]): Promise<void> => {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const program = spawn(await electronExecutable(), [...asRoot, projectFolder, '--exit-when-done', ...args], {
    cwd: projectFolder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  program.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(program, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The program ended with ${code}: ${said.slice(-2_000)}`);
};
