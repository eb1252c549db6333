import type { Instant, TurnId } from './ids.ts';
import { t } from '../words/words.ts';

/** A partner's condition, and what became of it. A request keeps all that were set, the newest last. */
export type SetCondition = {
  /** In which turn its partner set it. */
  readonly turnId: TurnId;
  readonly answer: 'yes' | 'no' | null;
  /** Since when it asks nothing any more although nobody answered: it was shipped, rejected, cancelled. */
  readonly endedAt: Instant | null;
};

/** The condition of a turn that waits for our answer. */
export const openConditionOf = <C extends SetCondition>(
  conditions: readonly C[],
  turnId: TurnId | null,
): C | undefined =>
  conditions.findLast((one) => one.answer === null && one.endedAt === null && one.turnId === turnId);

/**
 * The conditions under which what the partner of a turn sent may be used. Also those that we declined: they hold for the book that came all
 * the same.
 */
export const conditionsOfUse = <C extends SetCondition>(
  conditions: readonly C[],
  turnId: TurnId | null,
): readonly C[] => conditions.filter((one) => one.turnId === turnId);

/**
 * Whether a reply to a condition may go out. A reply without a note looks like a new request to the
 * partner: a note is asked for, and none is taken only when a person says so a second time.
 * @returns null when it may, otherwise what staff read
 */
export const replyNoteRefusal = (reply: {
  readonly note: string;
  readonly withoutNote: boolean;
}): string | null =>
  reply.note.trim() !== '' || reply.withoutNote
    ? null
    : t(
        'Without a note, the reply looks like a new request to the partner. Enter a note, or confirm sending without one.',
      );

/** The codes of conditions under which an item does not leave the library. */
const libraryUseCodes: readonly string[] = ['LibraryUseOnly', 'SpecCollSupervReq', 'WatchLibraryUseOnly'];

/** How an item is lent that is for use in the library only: staff are asked. */
export const libraryUses = {
  'reading-room': {
    label: t('Lend in the reading room'),
    said: t('for use in the reading room'),
  },
  'all-the-same': { label: t('Lend anyway'), said: t('although it is for library use only') },
} as const;
export type LibraryUse = keyof typeof libraryUses;

/** Whether what a partner sent may be used in the library only, by the conditions of its request. */
export const isLibraryUseOnly = (
  conditions: readonly (SetCondition & { readonly reason: string })[],
  turnId: TurnId | null,
): boolean => conditionsOfUse(conditions, turnId).some(({ reason }) => libraryUseCodes.includes(reason));
