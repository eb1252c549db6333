import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { listService } from '../../../../../electron/main/desk/queries/list/list.service.ts';
import { todayService } from '../../../../../electron/main/desk/queries/today/today.service.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import type { Life } from '../../../../../shared/domain/life/life.ts';
import { isOut } from '../../../../../shared/domain/life/volume.ts';
import { anyRequest, type ReadyView } from '../../../../../shared/domain/request-list.ts';
import type { TodayCardId } from '../../../../../shared/ipc/today-views.ts';
import { checkProperty } from '../../../../support/check-property.ts';
import { openTestDesk } from '../../../../support/desk.ts';
import { expectDerivedColumns } from '../../../../support/expect-derived-columns.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { lifeRuns } from '../../../../support/life-runs.ts';
import { livedBy, storeLife } from '../../../../support/lived.ts';
import { valueOf } from '../../../../support/results.ts';

const today = '2026-11-25';

const desk = forEachTest(openTestDesk);
beforeEach(() => {
  desk.raw.exec("INSERT INTO partner (id, code, name) VALUES (2, 'WEST', 'West'), (3, 'LAKE', 'Lake')");
});

const dates: readonly (CalendarDate | null)[] = [
  null,
  ...['2026-11-20', today, '2026-11-29', '2027-01-15'].map((text) => text as CalendarDate),
];
const date = fc.constantFrom(...dates);

type Lived = {
  readonly draws: readonly number[];
  readonly partnerDates: readonly (CalendarDate | null)[];
  readonly loanDates: readonly (CalendarDate | null)[];
};

const lived: fc.Arbitrary<Lived> = fc.record({
  draws: fc.array(fc.nat(200), { minLength: 2, maxLength: 16 }),
  partnerDates: fc.array(date, { minLength: 3, maxLength: 3 }),
  loanDates: fc.array(date, { minLength: 3, maxLength: 3 }),
});

/** Stores a request with this life, and the loans of its patron. */
const store = ({ draws, partnerDates, loanDates }: Lived, index: number): void => {
  const life = livedBy(draws);
  const id = storeLife(desk.raw, life, `L-${index}`, partnerDates);
  const itemIds = desk.raw
    .prepare('SELECT id FROM item WHERE request_id = ? ORDER BY volume')
    .pluck()
    .all(id);
  life.volumes.forEach(({ place }, at) => {
    // An item that a file calls lost may still have its loan.
    const dueFrom = place === 'on-loan' ? (loanDates[at] ?? today) : loanDates[at];
    if (dueFrom && (place === 'on-loan' || place === 'lost'))
      desk.raw
        .prepare("INSERT INTO loan (item_id, patron_id, loaned_on, due_on) VALUES (?, 1, '2026-11-11', ?)")
        .run(itemIds[at], dueFrom);
  });
  expectDerivedColumns(desk.raw, id);
};

const ofCard = (card: TodayCardId) =>
  valueOf(todayService(desk.context).list({ card, offset: 0, limit: 500 })).rows;
const ofView = (ready: ReadyView) =>
  valueOf(
    listService(desk.context).list({
      query: { ...anyRequest, ready },
      sort: { column: 'dueOn', direction: 'ascending' },
      offset: 0,
      limit: 500,
    }),
  );
const names = (rows: readonly { readonly externalId: string }[]) =>
  rows.map(({ externalId }) => externalId).sort();

/** Queues and views that ask the same about a turn. */
const sameQuestions = [
  ['conditional', 'conditional'],
  ['returned-not-checked-in', 'returned-not-checked-in'],
  ['recalled', 'recalled'],
] as const satisfies readonly (readonly [TodayCardId, ReadyView])[];

/** Recalled items have their own queue, and appear in no other because of their date. */
const notRecalled = <Row extends { readonly life: Life }>(rows: readonly Row[]): Row[] =>
  rows.filter(({ life }) => !life.volumes.some((volume) => isOut(volume) && volume.demand === 'recalled'));

test('a queue and the view of the same name contain the same requests, whatever their lives', () => {
  checkProperty(
    fc.property(fc.array(lived, { minLength: 1, maxLength: 12 }), (lives) => {
      desk.raw.exec('DELETE FROM loan; DELETE FROM item; DELETE FROM turn; DELETE FROM request');
      lives.forEach(store);
      const due = ofCard('partner-overdue');
      const view = ofView('overdue');
      expect(names(due)).toEqual(names(notRecalled(view.rows)));
      expect(view.total).toBe(view.rows.length);
      const soon = ofView('due-soon');
      expect(names(ofCard('due-soon'))).toEqual(names(soon.rows));
      expect(soon.total).toBe(soon.rows.length);
      // Overdue implies out.
      for (const { life } of due) expect(life.volumes.some(isOut)).toBe(true);
      // The view also contains parcels that are claimed or whose cancellation was requested.
      const onTheWay = desk.raw
        .prepare("SELECT external_id FROM request WHERE turn_state = 'shipped' ORDER BY 1")
        .pluck()
        .all();
      expect(names(ofView('to-receive').rows)).toEqual(onTheWay);
      for (const [card, of] of sameQuestions) {
        const found = ofView(of);
        expect([card, names(ofCard(card))]).toEqual([card, names(found.rows)]);
        expect([of, found.total]).toEqual([of, found.rows.length]);
      }

      const late = ofView('patron-overdue');
      expect(names(ofCard('patron-overdue'))).toEqual(names(late.rows));
      expect(late.total).toBe(late.rows.length);
      for (const { life } of late.rows)
        expect(life.volumes.some(({ place }) => place === 'on-loan')).toBe(true);
    }),
    lifeRuns(25),
  );
});
