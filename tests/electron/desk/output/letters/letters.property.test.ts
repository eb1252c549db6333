import { take } from '../../../../../electron/main/desk/steps/take.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Delivery } from '../../../../../electron/main/desk/output/mail/ports.ts';
import { inTransaction } from '../../../../../electron/main/db/open.ts';
import { lettersService } from '../../../../../electron/main/desk/output/letters/letters.service.ts';
import {
  retryFailedNow,
  flagInterruptedSends,
} from '../../../../../electron/main/desk/store/sending.queries.ts';
import { recordSendResult } from '../../../../../electron/main/desk/output/letters/record-send-result.ts';
import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { addItem, circulationOf } from '../../../../support/circulation.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { howMany } from '../../../../support/how-many.ts';
import { addAddresses, claimNext, outboxRows, testWriter } from '../../../../support/letters.ts';
import { spellOut } from '../../../../support/life.ts';
import { checkProperty } from '../../../../support/check-property.ts';

const kinds = ['sent', 'later', 'no-connection', 'account', 'refused', 'unknown'] as const;
type Act =
  | { readonly do: 'renew' | 'return' | 'undo' | 'claim' | 'restart' | 'wait' }
  | { readonly do: 'settle'; readonly as: Delivery['kind'] }
  | { readonly do: 'retry' | 'print' | 'dealtWith'; readonly which: number };

const of = <D extends Act['do']>(...names: D[]) => fc.constantFrom(...names).map((one) => ({ do: one }));
/** Attempts for one letter: nearly all actions concern one letter, so that a few of them lead far. */
const tried = fc
  .tuple(
    fc.constantFrom(...kinds, 'unknown', 'restart'),
    fc.nat(2),
    fc.constantFrom('retry', 'retry', 'print', 'dealtWith'),
  )
  .map(([as, which, person]): Act[] => [
    { do: 'claim' },
    as === 'restart' ? { do: 'restart' } : { do: 'settle', as },
    { do: person, which } as Act,
  ]);
const act = of('renew', 'return', 'undo', 'undo', 'claim', 'restart', 'wait').map((one): Act[] => [
  one as Act,
]);
const settled = fc.constantFrom(...kinds).map((as): Act[] => [{ do: 'settle', as }]);
const acts = fc
  .array(fc.oneof(tried, tried, act, settled), { minLength: 3, maxLength: 10 })
  .map((parts): Act[] => [{ do: 'renew' }, ...parts.flat()]);

/** `LETTER_LIVES=1000` for a long run. */
const lives = howMany('LETTER_LIVES', 30, 1_000);

/** A sent letter whose step was undone: random actions alone may never produce one. */
const corrected: Act[] = [{ do: 'renew' }, { do: 'claim' }, { do: 'settle', as: 'sent' }, { do: 'undo' }];

/** A desk with one loan, driven by hand: actions replace the queue’s timing. */
const openDrive = () => {
  const desk = openTestDesk();
  addAddresses(desk);
  const requestId = addRequest(desk, { externalId: 'R-1', status: 'LOANED' }, true);
  const itemId = addItem(desk, requestId, { barcode: 'N-1', status: 'on-loan', lentTo: 1 });
  spellOut(desk.raw, requestId);
  const letters = lettersService(desk.context, { writer: testWriter(desk), tryNow: () => undefined });
  /** Every letter that a reader may have, by row id. */
  const out = new Set<number>();
  const sentByMail = new Map<number, number>();
  const steps: OpId[] = [];
  let dueOn = 0;
  let held: number | null = null;
  let nowMs = Date.parse('2026-11-25T09:30:00Z');
  return { desk, requestId, itemId, letters, out, sentByMail, steps, act };

  function act(one: Act): void {
    desk.setNow(new Date((nowMs += 1_000)).toISOString());
    switch (one.do) {
      case 'renew': {
        const day = new Date(Date.parse('2027-01-01') + (dueOn += 1) * 86_400_000).toISOString();
        const input = { opId: newOpId(), requestId, asOf: null, itemIds: null };
        const done = take(desk.context, 'request-renewal', {
          ...input,
          dueOn: day.slice(0, 10) as CalendarDate,
        });
        if (done.ok) steps.push(done.value.opId);
        return;
      }
      case 'return': {
        const done = circulationOf(desk).giveBack(itemId);
        if (done.ok) steps.push(done.value.opId);
        return;
      }
      case 'undo': {
        const undoes = steps.at(-1);
        if (undoes === undefined) return;
        const done = take(desk.context, 'undo', { opId: newOpId(), undoes });
        if (done.ok) steps.pop();
        return;
      }
      case 'claim':
        held ??= claim(desk);
        return;
      case 'settle':
        if (held === null) return;
        if (one.as === 'sent' || one.as === 'unknown') out.add(held);
        if (one.as === 'sent') sentByMail.set(held, (sentByMail.get(held) ?? 0) + 1);
        settle(desk, held, one.as);
        held = null;
        return;
      case 'restart':
        if (held !== null) out.add(held);
        held = null;
        inTransaction(desk.context.db, (db) => {
          retryFailedNow(db);
          flagInterruptedSends(db, { note: 'nobody knows', at: instantOf(desk.context.now()) });
        });
        return;
      case 'wait':
        nowMs += 7 * 3_600_000;
        return;
      default: {
        const rows = outboxRows(desk);
        const row = rows[one.which % Math.max(1, rows.length)];
        if (!row) return;
        if (one.do === 'retry') letters.retry({ id: row.id });
        else if (one.do === 'dealtWith') letters.dealtWith({ ids: [row.id] });
        else if (letters.print({ opId: newOpId(), id: row.id }).ok) out.add(row.id);
      }
    }
  }
};

