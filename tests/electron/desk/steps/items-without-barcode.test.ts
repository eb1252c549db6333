import { expect, test } from 'vitest';
import { todayService } from '../../../../electron/main/desk/queries/today/today.service.ts';
import { doneHereService } from '../../../../electron/main/desk/queries/done-here/done-here.service.ts';
import { detailsService } from '../../../../electron/main/desk/queries/details/details.service.ts';
import { loansService } from '../../../../electron/main/desk/queries/lending/lending.service.ts';
import { receivingService } from '../../../../electron/main/desk/queries/receiving/receiving.service.ts';
import { scanningService } from '../../../../electron/main/desk/queries/scanning/scanning.service.ts';
import { todaysStepsService } from '../../../../electron/main/desk/queries/history/steps.service.ts';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import { listItems } from '../../../../electron/main/desk/store/items.queries.ts';
import type { CalendarDate, ItemId, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import type { TodayRow } from '../../../../shared/ipc/today-views.ts';
import { circulationOf, reader } from '../../../support/circulation.ts';
import { addRequest, newOpId, openTestDesk } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { spellOut } from '../../../support/life.ts';
import { codeOf, sentenceOf, valueOf } from '../../../support/results.ts';

// An imported item has no barcode until it is given one: it is identified by the external identifier.

const desk = forEachTest(openTestDesk);

type Bare = { readonly status: string; readonly volumes?: number; readonly deskId?: number | null };

/** A request whose volumes have no barcodes; loans are to its reader. */
const addBare = (externalId: string, { status, volumes = 1, deskId = 1 }: Bare): RequestId => {
  const word = status === 'on-loan' ? 'LOANED' : 'RECEIVED_PHYSICALLY';
  const id = addRequest(desk, { externalId, status: word, volumes });
  const [first] = listItems(desk.context.db, id);
  const run = (statement: string, ...values: unknown[]): void =>
    void desk.raw.prepare(statement).run(...values);
  run(
    'UPDATE item SET status = ?, desk_id = ?, owning_desk_id = ? WHERE request_id = ?',
    status,
    deskId,
    deskId,
    id,
  );
  for (let volume = 2; volume <= volumes; volume += 1)
    run(
      `INSERT INTO item (request_id, turn_id, receipt_told, barcode, volume, status, desk_id, owning_desk_id, received_at)
       SELECT request_id, turn_id, 1, '', ?, status, desk_id, owning_desk_id, received_at FROM item WHERE id = ?`,
      volume,
      first!.id,
    );
  if (status === 'on-loan')
    run(
      "INSERT INTO loan (item_id, patron_id, loaned_on, due_on, period_days) VALUES (?, ?, '2026-11-11', '2026-12-11', 30)",
      first!.id,
      reader,
    );
  spellOut(desk.raw, id);
  return id;
};
const bareItem = (id: RequestId): { readonly id: ItemId } => listItems(desk.context.db, id)[0]!;
const give = (requestId: RequestId, itemId: ItemId, barcode: string) =>
  take(desk.context, 'correct', { opId: newOpId(), requestId, asOf: null, itemId, barcode });
const item = (id: ItemId): unknown =>
  desk.raw.prepare('SELECT barcode, status, desk_id, owning_desk_id FROM item WHERE id = ?').get(id);
const queue = (): readonly TodayRow[] =>
  valueOf(todayService(desk.context).list({ card: 'give-barcodes', offset: 0, limit: 10 })).rows;

test('an item on the shelf is lent by the external identifier, even if no file said at which desk it is', () => {
  addBare('R-1', { status: 'on-hold-shelf', deskId: null });
  const lent = valueOf(circulationOf(desk).lend('R-1'));
  expect(lent).toMatchObject({ externalId: 'R-1', whereTo: { kind: 'to-patron', name: 'Reader, A.' } });
});

test('a lent item is returned by the external identifier', () => {
  addBare('R-1', { status: 'on-loan' });
  const { look, giveBack } = circulationOf(desk);
  const found = valueOf(look('R-1'));
  expect(found).toMatchObject({ externalId: 'R-1', patronName: 'Reader, A.' });
  valueOf(giveBack(found.itemId));
  expect(desk.raw.prepare('SELECT ended_on FROM loan').pluck().get()).toBe('2026-11-25');
});

test('staff choose which of several volumes is in hand', () => {
  addBare('R-1', { status: 'on-hold-shelf', volumes: 3 });
  const { lend, look } = circulationOf(desk);
  const asked = lend('R-1');
  expect(codeOf(asked)).toBe('volume-unclear');
  expect(sentenceOf(asked)).toBe('R-1 has 3 volumes without a barcode. Which one do you have?');
  expect(asked).toMatchObject({ error: { details: { volumes: '1 2 3' } } });
  valueOf(lend('R-1', reader, newOpId(), { volume: 2 }));
  // One is lent: lending asks about the others, and returning about all three.
  expect(lend('R-1')).toMatchObject({ error: { details: { volumes: '1 3' } } });
  expect(look('R-1')).toMatchObject({ error: { details: { volumes: '1 2 3' } } });
  expect(valueOf(look('R-1', 2))).toMatchObject({ volume: 2 });
});

test('giving a barcode to a shelved or lent item changes nothing else, and removes it from the queue', () => {
  const shelved = addBare('R-1', { status: 'on-hold-shelf' });
  const lent = addBare('R-2', { status: 'on-loan' });
  // Volumes that can be fetched from the shelf come first.
  expect(queue().map(({ externalId }) => externalId)).toEqual(['R-1', 'R-2']);
  expect(queue()[0]?.places).toMatchObject([{ itemId: bareItem(shelved).id, volume: 1, barcode: '' }]);
  valueOf(give(shelved, bareItem(shelved).id, 'N-1'));
  valueOf(give(lent, bareItem(lent).id, 'N-2'));
  expect(item(bareItem(shelved).id)).toEqual({
    barcode: 'N-1',
    status: 'on-hold-shelf',
    desk_id: 1,
    owning_desk_id: 1,
  });
  expect(item(bareItem(lent).id)).toMatchObject({ barcode: 'N-2', status: 'on-loan' });
  expect(desk.raw.prepare('SELECT count(*) FROM outbox').pluck().get()).toBe(0);
  expect(queue()).toEqual([]);
  expect(valueOf(circulationOf(desk).look('N-2'))).toMatchObject({ externalId: 'R-2' });
});

test('its first barcode is given, not corrected: so say the step, its undo and the history', () => {
  const id = addBare('R-1', { status: 'on-hold-shelf' });
  const outcome = valueOf(give(id, bareItem(id).id, 'N-1'));
  expect(outcome).toMatchObject({ headline: 'Barcode N-1 given' });
  const history = () => valueOf(detailsService(desk.context).details({ requestId: id })).history;
  expect(history().map(({ label }) => label)).toEqual(['Barcode given']);
  const opId = desk.raw.prepare('SELECT op_id FROM command_log ORDER BY seq DESC').pluck().get() as OpId;
  const undone = valueOf(take(desk.context, 'undo', { opId: newOpId(), undoes: opId }));
  expect(undone.headline).toMatch(/^Undone: Barcode given\. The status is still/u);
  expect(valueOf(give(id, bareItem(id).id, 'N-2'))).toMatchObject({ headline: 'Barcode N-2 given' });
  // A second barcode corrects the first.
  expect(valueOf(give(id, bareItem(id).id, 'N-3'))).toMatchObject({ headline: 'Corrected: barcode N-3' });
});

test('its external identifier is never shown as its barcode', () => {
  addBare('R-1', { status: 'on-loan' });
  expect(valueOf(circulationOf(desk).look('R-1'))).toMatchObject({ code: 'R-1', barcode: '' });
  const open = loansService(desk.context).ofPatron({ patronId: reader, display: 'active' });
  expect(valueOf(open)?.loans).toMatchObject([{ externalId: 'R-1', barcode: '' }]);
});

test('the list of steps says which volume of a set each concerned', () => {
  const id = addBare('R-1', { status: 'on-hold-shelf', volumes: 3 });
  const [first, , third] = listItems(desk.context.db, id);
  valueOf(circulationOf(desk).lend('R-1', reader, newOpId(), { volume: 2 }));
  valueOf(give(id, first!.id, 'N-1'));
  valueOf(give(id, third!.id, 'N-3'));
  const steps = valueOf(todaysStepsService(desk.context).today({ limit: 10 }));
  expect(steps.map(({ volume, barcode }) => [volume?.number, barcode])).toEqual([
    [3, 'N-3'],
    [1, 'N-1'],
    [2, 'R-1'],
  ]);
});

test('an item of unknown location is here once it gets its barcode', () => {
  const id = addBare('R-1', { status: 'on-hold-shelf', deskId: null });
  valueOf(give(id, bareItem(id).id, 'N-1'));
  expect(item(bareItem(id).id)).toMatchObject({ barcode: 'N-1', desk_id: 1, owning_desk_id: 1 });
});

test('scanning it on another page treats it as that item', () => {
  addBare('R-1', { status: 'on-loan' });
  addBare('R-2', { status: 'on-hold-shelf' });
  const look = (code: string) => valueOf(scanningService(desk.context).look({ code }));
  expect(look('R-1')).toMatchObject({ kind: 'item', next: 'return', codes: ['R-1'] });
  expect(look('R-2')).toMatchObject({ kind: 'item', next: 'lend', codes: ['P1000001', 'R-2'] });
});

test('Receiving says that an item is with the patron, and leads to its return', () => {
  addBare('R-1', { status: 'on-loan' });
  const open = (code: string) => valueOf(receivingService(desk.context).open({ code }));
  expect(open('R-1')).toMatchObject({
    known: {
      place: 'on-loan',
      words:
        'On loan to Reader, A., due 11 Dec 2026. If it has come back, return it. If only its barcode is missing, scan it: the loan stays.',
    },
    toReturn: 'R-1',
  });
  const id = addBare('R-2', { status: 'on-loan' });
  valueOf(give(id, bareItem(id).id, 'N-2'));
  const scanned = open('R-2');
  expect(scanned.position).toBe('filled');
  expect(scanned).toMatchObject({
    known: null,
    toReturn: 'N-2',
    choice: { why: expect.stringContaining('on loan') },
  });
  addBare('R-3', { status: 'on-hold-shelf' });
  expect(open('R-3')).toMatchObject({
    known: {
      place: 'on-hold-shelf',
      words:
        'Already here, on the hold shelf at Main Circulation Desk. Only its barcode is missing: scan it.',
    },
    toReturn: null,
  });
});

test('receiving an item that had arrived only gives its barcode: no second receipt is named, or waits to be keyed', () => {
  const hill = desk.raw
    .prepare(
      "INSERT INTO desk (code, name, library_id, hold_shelf, receives) VALUES ('HILL', 'Hill', 1, 1, 1) RETURNING id",
    )
    .pluck()
    .get() as number;
  const requestId = addBare('R-1', { status: 'on-hold-shelf', deskId: hill });
  desk.raw.prepare('UPDATE request SET pickup_desk_id = ?').run(hill);
  expect(valueOf(receivingService(desk.context).open({ code: 'R-1' })).known?.words).toBe(
    'Recorded on the hold shelf at Hill. If you have it here, only its barcode is missing: scan it.',
  );
  const receive = { opId: newOpId(), requestId, barcode: 'N-1', several: false, printSlip: false };
  const received = take(desk.context, 'receive', { ...receive, notifyPatron: false, use: null });
  expect(valueOf(received)).toMatchObject({
    onlyBarcode: true,
    volume: { destination: { deskName: 'Hill' } },
  });
  const [step] = valueOf(todaysStepsService(desk.context).today({ limit: 10 }));
  expect(step).toMatchObject({ headline: 'Barcode given', barcode: 'N-1' });
  const { history } = valueOf(detailsService(desk.context).details({ requestId }));
  expect(JSON.stringify(history)).toContain('Barcode N-1 given to volume 1: in transit to Hill');
  const filter = {
    from: '2026-11-25',
    to: '2026-11-25',
    operatorId: null,
    deskId: null,
    group: null,
  } as const;
  const done = doneHereService(desk.context).list({
    ...filter,
    from: filter.from as CalendarDate,
    to: filter.to as CalendarDate,
    show: 'all',
    offset: 0,
    limit: 10,
  });
  expect(valueOf(done).rows).toEqual([]);
});
