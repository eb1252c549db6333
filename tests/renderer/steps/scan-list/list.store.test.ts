import { expect, test, vi } from 'vitest';

import { trolleyJob } from '../../../../renderer/src/pages/return-items/trolley-job.ts';
import { isReady as isReadyFor } from '../../../../renderer/src/steps/scan-list/list.steps.ts';
import { createListStore } from '../../../../renderer/src/steps/scan-list/list.store.ts';
import type { Done, Line, ListStore } from '../../../../renderer/src/steps/scan-list/list.types.ts';
import { callBy } from '../../../../renderer/src/machines/call.machine.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { ReturnLook } from '../../../../shared/ipc/calls/returning.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { fail, ok, refuse } from '../../../../shared/ipc/result.ts';
import type { Outcome, Undone } from '../../../../shared/ipc/views.ts';
import { lookOf, outcomeOf } from '../../support/scan-page-desk.ts';

/** `A1`, `B1`: items by their digits; codes that start with X cannot be returned. */
const lookAt = (code: string): Result<ReturnLook> => {
  const looked = lookOf(code, Number(code.slice(1)));
  if (code.startsWith('X') || looked.kind !== 'return')
    return refuse('item-returned', `${code} was returned already.`);
  return ok(looked.look);
};

type Act = { readonly opId: OpId; readonly run: OpId; readonly look: ReturnLook };
type Trolley = ListStore<string, ReturnLook>;
const idOf = ({ look }: Act): number => look.itemId;
/** Returns the steps in order: their ids and items. */
const stepsOf = (acts: readonly Act[]): unknown[] => acts.map((act) => [act.opId, idOf(act)]);

const start = (
  giveBack: (act: Act) => Promise<Result<Outcome>> = ({ opId }) => Promise.resolve(ok(outcomeOf(opId))),
  codes: readonly string[] = [],
  undo: (undoes: OpId) => Result<Undone> = (undoes) => ok(undoneOf(undoes)),
) => {
  let count = 0;
  const acts: Act[] = [];
  const undone: OpId[] = [];
  const tones: string[] = [];
  const packed: string[] = [];
  const trolley: Trolley = createListStore<string, ReturnLook>({
    job: trolleyJob,
    newOpId: () => `op-${(count += 1)}` as OpId,
    kept: codes.length === 0 ? null : { scans: codes, runs: ['old run' as OpId] },
    look: callBy(({ scan }) => Promise.resolve(lookAt(scan))),
    take: callBy(
      async (act): Promise<Result<readonly Done[]>> => {
        acts.push(act);
        const answer = await giveBack(act);
        return answer.ok ? ok([answer.value]) : answer;
      },
      undefined,
      40,
    ),
    undo: callBy(({ undoes }) => {
      undone.push(undoes);
      return Promise.resolve(undo(undoes));
    }),
    begins: () => undefined,
    pack: (run) => packed.push(run),
  });
  trolley.on('tone', ({ tone }) => tones.push(tone));
  return { trolley, acts, undone, tones, packed };
};
const undoneOf = (undoes: OpId): Undone => ({
  opId: 'undo' as OpId,
  undoes,
  requestId: null,
  externalId: '',
  title: '',
  headline: '',
  slipsOnPaper: 0,
  redoRefusal: null,
});

const isReady = (line: Line<string, ReturnLook>): boolean => isReadyFor(trolleyJob, line);
const contextOf = (trolley: Trolley) => trolley.getSnapshot().context;
/** Asks to undo everything that is listed as done. */
const undoAll = (trolley: Trolley): void =>
  trolley.send({ type: 'undo.all', steps: contextOf(trolley).done.map(({ opId }) => opId) });
const codesOf = (trolley: Trolley) => contextOf(trolley).lines.map(({ scan }) => scan);
const scan = (trolley: Trolley, ...codes: readonly string[]): void => {
  for (const code of codes) trolley.send({ type: 'scanned', code, partial: false });
};
const quiet = (trolley: Trolley) =>
  vi.waitFor(() => {
    const { lines, run, undoing } = contextOf(trolley);
    expect([run, undoing]).toEqual([null, null]);
    expect(lines.filter(({ look, refusal }) => look === null && refusal === null)).toEqual([]);
  });

