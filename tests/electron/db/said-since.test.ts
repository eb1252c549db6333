import { copyFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepWorkstation } from '../../../electron/main/db/workstation-rows.ts';
import { inTransaction } from '../../../electron/main/db/open.ts';
import {
  findConversation,
  listPartnerMessages,
  markMessagesRead,
  setConversationState,
  setPartnerMessageState,
} from '../../../electron/main/desk/store/conversations.queries.ts';
import {
  findMailboxPosition,
  keepMailboxPosition,
} from '../../../electron/main/desk/store/incoming-mail.queries.ts';
import { saveInstallationSettings } from '../../../electron/main/desk/records/settings/settings.service.ts';
import {
  readConversationState,
  writeConversationState,
} from '../../../electron/main/partners/exchange/conversation-state.ts';
import type { Conversation } from '../../../electron/main/partners/iso18626/standing.ts';
import { countEntries } from '../../../electron/main/desk/store/thread.queries.ts';
import type { Instant, TurnId } from '../../../shared/domain/ids.ts';
import { beginConversation, keptMessages, suppliersMessage, takesIn } from '../../support/conversations.ts';
import { addRequest, newOpId, openCopyOf, openTestDesk, type TestDesk } from '../../support/desk.ts';
import { valueOf } from '../../support/results.ts';

// A backup is restored: what was said with partners since it was made stays said.

let desk: TestDesk;
let opened: TestDesk[];
beforeEach(() => {
  desk = openTestDesk();
  opened = [desk];
  // A step, by which both files are known to be of one library.
  valueOf(
    saveInstallationSettings(desk.context, { opId: newOpId(), settings: { patronData: { afterDays: 0 } } }),
  );
});
afterEach(() => opened.forEach((one) => one.close()));

const later = '2026-11-26T08:00:00.000Z' as Instant;
const says = (sentAs: string, change: Partial<Conversation>): void => {
  const { db } = desk.context;
  const state = readConversationState(findConversation(db, sentAs)?.state ?? '');
  inTransaction(db, (write) =>
    setConversationState(write, {
      sentAs,
      state: writeConversationState({ ...state, ...change }),
      at: later,
    }),
  );
};
const appliesAll = (sentAs: string): void => {
  const { db } = desk.context;
  for (const { id } of listPartnerMessages(db, sentAs))
    inTransaction(db, (write) => setPartnerMessageState(write, { id, state: 'applied', at: later }));
};
const backedUp = (): string => {
  desk.raw.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(desk.file, `${desk.file}.backup`);
  return `${desk.file}.backup`;
};
const restored = (backup: string): TestDesk => {
  desk.raw.pragma('wal_checkpoint(TRUNCATE)');
  keepWorkstation(desk.file, backup);
  const again = openCopyOf(backup);
  opened.push(again);
  return again;
};
const stateAt = ({ context: { db } }: TestDesk, sentAs: string): Conversation =>
  readConversationState(findConversation(db, sentAs)?.state ?? '');

test('what a partner was told stays told, and what it said since is applied again', () => {
  const requestId = addRequest(desk, { externalId: 'R-1' });
  beginConversation(desk, requestId, 'R-1-1');
  says('R-1-1', { told: ['Received', 'Cancel'], unanswered: ['Cancel'], status: 'Loaned' });
  takesIn(desk, suppliersMessage('R-1-1', 'Before'));
  appliesAll('R-1-1');
  const backup = backedUp();
  const told = ['Received', 'Cancel', 'Renew', 'Notification'] as const;
  says('R-1-1', { told, unanswered: [], status: 'Overdue', asOf: later });
  takesIn(desk, suppliersMessage('R-1-1', 'Since'));
  appliesAll('R-1-1');
  const ids = desk.raw.prepare('SELECT id FROM partner_message').pluck().all() as number[];
  inTransaction(desk.context.db, (db) => markMessagesRead(db, { requestId, ids, at: later }));
  const again = restored(backup);
  expect(countEntries(again.context.db, requestId).get(1 as TurnId)).toMatchObject({ count: 2, unread: 0 });
  // The answers to both questions are among what is applied again.
  expect(stateAt(again, 'R-1-1')).toEqual({
    status: 'Loaned',
    asOf: null,
    supplierRequestId: null,
    told,
    unanswered: ['Cancel', 'Renew'],
    wantedBackBy: null,
  });
  expect(keptMessages(again)).toEqual([
    [requestId, 'R-1-1', 'in', 'applied'],
    [requestId, 'R-1-1', 'in', 'stored'],
  ]);
});

test('a request that was sent since is known, and what its partner said is applied from the beginning', () => {
  const requestId = addRequest(desk, { externalId: 'R-1' });
  const backup = backedUp();
  beginConversation(desk, requestId, 'R-1-1');
  takesIn(desk, suppliersMessage('R-1-1'));
  appliesAll('R-1-1');
  says('R-1-1', {
    told: ['Received', 'Renew'],
    status: 'Loaned',
    asOf: later,
    supplierRequestId: 'N-1',
  });
  const again = restored(backup);
  expect(findConversation(again.context.db, 'R-1-1')).toMatchObject({ requestId, turnId: 1 });
  expect(stateAt(again, 'R-1-1')).toEqual({
    status: null,
    asOf: null,
    supplierRequestId: null,
    told: ['Received', 'Renew'],
    unanswered: ['Renew'],
    wantedBackBy: null,
  });
  expect(keptMessages(again)).toEqual([[requestId, 'R-1-1', 'in', 'stored']]);
});

test('the identifier of a request that the backup lacks stays taken, and another request with its number has none of it', () => {
  const backup = backedUp();
  const requestId = addRequest(desk, { externalId: 'R-1' });
  beginConversation(desk, requestId, 'R-1-1');
  takesIn(desk, suppliersMessage('R-1-1'));
  const again = restored(backup);
  expect(addRequest(again, { externalId: 'R-2' })).toBe(requestId);
  expect(findConversation(again.context.db, 'R-1-1')).toMatchObject({ requestId: null, turnId: null });
  expect(keptMessages(again)).toEqual([]);
  takesIn(again, suppliersMessage('R-1-1'));
  expect(keptMessages(again)).toEqual([[null, 'R-1-1', 'in', 'unmatched']]);
  expect(() => beginConversation(again, requestId, 'R-1-1')).toThrow('UNIQUE');
});

test('a mailbox is not read again from where the backup was', () => {
  const reads = (mailbox: string, lastUid: number): void =>
    inTransaction(desk.context.db, (db) =>
      keepMailboxPosition(db, { mailbox, uidValidity: '1', lastUid, at: later }),
    );
  reads('old', 7);
  const backup = backedUp();
  reads('old', 9);
  reads('new', 3);
  const { db } = restored(backup).context;
  expect([findMailboxPosition(db, 'old')?.lastUid, findMailboxPosition(db, 'new')?.lastUid]).toEqual([9, 3]);
});

test('with a hub nothing is carried over, as it is pulled again', () => {
  const requestId = addRequest(desk, { externalId: 'R-1' });
  desk.raw.exec("INSERT INTO hub_state VALUES (1, 'e', 1, 0, '', 0, 0, 0, '')");
  const backup = backedUp();
  beginConversation(desk, requestId, 'R-1-1');
  expect(findConversation(restored(backup).context.db, 'R-1-1')).toBeUndefined();
});
