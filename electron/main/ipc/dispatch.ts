import type { ZodType } from 'zod';
import type { $ZodIssue } from 'zod/v4/core';
import type { Channel } from '../../../shared/ipc/channels.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { refuse } from '../../../shared/ipc/result.ts';
import { refusalOf } from '../db/errors.ts';
import { patiently } from '../db/patience.ts';
import type { Log } from '../log/log.ts';
import type { Handlers } from './handlers.ts';
import { typedInput } from './typed-input.ts';

export type Call = {
  readonly channel: unknown;
  readonly input: unknown;
  /** Whether one of our own pages called, in its main frame. */
  readonly trusted: boolean;
  /** Whether answers are held against the contract too: in development and in tests. */
  readonly checkOutput: boolean;
  /** Throws when the database is not where it was opened any more: then nothing is read from it either. */
  readonly assertStorage: () => void;
  /** Who works here now. */
  readonly asker: () => unknown;
  /** Told when the database turned out to be damaged: the next start must check it. */
  readonly onDamage: () => void;
};

/** A call that takes longer than a person notices is worth a line in the log. */
const slowMs = 100;

const isChannel = (name: unknown): name is Channel =>
  typeof name === 'string' && Object.hasOwn(contract, name);

/** What is at a place of a payload that nobody has read yet. */
const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );

/** A text that is longer than its field holds: staff typed, pasted or scanned it, so they are told. Null for every other issue. */
const refusalOfLength = (
  issue: $ZodIssue | undefined,
  input: unknown,
): (Result<never> & { ok: false }) | null => {
  if (issue?.code !== 'too_big' || issue.origin !== 'string') return null;
  const value = valueAt(input, issue.path);
  const length = typeof value === 'string' ? value.length : 0;
  const numbers = `it has ${length.toLocaleString('en')} characters, and no more than ${issue.maximum.toLocaleString('en')} fit`;
  const field = issue.path.findLast((key) => typeof key === 'string') ?? '';
  return ['code', 'barcode', 'externalId'].includes(String(field))
    ? refuse(
        'code-too-long',
        `This is too long for a code: ${numbers}. Two scans may have run together: scan again.`,
      )
    : refuse(
        'text-too-long',
        `This text is too long: ${numbers}. Nothing was changed. Shorten it, then try again.`,
        {
          field: String(field),
        },
      );
};

/** Holds a payload against the shape of its channel. Null where it cannot even be compared: a `length` may be anything. */
export const parseInput = (channel: Channel, input: unknown): ReturnType<ZodType['safeParse']> | null => {
  try {
    return contract[channel].input.safeParse(input);
  } catch {
    return null;
  }
};

/**
 * Carries out one call: checks who calls, the channel and the payload, runs the handler, and turns whatever is
 * thrown into a refusal. Where another program holds the database the handler runs again for some seconds, and the window
 * is free meanwhile; a step bears its opId, so it is done once. Never rejects.
 */
export const dispatch = async (
  handlers: Handlers<Channel>,
  call: Call,
  log: Log,
): Promise<Result<unknown>> => {
  if (!call.trusted) {
    log.warn('call.refused', { why: 'foreign-sender' });
    return refuse('foreign-sender', 'This page may not use the desk.');
  }
  if (!isChannel(call.channel)) {
    log.warn('call.refused', { why: 'unknown-channel' });
    return refuse('unknown-channel', 'This version of the program does not know that step.');
  }
  const channel = call.channel;
  const shapes = contract[channel];
  const input = parseInput(channel, call.input);
  if (!input?.success) {
    const [issue] = input?.error?.issues ?? [];
    const tooLong = refusalOfLength(issue, call.input);
    const why = tooLong?.error.code ?? 'bad-payload';
    log.warn('call.refused', { why, channel, field: String(issue?.path[0]) });
    return (
      tooLong ??
      refuse(
        'bad-payload',
        'The program sent something wrong to itself; nothing was changed. Try the step again.',
      )
    );
  }
  const startedMs = performance.now();
  try {
    const handler = handlers[channel] as (input: unknown) => Result<unknown> | Promise<Result<unknown>>;
    const given = typedInput(input.data);
    const asker = call.asker();
    const result = await patiently(() => {
      call.assertStorage();
      // Somebody else may have signed in while the call waited: it is not done under their name.
      if (call.asker() !== asker)
        return refuse('signed-out', 'Somebody else signed in meanwhile, so nothing was done.');
      return handler(given);
    }, startedMs);
    if (call.checkOutput && result.ok) shapes.output.parse(result.value);
    return result;
  } catch (error) {
    const refusal = refusalOf(error);
    log.error('call.failed', error, { channel });
    if (refusal?.error.code === 'database-damaged') call.onDamage();
    return (
      refusal ??
      refuse(
        'unexpected',
        'Something went wrong inside the program. Nothing that was confirmed is lost; try again.',
        undefined,
        true,
      )
    );
  } finally {
    const tookMs = performance.now() - startedMs;
    if (tookMs > slowMs) log.warn('call.slow', { channel, tookMs: Math.round(tookMs) });
  }
};
