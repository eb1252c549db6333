import { join } from 'node:path';
import type { Result } from '../../shared/ipc/result.ts';
import { t } from '../../shared/words/words.ts';
import { childProcessOf } from './app/child-process.ts';
import { chooseMessageFolder, choosePemFile } from './app/dialogs.ts';
import { retryOnBusy } from './db/retry-on-busy.ts';
import { authorizeAdministrationOfAll } from './desk/records/operators/authorize-administration.ts';
import type { FromProcess, ToProcess } from './files/process/messages.ts';
import { MessageFolder } from './files/watching/message-folder.service.ts';
import { systemSecrets } from './mail/secrets.ts';
import { EndpointAccount } from './partners/exchange/endpoint-account.ts';
import { EndpointKeeper } from './partners/exchange/endpoint-keeper.ts';
import { endpointService } from './partners/exchange/endpoint.service.ts';
import type { ChoosePem } from './partners/exchange/key-pair.ts';
import { takeConfirmation } from './partners/sending/take-confirmation.ts';
import type { Base } from './program-base.ts';

/**
 * Sets up how partners' systems reach this workstation.
 * @param take keeps a message that came, and returns its confirmation
 */
export const openEndpoint = (base: Base, take: (message: Uint8Array) => string) => {
  const { db, atWindow, emit, log, now, session, movedAway } = base;
  const choosePem: ChoosePem = (what) => atWindow(choosePemFile(what));
  const account = new EndpointAccount(db, systemSecrets);
  const check = (): Result<null> =>
    authorizeAdministrationOfAll(db, session, t('Changing how messages arrive'));
  const changed = (): void => emit('changed', { topics: ['messages'] });
  const keep = (message: Uint8Array): Promise<string> => retryOnBusy(() => take(message));
  const keeper = new EndpointKeeper({
    account,
    take: keep,
    now,
    rests: movedAway.rests,
    changed,
    logFault: (error) => log.error('endpoint.fault', error),
  });
  const messageFolder = new MessageFolder({
    db,
    now,
    startProcess: childProcessOf<ToProcess, FromProcess>(
      join(import.meta.dirname, 'file-process.cjs'),
      t('Borrow Desk Import'),
    ),
    // Only here do confirmations come apart from the message: over HTTP they are the answer to it.
    take: async (bytes) => (await retryOnBusy(() => takeConfirmation(db, bytes, now()))) || keep(bytes),
    rests: movedAway.rests,
    chooseFolder: () => atWindow(chooseMessageFolder),
    check,
    changed,
    logFault: (error) => log.error('message-folder.fault', error),
  });
  return {
    /** Opens the endpoint and looks at the folder, as the settings say. */
    start: () => {
      void keeper.follow();
      messageFolder.start();
    },
    follow: () => void keeper.follow(),
    stop: () => {
      messageFolder.close();
      return keeper.stop();
    },
    services: {
      endpoint: endpointService({
        account,
        keeper,
        keepsSecrets: systemSecrets.available,
        choosePem,
        check,
      }),
      messageFolder,
    },
  };
};
