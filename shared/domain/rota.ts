/** Where a partner stands in a rota. */
export type RotaTurn = 'ended' | 'active' | 'next' | 'waiting';

/**
 * Says of each line of a rota, in its order, whose turn it is. The active line is the first one of the active partner
 * whose turn has not ended; the next one is the first open line after it, or the first open one when none is active.
 * Source: product.md §1 (rota); the line whose turn it is follows from the request's active partner.
 */
export const rotaTurns = <L extends { readonly partnerId: number; readonly ended: string | null }>(
  lines: readonly L[],
  activePartnerId: number | null,
): (L & { readonly turn: RotaTurn })[] => {
  const isOpen = (line: L): boolean => line.ended === null;
  const active = lines.findIndex((line) => isOpen(line) && line.partnerId === activePartnerId);
  const next = lines.findIndex((line, index) => index > active && isOpen(line));
  return lines.map((line, index) => ({ ...line, turn: turnOf(isOpen(line), index, active, next) }));
};

const turnOf = (open: boolean, index: number, active: number, next: number): RotaTurn => {
  if (!open || index < active) return 'ended';
  if (index === active) return 'active';
  return index === next ? 'next' : 'waiting';
};
