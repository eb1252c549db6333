import {
  mailboxService,
  type MailboxService,
} from '../../../electron/main/desk/output/mail/mailbox.service.ts';
import { authorizeAdministration } from '../../../electron/main/desk/records/operators/authorize-administration.ts';
import type { TestDesk } from '../desk.ts';

/** The mailbox of a desk, without a server. */
export const testMailbox = ({ context: { db, session } }: Pick<TestDesk, 'context'>): MailboxService =>
  mailboxService(db, {
    secrets: { available: () => false, seal: (secret) => secret, unseal: (sealed) => sealed },
    chooseFile: () => Promise.resolve(null),
    check: () => authorizeAdministration(session, 'Changing the mail account', null),
    changed: () => undefined,
    test: () => Promise.resolve({ words: 'There is no server in this test.' }),
    describe: () => ({ state: 'off', words: '', lookedAt: null }),
  });
