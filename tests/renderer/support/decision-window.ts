import { expect, vi } from 'vitest';
import { createActor } from 'xstate';
import type { Actor } from 'xstate';
import { callBy, callTimeoutMs } from '../../../renderer/src/machines/call.machine.ts';
import { decisionMachine } from '../../../renderer/src/machines/decision.machine.ts';
import type { DecisionCommand, DecisionRequest } from '../../../renderer/src/machines/decision.machine.ts';
import type { CalendarDate, Instant, OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { DecisionFacts, RequestFactsView, RequestResult } from '../../../shared/ipc/decision-views.ts';
import type { ErrorCode } from '../../../shared/ipc/error-codes.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../shared/ipc/result.ts';
import { lifeOf } from './life.ts';

const nothingWaits = { shelved: 0, toScanIn: 0, letter: null } as const;

export const timeoutMs = callTimeoutMs;

type Answer<T> = { readonly resolve: (result: Result<T>) => void; readonly reject: () => void };

/** A decision window whose calls the test answers. */
export const openWindow = (ids: readonly number[] = [1]) => {
  let opIds = 0;
  const reads: Answer<DecisionFacts>[] = [];
  const calls: (Answer<RequestResult[]> & { readonly command: DecisionCommand })[] = [];
  const machine = decisionMachine.provide({
    actors: {
      readFacts: callBy<readonly RequestId[], DecisionFacts>(
        () =>
          new Promise((resolve, reject) =>
            reads.push({ resolve, reject: () => reject(new Error('broken')) }),
          ),
      ),
      decide: callBy<DecisionCommand, RequestResult[]>(
        (command) =>
          new Promise((resolve, reject) =>
            calls.push({ command, resolve, reject: () => reject(new Error('broken')) }),
          ),
      ),
    },
  });
  const actor = createActor(machine, {
    input: {
      newOpId: () => `op-${(opIds += 1)}` as OpId,
      requestIds: ids as readonly RequestId[],
    },
  });
  actor.start();
  return { actor, reads, calls, last: () => calls.at(-1)! };
};

export const facts = (
  ids: readonly number[] = [1],
  updatedAt = '2026-11-25T09:00:00.000Z',
): DecisionFacts => ({
  requests: ids.map((id): RequestFactsView => ({
    id: id as RequestId,
    externalId: `R${id}`,
    title: 'Title',
    author: '',
    status: 'CONDITIONAL',
    setOpen: false,
    dueOn: null,
    life: lifeOf('CONDITIONAL'),
    updatedAt: updatedAt as Instant,
    askable: [],
    needsConsent: [],
    renewsItself: [],
    found: { kind: 'hold-shelf', deskName: 'Main desk' },
    daysBeforePartner: 0,
    partners: [],
    patron: null,
    cancelNotify: false,
    lettersWait: null,
    waitsAgain: { kept: nothingWaits, wantedAgain: nothingWaits },
    libraryOff: [],
    condition: null,
    items: [],
  })),
  today: '2026-11-25' as CalendarDate,
  calendar: { openWeekdays: [], closedDays: [] },
  cancellationReasons: [],
});

export const yes = {
  action: 'conditional-reply',
  accept: true,
  note: 'Yes',
  withoutNote: false,
} as const satisfies DecisionRequest;
export const cancel: DecisionRequest = {
  action: 'cancel',
  reason: 'OTHER',
  note: '',
  notifyPatron: true,
  requestedBy: 'staff',
};
export const doneOf = ({ requests }: DecisionCommand): Result<RequestResult[]> =>
  ok(requests.map(({ requestId, opId }) => ({ ok: true, requestId, outcome: { opId } as never })));
export const refusedWith = (code: ErrorCode, retryable = false): Result<never> =>
  refuse(code, `because ${code}`, undefined, retryable);
export const settle = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(0);
};
export const tagOf = (actor: Actor<typeof decisionMachine>): string =>
  [...actor.getSnapshot().tags].join() || (actor.getSnapshot().status === 'done' ? 'done' : '');
export const noticeOf = (actor: Actor<typeof decisionMachine>) => actor.getSnapshot().context.notice;

export const ready = async (ids?: readonly number[]) => {
  const window = openWindow(ids);
  window.reads[0]!.resolve(ok(facts(ids)));
  await settle();
  expect(tagOf(window.actor)).toBe('ready');
  return window;
};
