import { beforeEach, expect, test } from 'vitest';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { detailsService } from '../../../electron/main/desk/queries/details/details.service.ts';
import { todaysStepsService } from '../../../electron/main/desk/queries/history/steps.service.ts';
import { openSession } from '../../../electron/main/desk/records/session/session.service.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import type { CalendarDate, OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import { done } from '../../support/decision-desk.ts';
import { newOpId } from '../../support/desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';
import { setWord } from '../../support/life.ts';
import { libraryWith, openImportDesk } from './import-desk.ts';

const desk = forEachTest(openImportDesk);
beforeEach(async () => {
  await importLent('2026-12-11');
  // An operator is signed in, whose command it is.
  openSession(desk.db as ReadableDB);
  desk.db.exec(`UPDATE request SET worked_on = 1, title = 'Corrected here'`);
});

type Values = { readonly status?: string; readonly loanedOn?: string; readonly more?: object };

const importLent = (
  dueOn: string,
  { status = 'LOANED', loanedOn, more }: Values = {},
): Promise<ImportReport> =>
  desk.import(
    desk.file(
      'library.json',
      libraryWith([
        {
          externalId: 'R-1',
          title: 'As the file has it',
          patron: 'P1',
          pickup: 'MAIN-CIRC',
          rota: ['LAKE'],
          activePartner: 'LAKE',
          status,
          dueOn: '2026-12-20',
          items: [
            {
              barcode: 'N-1',
              status: 'on-loan',
              receivedAt: '2026-11-10T08:00:00Z',
              desk: 'MAIN-CIRC',
              loan: { loanedOn: loanedOn ?? '2026-11-11', dueOn },
            },
          ],
          ...more,
        },
      ]),
    ),
  );

const requestId = (): RequestId => desk.value('SELECT id FROM request') as RequestId;
const state = (): unknown =>
  desk.db
    .prepare(
      `SELECT title, request.status, request.due_on AS requestDueOn, loan.due_on AS dueOn, renewals, period_days AS periodDays
         FROM request JOIN item ON request_id = request.id JOIN loan ON item_id = item.id`,
    )
    .get();
const messages = (): unknown =>
  desk.values("SELECT recipient || ' ' || kind || ' ' || payload FROM outbox ORDER BY id");
const history = () => done(detailsService(desk.context()).details({ requestId: requestId() })).history;
const unchanged = {
  title: 'Corrected here',
  status: 'LOANED',
  requestDueOn: '2026-12-20',
  dueOn: '2026-12-11',
  renewals: 0,
  periodDays: 30,
};
const renewed = {
  ...unchanged,
  status: 'RENEWED',
  requestDueOn: '2027-01-11',
  dueOn: '2027-01-11',
  renewals: 1,
};
const renewedRow = { status: 'RENEWED', more: { dueOn: '2027-01-11' } };

test('a renewal that the patron made outside is applied as a step with history and letters, and nothing else of the row', async () => {
  const report = await importLent('2027-01-11', renewedRow);
  expect(report.bySection['requests']).toMatchObject({
    updated: 1,
    unchanged: 0,
    conflict: 0,
    skipped: 0,
    refused: 0,
  });
  expect(state()).toEqual(renewed);
  expect(messages()).toEqual([
    // The partner has said so itself, so it gets no letter.
    'patron renewed {"dueOn":"2027-01-11","itemIds":[1]}',
  ]);
  expect(history()).toMatchObject([
    {
      label: 'Renewed by the patron',
      headline: 'Renewed by the patron until 11 Jan 2027',
      statusBefore: 'LOANED',
      statusAfter: 'RENEWED',
      undoRefusal: null,
    },
  ]);
  expect(done(todaysStepsService(desk.context()).today({ limit: 10 }))).toMatchObject([
    { kind: 'patron-renewal', barcode: 'N-1', undoRefusal: null },
  ]);
});

test('the same file again changes nothing, and a later date is a further renewal', async () => {
  await importLent('2027-01-11', renewedRow);
  expect((await importLent('2027-01-11', renewedRow)).bySection['requests']).toMatchObject({ unchanged: 1 });
  expect(state()).toEqual(renewed);
  expect(history()).toHaveLength(1);
  await importLent('2027-02-11', renewedRow);
  expect(state()).toMatchObject({ dueOn: '2027-02-11', renewals: 2 });
  expect(history()).toHaveLength(2);
});

test('it can be undone like any step, and the file does not apply it again', async () => {
  await importLent('2027-01-11', renewedRow);
  const undoes = history()[0]?.opId as OpId;
  done(take(desk.context(), 'undo', { opId: newOpId(), undoes }));
  expect(state()).toEqual(unchanged);
  expect(messages()).toEqual([]);
  expect((await importLent('2027-01-11', renewedRow)).bySection['requests']).toMatchObject({ unchanged: 1 });
  expect(state()).toEqual(unchanged);
});

test('a due date that staff set here is not overwritten by an earlier one', async () => {
  done(
    take(desk.context(), 'request-renewal', {
      opId: newOpId(),
      requestId: requestId(),
      asOf: null,
      dueOn: '2027-03-01' as CalendarDate,
      itemIds: null,
    }),
  );
  await importLent('2027-01-11', renewedRow);
  expect(state()).toMatchObject({ dueOn: '2027-03-01', renewals: 1 });
  expect(history()).toHaveLength(1);
});

