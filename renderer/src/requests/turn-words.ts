import type { TurnState } from '../../../shared/domain/life/turn.ts';
import { t } from '../../../shared/words/words.ts';

/** The states of partners, shown after their names. */
export const turnWords = {
  waiting: t('not asked'),
  asked: t('asked'),
  'will-supply': t('will supply it'),
  conditional: t('set a condition'),
  shipped: t('shipped it'),
  'shipped-digitally': t('sent it as a file'),
  outside: t('has a status from another system'),
  closing: t('supplied it; not closed yet'),
  supplied: t('supplied it'),
  rejected: t('cannot lend it'),
  'no-answer': t('did not answer in time'),
  declined: t('we declined its condition'),
  cancelled: t('cancelled'),
  'passed-over': t('passed over'),
} as const satisfies Readonly<Record<TurnState, string>>;

/** Returns the name of a turn's partner, or a placeholder if it was not recorded. */
export const partnerWords = (name: string): string => name || t('Partner not recorded');
