import { requestStatuses, isRequestStatus, statusPhase } from './request-status.ts';

/** Where an item goes after it was received. */
export type Destination = 'hold-shelf' | 'in-transit';

/**
 * Routes a received item: on the hold shelf when the patron collects at this desk and it has one, otherwise in transit.
 * A request without a pickup location is treated as collected at the receiving desk.
 * Alma routes alike.
 */
export const routeReceivedItem = (here: {
  readonly deskId: number;
  readonly holdShelf: boolean;
  readonly pickupDeskId: number | null;
}): Destination =>
  here.holdShelf && (here.pickupDeskId === null || here.pickupDeskId === here.deskId)
    ? 'hold-shelf'
    : 'in-transit';

/** How many volumes a set has and how many of them have come. */
export type VolumeCounts = {
  /** Null where nobody knows. */
  readonly expected: number | null;
  readonly received: number;
};

/** The lowest volume number that none of the items has. */
export const nextVolume = (items: readonly { readonly volume: number }[]): number => {
  const taken = new Set(items.map(({ volume }) => volume));
  let next = 1;
  while (taken.has(next)) next += 1;
  return next;
};

/** Whether one more volume would be one that nobody expects. */
export const isVolumeUnexpected = (counts: VolumeCounts): boolean =>
  counts.expected !== null && counts.received >= counts.expected;

/** Whether volumes are known to be missing. */
export const isSetIncomplete = (counts: VolumeCounts): boolean =>
  counts.expected !== null && counts.received > 0 && counts.received < counts.expected;

/**
 * What an external identifier opens on the Receiving Items page.
 * - `begin`: nothing has come yet.
 * - `resume`: a set in the middle of receiving, or one of which volumes are known to be missing, also after the loss or
 *   damage of another one was reported.
 * - `received`: everything expected has come; one more volume only on purpose.
 * - `late`: what came of a set has gone back, and volumes of it never came: a late parcel only on purpose.
 * - `return`: cancelled or expired: not to be received, goes back.
 * - `closed`: returned, completed, lost: nothing to receive.
 * - `unknown-status`: a status from outside that we cannot check.
 */
export type ReceivePosition =
  'begin' | 'resume' | 'received' | 'late' | 'return' | 'closed' | 'unknown-status';

/** Says what an external identifier opens, from the request's status, its volumes and whether its loop is open. */
export const receivePosition = (
  request: { readonly status: string; readonly loopOpen: boolean } & VolumeCounts,
): ReceivePosition => {
  const phase = statusPhase(request.status);
  switch (phase) {
    case null:
      return 'unknown-status';
    case 'before-receipt':
      return 'begin';
    case 'at-library':
    case 'with-patron':
    case 'back-from-patron':
      return request.loopOpen || isSetIncomplete(request) ? 'resume' : 'received';
    case 'cancelled':
      return 'return';
    case 'loss-and-damage':
      return request.loopOpen || isSetIncomplete(request) ? 'resume' : 'closed';
    case 'returned':
      return isSetIncomplete(request) ? 'late' : 'closed';
    case 'completed':
      return 'closed';
  }
};

/** Whether an item of this request may be received now, for some on purpose: what a row offers. */
export const isReceivable = (request: Parameters<typeof receivePosition>[0]): boolean =>
  ['begin', 'resume', 'late'].includes(receivePosition(request));

/** Whether nothing more of a set is received in this status: then it does not stay open. */
export const endsSet = (status: string): boolean =>
  ['returned', 'completed'].includes(statusPhase(status) ?? '');

/** Whether a cancellation was asked for: the item may be received or, with a return slip, go straight back. */
export const isCancellationAsked = (status: string): boolean =>
  status === 'CANCEL_REPLY' || status === 'CANCEL_NOT_ACCEPTED';

/** A warning that goes with receiving from a status in which no parcel was announced; null where there is none. */
export const receiveWarning = (status: string): string | null => {
  if (!isRequestStatus(status) || status === 'SHIPPED_PHYSICALLY') return null;
  if (requestStatuses[status].phase !== 'before-receipt') return null;
  if (status === 'CONDITIONAL')
    return 'A condition of the partner is unanswered. The item is here all the same: check its use conditions before you save.';
  if (isCancellationAsked(status))
    return 'A cancellation was asked for, but the item came. Receive it only if the patron still wants it; otherwise print the return slip (F4) and send it back.';
  if (status === 'SHIPPED_DIGITALLY')
    return 'The partner announced a file, but an item came. Check that it belongs to this request.';
  return `The partner has not announced this parcel (status: ${requestStatuses[status].label}). The item in hand counts: check the title before you save.`;
};

/** Labels for the use conditions that partners send as codes; an unknown code is shown as it is. */
export const conditionLabel = (reason: string): string =>
  Object.hasOwn(useConditions, reason) ? (useConditions[reason] ?? reason) : reason;

/** What a condition says, line by line: its reason in words, and its note. */
export const conditionLines = ({
  reason,
  note,
}: {
  readonly reason: string;
  readonly note: string;
}): readonly string[] =>
  [...new Set([reason === '' ? '' : conditionLabel(reason), note])].filter((line) => line !== '');

const useConditions: Readonly<Record<string, string>> = {
  LibraryUseOnly: 'Library use only',
  NoReproduction: 'No reproduction',
  ClientSignatureRequired: 'Patron’s signature required',
  SpecCollSupervReq: 'Supervised use in special collections',
  WatchLibraryUseOnly: 'Supervised use in the library only',
  Other: 'See note',
};

/** The codes of use conditions that we have words for, in the order in which staff choose them. */
export const conditionCodes: readonly string[] = Object.keys(useConditions);
