import type { PrintJobId, RequestId } from '../../../../../shared/domain/ids.ts';
import { stepName } from '../../../../../shared/domain/steps/all-steps.ts';
import type { WritableDB } from '../../../db/types.ts';
import { forgetPapersOf, listEventsOf, putHeadline } from '../../store/forget-patron.queries.ts';

/** The kind under which the log notes that patron data went. */
export const forgettingKind = 'forget-patron-data';

/** Whether a step forgets patrons: what it takes away must not stand in a log of changes. */
export const isForgetting = (kind: string | null): boolean =>
  kind === forgettingKind || kind === 'forget-patron';

/**
 * Takes out of a request what names its patron and stands on each workstation by itself: slips, what files said, and what its history says
 * beside the kind of a step. Where several share their requests each does it, when it hears that the patron was forgotten.
 * @returns the slips that are not kept any more.
 */
export const forgetHere = (db: WritableDB, id: RequestId): readonly PrintJobId[] => {
  for (const event of listEventsOf(db, id))
    if (event.kind !== forgettingKind) putHeadline(db, event.id, stepName(event.kind));
  return forgetPapersOf(db, id);
};

type Said = { readonly kind: string; readonly headline: string };

/** What a line of a history says that comes from elsewhere: of a request whose patron was forgotten the kind of the step, and no more. */
export const headlineIf = (isForgotten: boolean, { kind, headline }: Said): string =>
  kind === forgettingKind || !isForgotten ? headline : stepName(kind);
