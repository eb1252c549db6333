import { v7 as uuidv7 } from 'uuid';
import * as z from 'zod';
import type { OpId, PatronId, PrintJobId, RequestId } from '../../../../../shared/domain/ids.ts';
import { overForPatron } from '../../../../../shared/domain/request-status.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import { forgetAgainKey } from '../../../db/workstation-rows.ts';
import { readRawSetting, writeSetting } from '../../records/settings/raw-settings.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { listOver } from '../../store/forget-patron.queries.ts';
import { forgetWhatFits, inOneTurn } from './forget-ended.ts';
import { forgetPatron } from './patron-data.service.ts';

const stored = z.object({
  patrons: z.array(z.number().transform((id) => id as PatronId)),
  requests: z.array(z.number().transform((id) => id as RequestId)),
});

/**
 * Forgets again who was forgotten after the backup that was restored here: some requests at a time, then the patrons. A request that is open in the backup
 * keeps its patron until it is over.
 * @returns the slips that are not kept any more; null where nothing is left to do now.
 */
export const forgetRestored = (context: DeskContext): readonly PrintJobId[] | null => {
  const found = stored.safeParse(readRawSetting(context.db, forgetAgainKey));
  if (!found.success) return null;
  const { patrons, requests } = found.data;
  const keep = (left: z.infer<typeof stored>): void => writeSetting(context.db, forgetAgainKey, left);
  const due = listOver(context.db, requests, overForPatron).slice(0, inOneTurn);
  if (due.length > 0) {
    const gone = forgetWhatFits(context, { opId: uuidv7() as OpId }, due);
    if (!gone.ok) return null;
    const done = due.slice(0, gone.value.requests);
    keep({ patrons, requests: requests.filter((id) => !done.includes(id)) });
    return gone.value.slips;
  }
  for (const id of patrons) {
    const gone = forgetPatron(context, { opId: uuidv7() as OpId, id }, [], () => ok(null));
    if (!gone.ok && gone.error.code !== 'record-unknown') continue;
    keep({ patrons: patrons.filter((other) => other !== id), requests });
    return gone.ok ? gone.value.slips : [];
  }
  return null;
};
