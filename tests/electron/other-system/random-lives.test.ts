import { expect, test } from 'vitest';
import type { CalendarDate, OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { DoneStep } from '../../../shared/ipc/calls/done-here.ts';
import { diceOf } from '../../shared/domain/life/dice.ts';
import { circulationOf } from '../../support/circulation.ts';
import { addRequest, newOpId } from '../../support/desk.ts';
import { howMany } from '../../support/how-many.ts';
import { furtherTries, furtherTryNames, lifeTries, lifeTryNames, redo } from '../../support/life-tries.ts';
import type { BookItem } from '../../support/ncip/book.ts';
import type { Fault } from '../../support/ncip/responder.ts';
import { openSendingDesk } from '../../support/ncip/sending-desk.ts';
import { valueOf } from '../../support/results.ts';

// The third book: at the end of any life, the other system’s records match the desk, or a line to key covers the difference.

type Sending = Awaited<ReturnType<typeof openSendingDesk>>;
type Here = {
  readonly id: number;
  readonly barcode: string;
  readonly status: string;
  readonly dueOn: string | null;
  readonly wasLent: number;
};

/** The items that are at the desk, or were; of those that had the same barcode, the last. */
const itemsOf = ({ raw }: Sending['desk']): readonly Here[] =>
  raw
    .prepare(
      `SELECT item.id, barcode, item.status, loan.due_on AS dueOn,
              EXISTS (SELECT 1 FROM loan AS any_loan WHERE any_loan.item_id = item.id) AS wasLent
         FROM item LEFT JOIN loan ON loan.item_id = item.id AND loan.ended_on IS NULL
        WHERE barcode <> '' AND NOT EXISTS (SELECT 1 FROM item AS later WHERE later.barcode = item.barcode AND later.id > item.id)`,
    )
    .all() as Here[];

const matches = ({ status, dueOn, wasLent }: Here, there: BookItem | undefined): boolean => {
  if (status === 'returned-to-partner') return there === undefined || there.state === 'back';
  if (dueOn !== null) return there?.state === 'on-loan' && there.dueOn === dueOn;
  return wasLent === 1 ? there?.state === 'back' : there?.state === 'held';
};

const toKey = ({ done }: Sending): readonly DoneStep[] =>
  valueOf(
    done.list({
      from: '2026-11-01' as CalendarDate,
      to: '2027-12-31' as CalendarDate,
      operatorId: null,
      deskId: null,
      group: null,
      show: 'to-key',
      offset: 0,
      limit: 500,
    }),
  ).rows;

/** The barcodes, before and after, of the items that a line to key is about. */
const named = (sending: Sending): ReadonlySet<string> => {
  const { raw } = sending.desk;
  const opIds = toKey(sending).map(({ opId }) => opId);
  const barcodes = raw
    .prepare(
      `SELECT ifnull(before ->> '$.barcode', '') AS before, ifnull(after ->> '$.barcode', '') AS after
         FROM change_log WHERE table_name = 'item' AND op_id IN (SELECT value FROM json_each(?))
          AND (before IS NULL OR after IS NULL OR before ->> '$.status' <> after ->> '$.status' OR before ->> '$.barcode' <> after ->> '$.barcode')
       UNION ALL
       SELECT barcode, '' FROM change_log JOIN item ON item.id = ifnull(after ->> '$.item_id', before ->> '$.item_id')
        WHERE table_name = 'loan' AND op_id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(opIds), JSON.stringify(opIds)) as {
    readonly before: string;
    readonly after: string;
  }[];
  return new Set(barcodes.flatMap(({ before, after }) => [before, after]));
};

/** What is wrong in the other system’s records, and no line to key covers. */
const differences = (sending: Sending): readonly string[] => {
  const { desk, there } = sending;
  const here = itemsOf(desk);
  const known = new Set(here.map(({ barcode }) => barcode));
  const wrong = [
    ...here
      .filter((item) => !matches(item, there.book.items.get(item.barcode)))
      .map((item) => [item.barcode, item] as const),
    ...[...there.book.items]
      .filter(([barcode, { state }]) => !known.has(barcode) && state !== 'back')
      .map(([barcode]) => [barcode, 'not here'] as const),
  ];
  const lines = named(sending);
  return wrong
    .filter(([barcode]) => !lines.has(barcode))
    .map(([barcode, is]) => JSON.stringify([is, there.book.items.get(barcode)]));
};

const usual = ['receive', 'receive', 'lend', 'lend', 'return', 'return', 'renew-loan', 'partner-answer'];
const names = [...lifeTryNames, ...furtherTryNames, ...usual, ...usual];

/** Plays one life of some requests, with faults of the connection. */
const play = async (
  seed: number,
  usualFaults: readonly Fault[] = ['busy', 'lost', 'cut', 'refused'],
): Promise<readonly string[]> => {
  const dice = diceOf(seed);
  const sending = await openSendingDesk();
  const { desk, there, queue } = sending;
  desk.raw.pragma('synchronous = OFF');
  desk.raw.exec(
    "INSERT INTO partner (id, code, name, renews_automatically, cancel_needs_consent) VALUES (2, 'WEST', 'West College', 0, 1)",
  );
  const requests = [1, 2].map((n) =>
    addRequest(desk, { externalId: `R-${n}`, status: 'SHIPPED_PHYSICALLY' }),
  );
  const tries = { ...lifeTries(desk), ...furtherTries(desk) } as Readonly<
    Record<string, (id: RequestId, opId: OpId, pick: number) => { readonly ok: boolean }>
  >;
  const { undo } = circulationOf(desk);
  const taken: OpId[] = [];
  const undone: OpId[] = [];
  const settle = async (): Promise<void> => {
    queue().tryNow();
    await expect.poll(() => sending.kept().some(({ state }) => state === 'sending')).toBe(false);
  };
  for (let turn = 0; turn < 60; turn += 1) {
    desk.setNow(new Date(Date.UTC(2026, 10, 25, 8, turn)).toISOString());
    const opId = newOpId();
    const luck = dice.pick([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    if (luck === 0 && taken.length > 0) {
      const which = dice.pick(taken.slice(-3));
      if (undo(which).ok) undone.push(which);
    } else if (luck === 1 && undone.length > 0) redo(desk, dice.pick(undone), opId);
    else {
      const pick = dice.pick(Array.from({ length: 210 }, (_, index) => index));
      if (tries[dice.pick(names)]?.(dice.pick(requests), opId, pick).ok === true) taken.push(opId);
    }
    if (dice.chance(0.2)) there.fail(dice.pick(usualFaults));
    if (dice.chance(0.5)) await settle();
  }
  // What is still missing is sent.
  there.forgetFaults();
  for (let tried = 0; tried < 3; tried += 1) await settle();
  await expect
    .poll(() => {
      queue().tryNow();
      return sending.kept().some(({ state }) => ['waiting', 'sending'].includes(state));
    })
    .toBe(false);
  const found = differences(sending);
  await queue().stop(500);
  return found;
};

test('at the end of any life, the other system’s records match the desk, or a line to key covers the difference', async () => {
  const lives = howMany('OTHER_SYSTEM_LIVES', 12, 500);
  for (let seed = 1; seed <= lives; seed += 1) expect(await play(seed), `seed ${seed}`).toEqual([]);
}, 600_000);

test('a message that the other system confirms and forgets is detected', async () => {
  const found: string[] = [];
  for (let seed = 1; seed <= 20 && found.length === 0; seed += 1)
    found.push(...(await play(seed, ['forgotten'])));
  expect(found).not.toEqual([]);
}, 600_000);
