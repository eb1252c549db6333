import { expect, test } from 'vitest';
import { receivingService } from '../../../../electron/main/desk/circulation/receiving/receiving.service.ts';
import { undoService } from '../../../../electron/main/desk/history/undo.service.ts';
import { loansService } from '../../../../electron/main/desk/circulation/lending/lending.service.ts';
import { returningService } from '../../../../electron/main/desk/circulation/returning/returning.service.ts';
import { transitService } from '../../../../electron/main/desk/circulation/scan-in/scan-in.service.ts';
import { cancellingService } from '../../../../electron/main/desk/lifecycle/cancelling/cancelling.service.ts';
import { lossAndDamageService } from '../../../../electron/main/desk/lifecycle/loss-and-damage/loss-and-damage.service.ts';
import { renewingService } from '../../../../electron/main/desk/lifecycle/renewing/renewing.service.ts';
import { notesService } from '../../../../electron/main/desk/requests/notes.service.ts';
import type { ItemId, OpId, PatronId, RequestId } from '../../../../shared/domain/ids.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { newOpId } from '../../../support/desk.ts';
import { sharedLibrary } from '../../../support/hub/shared-library.ts';
import type { SharingDesk } from '../../../support/hub/sharing-desk.ts';
import { redo } from '../../../support/life-tries.ts';
import { valueOf } from '../../../support/results.ts';

// Two workstations do something about the same at once. What the later one wanted is so, or it becomes a task: never less.

const shared = sharedLibrary();
const shelved = 3 as RequestId;
const lent = 4 as RequestId;
const reader = 1 as PatronId;

const itemOf = ({ raw }: SharingDesk, requestId: RequestId): { id: ItemId; barcode: string } =>
  raw.prepare('SELECT id, barcode FROM item WHERE request_id = ?').get(requestId) as {
    id: ItemId;
    barcode: string;
  };

type Do = (desk: SharingDesk, opId: OpId) => Result<unknown>;
const lend: Do = (desk, opId) =>
  loansService(desk.context).lend({ opId, patronId: reader, code: itemOf(desk, shelved).barcode });
const giveBack =
  (requestId: RequestId): Do =>
  (desk, opId) =>
    returningService(desk.context).return({ opId, itemId: itemOf(desk, requestId).id });
const scanIn: Do = (desk, opId) =>
  transitService(desk.context).scanIn({ opId, code: itemOf(desk, shelved).barcode });
const renewLoan: Do = (desk, opId) =>
  renewingService(desk.context).renewLoan({ opId, itemId: itemOf(desk, lent).id });
const lost: Do = (desk, opId) =>
  lossAndDamageService(desk.context).reportLost({
    opId,
    requestId: lent,
    asOf: null,
    itemId: null,
    note: '',
  });
const cancel =
  (note: string, reason = 'NO_LONGER_NEEDED'): Do =>
  (desk, opId) =>
    cancellingService(desk.context).cancel({
      requests: [{ opId, requestId: 2 as RequestId, asOf: null }],
      reason,
      note,
      notifyPatron: false,
      requestedBy: 'staff',
    });
const receive =
  (barcode: string, circulationNote = ''): Do =>
  (desk, opId) =>
    receivingService(desk.context).receive({
      opId,
      requestId: 2 as RequestId,
      barcode,
      several: true,
      printSlip: false,
      notifyPatron: false,
      unexpected: false,
      ...(circulationNote !== '' && { details: { circulationNote } }),
    });
const finish: Do = (desk, opId) =>
  receivingService(desk.context).finish({ opId, requestId: 2 as RequestId, notifyPatron: false });
const undo =
  (undoes: OpId): Do =>
  (desk, opId) =>
    undoService(desk.context).undo({ opId, undoes });

const did = (desk: SharingDesk, act: Do): OpId => {
  const opId = newOpId();
  valueOf(act(desk, opId) as never);
  return opId;
};

/** What became of steps: kinds of those that count, and the tasks. */
const kept = ({ raw }: SharingDesk): { readonly counts: unknown; readonly tasks: unknown } => ({
  counts: raw.prepare('SELECT kind FROM command_log WHERE undone_by IS NULL ORDER BY seq').pluck().all(),
  tasks: raw.prepare("SELECT kind || ' ' || (facts ->> '$.code') FROM task ORDER BY id").pluck().all(),
});

/** Both do it unknown to each other; the first one's has its place first. @returns what is so at both. */
const meet = async (
  [one, other]: readonly [SharingDesk, SharingDesk],
  first: () => unknown,
  later: () => unknown,
): Promise<ReturnType<typeof kept>> => {
  first();
  later();
  await one.share();
  await other.share();
  await one.share();
  expect(kept(one)).toEqual(kept(other));
  return kept(other);
};

const play = (work: (desks: readonly [SharingDesk, SharingDesk]) => Promise<void>): Promise<void> =>
  shared.hub.playOn(() => work([shared.openDesk(1), shared.openDesk(2)]));

/** A step that both know. */
const known = async (desks: readonly [SharingDesk, SharingDesk], act: Do): Promise<OpId> => {
  const opId = did(desks[0], act);
  for (const desk of desks) await desk.share();
  return opId;
};

test('an undo that comes after another step on the same is a task', () =>
  play(async (desks) => {
    const [one, other] = desks;
    const loan = await known(desks, lend);
    const found = await meet(
      desks,
      () => did(one, giveBack(shelved)),
      () => did(other, undo(loan)),
    );
    expect(found).toEqual({ counts: ['lend', 'return'], tasks: ['undo undo-later-step'] });
  }));

