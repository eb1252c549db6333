import type { Instant, TurnId } from './ids.ts';
import { t } from '../words/words.ts';

/** A partner's condition, and its outcome. A request keeps all of its conditions, newest last. */
export type SetCondition = {
  /** The turn in which its partner set it. */
  readonly turnId: TurnId;
  readonly answer: 'yes' | 'no' | null;
  /** When it ended without an answer: it was shipped, rejected or cancelled. */
  readonly endedAt: Instant | null;
};

/** Returns the condition of a turn that awaits our answer. */
export const openConditionOf = <C extends SetCondition>(
  conditions: readonly C[],
  turnId: TurnId | null,
): C | undefined =>
  conditions.findLast((one) => one.answer === null && one.endedAt === null && one.turnId === turnId);

/** Returns the conditions of use for what a turn's partner sent. Declined ones are included: they apply to a book that was sent anyway. */
export const conditionsOfUse = <C extends SetCondition>(
  conditions: readonly C[],
  turnId: TurnId | null,
): readonly C[] => conditions.filter((one) => one.turnId === turnId);

/**
 * Whether a reply to a condition may be sent. A note is required, unless the operator confirms sending without one.
 * @returns null if it may be sent, otherwise the sentence for staff
 */
export const replyNoteRefusal = (reply: {
  readonly note: string;
  readonly withoutNote: boolean;
}): string | null =>
  reply.note.trim() !== '' || reply.withoutNote
    ? null
    : t(
        'Without a note, the reply only says whether we accept. Enter a note, or confirm sending without one.',
      );

/** The codes of conditions under which an item may not leave the library. */
const libraryUseCodes: readonly string[] = ['LibraryUseOnly', 'SpecCollSupervReq', 'WatchLibraryUseOnly'];

/** Whether a condition, by its code, limits an item to use in the library. */
export const isLibraryUseCode = (code: string): boolean => libraryUseCodes.includes(code);

/** The ways to lend an item that is for library use only: staff choose one. */
export const libraryUses = {
  'reading-room': {
    label: t('Lend in the reading room'),
    said: t('for use in the reading room'),
  },
  'all-the-same': { label: t('Lend anyway'), said: t('although it is for library use only') },
} as const;
export type LibraryUse = keyof typeof libraryUses;

/** Whether the conditions of a request limit what a partner sent to library use. */
export const isLibraryUseOnly = (
  conditions: readonly (SetCondition & { readonly reason: string })[],
  turnId: TurnId | null,
): boolean => conditionsOfUse(conditions, turnId).some(({ reason }) => isLibraryUseCode(reason));
