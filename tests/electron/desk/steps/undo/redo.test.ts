import { beforeEach, expect, test } from 'vitest';
import { isRedone, redoRefusal } from '../../../../../electron/main/desk/steps/undo/undo.ts';
import { todaysStepsService } from '../../../../../electron/main/desk/queries/history/steps.service.ts';
import type { OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { stepKinds, type StepKind } from '../../../../../shared/domain/steps/all-steps.ts';
import type { StepView } from '../../../../../shared/ipc/views.ts';
import { openAllCalls } from '../../../../support/all-calls.ts';
import { addRequest, dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);
let requestId: RequestId;
beforeEach(() => {
  requestId = addRequest(desk, { externalId: 'R-1' });
});
const calls = forEachTest(() => openAllCalls(desk));

const did = async (kind: StepKind, input: object): Promise<OpId> => {
  const opId = newOpId();
  expect(await calls.call(kind, { opId, ...input })).toMatchObject({ ok: true });
  return opId;
};
const receive = (barcode = 'N-1') =>
  did('receive', {
    requestId,
    barcode,
    several: false,
    printSlip: true,
    notifyPatron: true,
    use: null,
  });
const undo = (undoes: OpId) => did('undo', { undoes });
const redo = (redoes: OpId, opId = newOpId()) => calls.call('steps.redo', { opId, redoes });
const steps = (): readonly StepView[] => valueOf(todaysStepsService(desk.context).today({ limit: 50 }));
const next = (): OpId | undefined => steps().find(({ isNextToRedo }) => isNextToRedo)?.opId;
const itemId = (): unknown => desk.raw.prepare('SELECT id FROM item').pluck().get();
const refused = (sentence: RegExp) => ({
  ok: false,
  error: { code: 'redo-unknown', message: expect.stringMatching(sentence) as string },
});

test('the step undone last is redone first, by the same call and as its own step, with its slip and messages', async () => {
  const received = await receive();
  const returned = await did('return', { itemId: itemId() });
  await undo(returned);
  await undo(received);
  expect(next()).toBe(received);
  expect(await redo(returned)).toMatchObject(refused(/another step has been taken since/u));

  const again = newOpId();
  expect(await redo(received, again)).toMatchObject({
    ok: true,
    value: { opId: again, externalId: 'R-1', barcode: 'N-1', slip: { state: 'queued' } },
  });
  expect(steps()[0]).toMatchObject({ opId: again, kind: 'receive', undone: false, undoRefusal: null });

  // The item has another number now, to which the return applies.
  expect(next()).toBe(returned);
  expect(await redo(returned)).toMatchObject({
    ok: true,
    value: { whereTo: { kind: 'to-partner' }, slip: { state: 'queued' } },
  });
  expect(desk.raw.prepare('SELECT status FROM request').pluck().get()).toBe('RETURNED_TO_PARTNER');
  expect(next()).toBeUndefined();
});

test('a redone receipt says whom its letters notify, as the receipt did', async () => {
  const received = newOpId();
  const first = await calls.call('receive', {
    opId: received,
    requestId,
    barcode: 'N-1',
    several: false,
    printSlip: true,
    notifyPatron: true,
    use: null,
  });
  const told = first.ok ? (first.value as { readonly told: readonly string[] }).told : [];
  expect(told).not.toEqual([]);
  await undo(received);
  expect(await redo(received)).toMatchObject({ ok: true, value: { remarks: told } });
});

test('a redone step can be undone and redone again', async () => {
  let step = await receive();
  for (let turn = 0; turn < 3; turn += 1) {
    await undo(step);
    expect(next()).toBe(step);
    const again = newOpId();
    expect(await redo(step, again)).toMatchObject({ ok: true });
    step = again;
  }
  expect(desk.raw.prepare('SELECT count(*) FROM item').pluck().get()).toBe(1);
});

test('after a new step, or on another day, there is nothing to redo', async () => {
  const received = await receive();
  await undo(received);
  await did('add-note', { requestId, text: 'Look here', active: false });
  expect(next()).toBeUndefined();
  const before = dumpState(desk);
  expect(await redo(received)).toMatchObject(refused(/another step has been taken since/u));
  expect(dumpState(desk)).toEqual(before);

  const second = await receive('N-2');
  await undo(second);
  expect(next()).toBe(second);
  desk.setNow('2026-11-26T09:30:00Z');
  expect(await redo(second)).toMatchObject({ ok: false, error: { code: 'redo-unknown' } });
});

test('the rules are checked against the present state: a request that has changed since refuses it, and the attempt leaves nothing behind', async () => {
  const received = await receive();
  await undo(received);
  desk.raw.exec(`UPDATE desk SET receives = 0 WHERE id = 1`);
  desk.context.session.refresh();
  const before = dumpState(desk);
  expect(await redo(received)).toMatchObject({ ok: false, error: { code: 'desk-does-not-receive' } });
  expect(dumpState(desk)).toEqual(before);
  // It can still be redone.
  desk.raw.exec(`UPDATE desk SET receives = 1 WHERE id = 1`);
  desk.context.session.refresh();
  expect(await redo(received)).toMatchObject({ ok: true });
});

test('a cancellation is redone', async () => {
  const opId = newOpId();
  await calls.call('cancel', {
    opId,
    requestId: addRequest(desk, { externalId: 'R-2', status: 'READY_TO_SEND' }),
    asOf: null,
    reason: 'NO_LONGER_NEEDED',
    note: '',
    notifyPatron: true,
    requestedBy: 'staff',
  });
  await undo(opId);
  expect(await redo(opId)).toMatchObject({ ok: true, value: { externalId: 'R-2' } });
  expect(desk.raw.prepare("SELECT status FROM request WHERE external_id = 'R-2'").pluck().get()).toBe(
    'CANCELLED_BY_STAFF',
  );
});

test('repeating the call gets the first answer; a note is added again by hand, and the undo says so', async () => {
  const received = await receive();
  await undo(received);
  const again = newOpId();
  const first = await redo(received, again);
  expect(await redo(received, again)).toEqual(first);
  expect(desk.raw.prepare("SELECT count(*) FROM command_log WHERE kind = 'receive'").pluck().get()).toBe(2);
  expect(await redo(newOpId(), again)).toMatchObject({ ok: false, error: { code: 'operation-mismatch' } });

  const noted = await did('add-note', { requestId, text: 'Look here', active: false });
  expect(await calls.call('undo', { opId: newOpId(), undoes: noted })).toMatchObject({
    ok: true,
    value: { redoRefusal: expect.stringContaining('Add the note again.') as string },
  });
  expect(await redo(noted)).toMatchObject(refused(/Add the note again/u));
});

test('before an undo, a correction is announced and its readers are named: only for letters that have left, or may have', async () => {
  const received = await receive();
  const facts = () => calls.call('steps.undoFacts', { undoes: received });
  expect(await facts()).toMatchObject({
    ok: true,
    value: {
      isUndone: false,
      corrects: false,
      preview: [
        'The request goes back to how it was.',
        'Slips not yet printed and letters not yet sent are withdrawn too.',
      ],
    },
  });
  desk.raw.exec("UPDATE outbox SET state = 'sent' WHERE recipient = 'partner'");
  expect(await facts()).toMatchObject({ ok: true, value: { corrects: true } });
  desk.raw.exec("UPDATE outbox SET state = 'failed', may_have_left_at = '2026-11-25T09:31:00Z'");
  expect(await facts()).toMatchObject({ ok: true, value: { corrects: true } });
  // Where the correction goes is where the letter went; without an address staff tell its reader.
  const preview = async (): Promise<string> => {
    const answer = await facts();
    return answer.ok ? (answer.value as { readonly preview: readonly string[] }).preview.join(' ') : '';
  };
  desk.raw.exec("UPDATE partner SET email = ''; UPDATE patron SET email = 'reader@patrons.example'");
  expect(await preview()).toContain('A correction will be sent to the patron.');
  expect(await preview()).toContain(
    'There is no address for the correction to North University Library: the letter is under Contact by hand.',
  );
  // The preview undid nothing.
  expect(desk.raw.prepare("SELECT count(*) FROM command_log WHERE kind = 'undo'").pluck().get()).toBe(0);
  await undo(received);
  expect(await facts()).toMatchObject({ ok: true, value: { isUndone: true, corrects: false, preview: [] } });
});

test('a kind of step is redone, or its own sentence says what to do', () => {
  const kinds = stepKinds.filter((kind) => kind !== 'undo');
  for (const kind of kinds)
    expect(redoRefusal(kind) ?? '', kind).not.toContain('Repeat it where you did it before');
  expect(kinds.filter(isRedone).length).toBeGreaterThan(20);
});
