import type { TurnState } from '../../../shared/domain/life/turn.ts';
import { t } from '../../../shared/words/words.ts';

/** How far a partner is, behind its name. */
export const turnWords = {
  waiting: t('not asked'),
  asked: t('asked'),
  'will-supply': t('will supply it'),
  conditional: t('set a condition'),
  shipped: t('shipped it'),
  'shipped-digitally': t('sent it as a file'),
  outside: t('has a status from another system'),
  closing: t('supplied it; something is still open'),
  supplied: t('supplied it'),
  rejected: t('cannot lend it'),
  'no-answer': t('did not answer in time'),
  declined: t('we declined its condition'),
  cancelled: t('cancelled'),
  'passed-over': t('passed over'),
} as const satisfies Readonly<Record<TurnState, string>>;

/** The name of a turn's partner, also where nobody recorded who it is. */
export const partnerWords = (name: string): string => name || t('Partner not recorded');
