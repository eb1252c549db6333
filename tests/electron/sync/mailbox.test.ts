import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MailboxAccount } from '../../../electron/main/desk/output/mail/mailbox.service.ts';
import { startMailboxWorker } from '../../../electron/main/mail/incoming/mailbox-worker.ts';
import { readMail } from '../../../electron/main/mail/incoming/read-mail.ts';
import { readMailbox } from '../../../electron/main/mail/incoming/read-mailbox.ts';
import { expectSound, sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { type Dovecot, startDovecot } from '../../support/incoming-mail/dovecot.ts';

// One mailbox, read by the workstation that sends the letters: now this one, now that one.

const shared = sharedLibrary();
let server: Dovecot;
beforeAll(async () => {
  server = await startDovecot();
});
afterAll(() => server.stop());

const account = (): MailboxAccount => ({
  host: 'localhost',
  port: server.port,
  security: 'starttls',
  user: server.user,
  password: server.password,
  folder: 'INBOX',
  ca: server.certificate.cert,
});
const deliver = (subject: string): void =>
  server.deliver(`From: North <ill@north.example>\r\nSubject: ${subject}\r\n\r\nHello\r\n`);
const subjects = ({ raw }: SyncDesk): unknown[] =>
  raw.prepare('SELECT subject FROM incoming_mail ORDER BY received_at, id').pluck().all();

/** Somebody opens all mails in a mail program. */
const openAll = async (): Promise<void> => {
  const { host, port, user, password, ca } = account();
  const client = new ImapFlow({
    host,
    port,
    secure: false,
    auth: { user, pass: password },
    tls: { ca: ca ?? '' },
    logger: false,
  });
  await client.connect();
  await client.mailboxOpen('INBOX');
  await client.messageFlagsAdd('1:*', ['\\Seen']);
  await client.logout();
};

/** A workstation reads the mailbox until it has seen everything. */
const reads = async ({ context, faults }: SyncDesk, now = new Date()): Promise<void> => {
  const worker = startMailboxWorker({
    db: context.db,
    mailbox: account,
    accountNumber: () => 1,
    isSetUp: () => true,
    reads: () => true,
    mayNot: () => false,
    read: readMailbox,
    readMail,
    now: () => now,
    random: () => 0.5,
    changed: () => undefined,
    logFault: (error) => (faults as unknown[]).push(error),
  });
  worker.kick();
  await expect.poll(() => worker.describe().state).toBe('ready');
  await worker.stop();
};

test('the next workstation goes on where the last one stopped: no mail comes twice, and none is missed', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    deliver('First');
    await reads(one, new Date('2026-01-01T08:00:00Z'));
    expect(subjects(one)).toEqual(['First']);
    // It is deleted because it is old: it must not come back.
    one.raw.exec('DELETE FROM incoming_mail');
    await one.sync();
    await other.sync();
    deliver('Second');
    await openAll();
    await reads(other);
    expect(subjects(other)).toEqual(['Second']);
    await other.sync();
    await one.sync();
    deliver('Third');
    await reads(one);
    expect(subjects(one)).toEqual(['Second', 'Third']);
    await one.sync();
    await other.sync();
    expect(subjects(other)).toEqual(['Second', 'Third']);
    expectSound(one, other);
  }));
