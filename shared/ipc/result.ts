import type { ErrorCode } from './error-codes.ts';

/**
 * Why something was not done, as staff read it: a refusal (a rule forbids it), a failure (of a device, a file or the network) or a bug of
 * ours.
 */
export type Problem = {
  /** A closed list, for programs to act on. */
  readonly code: ErrorCode;
  /** One or two sentences for staff: what happened, why, and what to do next. */
  readonly message: string;
  /** True if the same call may succeed later without any other change. */
  readonly retryable: boolean;
  /** Facts that a page may act on (for example the request that has a barcode). */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
};

/** The answer if something was not done. */
export type NotDone = { readonly ok: false; readonly error: Problem };

/** The answer of everything that may be refused or fail: never `undefined`, and never an error thrown across a layer. */
export type Result<T> = { readonly ok: true; readonly value: T } | NotDone;

/** Wraps a value as a success. */
export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/**
 * Creates a refusal: a rule forbids it.
 * @param message what staff read; says what, why and what next.
 * @param retryable for the few that pass with time, such as the wait after a wrong PIN.
 */
export const refuse = (
  code: ErrorCode,
  message: string,
  details?: Problem['details'],
  retryable = false,
): NotDone => notDone({ code, message, retryable }, details);

/**
 * Creates a failure of a device, a file or the network; `unexpected` means a bug of ours.
 * @param message as for a refusal.
 * @param retryable false if it fails until someone acts.
 */
export const fail = (
  code: ErrorCode,
  message: string,
  details?: Problem['details'],
  retryable = true,
): NotDone => notDone({ code, message, retryable }, details);

const notDone = (problem: Problem, details: Problem['details']): NotDone => ({
  ok: false,
  error: details ? { ...problem, details } : problem,
});
