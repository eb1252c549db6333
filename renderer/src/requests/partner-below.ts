import type { CellFacts } from '../components/table/columns.ts';

/** The partner below the identifier, where its own column has no room; a row of one line has no place for it. */
export const partnerBelow = (
  { partnerName }: { readonly partnerName: string },
  { compact, hasColumn }: Pick<CellFacts, 'compact' | 'hasColumn'>,
): string => (compact || hasColumn('partner') ? '' : partnerName);
