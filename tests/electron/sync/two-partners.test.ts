import { expect, test } from 'vitest';
import { take } from '../../../electron/main/desk/steps/take.ts';
import type { ItemId, RequestId, TurnId } from '../../../shared/domain/ids.ts';
import type { PartnerAnswer } from '../../../shared/ipc/input-shapes.ts';
import { did, type Do, kept, known, meet, solveAt, tasksAt } from '../../support/hub/conflicting.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { valueOf } from '../../support/results.ts';

// A set from two partners: North has two volumes on their way back to it, West's is here.
const shared = sharedLibrary();
const desks = (): readonly [SyncDesk, SyncDesk] => [shared.openDesk(1), shared.openDesk(2)];

const setOf = ({ raw }: SyncDesk): RequestId =>
  raw.prepare("SELECT id FROM request WHERE external_id = 'R-6'").pluck().get() as RequestId;
const turnOf = (desk: SyncDesk, partner: number): TurnId =>
  desk.raw
    .prepare('SELECT id FROM turn WHERE request_id = ? AND partner_id = ?')
    .pluck()
    .get(setOf(desk), partner) as TurnId;
const [north, west] = [1, 2];
const volumes = ({ raw }: SyncDesk): unknown =>
  raw
    .prepare("SELECT volume, status, check_in FROM item WHERE barcode LIKE 'B6-%' ORDER BY volume")
    .raw()
    .all();
const itemsOf = ({ raw }: SyncDesk, ...barcodes: readonly string[]): ItemId[] =>
  barcodes.map((code) => raw.prepare('SELECT id FROM item WHERE barcode = ?').pluck().get(code) as ItemId);

const says =
  (partner: number, answer: PartnerAnswer): Do =>
  (desk, opId) =>
    take(desk.context, 'partner-answer', {
      opId,
      requestId: setOf(desk),
      asOf: null,
      turnId: turnOf(desk, partner),
      answer,
    });
const checksIn: Do = (desk, opId) =>
  says(north, { kind: 'checked-in', itemIds: itemsOf(desk, 'B6-1', 'B6-2'), endsSet: false, note: '' })(
    desk,
    opId,
  );
/** A file, or a page of an older version, names no volumes: it means all that went back. */
const checksInAll: Do = says(north, { kind: 'checked-in', endsSet: false, note: '' });
const firstIsMissed: Do = (desk, opId) =>
  says(north, { kind: 'not-arrived', itemId: itemsOf(desk, 'B6-1')[0] ?? null, note: '' })(desk, opId);
const firstIsLost: Do = (desk, opId) =>
  take(desk.context, 'report-lost', {
    opId,
    requestId: setOf(desk),
    asOf: null,
    note: '',
    itemId: itemsOf(desk, 'B6-1')[0] ?? null,
  });
const overdue: Do = says(west, { kind: 'overdue', note: '' });
const recalled: Do = says(west, { kind: 'recalled', backBy: null, note: '' });

test.each([
  ['a check-in and what another partner wants back', checksIn, overdue],
  ['what a partner wants back and the check-in of another one', overdue, checksIn],
])('two desks deal with two partners of a request at the same time: %s', (_, first, later) =>
  shared.hub.playOn(async () => {
    const [one, other] = desks();
    const counts = await meet(
      [one, other],
      () => did(one, first),
      () => did(other, later),
    );
    expect(counts).toEqual({ counts: ['partner-answer', 'partner-answer'], tasks: [] });
    expect(volumes(other)).toEqual([
      [1, 'returned-to-partner', 'checked-in'],
      [2, 'returned-to-partner', 'checked-in'],
      [3, 'on-hold-shelf', 'none'],
    ]);
    expect(other.raw.prepare("SELECT status FROM request WHERE external_id = 'R-6'").pluck().get()).toBe(
      'OVERDUE_ITEM',
    );
  }),
);

test('of two messages from the same partner the first one counts, and the other is a task', () =>
  shared.hub.playOn(async () => {
    const [one, other] = desks();
    const met = await meet(
      [one, other],
      () => did(one, overdue),
      () => did(other, recalled),
    );
    expect(met).toEqual({ counts: ['partner-answer'], tasks: ['partner-answer changed-meanwhile'] });
  }));

test.each([
  ['again', [1, 'returned-to-partner', 'checked-in']],
  ['done', [1, 'lost', 'none']],
] as const)(
  'a check-in applies to volumes not reported lost elsewhere in the meantime, and the others become a task, solved by: %s',
  (how, solved) =>
    shared.hub.playOn(async () => {
      const [one, other] = desks();
      await known([one, other], firstIsMissed);
      const met = await meet(
        [one, other],
        () => did(one, firstIsLost),
        () => did(other, checksIn),
      );
      expect(met).toEqual({
        counts: ['partner-answer', 'report-lost', 'partner-answer'],
        tasks: ['partner-answer reported-lost'],
      });
      const others = [
        [2, 'returned-to-partner', 'checked-in'],
        [3, 'on-hold-shelf', 'none'],
      ];
      expect(volumes(one)).toEqual([[1, 'lost', 'none'], ...others]);
      expect(tasksAt(one)).toMatchObject([{ choice: 'found-or-lost', item: 'B6-1', refusal: '' }]);
      valueOf(solveAt(one, how));
      await one.sync();
      await other.sync();
      expect(volumes(other)).toEqual([solved, ...others]);
      expect(kept(other)).toEqual(kept(one));
      expect(tasksAt(other)).toEqual([]);
    }),
);

test('a volume left out of a check-in stays a task when the check-in is rechecked again', () =>
  shared.hub.playOn(async () => {
    let pushes = 0;
    const noAnswer = (text: string): void => {
      if (text.includes('hub.push') && (pushes += 1) === 2) throw new Error('no answer');
    };
    const [one, other] = [shared.openDesk(1), shared.openDesk(2, noAnswer)];
    await known([one, other], firstIsMissed);
    pushes = 0;
    did(other, checksInAll);
    did(one, firstIsLost);
    await one.sync();
    await expect(other.sync()).rejects.toThrow('no answer');
    // By now the log line no longer says that the lost volume was among them.
    did(one, overdue);
    await one.sync();
    await other.sync();
    await one.sync();
    expect(kept(one)).toEqual(kept(other));
    expect(kept(one)).toMatchObject({ tasks: ['partner-answer reported-lost'] });
  }));
