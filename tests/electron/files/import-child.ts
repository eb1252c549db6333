import { noMapping } from '../../../shared/domain/intake/mapping.ts';
import { startImport } from '../../../electron/main/files/running-import.ts';
import { testImporter } from './import-desk.ts';
import { startNodeProcess } from '../../support/import-process.ts';

// A process that imports a file and says each progress, for a test that kills it: the import ends with it.
const [databaseFile = '', file = ''] = process.argv.slice(2);

const importing = startImport(
  startNodeProcess(),
  {
    kind: 'import',
    task: {
      file,
      databaseFile,
      reportsDir: `${databaseFile}-reports`,
      timeZone: 'UTC',
      importer: testImporter,
      mapping: noMapping,
      stamp: null,
      listsRows: false,
      trialCopy: null,
      rowReport: null,
      importNumber: 1,
      isUnattended: false,
    },
  },
  {
    onProgress: ({ totals }) => process.stdout.write(`${totals.added}\n`),
    onFault: (error) => process.stderr.write(String(error)),
  },
);
await importing.ended;
