import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../../../../electron/main/db/open.ts';
import { listService } from '../../../../../electron/main/desk/queries/list/list.service.ts';
import { todayService } from '../../../../../electron/main/desk/queries/today/today.service.ts';
import { listItems, volumeOf } from '../../../../../electron/main/desk/store/items.queries.ts';
import { findRequestRow, writeLife } from '../../../../../electron/main/desk/store/requests.queries.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import {
  type Life,
  newLife,
  type RequestEvent,
  requestEvents,
} from '../../../../../shared/domain/life/life.ts';
import { lifeAfter, possibleEvents } from '../../../../../shared/domain/life/next.ts';
import { isOut } from '../../../../../shared/domain/life/volumes.ts';
import { anyRequest, type ReadyView } from '../../../../../shared/domain/request-list.ts';
import type { TodayCardId } from '../../../../../shared/ipc/today-views.ts';
import { item, north } from '../../../../shared/domain/life/life-cases.ts';
import { checkProperty } from '../../../../support/check-property.ts';
import { openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { expectKept } from '../../../../support/life-kept.ts';
import { lifeRuns } from '../../../../support/life-runs.ts';
import { valueOf } from '../../../../support/results.ts';

const today = '2026-11-25';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
});
afterEach(() => desk.close());

const arrival = ({ volumes }: Life): RequestEvent => ({
  type: 'item.received',
  volume: { id: item(volumes.length + 1), partnerId: north, status: 'on-hold-shelf', dueOn: null },
});

/** A life that one event after another leads to, each drawn from those that can happen. */
const livedBy = (draws: readonly number[]): Life => {
  let life: Life = newLife;
  for (const draw of draws) {
    const events: readonly RequestEvent[] = [
      ...possibleEvents(
        life,
        requestEvents.filter((type) => type !== 'item.received'),
      ),
      ...(life.endedAs === null && life.volumes.length < 3 ? [arrival(life), arrival(life)] : []),
    ];
    const event = events[draw % Math.max(1, events.length)];
    life = (event && lifeAfter(life, event)) ?? life;
  }
  return life;
};

const dates = [null, '2026-11-20', today, '2026-11-29', '2027-01-15'] as const;
const date = fc.constantFrom(...dates);

type Lived = {
  readonly draws: readonly number[];
  readonly dueOn: (typeof dates)[number];
  readonly partnerDates: readonly (typeof dates)[number][];
  readonly loanDates: readonly (typeof dates)[number][];
};

const lived: fc.Arbitrary<Lived> = fc.record({
  draws: fc.array(fc.nat(200), { maxLength: 14 }),
  dueOn: date,
  partnerDates: fc.array(date, { minLength: 3, maxLength: 3 }),
  loanDates: fc.array(date, { minLength: 3, maxLength: 3 }),
});

/** Stores a request with this life, as its writer does. */
const store = ({ draws, dueOn, partnerDates, loanDates }: Lived, index: number): void => {
  const life = livedBy(draws);
  const id = Number(
    desk.raw
      .prepare(
        `INSERT INTO request (external_id, title, patron_id, pickup_desk_id, active_partner_id, status, due_on, updated_at)
         VALUES (?, '', 1, 1, 1, 'REQUEST_CREATED_BOR', ?, '2026-11-20T08:00:00.000Z')`,
      )
      .run(`L-${index}`, dueOn).lastInsertRowid,
  ) as RequestId;
  life.volumes.forEach((volume, at) => {
    const { lastInsertRowid } = desk.raw
      .prepare(
        `INSERT INTO item (request_id, barcode, volume, status, partner_id, due_on, brought_back, renewal, demand, report, received_at)
         VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, '2026-11-10T08:00:00.000Z')`,
      )
      .run(
        id,
        `${index}-${at}`,
        at + 1,
        volume.status,
        partnerDates[at] ?? null,
        Number(volume.broughtBack),
        volume.renewal,
        volume.demand,
        volume.report,
      );
    // What a file calls lost may still have its loan.
    const dueFrom = volume.status === 'on-loan' ? (loanDates[at] ?? today) : loanDates[at];
    if (dueFrom && (volume.status === 'on-loan' || volume.status === 'lost'))
      desk.raw
        .prepare("INSERT INTO loan (item_id, patron_id, loaned_on, due_on) VALUES (?, 1, '2026-11-11', ?)")
        .run(lastInsertRowid, dueFrom);
  });
  inTransaction(desk.context.db, (db) => {
    const row = findRequestRow(db, id);
    if (row) writeLife(db, row, { ...life, volumes: listItems(db, id).map(volumeOf) }, {}, row.updatedAt);
  });
  expectKept(desk.raw, id);
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

test('the queue and the view of what is overdue have the same requests, whatever their lives were', () => {
  checkProperty(
    fc.property(fc.array(lived, { minLength: 1, maxLength: 12 }), (lives) => {
      desk.raw.exec('DELETE FROM loan; DELETE FROM item; DELETE FROM request');
      lives.forEach(store);
      const due = ofCard('partner-overdue');
      const view = ofView('overdue');
      expect(names(due)).toEqual(names(view.rows));
      expect(view.total).toBe(view.rows.length);
      expect(names(ofCard('due-soon'))).toEqual(names(ofView('due-soon').rows));
      // What is overdue is out, and not ended.
      for (const { life } of due) expect([life.volumes.some(isOut), life.endedAs]).toEqual([true, null]);

      const late = ofView('patron-overdue');
      expect(names(ofCard('patron-overdue'))).toEqual(names(late.rows));
      expect(late.total).toBe(late.rows.length);
      for (const { life } of late.rows)
        expect(life.volumes.some(({ status }) => status === 'on-loan')).toBe(true);
    }),
    lifeRuns(25),
  );
});
