import { v7 as uuidv7 } from 'uuid';
import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { OperatorId, OpId } from '../../../../../shared/domain/ids.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import { isPin, pinShape } from '../../../../../shared/domain/pin.ts';
import { isSharing } from '../../../db/hub-capture.ts';
import { inTransaction } from '../../../db/open.ts';
import { retryOnBusy } from '../../../db/retry-on-busy.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { findPin, notePinFailures, putPin, replaceHash } from '../../store/operators.queries.ts';
import type { DeskContext } from '../../context.ts';
import { runRecordCommand } from '../run-record-command.ts';
import { verifyPin, hashPin, isOutdatedHash, longestPauseSeconds, pauseAfter } from './pin.ts';

const msPerSecond = 1000;

const waitWords = (seconds: number): string => {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) return t('{seconds, plural, one {# second} other {# seconds}}', { seconds: whole });
  const minutes = Math.ceil(whole / 60);
  return t('{minutes, plural, one {# minute} other {# minutes}}', { minutes });
};

const refuseWait = (seconds: number): Result<never> =>
  refuse(
    'pin-wait',
    t(
      'Too many wrong PINs for this name. Wait {wait}, then try again. If you forgot your PIN, ask the staff responsible for assigning user roles to clear it.',
      { wait: waitWords(seconds) },
    ),
    { waitSeconds: Math.ceil(seconds) },
    true,
  );

/**
 * Checks the PIN of an operator. Each attempt is counted before it is checked, so that many at the same time cannot bypass the pause; a
 * correct PIN resets the count, and its hash is renewed if it was made at another cost.
 * @param pin as entered; null if none was.
 * @returns ok also for an operator without a PIN. Refused: `operator-unknown`, `pin-wrong`, `pin-wait`.
 */
export const checkPin = async (
  db: ReadableDB,
  now: () => Date,
  operatorId: OperatorId,
  pin: string | null,
): Promise<Result<null>> => {
  const counted = inTransaction(
    db,
    (writable): Result<{ readonly hash: string; readonly failures: number }> => {
      const kept = findPin(db, operatorId);
      if (!kept)
        return refuse('operator-unknown', t('That operator is no longer in the list. Choose another name.'));
      if (kept.hash === '') return ok({ hash: '', failures: 0 });
      const atMs = now().getTime();
      const restMs = kept.waitUntil === null ? 0 : Date.parse(kept.waitUntil) - atMs;
      if (restMs > 0) {
        // After the clock was set back, the pause would be longer than the longest one.
        const seconds = Math.min(restMs / msPerSecond, longestPauseSeconds);
        if (seconds < restMs / msPerSecond)
          notePinFailures(
            writable,
            operatorId,
            kept.failures,
            instantOf(new Date(atMs + seconds * msPerSecond)),
          );
        return refuseWait(seconds);
      }
      if (pin === null || pin === '')
        return refuse('pin-wrong', t('Enter this operator’s PIN.'), { field: 'pin' });
      const failures = kept.failures + 1;
      const pause = pauseAfter(failures);
      notePinFailures(
        writable,
        operatorId,
        failures,
        pause === 0 ? null : instantOf(new Date(atMs + pause * msPerSecond)),
      );
      return ok({ hash: kept.hash, failures });
    },
  );
  if (!counted.ok) return counted;
  const { hash, failures } = counted.value;
  if (hash === '') return ok(null);
  if (await verifyPin(pin ?? '', hash)) {
    // On a shared library an outdated hash stays until the PIN is changed: no one is signed in yet who could change it.
    const renewed = isOutdatedHash(hash) && !isSharing(db) ? await hashPin(pin ?? '') : hash;
    // Retries only this part: the whole check would count another attempt.
    await retryOnBusy(() =>
      inTransaction(db, (writable) => {
        notePinFailures(writable, operatorId, 0, null);
        if (renewed !== hash) replaceHash(writable, operatorId, hash, renewed);
      }),
    );
    return ok(null);
  }
  const pause = pauseAfter(failures);
  return pause > 0
    ? refuseWait(pause)
    : refuse('pin-wrong', t('Wrong PIN for this operator. Try again.'), { field: 'pin' });
};

/** Checks the current PIN before it is changed; refused like signing in, with the field named `current`. */
export const checkOwnPin = async (
  context: DeskContext,
  id: OperatorId,
  current: string | null,
): Promise<Result<null>> => {
  const checked = await checkPin(context.db, context.now, id, current);
  if (checked.ok || checked.error.code !== 'pin-wrong') return checked;
  return refuse('pin-wrong', t('Wrong current PIN. Try again.'), { field: 'current' });
};

/**
 * Stores a new PIN, or (null) removes it: as a change of records, logged without the PIN. Refused as `pin-unfit` if a new PIN must have
 * another shape.
 */
export const storePin = async (
  context: DeskContext,
  id: OperatorId,
  pin: string | null,
): Promise<Result<null>> => {
  if (pin !== null && !isPin(pin))
    return refuse('pin-unfit', t('A PIN has {pinShape}. Choose another.', { pinShape }), { field: 'pin' });
  const hash = pin === null ? '' : await hashPin(pin);
  const asked = { opId: uuidv7() as OpId, id };
  return runRecordCommand(context, 'set-pin', asked, (db) => {
    putPin(db, id, hash);
    return ok(null);
  });
};
