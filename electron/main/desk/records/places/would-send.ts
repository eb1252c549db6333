import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import { inTransaction, savepoint } from '../../../db/open.ts';
import type { DeskContext } from '../../context.ts';
import { setAsideIfSuperseded } from '../../output/letters/superseded.ts';
import { listLeaving } from '../../store/sending.queries.ts';
import { savePartner, savePatron, saveProfile, type Saving } from './save-places.ts';

/** Takes everything back that was tried. */
class TriedOnly extends Error {}

/**
 * Returns how many letters that wait could leave once these values are saved: the values are saved, the letters counted as the queues would
 * find them, and all of it is taken back.
 */
export const wouldSend = (context: DeskContext, input: Input<'places.wouldSend'>): number => {
  const { db, session, now, timeZone } = context;
  return inTransaction(db, (write) => {
    const before = new Set(listLeaving(write).map(({ id }) => id));
    const clock = { now: now(), timeZone: timeZone() };
    let count = 0;
    savepoint(
      write,
      () => {
        save({ db: write, context, session, opId: '' as OpId, at: instantOf(clock.now) }, input);
        count = listLeaving(write).filter(
          (letter) => !before.has(letter.id) && !setAsideIfSuperseded(write, letter, clock),
        ).length;
        throw new TriedOnly();
      },
      (error) => error instanceof TriedOnly,
    );
    return count;
  });
};

const save = (saving: Saving, input: Input<'places.wouldSend'>): unknown => {
  const { opId } = saving;
  switch (input.kind) {
    case 'partner':
      return savePartner(saving, { opId, id: input.id, values: input.values });
    case 'patron':
      return savePatron(saving, { opId, id: input.id, values: input.values });
    case 'profile':
      return saveProfile(saving, { opId, partnerId: input.id, profile: input.profile });
  }
};
