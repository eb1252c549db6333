import { expect, test } from 'vitest';
import type { Delivery, OutgoingLetter } from '../../../../../electron/main/desk/output/mail/ports.ts';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { undoFactsService } from '../../../../../electron/main/desk/queries/history/undo-facts.service.ts';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { useLetterDesk } from '../../../../support/letter-desk.ts';
import { addLetter, loopbackAccount, outboxRows } from '../../../../support/letters.ts';
import { valueOf } from '../../../../support/results.ts';
import { startBadServer } from '../../../../support/scripted-mail-server.ts';
import { waitFor } from '../../../../support/waiting.ts';

const here = useLetterDesk(openTestDesk);

/** Receives an item and notifies the patron: two messages. */
const receive = (): OpId => {
  const requestId = addRequest(here.desk, { externalId: 'R-1' });
  const opId = newOpId();
  const asked = { opId, requestId, barcode: 'N-1', several: false, printSlip: false, use: null };
  valueOf(take(here.desk.context, 'receive', { ...asked, notifyPatron: true }));
  return opId;
};
const askPartner = (): OpId => {
  const requestId = addRequest(here.desk, { externalId: 'R-1', status: 'REQUEST_SENT' });
  return addLetter(here.desk, requestId, { recipient: 'partner', kind: 'request', payload: { note: '' } });
};
const kinds = (): readonly string[] => outboxRows(here.desk).map(({ kind }) => kind);
const mayHaveLeftAt = (): unknown =>
  here.desk.raw.prepare('SELECT may_have_left_at FROM outbox WHERE id = 1').pluck().get();

test('a letter undone before it left is never sent', async () => {
  here.undo(receive());
  here.start();
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(kinds()).toEqual([]);
  expect(here.server.connections()).toBe(0);
});

test('a sent letter is followed by a correction to the exact address it went to', async () => {
  const opId = receive();
  here.start();
  await here.until('sent', 'sent');
  here.desk.raw.exec(`UPDATE patron SET email = 'moved@patrons.example'`);
  here.undo(opId);
  here.start();
  await here.until('sent', 'sent', 'sent', 'sent');
  expect(kinds()).toEqual(['received', 'item-ready', 'correction', 'correction']);
  expect(outboxRows(here.desk).map(({ corrected }) => corrected)).toEqual([1, 1, 0, 0]);
  const [, , toPartner, toPatron] = here.server.received;
  expect(toPartner?.to).toEqual(['ill@north.example']);
  expect(toPartner?.body).toContain('ignore our message “Received: R-1” of 25 November 2026. We');
  expect(toPatron?.to).toEqual(['reader@patrons.example']);
  expect(toPatron?.headers.get('subject')).toBe('Correction: The Voyage of the Beagle');
});

test('a letter whose step is undone later keeps the time when it was sent', async () => {
  const opId = receive();
  here.start();
  await here.until('sent', 'sent');
  const times = (): unknown =>
    here.desk.raw.prepare('SELECT updated_at FROM outbox WHERE id <= 2 ORDER BY id').pluck().all();
  const before = times();
  here.desk.setNow('2026-11-25T10:30:00Z');
  here.undo(opId);
  expect(outboxRows(here.desk).map(({ corrected }) => corrected)).toEqual([1, 1, 0, 0]);
  expect(times()).toEqual(before);
});

/** A queue whose letters stay at the server until the test answers for it. */
const startHeldQueue = () => {
  const held: { readonly letter: OutgoingLetter; readonly answer: (delivery: Delivery) => void }[] = [];
  here.start({ send: (letter) => new Promise((answer) => held.push({ letter, answer })) });
  return { next: () => waitFor('a letter at the server', () => held.shift()) };
};

