import { expect, test } from 'vitest';
import { inTransaction } from '../../../electron/main/db/open.ts';
import { setAsideIfSuperseded } from '../../../electron/main/desk/output/letters/superseded.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { listDueLetters } from '../../../electron/main/desk/store/partner-queue.queries.ts';
import { firstDueMessage } from '../../../electron/main/desk/store/sending.queries.ts';
import { listTurns } from '../../../electron/main/desk/store/turns.queries.ts';
import type { Instant, PartnerId, RequestId } from '../../../shared/domain/ids.ts';
import { beginConversation } from '../../support/conversations.ts';
import { newOpId } from '../../support/desk.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { usualProfile } from '../../support/lender/play.ts';
import { valueOf } from '../../support/results.ts';
import { saveProfile } from '../../support/save-profile.ts';

// Letters about one turn leave in the order of the hub, whichever workstations wrote them.

const shared = sharedLibrary();
const requestId = 3 as RequestId;
const [north, west] = [1 as PartnerId, 2 as PartnerId];

const write = ({ context }: SyncDesk, text: string, about = requestId, place = 0): void => {
  const turn = listTurns(context.db, about)[place];
  if (!turn) throw new Error('no turn');
  valueOf(take(context, 'write-to-partner', { opId: newOpId(), requestId: about, turnId: turn.id, text }));
};

const noteOf = "SELECT payload ->> '$.note' FROM outbox WHERE id = ?";

/** Returns what the letters say that leave next from a workstation by protocol. */
const nextAt = ({ context: { db }, raw }: SyncDesk, partnerId = north): unknown[] => {
  const now = '2026-11-25T09:00:00.000Z' as Instant;
  return listDueLetters(db, { partnerId, now, tooFar: now, limit: 10 }).map((id) =>
    raw.prepare(noteOf).pluck().get(id),
  );
};

test('the letter that was written first leaves first, although its workstation has the greater number', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    saveProfile(one.context, north, { ...usualProfile, address: 'http://127.0.0.1:9/' });
    beginConversation(one, requestId, 'R-3-1');
    await one.sync();
    await other.sync();
    write(other, 'first');
    await other.sync();
    await one.sync();
    write(one, 'second');
    expect(nextAt(one), 'before the second has its place').toEqual(['first']);
    await one.sync();
    await other.sync();
    for (const desk of [one, other]) expect(nextAt(desk)).toEqual(['first']);
    expect([one.faults, other.faults]).toEqual([[], []]);
  }));

test('the letters of one turn of a request leave in order, and do not hold up those of another turn', () =>
  shared.hub.playOn(async () => {
    const set = 6 as RequestId;
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    for (const [place, partner] of [north, west].entries()) {
      saveProfile(one.context, partner, { ...usualProfile, address: 'http://127.0.0.1:9/' });
      beginConversation(one, set, `R-6-${place + 1}`, place);
    }
    await one.sync();
    await other.sync();
    write(other, 'first', set);
    await other.sync();
    await one.sync();
    write(one, 'to the other partner', set, 1);
    write(one, 'second', set);
    await one.sync();
    await other.sync();
    for (const desk of [one, other])
      expect([nextAt(desk), nextAt(desk, west)]).toEqual([['first'], ['to the other partner']]);
    expect([one.faults, other.faults]).toEqual([[], []]);
  }));

test('so does one by mail', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    write(other, 'first');
    await other.sync();
    await one.sync();
    write(one, 'second');
    await one.sync();
    await other.sync();
    const now = '2026-11-25T09:00:00.000Z' as Instant;
    for (const { context, raw } of [one, other]) {
      const { id } = firstDueMessage(context.db, { now, tooFar: now }) ?? { id: 0 };
      expect(raw.prepare(noteOf).pluck().get(id)).toBe('first');
    }
  }));

test('the withdrawal of a cancellation that never left does not leave either, although another workstation asked for it', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const about = { requestId: 2 as RequestId, asOf: null, note: '' };
    const asked = { reason: 'NO_LONGER_NEEDED', notifyPatron: false, requestedBy: 'staff' } as const;
    valueOf(take(other.context, 'cancel', { ...about, ...asked, opId: newOpId() }));
    await other.sync();
    await one.sync();
    valueOf(take(one.context, 'withdraw-cancellation', { ...about, opId: newOpId() }));
    await one.sync();
    const now = '2026-11-25T09:00:00.000Z' as Instant;
    const clock = { now: new Date('2026-11-25T09:00:00Z'), timeZone: 'UTC' };
    const next = (): unknown[] => {
      const letter = firstDueMessage(one.context.db, { now, tooFar: now });
      return letter === undefined
        ? []
        : [letter.kind, inTransaction(one.context.db, (write) => setAsideIfSuperseded(write, letter, clock))];
    };
    expect([next(), next(), next()]).toEqual([['cancel-asked', true], ['cancel-withdrawn', true], []]);
  }));
