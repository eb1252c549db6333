import type { TurnState } from '../../../shared/domain/life/turn.ts';
import { t } from '../../../shared/words/words.ts';

/** How far a partner is, behind its name. */
export const turnWords = {
  waiting: t('requests.notAsked'),
  asked: t('requests.turnAsked'),
  'will-supply': t('requests.turnWillSupply'),
  conditional: t('requests.turnConditional'),
  shipped: t('requests.turnShipped'),
  'shipped-digitally': t('requests.turnShippedDigitally'),
  outside: t('requests.turnOutside'),
  closing: t('requests.turnClosing'),
  supplied: t('requests.turnSupplied'),
  rejected: t('common.cannotLendIt'),
  'no-answer': t('common.didNotAnswerInTime'),
  declined: t('requests.weDeclinedItsCondition'),
  cancelled: t('requests.turnCancelled'),
  'passed-over': t('requests.turnPassedOver'),
} as const satisfies Readonly<Record<TurnState, string>>;

/** The name of a turn's partner, also where nobody recorded who it is. */
export const partnerWords = (name: string): string => name || t('requests.aPartnerThatNobodyRecorded');
