import { isSlipKind, type Slip, slipKinds } from '../../../../../shared/domain/slips/all-slips.ts';
import { slipShapes, storedSlip } from '../../../../../shared/ipc/slip-shapes.ts';

/** Parses a stored slip; null if this program does not know its kind, or a value is missing. */
export const readSlip = (json: string): Slip | null => {
  const stored = JSON.parse(json) as { readonly kind?: unknown } | null;
  const kind = stored?.kind;
  if (typeof kind !== 'string' || !isSlipKind(kind)) return null;
  return (storedSlip(kind, slipKinds[kind].shape(slipShapes)).safeParse(stored).data ?? null) as Slip | null;
};
