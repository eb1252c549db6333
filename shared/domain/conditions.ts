import type { Instant, PartnerId } from './ids.ts';
import { t } from '../words/words.ts';

/** A partner's condition, and what became of it. A request keeps all that were set, the newest last. */
export type SetCondition = {
  /** Who set it; null where nobody knows: then it counts as the active partner's. */
  readonly partnerId: PartnerId | null;
  readonly answer: 'yes' | 'no' | null;
  /** Since when it asks nothing any more although nobody answered: it was shipped, rejected, cancelled. */
  readonly endedAt: Instant | null;
};

/** Whether a condition is one of this partner. */
const isConditionOf = ({ partnerId }: SetCondition, of: PartnerId | null): boolean =>
  partnerId === null || of === null || partnerId === of;

/** The condition of the active partner that waits for our answer. */
export const openConditionOf = <C extends SetCondition>(
  conditions: readonly C[],
  activePartnerId: PartnerId | null,
): C | undefined =>
  conditions.findLast(
    (one) => one.answer === null && one.endedAt === null && isConditionOf(one, activePartnerId),
  );

/** The conditions under which what a partner sent may be used: its own, without those that we declined. */
export const conditionsOfUse = <C extends SetCondition>(
  conditions: readonly C[],
  partnerId: PartnerId | null,
): readonly C[] => conditions.filter((one) => one.answer !== 'no' && isConditionOf(one, partnerId));

/**
 * Whether a reply to a condition may go out. A reply without a note looks like a new request to the
 * partner: a note is asked for, and none is taken only when a person says so a second time.
 * @returns null when it may, otherwise what staff read
 */
export const replyNoteRefusal = (reply: {
  readonly note: string;
  readonly withoutNote: boolean;
}): string | null =>
  reply.note.trim() !== '' || reply.withoutNote ? null : t('conditions.aReplyWithoutANoteLooks');

/** The codes of conditions under which an item does not leave the library. */
const libraryUseCodes: readonly string[] = ['LibraryUseOnly', 'SpecCollSupervReq', 'WatchLibraryUseOnly'];

/** How an item is lent that is for use in the library only: staff are asked. */
export const libraryUses = {
  'reading-room': {
    label: t('conditions.lendInTheReadingRoom'),
    said: t('conditions.forUseInTheReadingRoom'),
  },
  'all-the-same': { label: t('conditions.lendAllTheSame'), said: t('conditions.althoughItIsForUseIn') },
} as const;
export type LibraryUse = keyof typeof libraryUses;

/** Whether what a partner sent may be used in the library only, by the conditions of its request. */
export const isLibraryUseOnly = (
  conditions: readonly (SetCondition & { readonly reason: string })[],
  partnerId: PartnerId | null,
): boolean => conditionsOfUse(conditions, partnerId).some(({ reason }) => libraryUseCodes.includes(reason));
