import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReadableDB } from '../../../../../electron/main/db/types.ts';
import { countOn } from '../../../../../electron/main/desk/queries/reports/stored-sums.ts';
import { checkProperty } from '../../../../support/check-property.ts';
import { newOpId } from '../../../../support/desk.ts';
import { howMany } from '../../../../support/how-many.ts';
import { libraryWith } from '../../../files/import-desk.ts';
import { openListDesk } from '../../../files/list-desk.ts';
import { importNoted, undoImported } from '../../../files/undo-import/journaled-desk.ts';
import { countAll, expectRightSums, storedSums } from './count-rows.ts';

const lent = (number: number, endedOn?: string): object => ({
  barcode: `N-${number}`,
  status: endedOn === undefined ? 'on-loan' : 'returned-to-partner',
  receivedAt: '2026-11-09T23:40:00Z',
  desk: 'MAIN-CIRC',
  loan: { loanedOn: '2026-11-11', dueOn: '2026-11-20', ...(endedOn !== undefined && { endedOn }) },
});
const states = {
  'ask the next': { status: 'REQUEST_SENT', activePartner: 'LAKE' },
  'ask the first': { status: 'REQUEST_SENT', activePartner: 'NORTH' },
  'have it': { status: 'LOANED', activePartner: 'NORTH', items: lent },
  'have had it': { status: 'RETURNED_TO_PARTNER', activePartner: 'NORTH', items: lent },
  'get nothing': { status: 'REJECTED', activePartner: 'LAKE' },
} as const;
const request = fc.record({
  number: fc.integer({ min: 1, max: 8 }),
  state: fc.constantFrom(...(Object.keys(states) as (keyof typeof states)[])),
  createdAt: fc.constantFrom('2025-12-31T23:30:00Z', '2026-03-29T00:59:00Z', '2026-11-02T09:30:00Z'),
  rota: fc.constantFrom(['NORTH', 'LAKE'], ['NORTH', 'LAKE', 'NORTH'], ['LAKE', 'NORTH', 'LAKE']),
  pickup: fc.constantFrom('MAIN-CIRC', 'HILL-CIRC'),
});
const file = fc.uniqueArray(request, { selector: ({ number }) => number, minLength: 1 }).map((requests) =>
  libraryWith(
    requests.map(({ number, state, createdAt, rota, pickup }) => {
      const { status, activePartner } = states[state];
      return {
        externalId: `R-${number}`,
        title: 'Walden',
        format: 'physical',
        patron: 'P1',
        volumes: 1,
        status,
        activePartner,
        createdAt,
        rota,
        pickup,
        items:
          state === 'have it' ? [lent(number)] : state === 'have had it' ? [lent(number, '2026-11-24')] : [],
      };
    }),
  ),
);

test('after overlapping imports and undos, counted up to any point in between, the stored sums match the rows', async () => {
  let lines = 0;
  await checkProperty(
    fc.asyncProperty(file, file, fc.nat(3), fc.boolean(), async (first, second, turns, interrupts) => {
      const { desk, close } = await openListDesk();
      const context = { db: desk.db as ReadableDB, timeZone: () => 'Europe/London' };
      try {
        await importNoted(desk, desk.file('one.json', first));
        for (let turn = 0; turn < turns; turn += 1) countOn(context, 0);
        const two = await importNoted(desk, desk.file('two.json', second));
        countAll(context);
        expectRightSums(desk.db, 'Europe/London');
        lines += storedSums(desk.db).size;
        const undoneBy = newOpId();
        if (interrupts) await undoImported(desk, two, undoneBy, 2);
        countAll(context);
        expectRightSums(desk.db, 'Europe/London');
        expect(await undoImported(desk, two, undoneBy)).toMatchObject({ kind: 'done' });
        countAll(context);
        expectRightSums(desk.db, 'Europe/London');
      } finally {
        close();
      }
    }),
    { numRuns: howMany('REPORT_FILE_RUNS', 12, 400) },
  );
  expect(lines).toBeGreaterThan(0);
}, 120_000);
