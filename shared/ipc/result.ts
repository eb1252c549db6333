import type { ErrorCode } from './error-codes.ts';

/**
 * Why something was not done, as staff read it: a refusal (a rule says no), a failure (a device, a file or the network did not do
 * it) or an error of ours.
 */
export type Problem = {
  /** A closed list, for programs to act on. */
  readonly code: ErrorCode;
  /** One or two sentences for staff: what happened, why, and what to do next. */
  readonly message: string;
  /** True when the same call may go through later without anything else being changed. */
  readonly retryable: boolean;
  /** Facts that a page may act on (for example the request that holds a barcode). */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
};

/** The answer of what was not done. */
export type NotDone = { readonly ok: false; readonly error: Problem };

/** The answer of everything that may be refused or fail: never `undefined`, never a thrown error across a layer. */
export type Result<T> = { readonly ok: true; readonly value: T } | NotDone;

/** Wraps a value as a success. */
export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/**
 * Makes a refusal: a rule says no.
 * @param message what staff read; says what, why and what next.
 * @param retryable for the few that pass by themselves, such as the wait after a wrong PIN.
 */
export const refuse = (
  code: ErrorCode,
  message: string,
  details?: Problem['details'],
  retryable = false,
): NotDone => notDone({ code, message, retryable }, details);

/**
 * Makes a failure: a device, a file or the network did not do it; `unexpected` stands for an error of ours.
 * @param message as for a refusal.
 * @param retryable false where it fails until a person has done something about it.
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