test.each(['RENEWED', 'OVERDUE_ITEM', 'MEDIATED_RENEWAL', 'RENEW_NOT_ACCEPTED'])(
  'it is applied to a request in %s',
  async (status) => {
    setWord(desk.db, requestId(), status);
    await importLent('2027-01-11', renewedRow);
    expect(state()).toEqual(renewed);
  },
);

/** Returns the refusal in the report; nothing may have changed. */
const refusal = async (report: Promise<ImportReport>): Promise<string> => {
  const before = state();
  const { refused, bySection } = await report;
  expect(bySection['requests']).toMatchObject({ refused: 1, updated: 0, unchanged: 0 });
  expect(state()).toEqual(before);
  expect(messages()).toEqual([]);
  expect(history()).toEqual([]);
  return `${refused[0]?.field}: ${refused[0]?.reason}`;
};

test('a recalled loan is never renewed, and the report says so each time', async () => {
  setWord(desk.db, requestId(), 'RECALLED_BOR');
  for (let times = 0; times < 2; times += 1)
    expect(await refusal(importLent('2027-01-11', renewedRow))).toBe(
      'items[0].loan.dueOn: R-1 cannot be renewed because Lakeside College Library has recalled it. Ask the patron to bring it back.',
    );
});

test('a file with a recall renews nothing', async () => {
  expect(await refusal(importLent('2027-01-11', { status: 'RECALLED_BOR' }))).toContain(
    'Ask the patron to bring it back',
  );
});

test('a partner that must be asked is asked by staff, unless the file says that it has renewed', async () => {
  desk.db.exec(`UPDATE partner SET renews_automatically = 0`);
  expect(await refusal(importLent('2027-01-11', { status: 'MEDIATED_RENEWAL' }))).toContain(
    'R-1 cannot be renewed because Lakeside College Library wants to be asked first. Choose Request Renewal in Borrowing Requests',
  );
  await importLent('2027-01-11', renewedRow);
  expect(state()).toEqual(renewed);
});

test('the partner that lent the volume is asked and notified, whichever is active now', async () => {
  desk.db.exec(`
    INSERT INTO partner (code, name, renews_automatically) VALUES ('OTHER', 'Other College', 0);
    INSERT INTO turn (request_id, position, partner_id, state) SELECT id, 2, (SELECT max(id) FROM partner), 'asked' FROM request`);
  const report = await importLent('2027-01-11', { more: { dueOn: '2027-01-11' } });
  expect(report.bySection['requests']).toMatchObject({ updated: 1, refused: 0 });
  expect(
    desk.values("SELECT code FROM outbox JOIN partner ON partner.id = partner_id WHERE kind = 'renewal'"),
  ).toEqual(['LAKE']);
});

test('a patron’s wish to renew without a date is reported', async () => {
  expect(await refusal(importLent('2026-12-11', { status: 'MEDIATED_RENEWAL' }))).toContain(
    'status: The patron asked to renew but gave no date',
  );
  setWord(desk.db, requestId(), 'RENEWED');
  expect(
    (await importLent('2026-12-11', { status: 'MEDIATED_RENEWAL' })).bySection['requests'],
  ).toMatchObject({ conflict: 1 });
});

test('a due date in the past is not a renewal', async () => {
  desk.db.exec(`UPDATE loan SET due_on = '2026-11-20'`);
  expect(await refusal(importLent('2026-11-24', renewedRow))).toContain('is in the past');
});

test.each([
  ['another loan of the same item', { ...renewedRow, loanedOn: '2026-11-12' }],
  ['a loan that the file says has ended', { more: { items: endedItem() } }],
])('%s does not affect the one here', async (_, values) => {
  const report = await importLent('2027-01-11', values);
  expect(report.bySection['requests']).toMatchObject({ refused: 0 });
  // The partner's due date follows the file if it was not changed here.
  const { requestDueOn: _requestDueOn, ...loan } = unchanged;
  expect(state()).toMatchObject(loan);
});

function endedItem(): readonly object[] {
  const loan = { loanedOn: '2026-11-11', dueOn: '2027-01-11', endedOn: '2026-11-20' };
  return [{ barcode: 'N-1', status: 'returned-by-patron', desk: 'MAIN-CIRC', loan }];
}

test('a file with two dates for one loan is refused', async () => {
  const twin = (dueOn: string): object => ({
    barcode: 'n-1',
    status: 'on-loan',
    desk: 'MAIN-CIRC',
    loan: { loanedOn: '2026-11-11', dueOn },
  });
  const items = [twin('2027-03-01'), twin('2027-01-11')];
  expect(await refusal(importLent('2027-01-11', { ...renewedRow, more: { items } }))).toContain('twice');
});

test('a request that no one has worked on still follows its file', async () => {
  desk.db.exec('UPDATE request SET worked_on = 0');
  await importLent('2027-01-11', {
    ...renewedRow,
    more: { ...renewedRow.more, title: 'As the file has it now' },
  });
  expect(state()).toMatchObject({ title: 'As the file has it now', status: 'RENEWED', dueOn: '2027-01-11' });
  expect(messages()).toEqual([]);
  expect(history()).toEqual([]);
});
