import type { CellFacts } from '../components/table/columns.ts';

/** Returns the partner to show below the identifier if its own column is hidden; empty for one-line rows. */
export const partnerBelow = (
  { partnerName }: { readonly partnerName: string },
  { compact, hasColumn }: Pick<CellFacts, 'compact' | 'hasColumn'>,
): string => (compact || hasColumn('partner') ? '' : partnerName);
