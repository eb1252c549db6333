import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { RequestResult } from '../../../shared/ipc/decision-views.ts';
import { ok } from '../../../shared/ipc/result.ts';
import {
  cancel,
  doneOf,
  facts,
  noticeOf,
  openWindow,
  ready,
  refusedWith,
  settle,
  tagOf,
  timeoutMs,
  yes,
} from '../support/decision-window.ts';
import { checkProperty } from '../../support/check-property.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('opening', () => {
  test('loads the facts; a failure says why and can be retried', async () => {
    const { actor, reads } = openWindow();
    expect(tagOf(actor)).toBe('loading');
    reads[0]!.reject();
    await settle();
    expect(tagOf(actor)).toBe('failed');
    actor.send({ type: 'retried' });
    reads[1]!.resolve(refusedWith('database-busy', true));
    await settle();
    expect(actor.getSnapshot().context.failure).toBe('because database-busy');
    actor.send({ type: 'retried' });
    await vi.advanceTimersByTimeAsync(timeoutMs);
    expect(tagOf(actor)).toBe('failed');
    actor.send({ type: 'retried' });
    reads[3]!.resolve(ok(facts()));
    await settle();
    expect(tagOf(actor)).toBe('ready');
  });

  test('says that a request no longer exists', async () => {
    const { actor, reads } = openWindow();
    reads[0]!.resolve(ok(facts([])));
    await settle();
    expect(tagOf(actor)).toBe('failed');
    expect(actor.getSnapshot().context.failure).toContain('Close this window and look it up again');
  });

  test('closes without a result', async () => {
    const { actor, calls } = await ready();
    actor.send({ type: 'closed' });
    expect(tagOf(actor)).toBe('done');
    expect(actor.getSnapshot().output).toEqual([]);
    expect(calls).toEqual([]);
  });
});

describe('deciding', () => {
  test('sends the shown state once, however often it is submitted, and cannot be closed in the meantime', async () => {
    const { actor, calls, last } = await ready();
    actor.send({ type: 'submitted', input: yes });
    actor.send({ type: 'submitted', input: yes });
    actor.send({ type: 'closed' });
    expect(tagOf(actor)).toBe('busy');
    expect(calls).toHaveLength(1);
    expect(last().command).toEqual({
      input: yes,
      requests: [{ opId: 'op-1', requestId: 1, asOf: '2026-11-25T09:00:00.000Z' }],
    });
    last().resolve(doneOf(last().command));
    await settle();
    expect(actor.getSnapshot().output).toEqual([{ ok: true, requestId: 1, outcome: { opId: 'op-1' } }]);
  });

  test('a refusal is shown, and the next attempt is a new action', async () => {
    const { actor, last } = await ready();
    actor.send({ type: 'submitted', input: yes });
    last().resolve(refusedWith('role-missing'));
    await settle();
    expect(tagOf(actor)).toBe('ready');
    expect(noticeOf(actor)).toEqual({ kind: 'refused', message: 'because role-missing' });
    actor.send({ type: 'edited' });
    expect(noticeOf(actor)).toBeNull();
    actor.send({ type: 'submitted', input: yes });
    expect(last().command.requests[0]?.opId).toBe('op-2');
  });

  test('an invalid form is reported like a refusal', async () => {
    const { actor, calls } = await ready();
    actor.send({ type: 'invalid', message: 'Choose Yes or No.' });
    expect(noticeOf(actor)).toEqual({ kind: 'refused', message: 'Choose Yes or No.' });
    expect(calls).toEqual([]);
  });

  test('a request that was changed in the meantime is reloaded, and decided in its new state', async () => {
    for (const code of ['request-changed', 'status-forbids'] as const) {
      const { actor, reads, last } = await ready();
      actor.send({ type: 'submitted', input: yes });
      last().resolve(refusedWith(code));
      await settle();
      expect(tagOf(actor)).toBe('busy');
      reads[1]!.resolve(ok(facts([1], '2026-11-25T10:00:00.000Z')));
      await settle();
      expect(tagOf(actor)).toBe('ready');
      expect(noticeOf(actor)).toEqual({ kind: 'changed', message: `because ${code}` });
      actor.send({ type: 'submitted', input: yes });
      expect(last().command.requests[0]).toMatchObject({ opId: 'op-2', asOf: '2026-11-25T10:00:00.000Z' });
    }
  });

  test('if it cannot be reloaded the input stays, with the message', async () => {
    for (const how of ['reject', 'late', 'refused'] as const) {
      const { actor, reads, last } = await ready();
      actor.send({ type: 'submitted', input: yes });
      last().resolve(refusedWith('request-changed'));
      await settle();
      if (how === 'reject') reads[1]!.reject();
      if (how === 'refused') reads[1]!.resolve(refusedWith('database-busy', true));
      await vi.advanceTimersByTimeAsync(how === 'late' ? timeoutMs : 0);
      expect(tagOf(actor)).toBe('ready');
      expect(noticeOf(actor)?.kind).toBe('changed');
    }
  });
});

describe('without an answer', () => {
  test('slow, broken off or busy: the same decision is sent again with the same id', async () => {
    const { actor, calls, last } = await ready();
    actor.send({ type: 'submitted', input: yes });
    await vi.advanceTimersByTimeAsync(timeoutMs);
    expect(tagOf(actor)).toBe('unconfirmed');
    expect(actor.getSnapshot().context.failure).toContain('No answer yet');
    actor.send({ type: 'submitted', input: { ...yes, accept: false } });
    expect(calls).toHaveLength(1);
    actor.send({ type: 'retried' });
    last().reject();
    await settle();
    expect(tagOf(actor)).toBe('unconfirmed');
    actor.send({ type: 'retried' });
    last().resolve(refusedWith('database-busy', true));
    await settle();
    expect(tagOf(actor)).toBe('unconfirmed');
    actor.send({ type: 'retried' });
    expect(calls.map(({ command }) => command)).toEqual(Array(4).fill(calls[0]!.command));
    last().resolve(doneOf(last().command));
    await settle();
    expect(actor.getSnapshot().output).toHaveLength(1);
  });
});

