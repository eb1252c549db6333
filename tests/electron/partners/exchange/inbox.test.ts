import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../../electron/main/db/open.ts';
import {
  findConversation,
  insertConversation,
  listConversationsOfTurn,
  listPartnerMessages,
  setConversationState,
  setPartnerMessageState,
} from '../../../../electron/main/desk/store/conversations.queries.ts';
import {
  newConversationState,
  readConversationState,
  writeConversationState,
} from '../../../../electron/main/partners/exchange/conversation-state.ts';
import { bytesOf, pruneUnmatched, rawOf } from '../../../../electron/main/partners/exchange/inbox.ts';
import {
  conversationAfterSending,
  newConversation,
} from '../../../../electron/main/partners/iso18626/conversation.ts';
import type { Instant, PartnerId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import { conversationBounds, unmatchedBounds } from '../../../../shared/domain/partner-messages.ts';
import {
  beginConversation,
  keptMessages,
  suppliersMessage,
  takesIn,
} from '../../../support/conversations.ts';
import { addRequest, openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { usualProfile } from '../../../support/lender/play.ts';

let desk: TestDesk;
let requestId: RequestId;
beforeEach(() => {
  desk = openTestDesk();
  requestId = addRequest(desk, { externalId: 'R-1' });
  beginConversation(desk, requestId, 'R-1-1');
});
afterEach(() => desk.close());

const at = '2026-11-25T08:00:00.000Z' as Instant;
const later = '2026-11-26T08:00:00.000Z' as Instant;

it('keeps a message of a conversation once, however often it comes', () => {
  for (let times = 0; times < 3; times += 1)
    expect(takesIn(desk, suppliersMessage('R-1-1'))).toContain('<messageStatus>OK</messageStatus>');
  takesIn(desk, suppliersMessage('R-1-1', 'Another word'));
  expect(keptMessages(desk)).toEqual([
    [requestId, 'R-1-1', 'in', 'stored'],
    [requestId, 'R-1-1', 'in', 'stored'],
  ]);
  const [first] = listPartnerMessages(desk.context.db, 'R-1-1');
  expect(first && bytesOf(first)).toEqual(suppliersMessage('R-1-1'));
  const { id = 0 } = first ?? {};
  inTransaction(desk.context.db, (db) => setPartnerMessageState(db, { id, state: 'applied', at: later }));
  takesIn(desk, suppliersMessage('R-1-1'));
  expect(keptMessages(desk).map((row) => (row as unknown[])[3])).toEqual(['applied', 'stored']);
});

it('keeps what matches no conversation, and tells its sender', () => {
  expect(takesIn(desk, suppliersMessage('R-9-1'))).toContain('<messageStatus>ERROR</messageStatus>');
  takesIn(desk, Buffer.from([0x3c, 0x00, 0xff]));
  takesIn(desk, Buffer.from([0x3c, 0x00, 0xff]));
  expect(keptMessages(desk)).toEqual([
    [null, '', 'in', 'unmatched'],
    [null, 'R-9-1', 'in', 'unmatched'],
  ]);
});

it('confirms in the version of its partner', () => {
  const confirmed = (): string | undefined =>
    /version="(?!1\.0)([^"]+)"/.exec(takesIn(desk, suppliersMessage('R-1-1')))?.[1];
  const before = confirmed();
  desk.raw
    .prepare('UPDATE partner SET profile = ?')
    .run(JSON.stringify({ ...usualProfile, address: 'https://north.example/iso18626', version: '2021-2' }));
  expect([before, confirmed()]).toEqual(['1.2', '2021-2']);
});

it('keeps the bytes of a message, whatever they are', () => {
  for (const bytes of [
    Buffer.from('<a>Grüße 📚</a>\r\n'),
    Buffer.from('\uFEFF<a/>'),
    Buffer.from('\uFEFF<a/>', 'utf16le'),
    Buffer.from('<a>Grüße</a>', 'latin1'),
    Buffer.from([0x3c, 0x00]),
    Buffer.from([]),
  ])
    expect(bytesOf(rawOf(bytes))).toEqual(bytes);
  expect([rawOf(Buffer.from('ü')).rawAs, rawOf(Buffer.from('ü', 'latin1')).rawAs]).toEqual([
    'text',
    'base64',
  ]);
});

it('keeps a conversation although its request is deleted and inserted again', () => {
  const { raw } = desk;
  takesIn(desk, suppliersMessage('R-1-1'));
  raw.exec('PRAGMA foreign_keys = ON; BEGIN; PRAGMA defer_foreign_keys = ON');
  const row = raw.prepare('SELECT * FROM request').get() as object;
  raw.exec('DELETE FROM request');
  raw
    .prepare(
      `INSERT INTO request (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
        .map((name) => `@${name}`)
        .join(', ')})`,
    )
    .run(row);
  raw.exec('COMMIT');
  expect(findConversation(desk.context.db, 'R-1-1')).toMatchObject({ requestId, partnerId: 1 });
  expect(keptMessages(desk)).toHaveLength(1);
});

