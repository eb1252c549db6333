import { expect, test } from 'vitest';
import { detailsService } from '../../../electron/main/desk/queries/details/details.service.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import {
  listPartnerMessages,
  type PartnerMessageRow,
} from '../../../electron/main/desk/store/conversations.queries.ts';
import { applyMessage } from '../../../electron/main/partners/exchange/apply-message.ts';
import { pruneUnmatched } from '../../../electron/main/partners/exchange/inbox.ts';
import type { Instant, OpId, RequestId } from '../../../shared/domain/ids.ts';
import { beginConversation, keptMessages, takesIn } from '../../support/conversations.ts';
import { newOpId } from '../../support/desk.ts';
import { pushedStep, pushOne } from '../../support/hub/pushed.ts';
import { expectSound, sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { changed } from '../../support/iso18626/meaning.ts';
import { type Saying, sayingXml } from '../../support/lender/peer-xml.ts';
import { valueOf } from '../../support/results.ts';

// What partners say by message, where workstations share a library: one of them records it, for all.

const shared = sharedLibrary();
const requestId = 1 as RequestId;
const takeLease = (login: number): Promise<unknown> =>
  shared.hub.queryAs(login)("SELECT hub.take_lease('letters', 60) AS answer", []);
const dropLease = (): Promise<unknown> =>
  shared.hub.query("DELETE FROM hub.lease WHERE name = 'letters'", []);
/** As if the workstation that had it had been silent for a while. */
const leaseGoesTo = async (login: number): Promise<void> => {
  await shared.hub.query("UPDATE hub.lease SET until = now() - interval '1 second'", []);
  await takeLease(login);
};
const says = (desk: SyncDesk, saying: Saying, sentAs = 'R-1'): string =>
  takesIn(
    desk,
    Buffer.from(
      sayingXml(
        saying,
        { requestId: sentAs, lender: 'NORTH', borrower: 'MAIN', at: '2026-11-25T07:00:00Z' },
        { version: '1.2', prefix: '' },
      ),
    ),
  );
const applies = ({ context }: SyncDesk, sentAs = 'R-1'): string => {
  const [message] = listPartnerMessages(context.db, sentAs);
  return applyMessage(context, message as PartnerMessageRow<'in'>);
};
const statusAt = ({ raw }: SyncDesk): unknown =>
  raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(requestId);
const openTasks = ({ raw }: SyncDesk): unknown[] =>
  raw.prepare("SELECT operator_id, facts ->> '$.message' FROM task WHERE solved_at IS NULL").raw().all();
const wordsAt = ({ raw }: SyncDesk): unknown[] =>
  raw.prepare('SELECT operator_id, kind FROM command_log WHERE operator_id IS NULL').raw().all();
const begin = async (...desks: readonly SyncDesk[]): Promise<void> => {
  const [first] = desks;
  if (first) {
    valueOf(take(first.context, 'send-request', { opId: newOpId(), requestId, asOf: null, note: '' }));
    beginConversation(first, requestId, 'R-1');
  }
  for (const desk of desks) await desk.sync();
};

test('one workstation records it, and the others see that the partner said it', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await takeLease(1);
    await begin(one, other);
    says(other, changed('WillSupply', { note: 'Monday' }));
    await other.sync();
    await one.sync();
    const before = statusAt(one);
    expect(applies(one)).toBe('applied');
    await one.sync();
    await other.sync();
    expect(statusAt(other)).toBe('WILL_SUPPLY');
    expect(keptMessages(other)).toEqual([[requestId, 'R-1', 'in', 'applied']]);
    const [line] = valueOf(detailsService(other.context).details({ requestId })).history;
    expect(line).toMatchObject({ operatorName: 'Partner, by message' });
    valueOf(take(other.context, 'undo', { opId: newOpId(), undoes: line?.opId as OpId }));
    await other.sync();
    await one.sync();
    expect([statusAt(one), statusAt(other)]).toEqual([before, before]);
    expectSound(one, other);
  }));

