import { expect, test, vi } from 'vitest';
import { createActor, waitFor } from 'xstate';
import type { DecisionRequest } from '../../../../../renderer/src/machines/decision.context.ts';
import { decisionLogic } from '../../../../../renderer/src/shell/requests/decisions/decision.actors.ts';
import type { OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { DeskApi } from '../../../../../shared/ipc/api.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import { cancel, facts, yes } from '../../../support/decision-window.ts';

/** Sends one decision about these requests and says which call carried it out, and with what. */
const callOf = async (input: DecisionRequest, ids: readonly number[] = [1]) => {
  const made = vi.fn<(channel: string | symbol, asked: object) => void>();
  const call = new Proxy({} as DeskApi['call'], {
    get: (_, channel) => async (asked: object) => {
      if (channel === 'decisions.facts') return ok(facts(ids));
      made(channel, asked);
      return ok('requests' in asked ? [] : { opId: 'op' });
    },
  });
  const actor = createActor(decisionLogic(call), {
    input: { newOpId: () => 'op' as OpId, requestIds: ids as readonly RequestId[] },
  });
  actor.start();
  await waitFor(actor, (snapshot) => snapshot.hasTag('ready'));
  actor.send({ type: 'submitted', input });
  await waitFor(actor, ({ status }) => status === 'done');
  expect(made).toHaveBeenCalledOnce();
  return made.mock.calls[0];
};

const asOf = '2026-11-25T09:00:00.000Z';

test('a decision about one request goes to the call of its action, with what was chosen and no more', async () => {
  expect(await callOf(yes)).toEqual([
    'conditions.reply',
    { opId: 'op', requestId: 1, asOf, accept: true, note: 'Yes', withoutNote: false },
  ]);
  expect(await callOf({ action: 'send', note: 'Soon' })).toEqual([
    'sending.send',
    { opId: 'op', requestId: 1, asOf, note: 'Soon' },
  ]);
});

test('a decision for many goes in one call with all of them', async () => {
  expect(await callOf(cancel, [1, 2])).toEqual([
    'cancelling.cancel',
    {
      requests: [
        { opId: 'op', requestId: 1, asOf },
        { opId: 'op', requestId: 2, asOf },
      ],
      reason: 'OTHER',
      note: '',
      notifyPatron: true,
      requestedBy: 'staff',
    },
  ]);
});
