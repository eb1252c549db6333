import { join } from 'node:path';
import { openNewDatabase } from '../../../electron/main/db/sharing.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { fetchLibrary } from '../../../electron/main/sync/fetch-library.ts';
import { hubOf } from '../../../electron/main/sync/hub.ts';
import { IncomingLibrary } from '../../../electron/main/sync/incoming-library.ts';
import { newOpId } from '../desk.ts';
import type { SharedLibrary } from './shared-library.ts';
import { connectSyncing, epochOfTests, openSyncDesk, type SyncDesk } from './sync-desk.ts';

/** The number of the workstation that joins. */
const joining = 4;

/** Returns the library as a workstation that joins now gets it. */
export const joinedLibrary = async ({
  hub,
  library,
}: Pick<SharedLibrary, 'hub' | 'library'>): Promise<ReadableDB & { readonly close: () => void }> => {
  const db = openNewDatabase(join(library.folder, `joined-${newOpId()}.sqlite`));
  const incoming = new IncomingLibrary(db);
  const writer = {
    rows: (...given: Parameters<IncomingLibrary['rows']>) => Promise.resolve(incoming.rows(...given)),
    steps: (...given: Parameters<IncomingLibrary['steps']>) => Promise.resolve(incoming.steps(...given)),
    end: (...given: Parameters<IncomingLibrary['end']>) => Promise.resolve(incoming.end(...given)),
  };
  await fetchLibrary(
    writer,
    hubOf(hub.queryAs(1)),
    { epoch: epochOfTests, workstation: joining },
    () => undefined,
  );
  return db;
};

/** Opens the workstation that joins now. */
export const joinedDesk = async (shared: SharedLibrary): Promise<SyncDesk> => {
  const library = await joinedLibrary(shared);
  library.close();
  return openSyncDesk(connectSyncing((library as unknown as { readonly name: string }).name), {
    login: joining,
    query: shared.hub.queryAs(joining),
    clock: shared.openDesk(joining).context.now,
    newOpId,
  });
};
