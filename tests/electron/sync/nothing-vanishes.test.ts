import { take } from '../../../electron/main/desk/steps/take.ts';
import { expect, test } from 'vitest';
import {
  cancel,
  did,
  finish,
  giveBack,
  known,
  lend,
  lent,
  lost,
  meet,
  receive,
  renewLoan,
  scanIn,
  shelved,
  undo,
  type Do,
} from '../../support/hub/conflicting.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { redo } from '../../support/life-tries.ts';
import { valueOf } from '../../support/results.ts';

// Two workstations work on the same record at the same time. The later one's intended result holds, or it becomes a task: never less.

const shared = sharedLibrary();

const play = (work: (desks: readonly [SyncDesk, SyncDesk]) => Promise<void>): Promise<void> =>
  shared.hub.playOn(() => work([shared.openDesk(1), shared.openDesk(2)]));

test('an undo that follows another step on the same item is a task', () =>
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

test('an undo of a step that was undone or did not count is no task; an undo of a step that was redone is', () =>
  play(async (desks) => {
    const [one, other] = desks;
    const loan = await known(desks, lend);
    const same = await meet(
      desks,
      () => did(one, undo(loan)),
      () => did(other, undo(loan)),
    );
    expect(same).toEqual({ counts: ['undo'], tasks: [] });
    // Lent at both, undone at the second: nothing is left to decide.
    const back = await meet(
      desks,
      () => did(one, giveBack(shelved)),
      () => did(other, undo(did(other, lend))),
    );
    expect(back).toEqual({ counts: ['undo', 'return'], tasks: [] });
  }));

test('an undo of a step that another desk undid and redid is a task', () =>
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
] as const)('two steps with the same intention cause no task: %s', (_, first, later, kind) =>
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
] as const)('two steps with different intentions cause a task: %s', (_, first, later, kind) =>
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

test('finishing a set is no task if it is finished, and is one if its volumes were undone', () =>
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

test('the return of an item that had been returned elsewhere before is a task', () =>
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

test('the return of an item that had been brought back elsewhere before is no task', () =>
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

test('a note that two desks dismiss is dismissed once', () =>
  play(async (desks) => {
    const [one, other] = desks;
    await known(desks, (desk, opId) =>
      take(desk.context, 'add-note', { opId, requestId: shelved, text: 'Call', active: true }),
    );
    const dismiss: Do = (desk, opId) =>
      take(desk.context, 'dismiss-note', {
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