test('undone while at the server and then accepted: a correction follows', async () => {
  const opId = receive();
  const { next } = startHeldQueue();
  const first = await next();
  here.undo(opId);
  expect(here.kindsAndStates()).toEqual(['received sending', 'correction waiting']);
  first.answer({ kind: 'sent', words: '250 taken' });
  const second = await next();
  expect(second.letter.subject).toBe('Correction: R-1');
  second.answer({ kind: 'sent', words: '250 taken' });
  await here.until('sent', 'sent');
});

test.each(['later', 'refused', 'no-connection', 'account'] as const)(
  'undone while at the server and then not accepted (%s): neither the letter nor a correction is left',
  async (kind) => {
    const opId = receive();
    const first = await startHeldQueue().next();
    here.undo(opId);
    first.answer({ kind, words: 'no' });
    await here.until();
    expect(kinds()).toEqual([]);
  },
);

test('undone with unknown delivery: a correction follows, and staff can mark it as dealt with', async () => {
  const opId = receive();
  const { next } = startHeldQueue();
  (await next()).answer({ kind: 'unknown', words: 'nobody knows' });
  (await next()).answer({ kind: 'refused', words: 'no such reader' });
  await here.until('needs-person', 'needs-person');
  here.undo(opId);
  expect(here.kindsAndStates()).toEqual(['received needs-person', 'correction waiting']);
  expect(here.letters.retry({ id: 1 })).toMatchObject({ ok: false, error: { code: 'letter-busy' } });
  expect(here.letters.dealtWith({ ids: [1] })).toMatchObject({
    value: [{ ok: true, row: { state: 'by-hand' } }],
  });
});

/** A letter received whole by a server that then broke the connection: whether it left is unknown. */
const breakOffAfterData = async (): Promise<OpId> => {
  const bad = await startBadServer('letter', 'drop');
  here.account = loopbackAccount(bad.port);
  const opId = askPartner();
  here.start();
  await here.until('needs-person');
  await bad.close();
  return opId;
};

/** Sends it again to a server that cannot be reached. */
const retryInVain = async (): Promise<void> => {
  await here.outOfReach();
  valueOf(here.letters.retry({ id: 1 }));
  await here.until('failed');
};

test('possibly sent, then attempted without success, then undone: a correction goes where it may be', async () => {
  const opId = await breakOffAfterData();
  here.desk.setNow('2026-11-25T10:00:00Z');
  await retryInVain();
  expect(mayHaveLeftAt()).toBe('2026-11-25T09:30:00.000Z');
  here.desk.raw.exec(`UPDATE partner SET email = 'moved@north.example'`);
  here.undo(opId);
  expect(here.kindsAndStates()).toEqual(['request needs-person', 'correction waiting']);
  here.reach();
  here.queue.tryNow();
  await waitFor('the correction', () => here.server.received[0]);
  expect(here.server.received[0]?.to).toEqual(['ill@north.example']);
  expect(here.server.received).toHaveLength(1);
});

test.each(['later', 'refused'] as const)(
  'possibly sent, then undone while a later attempt is at the server and ends as %s: letter and correction are kept',
  async (kind) => {
    const opId = await breakOffAfterData();
    await here.queue.stop(200);
    const held = startHeldQueue();
    valueOf(here.letters.retry({ id: 1 }));
    const again = await held.next();
    here.undo(opId);
    again.answer({ kind, words: 'no' });
    await waitFor('its outcome', () => here.kindsAndStates()[0] === 'request needs-person' || undefined);
    expect(kinds()).toEqual(['request', 'correction']);
  },
);

test('a letter possibly with its reader keeps its text when a later attempt is refused, and says so', async () => {
  await breakOffAfterData();
  here.server.answers = { recipient: () => ({ code: 550, words: '5.1.1 No such user' }) };
  here.reach();
  valueOf(here.letters.retry({ id: 1 }));
  await waitFor('the refusal', () => outboxRows(here.desk)[0]?.note.includes('5.1.1') || undefined);
  const [row] = outboxRows(here.desk);
  expect(row).toMatchObject({
    state: 'needs-person',
    note: expect.stringContaining('in an earlier attempt'),
  });
  expect(row?.letter).toContain('ill@north.example');
});

