import { dirname } from 'node:path';
import { connectionFile } from '../../../electron/main/sync/link/connection-file.ts';
import { hubService, type HubService } from '../../../electron/main/sync/link/hub.service.ts';
import { ownRequestsIn } from '../../../electron/main/sync/link/own-requests.ts';
import type { TestDesk } from '../desk.ts';

const nothing = (): undefined => undefined;

/** Returns the hub service of a desk that has no hub, and for which no server responds. */
export const testHub = ({ context, file }: TestDesk): HubService =>
  hubService({
    context,
    databaseFile: file,
    file: connectionFile(dirname(file), {
      available: () => false,
      seal: (secret) => secret,
      unseal: (sealed) => sealed,
    }),
    program: '',
    schemaVersion: 0,
    // No test may look for a computer on the network.
    fetchIdentity: () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })),
    makes: () => ({ hub: '', reports: '' }),
    incoming: { file: `${file}.incoming`, drop: nothing, decide: nothing },
    own: ownRequestsIn(dirname(file)),
    writeLibrary: () => Promise.reject(new Error('Nobody joins.')),
    chooseImport: () => Promise.reject(new Error('Nobody joined.')),
    saveJoining: () => Promise.resolve(null),
    chooseJoining: () => Promise.resolve(null),
    chooseJoiningFolder: () => Promise.resolve(null),
    startAgain: nothing,
    changed: nothing,
    stateChanged: nothing,
    hasMail: () => false,
    tellsPartners: () => false,
    onSlipsRemoved: nothing,
    onNamesForgotten: nothing,
    fault: nothing,
    log: nothing,
  });