describe('many requests', () => {
  const ids = Array.from({ length: 101 }, (_, index) => index + 1);

  test('are sent in several calls, each request with its own id and its own result', async () => {
    const { actor, calls, last } = await ready(ids);
    actor.send({ type: 'submitted', input: cancel });
    while (tagOf(actor) === 'busy') {
      const { command } = last();
      last().resolve(
        // The first call is refused as a whole, and so is the last, which has one request.
        calls.length === 1 || command.requests.length === 1
          ? refusedWith('role-missing')
          : ok(
              command.requests.map(({ requestId, opId }): RequestResult =>
                requestId % 7 === 0
                  ? { ok: false, requestId, message: 'shipped' }
                  : { ok: true, requestId, outcome: { opId } as never },
              ),
            ),
      );
      await settle();
    }
    expect(calls.map(({ command }) => command.requests.length)).toEqual([50, 50, 1]);
    const results = actor.getSnapshot().output!;
    expect(results.map(({ requestId }) => requestId)).toEqual(ids);
    expect(results.filter((result) => !result.ok)).toHaveLength(50 + 7 + 1);
    expect(new Set(calls.flatMap(({ command }) => command.requests.map(({ opId }) => opId))).size).toBe(101);
  });

  test('an unanswered call in the middle is sent again alone', async () => {
    const { actor, calls, last } = await ready(ids);
    actor.send({ type: 'submitted', input: cancel });
    last().resolve(doneOf(last().command));
    await settle();
    last().reject();
    await settle();
    expect(tagOf(actor)).toBe('unconfirmed');
    actor.send({ type: 'retried' });
    expect(last().command).toEqual(calls[1]!.command);
    // Abandoned here, it still returns the results of the first calls.
    last().reject();
    await settle();
    actor.send({ type: 'closed' });
    expect(actor.getSnapshot().output).toHaveLength(50);
  });
});

test('in any order of events there is one call at a time, with the same id until it is answered', async () => {
  const moves = [
    'submit',
    'retry',
    'close',
    'edit',
    'done',
    'refuse',
    'change',
    'busy',
    'break',
    'wait',
  ] as const;
  type Move = (typeof moves)[number];
  const take = (window: ReturnType<typeof openWindow>, move: Move): void => {
    const { actor, calls } = window;
    const call = calls.at(-1);
    switch (move) {
      case 'submit':
        return actor.send({ type: 'submitted', input: yes });
      case 'retry':
        return actor.send({ type: 'retried' });
      case 'close':
        return actor.send({ type: 'closed' });
      case 'edit':
        return actor.send({ type: 'edited' });
      case 'done':
        return call?.resolve(doneOf(call.command));
      case 'refuse':
        return call?.resolve(refusedWith('role-missing'));
      case 'change':
        return call?.resolve(refusedWith('request-changed'));
      case 'busy':
        return call?.resolve(refusedWith('database-busy', true));
      case 'break':
        return call?.reject();
      case 'wait':
        return;
    }
  };
  await checkProperty(
    fc.asyncProperty(fc.array(fc.constantFrom(...moves), { maxLength: 25 }), async (list) => {
      const window = await ready();
      const { actor, reads, calls } = window;
      for (const move of list) {
        if (actor.getSnapshot().status !== 'active') break;
        const before = { calls: calls.length, tag: tagOf(actor), command: calls.at(-1)?.command };
        take(window, move);
        await vi.advanceTimersByTimeAsync(move === 'wait' ? timeoutMs : 0);
        reads.at(-1)?.resolve(ok(facts()));
        await settle();
        const sent = calls.slice(before.calls).map(({ command }) => command);
        if (before.tag === 'unconfirmed' && move === 'retry') expect(sent).toEqual([before.command]);
        else if (before.tag === 'ready' && move === 'submit') {
          expect(sent).toHaveLength(1);
          expect(sent[0]?.requests[0]?.opId).not.toBe(before.command?.requests[0]?.opId);
        } else expect(sent).toEqual([]);
        if (actor.getSnapshot().status === 'active')
          expect(['ready', 'busy', 'unconfirmed']).toContain(tagOf(actor));
      }
    }),
    { numRuns: 200 },
  );
});

describe('another desk changes the request in the meantime', () => {
  test('the window shows the change with a message, and sends what was seen', async () => {
    const { actor, calls } = await ready();
    const turn = actor.getSnapshot().context.turn;
    const [request] = facts().requests;
    const now = { ...facts(), requests: [{ ...request!, updatedAt: '2026-11-25T11:00:00.000Z' as never }] };
    actor.send({ type: 'facts.followed', facts: now, message: 'Changed.' });
    const { context } = actor.getSnapshot();
    expect([context.facts, context.notice]).toEqual([now, { kind: 'changed', message: 'Changed.' }]);
    expect(context.turn, 'nobody loses the focus').toBe(turn);
    actor.send({ type: 'submitted', input: cancel });
    expect(calls[0]?.command.requests[0]?.asOf).toBe('2026-11-25T11:00:00.000Z');
  });

  test('a decision that is no longer possible keeps the typed text', async () => {
    const { actor } = await ready();
    actor.send({ type: 'facts.followed', facts: null, message: 'It has ended.' });
    expect(actor.getSnapshot().context).toMatchObject({
      facts: facts(),
      notice: { kind: 'changed', message: 'It has ended.' },
    });
    expect(tagOf(actor)).toBe('ready');
  });
});
