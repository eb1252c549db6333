import type { RequestId } from '../../../../../shared/domain/ids.ts';
import type { Session } from '../../context.ts';

/** More than anybody scans in a day; the oldest are forgotten first. */
const kept = 5_000;

// By the session, of which there is one as long as the program runs: a code that was scanned yesterday is scanned again.
const shown = new WeakMap<Session, Set<string>>();

const keyOf = (session: Session, requestId: RequestId): string =>
  `${session.operator().id} ${session.desk().id} ${requestId}`;

/**
 * Notes that this operator gave, at this desk, the identifier of a request or the barcode of an item of it. The steps that follow
 * name it by its number, which anybody could count through: the code is what shows that the item is in hand.
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

/** Whether they did, since the program was started. */
export const wasShownByCode = (session: Session, requestId: RequestId): boolean =>
  shown.get(session)?.has(keyOf(session, requestId)) ?? false;
