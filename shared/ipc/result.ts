import type { ErrorCode } from './error-codes.ts';

/** Why something was refused or failed, as staff read it. */
export type Refusal = {
  /** A closed list, for programs to act on. */
  readonly code: ErrorCode;
  /** One or two sentences for staff: what happened, why, and what to do next. */
  readonly message: string;
  /** True when the same call may go through later without anything else being changed. */
  readonly retryable: boolean;
  /** Facts about the refusal that a page may act on (for example the request that holds a barcode). */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
};

/** The answer of everything that can be refused: never `undefined`, never a thrown error across a layer. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Refusal };

/** Wraps a value as a success. */
export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/**
 * Makes a refusal.
 * @param message what staff read; says what, why and what next.
 */
export const refuse = (
  code: ErrorCode,
  message: string,
  details?: Refusal['details'],
  retryable = false,
): { readonly ok: false; readonly error: Refusal } => ({
  ok: false,
  error: details ? { code, message, retryable, details } : { code, message, retryable },
});
