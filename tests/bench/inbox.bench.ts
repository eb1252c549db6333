import { instantOf } from '../../shared/domain/dates.ts';
import type { PartnerId, TurnId } from '../../shared/domain/ids.ts';
import { inTransaction } from '../../electron/main/db/open.ts';
import { insertConversation } from '../../electron/main/desk/store/conversations.queries.ts';
import { listTurns } from '../../electron/main/desk/store/turns.queries.ts';
import { newConversationState } from '../../electron/main/partners/exchange/conversation-state.ts';
import { DeskAtWork } from '../../electron/main/desk/output/desk-at-work.ts';
import { InboxQueue } from '../../electron/main/partners/exchange/inbox-queue.ts';
import { addRequest, openTestDesk } from '../support/desk.ts';
import { setProfile } from '../support/lender/desk-and-lender.ts';
import { type Saying, sayingXml } from '../support/lender/peer-xml.ts';
import { median, percentile, report, timed } from './report.ts';

const sayings: readonly Saying[] = [
  { reason: 'RequestResponse', status: 'WillSupply', expected: '2026-12-01T00:00:00Z', note: 'On Monday' },
  { reason: 'StatusChange', status: 'Loaned', dueDate: '2027-01-15T00:00:00Z', itemIds: ['N-1'] },
  { reason: 'Notification', status: 'Loaned', note: 'With its map' },
];

/**
 * Measures how long a message of a partner takes that comes while nothing else does: until it is kept, confirmed and applied. Each request gets
 * an answer, the word that it was sent, and a note.
 */
export const benchInbox = async (folder: string, requests = 300): Promise<void> => {
  const desk = openTestDesk(folder);
  setProfile(desk, 'http://127.0.0.1:9/');
  const { context } = desk;
  const { db } = context;
  const sentAs = Array.from({ length: requests }, (_, index) => `R-${index}`);
  for (const externalId of sentAs) {
    const requestId = addRequest(desk, { externalId, status: 'REQUEST_SENT' });
    const turnId = listTurns(db, requestId)[0]?.id ?? (0 as TurnId);
    const row = {
      requestId,
      turnId,
      partnerId: 1 as PartnerId,
      sentAs: externalId,
      state: newConversationState,
    };
    inTransaction(db, (write) => insertConversation(write, row, instantOf(context.now())));
  }
  desk.raw.exec('CREATE TABLE floor (id INTEGER PRIMARY KEY, raw TEXT, state INTEGER NOT NULL DEFAULT 0)');
  const faults: unknown[] = [];
  const logFault = (error: unknown): void => void faults.push(error);
  let applied = (): void => undefined;
  const atWork = new DeskAtWork();
  const inbox = new InboxQueue({ context, atWork, mayApply: () => true, applied: () => applied(), logFault });
  const tookMs: number[] = [];
  const confirmedMs: number[] = [];
  const floorMs: number[] = [];
  const insert = desk.raw.prepare('INSERT INTO floor (raw) VALUES (?)');
  const mark = desk.raw.prepare('UPDATE floor SET state = 1 WHERE id = last_insert_rowid()');
  const cpu = process.cpuUsage();
  for (const [round, saying] of sayings.entries())
    for (const requestId of sentAs) {
      const at = `2026-11-25T0${round + 1}:00:00Z`;
      const parties = { requestId, lender: 'NORTH', borrower: 'MAIN', at };
      const bytes = Buffer.from(sayingXml(saying, parties, { version: '1.2', prefix: 'ns1' }));
      floorMs.push(await timed(() => (insert.run(bytes.toString()), mark.run())));
      const isApplied = new Promise<void>((resolve) => (applied = resolve));
      const start = performance.now();
      inbox.take(bytes);
      confirmedMs.push(performance.now() - start);
      await isApplied;
      tookMs.push(performance.now() - start);
    }
  const { user, system } = process.cpuUsage(cpu);
  await inbox.stop(1_000);
  const states = desk.raw.prepare('SELECT DISTINCT state FROM partner_message').pluck().all();
  desk.close();
  if (faults.length > 0) throw faults[0];
  if (states.join(' ') !== 'applied') throw new Error(`Messages are ${states.join(', ')}.`);
  report({
    what: 'a message of a partner kept, confirmed and applied, p95',
    value: percentile(tookMs, 0.95),
    floor: percentile(floorMs, 0.95),
    unit: 'ms',
    goalRatio: null,
    goalValue: 10,
    more: {
      floorIs: 'a row inserted and changed, in two transactions',
      medianMs: Math.round(100 * median(tookMs)) / 100,
      confirmedMs: Math.round(100 * median(confirmedMs)) / 100,
      cpuMs: Math.round((user + system) / 10 / tookMs.length) / 100,
    },
  });
};
