import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  lettersService,
  type LettersService,
} from '../../../../../electron/main/desk/output/letters/letters.service.ts';
import { inTransaction } from '../../../../../electron/main/db/open.ts';
import { claimLetter } from '../../../../../electron/main/desk/output/letters/claim-letter.ts';
import { countOpenMessages } from '../../../../../electron/main/desk/store/messages.queries.ts';
import type { ItemId, PartnerId, RequestId } from '../../../../../shared/domain/ids.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import {
  addAddresses,
  addLetter,
  outboxRows,
  outboxStates,
  testWriter,
} from '../../../../support/letters.ts';
import { turnFor } from '../../../../support/life.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);
let requestId: RequestId;
let letters: LettersService;
let triedNow: number;
beforeEach(() => {
  addAddresses(desk);
  requestId = addRequest(desk, { externalId: 'R-1', status: 'REQUEST_SENT' });
  triedNow = 0;
  letters = lettersService(desk.context, { writer: testWriter(desk), tryNow: () => (triedNow += 1) });
});

const request = () =>
  addLetter(desk, requestId, { recipient: 'partner', kind: 'request', payload: { note: 'Please' } });
const ready = () => addLetter(desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
const put = (state: string, id = 1): void =>
  void desk.raw.prepare('UPDATE outbox SET state = ? WHERE id = ?').run(state, id);

describe('the list', () => {
  test('shows the reader and the subject of each, newest first', () => {
    request();
    ready();
    put('sent');
    const { total, rows } = valueOf(letters.list({ show: 'all', offset: 0, limit: 10 }));
    expect(total).toBe(2);
    expect(rows).toMatchObject([
      { id: 2, recipient: 'patron', kind: 'item-ready', readerName: 'Reader, A.', state: 'waiting' },
      {
        id: 1,
        recipient: 'partner',
        kind: 'request',
        readerName: 'North University Library',
        externalId: 'R-1',
      },
    ]);
  });

  test('shows open letters, those that need attention, and finished ones, by page', () => {
    for (const state of ['waiting', 'failed', 'needs-person', 'sent', 'printed', 'by-hand', 'outdated']) {
      request();
      desk.raw.prepare('UPDATE outbox SET state = ? WHERE id = (SELECT max(id) FROM outbox)').run(state);
    }
    const ids = (show: 'open' | 'needs-person' | 'gone' | 'outdated'): readonly number[] =>
      valueOf(letters.list({ show, offset: 0, limit: 10 })).rows.map(({ id }) => id);
    expect(ids('open')).toEqual([3, 2, 1]);
    expect(ids('needs-person')).toEqual([3]);
    expect(ids('gone')).toEqual([6, 5, 4]);
    expect(ids('outdated')).toEqual([7]);
    // Without a mail account all waiting letters need attention.
    letters = lettersService(
      { ...desk.context, lettersWait: () => 'none' },
      { writer: testWriter(desk), tryNow: () => undefined },
    );
    expect(ids('needs-person')).toEqual([3, 2, 1]);
    expect([ids('open'), ids('gone')]).toEqual([
      [3, 2, 1],
      [6, 5, 4],
    ]);
    const page = valueOf(letters.list({ show: 'all', offset: 5, limit: 4 }));
    expect(page).toMatchObject({ total: 7, rows: [{ id: 2 }, { id: 1 }] });
  });
});

describe('partners without an e-mail address', () => {
  const lake = 2 as PartnerId;
  const listed = (): readonly number[] =>
    valueOf(letters.list({ show: 'no-address', offset: 0, limit: 10 })).rows.map(({ id }) => id);
  const stuck = (): readonly number[] =>
    valueOf(letters.list({ show: 'needs-person', offset: 0, limit: 10 })).rows.map(({ id }) => id);
  const tell = (partnerId?: PartnerId) =>
    addLetter(desk, requestId, {
      recipient: 'partner',
      kind: 'returned',
      payload: { itemIds: [] },
      ...(partnerId && { partnerId }),
    });
  beforeEach(() => {
    desk.raw.exec(`
      INSERT INTO partner (id, code, name, email) VALUES (2, 'LAKE', 'Lakeside College Library', ' ');
      UPDATE partner SET email = '' WHERE id = 1`);
  });

  test('share one list of letters that have not left, by partner, whether attempted or not', () => {
    for (const state of ['waiting', 'failed', 'needs-person', 'sending', 'sent', 'by-hand', 'outdated']) {
      tell();
      desk.raw.prepare('UPDATE outbox SET state = ? WHERE id = (SELECT max(id) FROM outbox)').run(state);
    }
    tell(lake);
    ready();
    expect(listed()).toEqual([8, 1, 2, 3]);
    expect(countOpenMessages(desk.context.db)).toEqual({
      waiting: 2,
      waitingSince: '2026-11-25T09:30:00.000Z',
      needPerson: 0,
      noAddress: 1,
    });
    // None of them is in two lists.
    expect(stuck()).toEqual([]);
    desk.raw.exec('UPDATE outbox SET may_have_left_at = created_at WHERE id = 3');
    expect(listed()).toEqual([8, 1, 2]);
    expect(stuck()).toEqual([3]);
    desk.raw.exec(`UPDATE partner SET email = 'ill@lake.example' WHERE id = 2`);
    expect(listed()).toEqual([1, 2]);
  });

  test('a correction goes where its letter went, even if that address has been removed', () => {
    const opId = tell();
    desk.raw.exec(`UPDATE outbox SET state = 'sent', letter =
      '{"to":{"name":"North","address":"old@north.example"},"subject":"s","body":"b"}'`);
    valueOf(take(desk.context, 'undo', { opId: newOpId(), undoes: opId }));
    expect(outboxRows(desk)).toMatchObject([{ id: 1 }, { id: 2, kind: 'correction', state: 'waiting' }]);
    expect(listed()).toEqual([]);
    desk.raw.exec('UPDATE outbox SET letter = NULL WHERE id = 1');
    expect(listed()).toEqual([2]);
  });

  test('many are marked in one call, each with its own result; those sent in the meantime are unchanged', () => {
    tell();
    tell();
    tell();
    put('sending', 2);
    expect(valueOf(letters.dealtWith({ ids: [1, 2, 3, 99] }))).toMatchObject([
      { ok: true, id: 1, row: { state: 'by-hand', note: 'Marked as done by A. Operator' } },
      { ok: false, id: 2, code: 'letter-busy', retryable: true },
      { ok: true, id: 3 },
      { ok: false, id: 99, code: 'letter-unknown' },
    ]);
    expect(outboxStates(desk)).toEqual(['by-hand', 'sending', 'by-hand']);
    expect(listed()).toEqual([]);
  });
});

describe('reading a letter', () => {
  test('shows how it would read now and, once sent, how it was sent', () => {
    request();
    expect(valueOf(letters.read({ id: 1 }))).toMatchObject({
      address: 'ill@north.example',
      subject: 'Interlibrary loan request: R-1',
      body: expect.stringContaining('Note: Please'),
      frozen: false,
    });
    desk.raw.exec(`UPDATE outbox SET state = 'sent', letter =
      '{"to":{"name":"N","address":"old@north.example"},"subject":"S","body":"B"}'`);
    expect(valueOf(letters.read({ id: 1 }))).toMatchObject({
      address: 'old@north.example',
      subject: 'S',
      body: 'B',
      frozen: true,
    });
  });

  test('shows the sender and reply address of the current account and, once sent, those it was sent with', () => {
    const sender = { name: 'Interlibrary Loan', address: 'desk@main.example' };
    const readFrom = () => valueOf(letters.read({ id: 1 })).from;
    request();
    expect(readFrom()).toBeNull();
    letters = lettersService(desk.context, {
      writer: testWriter(desk),
      sender: () => sender,
      tryNow: () => undefined,
    });
    expect(readFrom()).toEqual({ ...sender, replyTo: 'ill@main.example' });
    // Answers go to the sender anyway.
    desk.raw.exec("UPDATE library SET email = 'desk@main.example'");
    expect(readFrom()).toEqual({ ...sender, replyTo: null });
    const claimed = inTransaction(desk.context.db, (db) =>
      claimLetter(db, {
        writer: testWriter(desk),
        from: { name: 'Loans', address: 'loans@main.example' },
        now: desk.context.now,
        timeZone: desk.context.timeZone,
        unique: newOpId,
        logFault: () => undefined,
      }),
    );
    expect(claimed).toMatchObject({ outgoing: { replyTo: 'desk@main.example' } });
    expect(readFrom()).toEqual({
      name: 'Loans',
      address: 'loans@main.example',
      replyTo: 'desk@main.example',
    });
    // Earlier versions did not record it, and it is not made up.
    desk.raw.exec("UPDATE outbox SET letter = json_remove(letter, '$.from')");
    expect(readFrom()).toBeNull();
  });

  test('names the items of its step, and the partner it was written to', () => {
    desk.raw.exec(`
      INSERT INTO item (id, request_id, turn_id, barcode, volume, status, received_at) VALUES
        (1, ${requestId}, ${turnFor(desk.raw, requestId)}, 'N-1', 1, 'returned-to-partner', '2026-11-25T09:00:00.000Z'),
        (2, ${requestId}, ${turnFor(desk.raw, requestId)}, 'N-2', 2, 'on-hold-shelf', '2026-11-25T09:00:00.000Z');
      INSERT INTO partner (id, code, name, email) VALUES (2, 'SOUTH', 'South Library', 'ill@south.example');`);
    addLetter(desk, requestId, {
      recipient: 'partner',
      kind: 'returned',
      payload: { itemIds: [2 as ItemId] },
      partnerId: 2 as PartnerId,
    });
    request();
    const { body, address } = valueOf(letters.read({ id: 1 }));
    expect(address).toBe('ill@south.example');
    expect(body).toContain('barcode N-2');
    expect(body).not.toContain('N-1');
    expect(valueOf(letters.read({ id: 2 })).address).toBe('ill@north.example');
  });

  test('reports that it no longer exists, or that this version cannot write it', () => {
    expect(codeOf(letters.read({ id: 1 }))).toBe('letter-unknown');
    request();
    desk.raw.exec(`UPDATE outbox SET kind = 'telegram'`);
    expect(codeOf(letters.read({ id: 1 }))).toBe('letter-unwritable');
  });
});

describe('an operator', () => {
  test.each(['waiting', 'failed', 'needs-person', 'printed', 'by-hand'])(
    'sends a %s letter now, and does not send a sent one again',
    (state) => {
      request();
      put(state);
      desk.raw.exec(`UPDATE outbox SET next_at = '2027-01-01T00:00:00.000Z', note = 'x'`);
      expect(valueOf(letters.retry({ id: 1 }))).toMatchObject({ state: 'waiting', note: '', nextAt: null });
      expect(triedNow).toBe(1);
      put('sent');
      expect(codeOf(letters.retry({ id: 1 }))).toBe('letter-busy');
      put('sending');
      expect(codeOf(letters.retry({ id: 1 }))).toBe('letter-busy');
      expect(triedNow).toBe(1);
    },
  );

  test('prints a letter instead: a print job with the text, and the letter counts as sent', () => {
    request();
    const opId = newOpId();
    expect(valueOf(letters.print({ opId, id: 1 }))).toMatchObject({ state: 'printed' });
    expect(valueOf(letters.print({ opId, id: 1 }))).toMatchObject({ state: 'printed' });
    const jobs = desk.raw.prepare('SELECT kind, slip FROM print_job').all() as {
      kind: string;
      slip: string;
    }[];
    expect(jobs.map(({ kind }) => kind)).toEqual(['letter']);
    expect(JSON.parse(jobs[0]?.slip ?? '')).toMatchObject({
      externalId: 'R-1',
      subject: 'Interlibrary loan request: R-1',
      to: { name: 'North University Library', address: ['2 Hill Street'] },
      library: { name: 'Main Library' },
    });
    expect(JSON.parse(outboxRows(desk)[0]?.letter ?? '')).toMatchObject({
      subject: 'Interlibrary loan request: R-1',
    });
  });

  test('copies a sent letter, which stays sent; one at the server is not printed', () => {
    request();
    put('sent');
    expect(valueOf(letters.print({ opId: newOpId(), id: 1 }))).toMatchObject({ state: 'sent' });
    put('sending');
    expect(codeOf(letters.print({ opId: newOpId(), id: 1 }))).toBe('letter-busy');
  });

  test('can do nothing without the role', () => {
    request();
    desk.raw.exec(`DELETE FROM operator_role; INSERT INTO operator (id, name) VALUES (2, 'B. Operator')`);
    desk.context.session.refresh();
    expect(codeOf(letters.retry({ id: 1 }))).toBe('role-missing');
    expect(valueOf(letters.dealtWith({ ids: [1] }))).toMatchObject([{ ok: false, code: 'role-missing' }]);
    expect(codeOf(letters.print({ opId: newOpId(), id: 1 }))).toBe('role-missing');
    expect(outboxRows(desk)).toMatchObject([{ state: 'waiting' }]);
  });
});