test('each scan is listed with its answer; one key returns the accepted ones, each as a step of its own', async () => {
  const { trolley, acts, tones, packed } = start();
  scan(trolley, 'A1', 'X2', 'A3');
  await quiet(trolley);
  expect(contextOf(trolley).lines.map(isReady)).toEqual([true, false, true]);
  expect(tones).toEqual(['done', 'refused', 'done']);
  trolley.send({ type: 'run.confirmed' });
  // A second press during the run means the same, and its ids are discarded.
  trolley.send({ type: 'run.confirmed' });
  await quiet(trolley);
  expect(stepsOf(acts)).toEqual([
    ['op-2', 1],
    ['op-5', 3],
  ]);
  expect(packed).toEqual(['op-1']);
  expect(contextOf(trolley)).toMatchObject({
    notice: '2 returned, 1 not',
    lines: [{ scan: 'X2', refusal: { message: 'X2 was returned already.' } }],
    done: [{ opId: 'op-2' }, { opId: 'op-5' }],
  });
  trolley.send({ type: 'undone.elsewhere', opId: 'op-2' as OpId });
  expect(contextOf(trolley).undoneSteps).toEqual(['op-2']);
});

test('a duplicate scan is reported and adds nothing, also with another code of the same item', async () => {
  const { trolley } = start();
  scan(trolley, 'A1', 'A1');
  expect(contextOf(trolley).notice).toBe('A1 is already in the list.');
  await quiet(trolley);
  scan(trolley, 'B1');
  await quiet(trolley);
  expect(contextOf(trolley).notice).toBe('B1 is already in the list.');
  expect(codesOf(trolley)).toEqual(['A1']);
  // A refused line is looked up again.
  scan(trolley, 'X2', 'A3');
  await quiet(trolley);
  scan(trolley, 'X2');
  await quiet(trolley);
  expect(codesOf(trolley)).toEqual(['A1', 'A3', 'X2']);
});

test('a line can be removed, but not while it is being processed; a partial code is shown and not counted', async () => {
  const answers: (() => void)[] = [];
  const { trolley } = start(
    ({ opId }) => new Promise((resolve) => answers.push(() => resolve(ok(outcomeOf(opId))))),
  );
  scan(trolley, 'A1', 'A2');
  trolley.send({ type: 'scanned', code: '77', partial: true });
  await quiet(trolley);
  trolley.send({ type: 'line.removed', id: 2 });
  expect(codesOf(trolley)).toEqual(['A1', '77']);
  trolley.send({ type: 'run.confirmed' });
  trolley.send({ type: 'line.removed', id: 1 });
  expect(codesOf(trolley)).toEqual(['A1', '77']);
  // A scan in the meantime is for the next run.
  scan(trolley, 'A4');
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  answers[0]?.();
  await quiet(trolley);
  expect(codesOf(trolley)).toEqual(['77', 'A4']);
  expect(contextOf(trolley).notice).toBe('1 returned, 1 not');
});

test('an item whose return is refused stays with the reason, and the others continue', async () => {
  const { trolley } = start((act) =>
    Promise.resolve(
      idOf(act) === 1 ? refuse('item-returned', 'Returned elsewhere.') : ok(outcomeOf(act.opId)),
    ),
  );
  scan(trolley, 'A1', 'A2');
  await quiet(trolley);
  trolley.send({ type: 'run.confirmed' });
  await quiet(trolley);
  expect(contextOf(trolley)).toMatchObject({
    notice: '1 returned, 1 not',
    lines: [{ scan: 'A1', refusal: { message: 'Returned elsewhere.' } }],
  });
  expect(contextOf(trolley).lines.filter(isReady)).toEqual([]);
});

test('without an answer the rest waits, and a retry is the same step', async () => {
  let silent = true;
  const { trolley, acts, packed } = start(({ opId }) =>
    silent ? new Promise(() => undefined) : Promise.resolve(ok(outcomeOf(opId))),
  );
  scan(trolley, 'A1', 'A2');
  await quiet(trolley);
  trolley.send({ type: 'run.confirmed' });
  await quiet(trolley);
  expect(acts).toHaveLength(1);
  expect(codesOf(trolley)).toEqual(['A1', 'A2']);
  silent = false;
  trolley.send({ type: 'run.confirmed' });
  await quiet(trolley);
  const [first, again, second] = acts;
  expect(again).toMatchObject({ opId: first?.opId, run: first?.run });
  expect(second?.opId).not.toBe(first?.opId);
  // The parcel of the step in doubt is packed with the others.
  expect(packed).toEqual(['op-1', 'op-1', second?.run]);
  expect(contextOf(trolley)).toMatchObject({ lines: [], notice: '2 returned' });
});

test('after a reload, and at another desk, the scans are looked up again', async () => {
  const { trolley, packed } = start(undefined, ['A1', 'X2']);
  expect(packed).toEqual(['old run']);
  expect(contextOf(trolley).many).toBe(true);
  await quiet(trolley);
  expect(contextOf(trolley).lines.map(isReady)).toEqual([true, false]);
  trolley.send({ type: 'place.changed' });
  expect(contextOf(trolley).lines.map(({ look }) => look)).toEqual([null, null]);
  await quiet(trolley);
  expect(contextOf(trolley).lines.map(isReady)).toEqual([true, false]);
});

