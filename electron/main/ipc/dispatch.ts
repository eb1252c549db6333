import type { ZodType } from 'zod';
import type { $ZodIssue } from 'zod/v4/core';
import { factsOf, isStepKind, type StepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { Channel } from '../../../shared/ipc/channels.ts';
import { typedText } from '../../../shared/domain/plain-text.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import type { NotDone, Result } from '../../../shared/ipc/result.ts';
import { fail, refuse } from '../../../shared/ipc/result.ts';
import { stepAnswers } from '../../../shared/ipc/step-answers.ts';
import { failureOf } from '../db/errors.ts';
import { retryOnBusy } from '../db/retry-on-busy.ts';
import type { Log } from '../log/log.ts';
import type { Handlers } from './handlers.ts';
import { sayWhetherStored } from './whether-stored.ts';
import { t } from '../../../shared/words/words.ts';
import { locale } from '../../../shared/words/language.ts';

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
  /** Whether a step is in the log of steps. May throw. */
  readonly isStored: (opId: string) => boolean;
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

/** The kind of step that a call takes, if it takes one. */
const kindOfStep = (channel: Channel, input: unknown): StepKind | null => {
  const kind = channel === 'steps.take' ? valueAt(input, ['kind']) : undefined;
  return typeof kind === 'string' && isStepKind(kind) ? kind : null;
};

/** The field of an issue for the log: of a step the one in its own input. */
const fieldOf = (issue: $ZodIssue | undefined): string => {
  const [field, inStep] = issue?.path ?? [];
  return String(field === 'input' ? inStep : field);
};

/** A text that is longer than its field holds: staff typed, pasted or scanned it, so they are told. Null for every other issue. */
const refusalOfLength = (issue: $ZodIssue | undefined, input: unknown): NotDone | null => {
  if (issue?.code !== 'too_big' || issue.origin !== 'string') return null;
  const value = valueAt(input, issue.path);
  const length = typeof value === 'string' ? value.length : 0;
  const numbers = t('it has {length} characters, and at most {maximum} fit', {
    length: length.toLocaleString(locale),
    maximum: issue.maximum.toLocaleString(locale),
  });
  const field = issue.path.findLast((key) => typeof key === 'string') ?? '';
  return ['code', 'barcode', 'externalId'].includes(String(field))
    ? refuse(
        'code-too-long',
        t('This is too long for a code: {numbers}. Two scans may have run together: scan again.', {
          numbers,
        }),
      )
    : refuse(
        'text-too-long',
        t('This text is too long: {numbers}. Nothing was changed. Shorten it, then try again.', { numbers }),
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

const refuseBadPayload = (): Result<never> =>
  refuse('bad-payload', t('Something went wrong inside the program. Nothing was changed. Try again.'));
const unexpected = (): NotDone =>
  fail('unexpected', t('Something went wrong inside the program. Nothing confirmed is lost. Try again.'));

/**
 * Carries out one call: checks who calls, the channel and the payload, runs the handler, and turns whatever is
 * thrown into a failure. Where another program holds the database the handler runs again for some seconds, and the window
 * is free meanwhile; a step bears its opId, so it is done once. Never rejects.
 */
export const dispatch = async (
  handlers: Handlers<Channel>,
  call: Call,
  log: Log,
): Promise<Result<unknown>> => {
  if (!call.trusted) {
    log.warn('call.refused', { why: 'foreign-sender' });
    return refuse('foreign-sender', t('This page has no access to the desk.'));
  }
  if (!isChannel(call.channel)) {
    log.warn('call.refused', { why: 'unknown-channel' });
    return refuse('unknown-channel', t('This version of the program does not know that step.'));
  }
  const channel = call.channel;
  const kind = kindOfStep(channel, call.input);
  const facts = kind ? { channel, kind } : { channel };
  const input = parseInput(channel, call.input);
  if (!input?.success) {
    const [issue] = input?.error?.issues ?? [];
    const tooLong = refusalOfLength(issue, call.input);
    const why = tooLong?.error.code ?? 'bad-payload';
    log.warn('call.refused', { why, ...facts, field: fieldOf(issue) });
    return tooLong ?? refuseBadPayload();
  }
  const startedMs = performance.now();
  const handler = handlers[channel] as (input: unknown) => Result<unknown> | Promise<Result<unknown>>;
  const given = typedInput(input.data);
  try {
    const asker = call.asker();
    const result = await retryOnBusy(() => {
      call.assertStorage();
      // Somebody else may have signed in while the call waited: it is not done under their name.
      if (call.asker() !== asker)
        return refuse('signed-out', t('Someone else has signed in since, so nothing was done.'));
      return handler(given);
    }, startedMs);
    if (call.checkOutput && result.ok) {
      const shape = kind ? stepAnswers[factsOf(kind).answer] : contract[channel].output;
      shape.parse(result.value);
    }
    return result;
  } catch (error) {
    const failure = failureOf(error);
    log.error('call.failed', error, facts);
    if (failure?.error.code === 'database-damaged') call.onDamage();
    return await sayWhetherStored({
      failure: failure ?? unexpected(),
      input: given,
      isStored: call.isStored,
      // A database that is not at its place is not asked for answers.
      again: failure?.error.code === 'database-gone' ? null : () => retryOnBusy(() => handler(given)),
    });
  } finally {
    const tookMs = performance.now() - startedMs;
    if (tookMs > slowMs) log.warn('call.slow', { ...facts, tookMs: Math.round(tookMs) });
  }
};

/**
 * The input of a call with every text in it as a person may have typed it. What was pasted from a damaged file or sent by a scanner may
 * hold NUL, at which searches of the database fail and comparisons end.
 * @param input what the contract has read: plain values without cycles
 */
const typedInput = <T>(input: T): T => cleaned(input) as T;

const cleaned = (value: unknown): unknown => {
  if (typeof value === 'string') return typedText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cleaned(one)]));
};
