import { dirname } from 'node:path';
import { connectionFile } from '../../../electron/main/sync/link/connection-file.ts';
import { ownRequestsIn } from '../../../electron/main/sync/link/own-requests.ts';
import { hubService, type HubService } from '../../../electron/main/sync/link/hub.service.ts';
import { hubTasksService } from '../../../electron/main/sync/tasks.service.ts';
import type { TestDesk } from '../desk.ts';

/** What the page can ask of a hub at a desk that has none, and where nobody answers. */
export const testHub = (desk: TestDesk): HubService =>
  hubService({
    context: desk.context,
    db: desk.context.db,
    file: connectionFile(dirname(desk.file), {
      available: () => false,
      seal: (secret) => secret,
      unseal: (sealed) => sealed,
    }),
    tasks: hubTasksService(desk.context),
    // No test looks for a computer in the network.
    fetchIdentity: () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })),
    openLink: () => {
      throw new Error('There is no hub in this test.');
    },
    make: () => Promise.reject(new Error('There is no hub in this test.')),
    own: ownRequestsIn(dirname(desk.file)),
    writeLibrary: () => Promise.reject(new Error('Nobody joins.')),
    chooseImport: () => Promise.reject(new Error('Nobody joined.')),
    update: () => Promise.reject(new Error('There is no hub in this test.')),
    bring: () => Promise.reject(new Error('There is no hub in this test.')),
    bringAnew: () => Promise.reject(new Error('There is no hub in this test.')),
    endSharing: () => undefined,
    verify: () => Promise.reject(new Error('There is no hub in this test.')),
    saveJoining: () => Promise.resolve(null),
    chooseJoining: () => Promise.resolve(null),
    startAgain: () => undefined,
    moved: () => undefined,
  });