test('a stopped run leaves the rest in the list, and completed steps stay', async () => {
  const answers: (() => void)[] = [];
  const { trolley, acts, packed } = start(
    ({ opId }) => new Promise((resolve) => answers.push(() => resolve(ok(outcomeOf(opId))))),
  );
  scan(trolley, 'A1', 'A2', 'A3');
  await quiet(trolley);
  trolley.send({ type: 'run.confirmed' });
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  trolley.send({ type: 'run.stopped' });
  expect(contextOf(trolley).stopping).toBe(true);
  answers[0]?.();
  await quiet(trolley);
  expect(acts).toHaveLength(1);
  expect(contextOf(trolley).notice).toBe('Stopped. 1 returned.');
  expect(codesOf(trolley)).toEqual(['A2', 'A3']);
  expect(contextOf(trolley).lines.map(isReady)).toEqual([true, true]);
  expect(packed).toEqual(['op-1']);
});

test('undoing all counts what it undid, not what was undone by itself before', async () => {
  const { trolley } = start();
  scan(trolley, 'A1', 'A2', 'A3');
  await quiet(trolley);
  trolley.send({ type: 'run.confirmed' });
  await quiet(trolley);
  trolley.send({ type: 'undone.elsewhere', opId: 'op-3' as OpId });
  undoAll(trolley);
  await quiet(trolley);
  expect(contextOf(trolley).notice).toMatch(/^2 undone\./);
});

test('a run is undone latest first, and failures say why', async () => {
  const { trolley, undone, packed, acts } = start(undefined, [], (undoes) =>
    undoes === 'op-3'
      ? refuse('undo-later-step', 'It was checked in.')
      : ok({
          ...undoneOf(undoes),
          slipsOnPaper: undoes === 'op-2' ? 1 : 0,
          corrections: ['A correction will be sent to North.'],
        }),
  );
  scan(trolley, 'A1', 'A2', 'A3');
  await quiet(trolley);
  trolley.send({ type: 'run.confirmed' });
  await quiet(trolley);
  expect(acts.map(({ opId }) => opId)).toEqual(['op-2', 'op-3', 'op-4']);
  undoAll(trolley);
  // Nothing else starts in the meantime.
  undoAll(trolley);
  trolley.send({ type: 'run.confirmed' });
  await quiet(trolley);
  expect(undone).toEqual(['op-4', 'op-3', 'op-2']);
  expect(contextOf(trolley)).toMatchObject({
    undoneSteps: ['op-4', 'op-2'],
    kept: [{ opId: 'op-3', why: 'It was checked in.' }],
    runs: [],
  });
  expect(contextOf(trolley).notice).toBe(
    '2 undone, 1 not. Discard the printed slip. A correction will be sent to North.',
  );
  expect(packed).toHaveLength(2);
});

test('pasted lines become a list immediately, and a refused one returns to the box for correction', async () => {
  const { trolley } = start();
  trolley.send({ type: 'scanned', code: 'A1\r\n X2 \n\nA3\n', partial: false });
  await quiet(trolley);
  expect(codesOf(trolley)).toEqual(['A1', 'X2', 'A3']);
  trolley.send({ type: 'line.corrected', id: 2, text: 'X2' });
  expect(codesOf(trolley)).toEqual(['A1', 'A3']);
  expect(contextOf(trolley).correcting).toBe('X2');
  scan(trolley, 'A2');
  expect(contextOf(trolley).correcting).toBe('');
});

test('after a disk failure the line says that nothing was stored, the others wait, and the next run repeats the same step', async () => {
  let isFull = true;
  const full = fail('disk-full', 'The disk is full, so nothing was saved.', { stored: 'no' });
  const { trolley, acts } = start((act) => Promise.resolve(isFull ? full : ok(outcomeOf(act.opId))));
  scan(trolley, 'A1', 'A2');
  await quiet(trolley);
  trolley.send({ type: 'run.confirmed' });
  await quiet(trolley);
  expect(acts).toHaveLength(1);
  expect(contextOf(trolley).lines).toMatchObject([
    { scan: 'A1', refusal: { message: 'The disk is full, so nothing was saved.' } },
    { scan: 'A2', refusal: null },
  ]);
  isFull = false;
  trolley.send({ type: 'run.confirmed' });
  await quiet(trolley);
  expect(codesOf(trolley)).toEqual([]);
  expect(acts[1]?.opId).toBe(acts[0]?.opId);
});
