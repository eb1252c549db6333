import { t } from '../words/words.ts';

/** Why a patron may not borrow in the library's other system. */
export const patronBlocks = [
  'no-borrowing',
  'expired',
  'card-lost',
  'too-many-items',
  'too-many-overdue',
  'recall-overdue',
  'too-many-lost',
  'too-many-claims',
  'too-many-bills',
  'fines',
  'fees',
] as const;
export type PatronBlock = (typeof patronBlocks)[number];

const words: Readonly<Record<PatronBlock, string>> = {
  'no-borrowing': t('may not borrow'),
  expired: t('the card has expired'),
  'card-lost': t('the card was reported lost'),
  'too-many-items': t('too many items on loan'),
  'too-many-overdue': t('too many items overdue'),
  'recall-overdue': t('a recalled item is overdue'),
  'too-many-lost': t('too many items lost'),
  'too-many-claims': t('too many items claimed as returned'),
  'too-many-bills': t('too many items billed'),
  fines: t('too much owed in fines'),
  fees: t('too much owed in fees'),
};

/** Returns blocks in words. `may not borrow` is left out if another one says why. */
export const blockWords = (blocks: readonly PatronBlock[]): string => {
  const reasons = blocks.filter((block) => block !== 'no-borrowing');
  return (reasons.length > 0 ? reasons : blocks).map((block) => words[block]).join(', ');
};