const claim = (desk: TestDesk): number | null => {
  const claimed = claimNext(desk);
  return typeof claimed === 'object' ? claimed.id : null;
};

const settle = (desk: TestDesk, id: number, kind: Delivery['kind']): void =>
  inTransaction(desk.context.db, (db) =>
    recordSendResult(db, {
      id,
      delivery: { kind, words: kind },
      now: desk.context.now(),
      random: 0.5,
      resumesAt: desk.context.now(),
    }),
  );

/** The invariants after each action. */
const expectTruth = (
  { desk, out, sentByMail, steps }: ReturnType<typeof openDrive>,
  requestId: RequestId,
): void => {
  const rows = desk.raw
    .prepare(
      `SELECT id, op_id AS opId, kind, state, corrected, may_have_left_at AS leftAt, next_at AS nextAt,
              json_extract(payload, '$.corrects') AS corrects
         FROM outbox WHERE request_id = ? ORDER BY id`,
    )
    .all(requestId) as {
    id: number;
    opId: OpId;
    kind: string;
    state: string;
    corrected: number;
    leftAt: string | null;
    nextAt: string | null;
    corrects: number | null;
  }[];
  const standing = new Set(steps);
  for (const id of out)
    expect(
      rows.some((row) => row.id === id),
      `letter ${id} is not forgotten`,
    ).toBe(true);
  for (const times of sentByMail.values()) expect(times).toBe(1);
  for (const row of rows) {
    if (out.has(row.id)) expect(row.leftAt, `letter ${row.id} may have left`).not.toBeNull();
    if (row.kind === 'correction') continue;
    const corrections = rows.filter(({ corrects }) => corrects === row.id);
    expect(corrections).toHaveLength(row.corrected);
    expect(row.corrected === 0, `letter ${row.id}: corrected once its step is undone`).toBe(
      standing.has(row.opId),
    );
    if (row.corrected === 1) expect(['waiting', 'failed', 'outdated']).not.toContain(row.state);
    if (row.corrected === 1 && row.state !== 'sending') expect(row.leftAt).not.toBeNull();
    if (row.state !== 'failed') expect(row.nextAt).toBeNull();
  }
};

test(
  'whatever servers, clocks and staff do, everything a reader may have is corrected, and nothing is sent twice',
  () => {
    const met = { out: 0, sent: 0, corrected: 0 };
    checkProperty(
      fc.property(acts, (all) => {
        const drive = openDrive();
        try {
          for (const one of all) {
            drive.act(one);
            expectTruth(drive, drive.requestId);
          }
          met.out += drive.out.size;
          met.sent += drive.sentByMail.size;
          met.corrected += outboxRows(drive.desk).filter(({ corrected }) => corrected === 1).length;
        } finally {
          drive.desk.close();
        }
      }),
      { numRuns: lives, examples: [[corrected]] },
    );
    // The test proves something only if letters left and their steps were undone: at least in the example.
    expect(Object.entries(met).filter(([, times]) => times === 0)).toEqual([]);
  },
  120_000 + lives * 500,
);
