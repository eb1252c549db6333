import { expect, test } from 'vitest';
import { inTransaction } from '../../../electron/main/db/open.ts';
import { erasePatron } from '../../../electron/main/desk/records/erasure/patron-data.service.ts';
import { placesService } from '../../../electron/main/desk/records/places/places.service.ts';
import { listPending } from '../../../electron/main/desk/store/pending-steps.queries.ts';
import { confirm } from '../../../electron/main/sync/apply-steps.ts';
import { pullAll } from '../../../electron/main/sync/pull-steps.ts';
import { outgoingStep } from '../../../electron/main/sync/outgoing-step.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import type { PatronId, RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { joinedDesk } from '../../support/hub/joined-library.ts';
import { pushOne } from '../../support/hub/pushed.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { valueOf } from '../../support/results.ts';

// Two workstations change the same line of the log: one forgets a patron, whose name it removes wherever it stands, and the other one saves a
// patron who has the same name, which removes their earlier name and card number from that line.

const shared = sharedLibrary();
const name = 'Wanda Memory';

const save = ({ context }: SyncDesk, id: number | null, values: object): PatronId =>
  (
    valueOf(
      placesService(context).savePatron({
        opId: newOpId(),
        id,
        values: { barcode: 'P1000001', name, email: '', libraryId: 1, active: true, ...values },
      } as never) as never,
    ) as { readonly id: PatronId }
  ).id;

const forget = ({ context }: SyncDesk, id: PatronId): void => {
  valueOf(erasePatron(context, { opId: newOpId(), id }) as never);
};

/** Takes a step on a request of somebody else. */
const note = ({ context }: SyncDesk): void => {
  const asked = { opId: newOpId(), requestId: 5 as RequestId, text: 'Look here', active: false };
  valueOf(take(context, 'add-note', asked));
};

/** What was asked, in the lines of the log about the patron who is not forgotten. */
const linesAt = ({ raw }: SyncDesk): unknown[] =>
  raw
    .prepare(
      "SELECT input FROM command_log WHERE kind = 'save-patron' AND answer = '{\"id\":1}' ORDER BY at, op_id",
    )
    .pluck()
    .all();

/** Two patrons with the same name, known at both workstations. */
const begin = async (one: SyncDesk, other: SyncDesk): Promise<PatronId> => {
  save(one, 1, {});
  const namesake = save(one, null, { barcode: 'P7' });
  await one.sync();
  await other.sync();
  return namesake;
};

const expectSame = async (one: SyncDesk, other: SyncDesk): Promise<void> => {
  for (const desk of [one, other, one]) await desk.sync();
  expect(linesAt(one)).toEqual(linesAt(other));
  expect(linesAt(one)).toHaveLength(2);
  // The superseded line names nobody; that of the change itself, which is younger, does.
  expect(linesAt(one)[0]).not.toContain('P1000001');
  expect([...one.faults, ...other.faults]).toEqual([]);
};

test('a patron is saved where it is not known yet that one of the same name was forgotten', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const namesake = await begin(one, other);
    forget(other, namesake);
    await other.sync();
    save(one, 1, { name: 'Wanda Changed' });
    await expectSame(one, other);
  }));

test('it becomes known while the step waits', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const namesake = await begin(one, other);
    forget(other, namesake);
    note(other);
    await other.sync();
    // It is stale, so what others did arrives before the step after it has its place.
    note(one);
    save(one, 1, { name: 'Wanda Changed' });
    await expectSame(one, other);
  }));

test('one of the same name is forgotten where it is not known yet that the patron was saved', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const namesake = await begin(one, other);
    save(other, 1, { name: 'Wanda Changed' });
    await other.sync();
    forget(one, namesake);
    await expectSame(one, other);
  }));

test('a step arrives at the hub while the one after it, which rewrote its line, still waits and is then refused', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    save(one, 1, { name: 'Wanda Changed' });
    save(one, 1, { name: 'Wanda Again' });
    const [first] = listPending(one.context.db);
    if (!first) throw new Error('nothing waits');
    // The connection is cut after the first of the two.
    expect(await pushOne(shared, outgoingStep(one.context.db, first))).toBe('accepted');
    inTransaction(one.context.db, (db) => confirm(db, first.opId, first.n));
    await other.sync();
    save(other, 1, { name: 'Wanda Elsewhere' });
    await other.sync();
    await expectSame(one, other);
  }));

