import {
  mailboxService,
  type MailboxParts,
  type MailboxService,
} from '../../../electron/main/desk/output/mail/mailbox.service.ts';
import { authorizeAdministration } from '../../../electron/main/desk/records/operators/authorize-administration.ts';
import type { TestDesk } from '../desk.ts';

/** The mailbox of a desk, without a server. @param parts what a test observes or decides */
export const testMailbox = (
  { context: { db, session } }: Pick<TestDesk, 'context'>,
  parts: Partial<MailboxParts> = {},
): MailboxService =>
  mailboxService(db, {
    secrets: { available: () => false, seal: (secret) => secret, unseal: (sealed) => sealed },
    chooseFile: () => Promise.resolve(null),
    check: () => authorizeAdministration(session, 'Changing the mail account', null),
    changed: () => undefined,
    test: () => Promise.resolve({ words: 'There is no server in this test.' }),
    describe: () => ({ state: 'off', words: '', lookedAt: null }),
    ...parts,
  });
