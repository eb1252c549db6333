import { t } from '../../words/words.ts';
import { patronNotification, type ReadersOf } from './partner-notifications.ts';

/** What happens to volumes that were to go back and now wait for the patron again. */
export type WaitsAgain = {
  /** How many are at the pickup location, and go on its shelf: not all of them were there before. */
  readonly shelved: number;
  /** How many must be scanned in first. */
  readonly toScanIn: number;
  /** The letter to the patron; null: none. */
  readonly letter: 'item-ready' | 'item-arrived' | null;
};

/** Returns `2 volumes go on the hold shelf. The patron will be notified.`, one sentence each. */
export const waitsAgainPreview = (
  readers: ReadersOf,
  { shelved, toScanIn, letter }: WaitsAgain,
): readonly string[] => [
  ...(shelved > 0
    ? [
        t('{shelved, plural, one {It goes on the hold shelf} other {# volumes go on the hold shelf}}.', {
          shelved,
        }),
      ]
    : []),
  ...(toScanIn > 0
    ? [
        t(
          '{toScanIn, plural, one {One item is not at its pickup location: scan it in} other {# items are not at their pickup location: scan them in}}.',
          { toScanIn },
        ),
      ]
    : []),
  ...(letter === null ? [] : patronNotification(readers, letter)),
];
