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
  'no-borrowing': t('borrowing not allowed'),
  expired: t('the card has expired'),
  'card-lost': t('the card was reported lost'),
  'too-many-items': t('too many items on loan'),
  'too-many-overdue': t('too many items overdue'),
  'recall-overdue': t('a recalled item is overdue'),
  'too-many-lost': t('too many items lost'),
  'too-many-claims': t('too many items claimed as returned'),
  'too-many-bills': t('too many items billed'),
  fines: t('fines over the limit'),
  fees: t('fees over the limit'),
};

/** The blocks of a patron, as far as the library's other system says them. */
export type SaidBlocks = {
  readonly blocks: readonly PatronBlock[];
  /** Those that only the other system has words for, in its words. */
  readonly otherBlocks: readonly string[];
};

/** Returns blocks in words; empty if there are none. `no-borrowing` is left out if another one says why. */
export const blockWords = ({ blocks, otherBlocks }: SaidBlocks): string => {
  const reasons = [
    ...blocks.filter((block) => block !== 'no-borrowing').map((block) => words[block]),
    ...otherBlocks,
  ];
  return (reasons.length > 0 ? reasons : blocks.map((block) => words[block])).join(', ');
};
