import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import { codeOf } from '../../../db/errors.ts';
import { rolledBack } from '../../../db/roll-back-unless.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { savePartner, savePatron } from '../../records/places/save-places.ts';
import { listLeaving, type StoredMessage } from '../../store/sending.queries.ts';
import { type Clock, setAsideIfSuperseded } from './superseded.ts';

/**
 * Returns how many waiting letters would be sent automatically after a change: the change is made, the letters are checked as the queues check them,
 * which sets outdated ones aside, and all of it is rolled back.
 */
const countFreedBy = (db: ReadableDB, change: (db: WritableDB) => void, clock: Clock): number =>
  rolledBack(db, (write) => {
    const before = new Set(listLeaving(write).map(({ id }) => id));
    change(write);
    return listLeaving(write).filter((letter) => !before.has(letter.id) && leaves(write, letter, clock))
      .length;
  });

/** The queue leaves a letter with faulty data to staff, and logs the fault. */
const leaves = (db: WritableDB, letter: StoredMessage, clock: Clock): boolean => {
  try {
    return !setAsideIfSuperseded(db, letter, clock);
  } catch (error) {
    if (codeOf(error).startsWith('SQLITE_')) throw error;
    return false;
  }
};

/** Returns how many waiting letters are sent once these values are saved. */
export const wouldSend = (context: DeskContext, input: Input<'places.wouldSend'>): number => {
  const { db, session, now, timeZone } = context;
  const opId = '' as OpId;
  const save = (write: WritableDB): unknown => {
    const saving = { db: write, context, session, opId, at: instantOf(now()) };
    return input.kind === 'partner'
      ? savePartner(saving, { opId, id: input.id, values: input.values, profile: input.profile })
      : savePatron(saving, { opId, id: input.id, values: input.values });
  };
  return countFreedBy(db, save, { now: now(), timeZone: timeZone() });
};
