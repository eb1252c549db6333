import { startImportThread } from '../../../../electron/main/desk/library-file/import-thread.ts';

// A process that imports a file and says each progress, for a test that kills it.
const [workerFile = '', databaseFile = '', file = ''] = process.argv.slice(2);
const thread = startImportThread(
  workerFile,
  { file, databaseFile, reportsDir: `${databaseFile}-reports`, timeZone: 'UTC' },
  {
    onProgress: ({ totals }) => process.stdout.write(`${totals.added}\n`),
    onFault: (error) => process.stderr.write(String(error)),
  },
);
await thread.ended;