/** How often the lines of the log about the patron contain one of their names or card numbers. */
const namedIn = (desk: SyncDesk): readonly (readonly string[])[] =>
  linesAt(desk).map((line) => String(line).match(/Wanda \w+|P1000\d+/gu) ?? []);

test('what both changed of a patron is merged: the lines of both name them no longer than the record does', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await begin(one, other);
    save(one, 1, { name: 'Wanda Changed' });
    await one.sync();
    save(other, 1, { email: 'wanda@reader.example' });
    for (const desk of [other, one, other]) await desk.sync();
    for (const desk of [one, other]) {
      expect(desk.raw.prepare('SELECT name, email FROM patron WHERE id = 1').get()).toEqual({
        name: 'Wanda Changed',
        email: 'wanda@reader.example',
      });
      // The last line was written with the earlier name.
      expect(namedIn(desk)).toEqual([[], [], []]);
      expect(desk.faults).toEqual([]);
    }
  }));

test('a change that is refused after it was merged becomes a task, although its line states no name any more', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await begin(one, other);
    save(other, 1, { name: 'Wanda There' });
    save(one, 1, { email: 'wanda@reader.example' });
    await one.sync();
    await pullAll(other.parts);
    save(one, 1, { name: 'Wanda Here' });
    save(one, 1, { name: 'Wanda Again' });
    for (const desk of [one, other, one]) await desk.sync();
    for (const { raw } of [one, other]) {
      expect(raw.prepare('SELECT name FROM patron WHERE id = 1').pluck().get()).toBe('Wanda Again');
      expect(raw.prepare('SELECT kind FROM task').pluck().all()).toEqual(['save-patron']);
    }
  }));

test('a workstation that joined later removes superseded names as the others do', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await begin(one, other);
    const joined = await joinedDesk(shared);
    save(joined, 1, { name: 'Wanda Changed', barcode: 'P1000009' });
    for (const desk of [joined, one, other, joined]) await desk.sync();
    for (const desk of [one, other, joined]) {
      expect(namedIn(desk)).toEqual([[], ['P1000009', 'Wanda Changed']]);
      expect(desk.faults).toEqual([]);
    }
    joined.close();
  }));

test('a workstation that joined after names were superseded does not get them', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await begin(one, other);
    save(one, 1, { name: 'Wanda Changed' });
    const namesake = save(one, null, { name: 'Wanda Changed', barcode: 'P8' });
    await one.sync();
    await other.sync();
    forget(other, namesake);
    await other.sync();
    await one.sync();
    const before = await joinedDesk(shared);
    expect(linesAt(before)).toEqual(linesAt(one));
    before.close();
    // The hub forgets the patron in all that has arrived everywhere, and deletes the details of old steps.
    await shared.hub.query('UPDATE hub.workstation SET reached = (SELECT seq FROM hub.head)', []);
    await shared.hub.queryAs(1)('SELECT hub.forget_patrons() AS answer', []);
    await shared.hub.query("UPDATE hub.op SET hub_at = hub_at - interval '1 year'", []);
    await shared.hub.queryAs(1)('SELECT hub.empty_steps() AS answer', []);
    const joined = await joinedDesk(shared);
    expect(linesAt(joined)).toEqual(linesAt(one));
    expect(namedIn(joined)).toEqual([[], ['P1000001']]);
    joined.close();
  }));

test('names that are superseded later leave the old steps at the hub too', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await begin(one, other);
    await shared.hub.query('UPDATE hub.workstation SET reached = (SELECT seq FROM hub.head)', []);
    await shared.hub.query("UPDATE hub.op SET hub_at = hub_at - interval '1 year'", []);
    await shared.hub.queryAs(1)('SELECT hub.empty_steps() AS answer', []);
    const old = "SELECT op.body::text FROM hub.op WHERE op::text LIKE '%P1000001%' AND op.body ? 'gone'";
    expect(await shared.hub.query(old, [])).toHaveLength(1);
    save(one, 1, { name: 'Wanda Changed', barcode: 'P9' });
    await one.sync();
    await other.sync();
    expect(await shared.hub.query(old, [])).toEqual([]);
    const joined = await joinedDesk(shared);
    expect(linesAt(joined)).toEqual(linesAt(one));
    joined.close();
  }));
