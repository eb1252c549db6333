import { expect, test, vi } from 'vitest';
import { trolleyJob } from '../../../../renderer/src/pages/return-items/trolley-job.ts';
import { createListStore } from '../../../../renderer/src/steps/scan-list/list.store.ts';
import type { Done, ListStore } from '../../../../renderer/src/steps/scan-list/list.types.ts';
import { callBy } from '../../../../renderer/src/machines/call.machine.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { ReturnLook } from '../../../../shared/ipc/calls/returning.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { Undone } from '../../../../shared/ipc/views.ts';
import { lookOf, outcomeOf } from '../../support/scan-page-desk.ts';

// What happens to a list while something else changes the same requests.

type Trolley = ListStore<string, ReturnLook>;

/** A list of items whose words depend on what was done elsewhere. */
const start = () => {
  const elsewhere = { remark: 'It was reported lost.', returned: [] as string[] };
  const undone: OpId[] = [];
  const tones: string[] = [];
  let count = 0;
  const lookAt = (code: string): Result<ReturnLook> => {
    const looked = lookOf(code, Number(code.slice(1)));
    if (elsewhere.returned.includes(code) || looked.kind !== 'return')
      return refuse('item-returned', `${code} was returned already.`);
    return ok({ ...looked.look, remarks: [elsewhere.remark] });
  };
  const trolley: Trolley = createListStore<string, ReturnLook>({
    job: trolleyJob,
    newOpId: () => `op-${(count += 1)}` as OpId,
    kept: null,
    look: callBy(({ scan }) => Promise.resolve(lookAt(scan))),
    take: callBy(({ opId }): Promise<Result<readonly Done[]>> => Promise.resolve(ok([outcomeOf(opId)]))),
    undo: callBy(({ undoes }): Promise<Result<Undone>> => {
      undone.push(undoes);
      const said = { requestId: null, externalId: '', title: '', headline: '' };
      return Promise.resolve(
        ok({ ...said, opId: 'undo' as OpId, undoes, slipsOnPaper: 0, redoRefusal: null }),
      );
    }),
    begins: () => undefined,
    pack: () => undefined,
  });
  trolley.on('tone', ({ tone }) => tones.push(tone));
  for (const code of ['A1', 'A2']) trolley.send({ type: 'scanned', code, partial: false });
  return { trolley, elsewhere, undone, tones };
};
const contextOf = (trolley: Trolley) => trolley.getSnapshot().context;
const linesAre = (trolley: Trolley, ...lines: readonly object[]) =>
  vi.waitFor(() => expect(contextOf(trolley).lines).toMatchObject(lines));
const says = (remark: string) => ({ look: { remarks: [remark] }, refusal: null });

test('after a step elsewhere the lines say what is true now, without a sound', async () => {
  const { trolley, elsewhere, tones } = start();
  await linesAre(trolley, says('It was reported lost.'), says('It was reported lost.'));
  const heard = tones.length;
  elsewhere.remark = 'It is on the hold shelf.';
  elsewhere.returned = ['A2'];
  trolley.send({ type: 'rows.changed' });
  await linesAre(trolley, says('It is on the hold shelf.'), {
    look: null,
    refusal: { message: 'A2 was returned already.' },
  });
  expect(tones).toHaveLength(heard);
});

test('undoing all leaves out what was added after staff asked', async () => {
  const { trolley, undone } = start();
  await linesAre(trolley, { refusal: null }, { refusal: null });
  await vi.waitFor(() => expect(contextOf(trolley).lines.every(({ look }) => look !== null)).toBe(true));
  trolley.send({ type: 'run.confirmed' });
  await vi.waitFor(() => expect(contextOf(trolley)).toMatchObject({ run: null, lines: [] }));
  expect(contextOf(trolley).notice).toBe('2 returned');
  const [first] = contextOf(trolley).done.map(({ opId }) => opId);
  trolley.send({ type: 'undo.all', steps: [first as OpId] });
  await vi.waitFor(() => expect(contextOf(trolley).undoing).toBeNull());
  expect(undone).toEqual([first]);
});

test('after one of its steps was undone the run no longer says how many it took', async () => {
  const { trolley } = start();
  await vi.waitFor(() => expect(contextOf(trolley).lines.every(({ look }) => look !== null)).toBe(true));
  trolley.send({ type: 'run.confirmed' });
  await vi.waitFor(() => expect(contextOf(trolley).notice).toBe('2 returned'));
  const [first] = contextOf(trolley).done.map(({ opId }) => opId);
  trolley.send({ type: 'undone.elsewhere', opId: first as OpId });
  expect(contextOf(trolley).notice).toBe('');
});
