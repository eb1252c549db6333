import { taskOf } from '../../../electron/main/files/process/messages.ts';
import { startWork } from '../../../electron/main/files/process/start-work.ts';
import { startNodeProcess } from '../../support/file-process.ts';
import { testImporter } from './import-desk.ts';

// A process that imports a file and prints its progress, for a test that kills both.
const [databaseFile = '', file = ''] = process.argv.slice(2);

const importing = startWork<'import'>(
  startNodeProcess(),
  {
    kind: 'import',
    task: taskOf(
      { databaseFile, dataDir: `${databaseFile}-data`, timeZone: () => 'UTC' },
      file,
      testImporter,
      { importNumber: 1 },
    ),
  },
  {
    onProgress: ({ totals }) => process.stdout.write(`${totals.added}\n`),
    onFault: (error) => process.stderr.write(String(error)),
  },
);
await importing.ended;
