import type { Page } from '../../../../shared/domain/pages.ts';
import type { StepKind } from '../../../../shared/domain/steps.ts';

/** Where decisions on requests are taken. */
const withLists: readonly Page[] = ['requests', 'today'];

/** Steps that are taken elsewhere than from a list of requests. */
const elsewhere: Partial<Record<StepKind, readonly Page[]>> = {
  receive: ['receiving'],
  'finish-receiving': ['receiving'],
  'print-return-slip': ['receiving', 'return-items'],
  lend: ['patron-services'],
  'renew-loan': ['patron-services'],
  return: ['return-items'],
  'return-at-other-desk': ['return-items'],
  'scan-in': ['scan-in'],
  'handle-letter': ['letters'],
};

/** The pages on which steps of a kind are taken. */
export const pagesOfStep = (kind: StepKind): readonly Page[] => elsewhere[kind] ?? withLists;