test('an undo of what was undone, or did not hold itself, is no task; of what was done again it is one', () =>
  play(async (desks) => {
    const [one, other] = desks;
    const loan = await known(desks, lend);
    const same = await meet(
      desks,
      () => did(one, undo(loan)),
      () => did(other, undo(loan)),
    );
    expect(same).toEqual({ counts: ['undo'], tasks: [] });
    // Lent at both, taken back at the second: nothing is left to decide.
    const back = await meet(
      desks,
      () => did(one, giveBack(shelved)),
      () => did(other, undo(did(other, lend))),
    );
    expect(back).toEqual({ counts: ['undo', 'return'], tasks: [] });
  }));

test('an undo of what another desk undid and did again is a task', () =>
  play(async (desks) => {
    const [one, other] = desks;
    const loan = await known(desks, lend);
    const found = await meet(
      desks,
      () => {
        did(one, undo(loan));
        valueOf(redo(one, loan) as never);
      },
      () => did(other, undo(loan)),
    );
    expect(found).toMatchObject({ counts: ['undo', 'lend'], tasks: ['undo undo-already-done'] });
  }));

test.each([
  ['lent to the same patron', lend, lend, 'lend'],
  ['scanned in where it is on the shelf', scanIn, scanIn, 'scan-in'],
  ['returned', giveBack(lent), giveBack(lent), 'return'],
  ['cancelled for the same reason', cancel(''), cancel(''), 'cancel'],
  ['the same barcode received', receive('X-1'), receive('X-1'), 'receive'],
  ['reported lost', lost, lost, 'report-lost'],
  ['renewed until the same day', renewLoan, renewLoan, 'renew-loan'],
  ['renewed where it came back', giveBack(lent), renewLoan, 'return'],
] as const)('what both wanted alike is no task: %s', (_, first, later, kind) =>
  play(async (desks) => {
    const [one, other] = desks;
    for (const desk of desks)
      if (first === scanIn)
        desk.raw.exec("UPDATE item SET status = 'in-transit', destination_desk_id = 1 WHERE request_id = 3");
    const found = await meet(
      desks,
      () => did(one, first),
      () => did(other, later),
    );
    expect(found).toEqual({ counts: [kind], tasks: [] });
  }),
);

test.each([
  ['cancelled with other words', cancel(''), cancel('Bought it instead'), 'cancel'],
  ['cancelled for another reason', cancel(''), cancel('', 'OTHER'), 'cancel'],
  ['received with a note', receive('X-1'), receive('X-1', 'Handle with gloves'), 'receive'],
  ['renewed where it is lost', lost, renewLoan, 'report-lost'],
] as const)('what was wanted otherwise is a task: %s', (_, first, later, kind) =>
  play(async (desks) => {
    const [one, other] = desks;
    const found = await meet(
      desks,
      () => did(one, first),
      () => did(other, later),
    );
    expect(found).toEqual({ counts: [kind], tasks: [expect.any(String)] });
  }),
);

test('the end of a set is no task where it has ended, and one where its volumes were undone', () =>
  play(async (desks) => {
    const [one, other] = desks;
    const volume = await known(desks, receive('X-1'));
    const found = await meet(
      desks,
      () => did(one, undo(volume)),
      () => did(other, finish),
    );
    expect(found).toEqual({ counts: ['undo'], tasks: ['finish-receiving set-not-begun'] });
    await known(desks, receive('X-2'));
    const both = await meet(
      desks,
      () => did(one, finish),
      () => did(other, finish),
    );
    expect(both).toMatchObject({
      counts: ['undo', 'receive', 'finish-receiving'],
      tasks: ['finish-receiving set-not-begun'],
    });
  }));

test('a book in hand that went back before, elsewhere, is a task', () =>
  play(async (desks) => {
    const [one, other] = desks;
    other.context.session.chooseDesk(2 as never);
    other.setNow('2026-11-25T10:00:00Z');
    const found = await meet(
      desks,
      () => did(one, giveBack(lent)),
      () => did(other, giveBack(lent)),
    );
    expect(found).toEqual({ counts: ['return'], tasks: ['return-at-other-desk item-returned'] });
  }));

test('a book that went back after it was brought back elsewhere is no task', () =>
  play(async (desks) => {
    const [one, other] = desks;
    other.context.session.chooseDesk(2 as never);
    one.setNow('2026-11-25T10:00:00Z');
    const found = await meet(
      desks,
      () => did(one, giveBack(lent)),
      () => did(other, giveBack(lent)),
    );
    expect(found).toEqual({ counts: ['return'], tasks: [] });
  }));

test('a note that two desks deal with is dealt with once', () =>
  play(async (desks) => {
    const [one, other] = desks;
    await known(desks, (desk, opId) =>
      notesService(desk.context).addNote({ opId, requestId: shelved, text: 'Call', active: true }),
    );
    const dismiss: Do = (desk, opId) =>
      notesService(desk.context).dismissNote({
        opId,
        requestId: shelved,
        noteId: desk.raw.prepare('SELECT max(id) FROM request_note').pluck().get() as number,
      });
    const found = await meet(
      desks,
      () => did(one, dismiss),
      () => did(other, dismiss),
    );
    expect(found).toEqual({ counts: ['add-note', 'dismiss-note'], tasks: [] });
  }));
