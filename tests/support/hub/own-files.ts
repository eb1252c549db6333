import { dirname } from 'node:path';
import { authorizeImporter } from '../../../electron/main/files/importer.ts';
import type { HubParts } from '../../../electron/main/sync/link/membership.ts';
import { ownRequestsIn } from '../../../electron/main/sync/link/own-requests.ts';
import { fail, ok } from '../../../shared/ipc/result.ts';
import type { TestDesk } from '../desk.ts';
import { openFiles } from '../library-file.ts';

/** Handles a test workstation's own requests from before it joins, as the program does. */
export const ownFilesOf = ({
  context,
  file,
}: Pick<TestDesk, 'context' | 'file'>): Pick<HubParts, 'own' | 'writeLibrary' | 'chooseImport'> => {
  return {
    own: ownRequestsIn(dirname(file)),
    writeLibrary: async (path) => {
      const files = openFiles({ file, context });
      const importer = authorizeImporter(context.session);
      const { outcome, failure } = await files.saveLibraryAt(path, importer, false);
      return outcome === 'done' ? ok(null) : fail('file-unwritable', failure ?? '');
    },
    chooseImport: () => Promise.reject(new Error('The import window of this test is another.')),
  };
};