test('on paper, then attempted by mail without success, then undone: a correction follows', async () => {
  const opId = askPartner();
  valueOf(here.letters.print({ opId: newOpId(), id: 1 }));
  await retryInVain();
  here.undo(opId);
  expect(kinds()).toEqual(['request', 'correction']);
});

test('a letter being sent when the program ended may have left, whatever happens to it later', async () => {
  const opId = askPartner();
  here.desk.raw.exec(`UPDATE outbox SET state = 'sending', attempts = 1, message_id = '<kept@x>'`);
  here.start();
  await here.until('needs-person');
  await retryInVain();
  here.undo(opId);
  expect(kinds()).toEqual(['request', 'correction']);
});

test('a letter that certainly never left is removed without a trace, however often it was attempted', async () => {
  await here.outOfReach();
  const opId = askPartner();
  here.start();
  await here.until('failed');
  await retryInVain();
  expect(mayHaveLeftAt()).toBeNull();
  here.undo(opId);
  expect(kinds()).toEqual([]);
});

/** Receives volumes 1 and 2 of three, and ends for now: one letter tells the partner of both. Returns the steps. */
const receiveTwoOfThree = (): { readonly second: OpId; readonly done: OpId } => {
  const requestId = addRequest(here.desk, { externalId: 'R-1', volumes: 3 });
  const { context } = here.desk;
  const volume = (barcode: string): OpId => {
    const opId = newOpId();
    const asked = { opId, requestId, barcode, several: true, printSlip: false, use: null };
    valueOf(take(context, 'receive', { ...asked, notifyPatron: false }));
    return opId;
  };
  volume('V-1');
  const second = volume('V-2');
  const done = newOpId();
  const ending = { opId: done, requestId, rest: 'coming', notifyPatron: false } as const;
  valueOf(take(context, 'finish-receiving', ending));
  return { second, done };
};

test('undoing the receipt of one volume corrects the letter that told the partner of several, and tells it of the others', async () => {
  const { second, done } = receiveTwoOfThree();
  here.start();
  await here.until('sent');
  expect(here.server.received[0]?.body).toMatch(/Volume 1: barcode V-1[^]*Volume 2: barcode V-2/);
  const facts = valueOf(undoFactsService(here.desk.context).undoFacts({ undoes: second }));
  expect(facts.corrects).toBe(true);
  expect(facts.preview.join(' ')).toContain('A correction will be sent to North University Library.');
  here.undo(second);
  here.start();
  await here.until('sent', 'sent', 'sent');
  expect(kinds()).toEqual(['received', 'correction', 'received']);
  const [, correction, again] = here.server.received;
  expect(correction?.body).toContain('ignore our message “Received: R-1”');
  // Of several letters alike, the text says which one it was.
  expect(correction?.body).toMatch(/> Volume 1: barcode V-1\r?\n> Volume 2: barcode V-2/);
  expect(again?.body).toContain('Volume 1: barcode V-1');
  expect(again?.body).not.toContain('V-2');
  // Undoing the Done withdraws what is left of it: the letter about both was corrected already.
  here.undo(done);
  here.start();
  await here.until('sent', 'sent', 'sent', 'sent');
  expect(outboxRows(here.desk).map(({ kind, corrected }) => [kind, corrected])).toEqual([
    ['received', 1],
    ['correction', 0],
    ['received', 1],
    ['correction', 0],
  ]);
});

test('a letter about several volumes that has not left is replaced by one about the others', async () => {
  const { second } = receiveTwoOfThree();
  here.undo(second);
  here.start();
  await here.until('outdated', 'sent');
  expect(here.server.received).toHaveLength(1);
  expect(here.server.received[0]?.body).toContain('Volume 1: barcode V-1');
  expect(here.server.received[0]?.body).not.toContain('V-2');
});
