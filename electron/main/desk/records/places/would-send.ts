import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import { inTransaction } from '../../../db/open.ts';
import type { DeskContext } from '../../context.ts';
import { listLeaving } from '../../store/sending.queries.ts';
import { savePartner, savePatron, type Saving } from './save-places.ts';

/** Takes back everything that was tried, and carries what was found. */
class Tried extends Error {
  readonly letters: number;
  constructor(letters: number) {
    super('tried');
    this.letters = letters;
  }
}

/**
 * Returns how many letters that wait could leave once these values are saved: the values are saved, the letters counted as the queues would
 * find them, and all of it is taken back.
 */
export const wouldSend = (context: DeskContext, input: Input<'places.wouldSend'>): number => {
  const { db, session, now } = context;
  try {
    return inTransaction<never>(db, (write) => {
      const before = new Set(listLeaving(write).map(({ id }) => id));
      save({ db: write, context, session, opId: '' as OpId, at: instantOf(now()) }, input);
      throw new Tried(listLeaving(write).filter(({ id }) => !before.has(id)).length);
    });
  } catch (error) {
    if (error instanceof Tried) return error.letters;
    throw error;
  }
};

const save = (saving: Saving, input: Input<'places.wouldSend'>): unknown => {
  const { opId } = saving;
  return input.kind === 'partner'
    ? savePartner(saving, { opId, id: input.id, values: input.values, profile: input.profile })
    : savePatron(saving, { opId, id: input.id, values: input.values });
};
