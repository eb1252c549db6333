import type { RequestId } from '../../../../../shared/domain/ids.ts';
import type { Session } from '../../context.ts';

/** More than an operator scans in a day; the oldest are dropped first. */
const kept = 5_000;

// Keyed by the session, of which there is one per run of the program: after a restart the code must be scanned again.
const shown = new WeakMap<Session, Set<string>>();

const keyOf = (session: Session, requestId: RequestId): string =>
  `${session.operator().id} ${session.desk().id} ${requestId}`;

/**
 * Remembers that this operator scanned, at this desk, the identifier of a request or the barcode of one of its items. Later steps identify
 * the request by its number, which could be guessed: the code proves that the item is in hand.
 */
export const noteShownByCode = (session: Session, requestId: RequestId): void => {
  const keys = shown.get(session) ?? new Set<string>();
  shown.set(session, keys);
  const key = keyOf(session, requestId);
  keys.delete(key);
  keys.add(key);
  const [oldest] = keys;
  if (keys.size > kept && oldest !== undefined) keys.delete(oldest);
};

/** Whether it was scanned since the program was started. */
export const wasShownByCode = (session: Session, requestId: RequestId): boolean =>
  shown.get(session)?.has(keyOf(session, requestId)) ?? false;