test('two workstations that record the same message record it once', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await takeLease(1);
    await begin(one, other);
    for (const desk of [one, other]) says(desk, changed('Unfilled', { unfilled: 'NotHeld' }));
    for (const desk of [one, other]) expect(applies(desk)).toBe('applied');
    await one.sync();
    await dropLease();
    await takeLease(2);
    for (const desk of [other, one, other]) await desk.sync();
    expect(wordsAt(one)).toEqual([[null, 'partner-answer']]);
    expect(wordsAt(other)).toEqual(wordsAt(one));
    expect(keptMessages(other)).toEqual([[requestId, 'R-1', 'in', 'applied']]);
    expect([openTasks(one), openTasks(other)]).toEqual([[], []]);
    expectSound(one, other);
  }));

test('what a workstation recorded before it was cut off counts, although another one has exchanged the messages since', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await takeLease(1);
    await begin(one, other);
    says(one, changed('WillSupply', { note: 'Monday' }));
    expect(applies(one)).toBe('applied');
    await leaseGoesTo(2);
    await one.sync();
    await other.sync();
    expect([statusAt(one), statusAt(other)]).toEqual(['WILL_SUPPLY', 'WILL_SUPPLY']);
    expect([openTasks(one), openTasks(other)]).toEqual([[], []]);
    expectSound(one, other);
  }));

test('what another workstation made impossible meanwhile becomes a task, for all', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await takeLease(1);
    await begin(one, other);
    says(one, changed('WillSupply'));
    const { context } = other;
    const input = { opId: newOpId(), requestId, asOf: null, answer: { kind: 'rejected', note: '' } };
    valueOf(take(context, 'partner-answer', input as never));
    expect(applies(one)).toBe('applied');
    await other.sync();
    await one.sync();
    await other.sync();
    for (const desk of [one, other]) {
      expect(wordsAt(desk)).toEqual([]);
      expect(openTasks(desk)).toEqual([[null, '']]);
    }
    expectSound(one, other);
  }));

test('what the door refuses becomes a task, for all', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await takeLease(1);
    // Its item is here still.
    beginConversation(one, 3 as RequestId, 'R-3');
    says(one, changed('LoanCompleted'), 'R-3');
    expect(applies(one, 'R-3')).toBe('task');
    await one.sync();
    await other.sync();
    expect(openTasks(other)).toEqual(openTasks(one));
    expect(openTasks(one)).toEqual([[null, expect.stringContaining('is still out')]]);
    expectSound(one, other);
  }));

test('the hub lets nobody else speak for a partner, and a partner do nothing else', () =>
  shared.hub.playOn(async () => {
    const one = shared.openDesk(1);
    await begin(one);
    let n = one.raw.prepare('SELECT confirmed_n FROM hub_state').pluck().get() as number;
    const pushed = (kind: string): Promise<unknown> =>
      pushOne(shared, pushedStep(n + 1, { kind, operatorId: null, requestId }));
    const forbidden = (why: string): unknown => ['forbidden', expect.stringContaining(why)];
    expect(await pushed('add-note')).toEqual(forbidden('HB005 no role'));
    await takeLease(2);
    expect(await pushed('add-note')).toEqual(forbidden('HB005 no role'));
    await dropLease();
    await takeLease(1);
    for (const kind of ['lend', 'cancel', 'save-partner', 'undo'])
      expect(await pushed(kind), kind).toEqual(forbidden('HB005 nobody'));
    expect(await pushed('add-note')).toBe('accepted');
    // It had the lease long ago.
    await leaseGoesTo(2);
    await shared.hub.query("UPDATE hub.lease SET since = now() - interval '8 days'", []);
    n += 1;
    expect(await pushed('add-note')).toEqual(forbidden('HB005 no role'));
  }));

test('what belongs to no request is removed everywhere, and nothing else is', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await begin(one, other);
    takesIn(one, Buffer.from('<x/>'));
    says(one, changed('WillSupply'));
    await one.sync();
    await other.sync();
    pruneUnmatched(other.context.db, '2027-11-25T08:00:00.000Z' as Instant);
    await other.sync();
    await one.sync();
    for (const desk of [one, other]) expect(keptMessages(desk)).toEqual([[requestId, 'R-1', 'in', 'stored']]);
    expectSound(one, other);
  }));
