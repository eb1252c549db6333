import type { PartnerId } from './ids.ts';
import { type Life, withPartnerStates } from './life/life.ts';

/** How a partner's turn ended without the item: we declined its condition, it said no, it never answered, we cancelled. */
export const rotaEnds = ['declined', 'rejected', 'expired', 'cancelled'] as const;
export type RotaEnd = (typeof rotaEnds)[number];

/** One place of the ordered list of partners that are asked one after the other. */
export type RotaLine = {
  /** From 1; the order in which they are asked. */
  readonly position: number;
  readonly partnerId: PartnerId;
  /** Null while the turn has not ended: it has the request, or has not been asked yet. */
  readonly ended: RotaEnd | null;
};

const inOrder = <L extends RotaLine>(lines: readonly L[]): readonly L[] =>
  lines.toSorted((one, other) => one.position - other.position);

/**
 * The line of the partner that has the request, or is to have it once it is sent.
 * @returns undefined where that partner stands in no line that is still open: given by hand, or its turn has ended.
 */
export const activeLine = <L extends RotaLine>(
  lines: readonly L[],
  activePartnerId: PartnerId | null,
): L | undefined =>
  inOrder(lines).find(({ partnerId, ended }) => ended === null && partnerId === activePartnerId);

/**
 * The line that is asked when the active one ends: the first open one after it. Lines before it count as passed: files
 * bring a rota with the active partner in its middle. Without an active line it is the first open one after all that ended.
 * @returns undefined at the end of the rota.
 */
export const nextLine = <L extends RotaLine>(
  lines: readonly L[],
  activePartnerId: PartnerId | null,
): L | undefined => {
  const active = activeLine(lines, activePartnerId);
  const passed =
    active?.position ?? Math.max(0, ...lines.filter(({ ended }) => ended !== null).map((l) => l.position));
  return inOrder(lines).find(({ position, ended }) => ended === null && position > passed);
};

/**
 * The partner that a request which is ready goes to: the active one, unless its turn has ended; otherwise the next.
 * @returns null when there is none: somebody must add partners first.
 */
export const partnerToAsk = (
  lines: readonly RotaLine[],
  activePartnerId: PartnerId | null,
): PartnerId | null => {
  const hadItsTurn = lines.some(({ partnerId, ended }) => ended !== null && partnerId === activePartnerId);
  if (activePartnerId !== null && (!hadItsTurn || activeLine(lines, activePartnerId))) return activePartnerId;
  return nextLine(lines, activePartnerId)?.partnerId ?? null;
};

/**
 * The partners that may have sent what came, in the order in which they were asked: those whose turn has ended or was passed over, and
 * the one whose turn it is, which is the last.
 */
export const askedPartners = <L extends RotaLine>(
  lines: readonly L[],
  activePartnerId: PartnerId | null,
): readonly PartnerId[] => {
  const active = activeLine(lines, activePartnerId)?.position ?? 0;
  const earlier = inOrder(lines)
    .filter(({ ended, position }) => ended !== null || position < active)
    .map(({ partnerId }) => partnerId);
  const asked = activePartnerId === null ? earlier : [...earlier, activePartnerId];
  return asked.filter((id, index) => asked.lastIndexOf(id) === index);
};

/** Whether the active partner has the request, and nothing has come yet: it was asked, and could say no. */
export const isWithPartner = ({ supply }: Pick<Life, 'supply'>): boolean =>
  (withPartnerStates as readonly string[]).includes(supply);

/** Whether the request has been sent to the active partner, whatever came of it. A word from outside says so. */
export const isSent = ({ supply }: Pick<Life, 'supply'>): boolean =>
  supply !== 'REQUEST_CREATED_BOR' && supply !== 'READY_TO_SEND';

/** Where a line stands in a rota; `unasked`: its turn never comes, because the request is over. */
type RotaTurn = 'ended' | 'active' | 'next' | 'waiting' | 'unasked';

/**
 * Says of each line of a rota, in its order, whose turn it is. Lines that were passed over count as ended.
 * @param isOver whether the request has ended: then nobody is asked any more.
 */
export const rotaTurns = <L extends RotaLine>(
  lines: readonly L[],
  activePartnerId: PartnerId | null,
  isOver: boolean,
): (L & { readonly turn: RotaTurn })[] => {
  const active = activeLine(lines, activePartnerId);
  const next = nextLine(lines, activePartnerId);
  const turnOf = (line: L): RotaTurn => {
    if (line === active) return isOver ? 'ended' : 'active';
    const isAhead = line.ended === null && next !== undefined && line.position >= next.position;
    if (!isAhead) return 'ended';
    if (isOver) return 'unasked';
    return line === next ? 'next' : 'waiting';
  };
  return inOrder(lines).map((line) => ({ ...line, turn: turnOf(line) }));
};
