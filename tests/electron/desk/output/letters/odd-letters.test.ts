import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MailAccount } from '../../../../../electron/main/mail/mail-account.ts';
import { lettersService } from '../../../../../electron/main/desk/output/letters/letters.service.ts';
import { templatesService } from '../../../../../electron/main/desk/output/letters/templates.service.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { addItem } from '../../../../support/circulation.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import {
  addAddresses,
  addLetter,
  loopbackAccount,
  outboxRows,
  outboxStates,
  startTestQueue,
  testTemplates,
  testWriter,
} from '../../../../support/letters.ts';
import type { MailServer } from '../../../../support/mail-server.ts';
import { freePort, startMailServer } from '../../../../support/mail-server.ts';
import { valueOf } from '../../../../support/results.ts';
import { waitFor } from '../../../../support/waiting.ts';

let desk: TestDesk;
let server: MailServer;
let account: MailAccount | null;
let requestId: RequestId;
let queue: ReturnType<typeof startTestQueue>;
beforeEach(async () => {
  desk = openTestDesk();
  addAddresses(desk);
  requestId = addRequest(desk, { externalId: 'R-1', status: 'REQUEST_SENT' });
  server = await startMailServer();
  account = loopbackAccount(server.port);
  queue = startTestQueue(desk, () => account);
});
afterEach(async () => {
  await queue.stop(200);
  await server.close();
  desk.close();
});

const tellPartner = () =>
  addLetter(desk, requestId, { recipient: 'partner', kind: 'request', payload: { note: '' } });
const tellPatron = () => addLetter(desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
const until = (...states: readonly string[]) =>
  waitFor(
    `the states ${states.join()}`,
    () => (outboxStates(desk).join() === states.join() ? true : undefined),
    5_000,
  );
const outOfReach = async (): Promise<void> => {
  account = loopbackAccount(await freePort());
  queue.kick();
  await waitFor('a try in vain', () => outboxStates(desk).includes('failed') || undefined);
};
const back = (): void => {
  account = loopbackAccount(server.port);
  queue.tryNow();
};

test('a letter that cannot be written is for a person, and holds up no other', async () => {
  tellPartner();
  desk.raw.exec(`UPDATE request SET due_on = 'some day'`);
  const other = addRequest(desk, { externalId: 'R-2', status: 'REQUEST_SENT' });
  addLetter(desk, other, { recipient: 'partner', kind: 'request', payload: { note: '' } });
  queue.kick();
  await until('needs-person', 'sent');
  expect(outboxRows(desk)[0]?.note).toContain('cannot write this letter');
  expect(queue.faults).toHaveLength(1);
});

test('a text that is changed while a letter waits is the one that leaves, and so is a mended address', async () => {
  tellPartner();
  await outOfReach();
  valueOf(
    templatesService(desk.context, testTemplates()).saveTemplate({
      opId: newOpId(),
      code: 'partner-request',
      subject: 'Please lend us {{externalId}}',
      body: 'New words.',
    }),
  );
  desk.raw.exec(`UPDATE partner SET email = 'loans@north.example'`);
  back();
  await until('sent');
  expect(server.received[0]).toMatchObject({ to: ['loans@north.example'], body: 'New words.\n' });
  expect(server.received[0]?.headers.get('subject')).toBe('Please lend us R-1');
});

test('an account that is changed or taken away while letters wait: they leave once, by the new one', async () => {
  tellPartner();
  tellPatron();
  await outOfReach();
  account = null;
  queue.tryNow();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(outboxStates(desk)).toEqual(['failed', 'waiting']);
  account = { ...loopbackAccount(server.port), fromAddress: 'new@other.example', fromName: 'New' };
  queue.tryNow();
  await until('sent', 'sent');
  expect(server.received.map(({ from }) => from)).toEqual(['new@other.example', 'new@other.example']);
  expect(server.received[0]?.headers.get('reply-to')).toContain('ill@main.example');
});

test('ten thousand characters and forged lines make no header and no second reader', async () => {
  const evil = `Sea\r\nBcc: thief@evil.example\r\n\r\nforged ${'اب📚'.repeat(2_500)}`;
  desk.raw.prepare('UPDATE request SET title = ?').run(evil);
  desk.raw.prepare('UPDATE patron SET name = ?').run('Reader\r\nCc: thief@evil.example');
  desk.raw.prepare('UPDATE library SET name = ?').run('Main\nX-Forged: yes');
  tellPatron();
  queue.kick();
  await until('sent');
  const [letter] = server.received;
  expect(letter?.to).toEqual(['reader@patrons.example']);
  expect([...(letter?.headers.keys() ?? [])].filter((name) => /bcc|^cc|forged/.test(name))).toEqual([]);
  expect([...(letter?.headers.get('subject') ?? '')].length).toBeLessThanOrEqual(200);
  expect(letter?.body.split('\n').some((line) => line.startsWith('Bcc:'))).toBe(false);
});

test('a letter that went out on paper to nobody known leaves by mail once an address is known', async () => {
  desk.raw.exec(`UPDATE partner SET email = ''`);
  const letters = lettersService(desk.context, { writer: testWriter(desk), tryNow: queue.tryNow });
  tellPartner();
  valueOf(letters.print({ opId: newOpId(), id: 1 }));
  desk.raw.exec(`UPDATE partner SET email = 'ill@north.example'`);
  valueOf(letters.retry({ id: 1 }));
  await until('sent');
  expect(server.received[0]?.to).toEqual(['ill@north.example']);
});

test('a letter that waited for weeks promises no day that is over', async () => {
  addItem(desk, requestId, { barcode: 'N-1', status: 'on-hold-shelf' });
  desk.raw.exec(`UPDATE item SET hold_until = '2026-12-02'`);
  tellPatron();
  await outOfReach();
  expect(
    testWriter(desk).write(desk.context.db, { id: 1, recipient: 'patron', kind: 'item-ready' } as never)
      ?.body,
  ).toContain('until 2 Dec 2026');
  desk.setNow('2026-12-20T09:00:00Z');
  back();
  await until('sent');
  expect(server.received[0]?.body).toContain('is ready for you');
  expect(server.received[0]?.body).not.toContain('2 Dec');
});

test('a clock that is put back by months while letters wait holds up none', async () => {
  desk.setNow('2027-06-01T09:30:00Z');
  tellPartner();
  await outOfReach();
  desk.setNow('2026-11-25T09:30:00Z');
  account = loopbackAccount(server.port);
  queue.kick();
  await until('sent');
  expect(server.received).toHaveLength(1);
});