it('uses each identifier once, with 32 characters at most', () => {
  const begin = (sentAs: string) => () =>
    inTransaction(desk.context.db, (db) =>
      insertConversation(
        db,
        { requestId, turnId: 1 as TurnId, partnerId: 1 as PartnerId, sentAs, state: newConversationState },
        later,
      ),
    );
  for (const wrong of ['R-1-1', '', 'x'.repeat(33)]) expect(begin(wrong)).toThrow('constraint');
  begin('x'.repeat(32))();
  const { turnId } = findConversation(desk.context.db, 'R-1-1') ?? {};
  expect(listConversationsOfTurn(desk.context.db, turnId!).at(-1)?.sentAs).toBe('x'.repeat(32));
});

it('stores what a conversation adds up to, in its shape alone', () => {
  const { db } = desk.context;
  const stored = () => readConversationState(findConversation(db, 'R-1-1')?.state ?? '');
  expect(stored()).toEqual(newConversation);
  const asked = conversationAfterSending(newConversation, 'Renew');
  const state = writeConversationState(asked);
  inTransaction(db, (write) => setConversationState(write, { sentAs: 'R-1-1', state, at: later }));
  expect(stored()).toEqual(asked);
  expect(() => readConversationState('{"told":["Nonsense"]}')).toThrow('Invalid');
  expect(() => writeConversationState({ ...asked, told: ['Nonsense' as never] })).toThrow('Invalid');
});

it('takes in so many messages about a request, and no more', () => {
  const rest = conversationBounds.messages - 1;
  desk.raw
    .prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO partner_message (request_id, sent_as, direction, identity, raw, raw_as, state, at, updated_at)
       SELECT ?, 'R-1-1', 'in', 'old ' || i, '<x/>', 'text', 'applied', ?, '' FROM n`,
    )
    .run(rest, requestId, at);
  expect(takesIn(desk, suppliersMessage('R-1-1'))).toContain('<messageStatus>OK</messageStatus>');
  const refused = takesIn(desk, suppliersMessage('R-1-1', 'Once more'));
  expect(refused).toContain('There are too many messages about this request.');
  expect(keptMessages(desk).filter((row) => (row as unknown[])[3] === 'unmatched')).toEqual([
    [null, 'R-1-1', 'in', 'unmatched'],
  ]);
  // Its sender repeats it when there is room again: it is confirmed, and applied like any other.
  desk.raw.exec("DELETE FROM partner_message WHERE identity LIKE 'old %'");
  expect(takesIn(desk, suppliersMessage('R-1-1', 'Once more'))).toContain(
    '<messageStatus>OK</messageStatus>',
  );
  expect(keptMessages(desk)).toEqual([
    [requestId, 'R-1-1', 'in', 'stored'],
    [requestId, 'R-1-1', 'in', 'stored'],
  ]);
  expect(takesIn(desk, suppliersMessage('R-1-1', 'Again'))).toContain('OK');
  desk.raw.prepare('UPDATE partner_message SET raw = ?').run('x'.repeat(conversationBounds.bytes));
  expect(takesIn(desk, suppliersMessage('R-1-1', 'Large'))).toContain('too many messages');
});

it('keeps no identifier that cannot be one of ours beside a message', () => {
  for (const named of ['x'.repeat(33), 'R-1&#x202E;-1', 'R 1', 'R-1&#10;1', 'Ä'])
    takesIn(
      desk,
      Buffer.from(Buffer.from(suppliersMessage('R-9')).toString().replace('>R-9<', `>${named}<`)),
    );
  expect(keptMessages(desk)).toEqual(Array.from({ length: 5 }, () => [null, '', 'in', 'unmatched']));
});

describe('Messages that match no request', () => {
  const fill = (count: number, size: number, day: string): void =>
    void desk.raw
      .prepare(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
         INSERT INTO partner_message (sent_as, direction, identity, raw, raw_as, state, at, updated_at)
         SELECT 'old', 'in', ? || i, printf('%*s', ?, ''), 'text', 'unmatched', ? || 'T08:00:00.000Z', '' FROM n`,
      )
      .run(count, `${day} `, size, day);
  const kept = (): unknown[] =>
    desk.raw.prepare('SELECT state, count(*) FROM partner_message GROUP BY state ORDER BY state').raw().all();

  it('are limited in number: the oldest is deleted, but no message of a request', () => {
    takesIn(desk, suppliersMessage('R-1-1'));
    fill(unmatchedBounds.messages, 10, '2026-11-24');
    takesIn(desk, suppliersMessage('R-9-1'));
    expect(kept()).toEqual([
      ['stored', 1],
      ['unmatched', unmatchedBounds.messages],
    ]);
    expect(listPartnerMessages(desk.context.db, 'R-9-1')).toHaveLength(1);
  });

  it('are limited in size', () => {
    fill(9, unmatchedBounds.bytes / 10, '2026-11-24');
    takesIn(desk, suppliersMessage('R-9-1'));
    expect(kept()).toEqual([['unmatched', 10]]);
    takesIn(desk, Buffer.alloc(unmatchedBounds.bytes / 10, 'x'));
    expect(kept()).toEqual([['unmatched', 10]]);
    expect(desk.raw.prepare('SELECT sum(length(raw)) FROM partner_message').pluck().get()).toBeLessThan(
      unmatchedBounds.bytes,
    );
  });

  it('are deleted after a time', () => {
    fill(3, 10, '2026-08-20');
    fill(2, 10, '2026-09-20');
    pruneUnmatched(desk.context.db, at);
    expect(kept()).toEqual([['unmatched', 2]]);
  });
});
