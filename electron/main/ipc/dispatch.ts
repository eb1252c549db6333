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
import { answerFailedCall } from './failed-call.ts';
import { t } from '../../../shared/words/words.ts';
import { locale } from '../../../shared/words/language.ts';

export type Call = {
  readonly channel: unknown;
  readonly input: unknown;
  /** Whether the caller is the main frame of one of our own pages. */
  readonly trusted: boolean;
  /** Whether answers are validated against the contract too: in development and in tests. */
  readonly checkOutput: boolean;
  /** Throws if the database file is no longer where it was opened; then nothing is read from it either. */
  readonly assertStorage: () => void;
  /** The operator who is signed in. */
  readonly asker: () => unknown;
  /** Whether a step is in the command log. May throw. */
  readonly isStored: (opId: string) => boolean;
  /** Called when the database turns out to be damaged: the next start must check it. */
  readonly onDamage: () => void;
};

/** Calls slower than this, which users notice, are logged. */
const slowMs = 100;

const isChannel = (name: unknown): name is Channel =>
  typeof name === 'string' && Object.hasOwn(contract, name);

/** The value at a path of an unvalidated payload. */
const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );

/** The kind of step that a call takes; null if none. */
const kindOfStep = (channel: Channel, input: unknown): StepKind | null => {
  const kind = channel === 'steps.take' ? valueAt(input, ['kind']) : undefined;
  return typeof kind === 'string' && isStepKind(kind) ? kind : null;
};

/** The field of an issue, for the log. For a step, the field in its own input. */
const fieldOf = (issue: $ZodIssue | undefined): string => {
  const [field, inStep] = issue?.path ?? [];
  return String(field === 'input' ? inStep : field);
};

/**
 * Refuses a text that is longer than its field allows: staff typed, pasted or scanned it, so they must be told. Null for any other issue.
 */
const refusalOfLength = (issue: $ZodIssue | undefined, input: unknown): NotDone | null => {
  if (issue?.code !== 'too_big' || issue.origin !== 'string') return null;
  const value = valueAt(input, issue.path);
  const length = typeof value === 'string' ? value.length : 0;
  const numbers = t('it has {length} characters, and the limit is {maximum}', {
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

/** Validates a payload against its channel. Null if validation itself fails: a `length` may be anything. */
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
 * Runs one call: checks the caller, the channel and the payload, runs the handler, and turns anything thrown into a failure.
 * While another program locks the database, the handler is retried for some seconds without blocking the window;
 * a step has an opId, so it is done only once. Never rejects.
 */
export const dispatch = async (
  handlers: Handlers<Channel>,
  call: Call,
  log: Log,
): Promise<Result<unknown>> => {
  if (!call.trusted) {
    log.warn('call.refused', { why: 'foreign-sender' });
    return refuse('foreign-sender', t('This page is not allowed to use Borrow Desk.'));
  }
  if (!isChannel(call.channel)) {
    log.warn('call.refused', { why: 'unknown-channel' });
    return refuse('unknown-channel', t('This version of Borrow Desk does not recognise that step.'));
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
      // Another operator may have signed in while the call waited; it must not run under their name.
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
    return await answerFailedCall({
      failure: failure ?? unexpected(),
      input: given,
      isStored: call.isStored,
      // A database that is no longer in its place is not queried.
      again: failure?.error.code === 'database-gone' ? null : () => retryOnBusy(() => handler(given)),
    });
  } finally {
    const tookMs = performance.now() - startedMs;
    if (tookMs > slowMs) log.warn('call.slow', { ...facts, tookMs: Math.round(tookMs) });
  }
};

/**
 * Cleans every text in the input of a call, as a person may have typed it. Text pasted from a damaged file or sent by a scanner may
 * hold NUL, which makes database searches fail and ends comparisons.
 * @param input validated by the contract: plain values without cycles
 */
const typedInput = <T>(input: T): T => cleaned(input) as T;

const cleaned = (value: unknown): unknown => {
  if (typeof value === 'string') return typedText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cleaned(one)]));
};
