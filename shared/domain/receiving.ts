import { conditionsOfUse, type SetCondition } from './conditions.ts';
import type { TurnId } from './ids.ts';
import type { Life } from './life/life.ts';
import { wasAsked } from './life/turn.ts';
import { requestStatuses, isRequestStatus, statusPhase } from './request-status.ts';
import { t, type Translate } from '../words/words.ts';

/** Where an item goes after it was received. */
type Destination = 'hold-shelf' | 'in-transit';

/**
 * Routes a received item: to the hold shelf if the patron picks it up at this desk and the desk has one, otherwise in transit. A request
 * without a pickup location counts as picked up at the receiving desk. Alma routes the same way.
 */
export const routeReceivedItem = (here: {
  readonly deskId: number;
  readonly holdShelf: boolean;
  readonly pickupDeskId: number | null;
}): Destination =>
  here.holdShelf && (here.pickupDeskId === null || here.pickupDeskId === here.deskId)
    ? 'hold-shelf'
    : 'in-transit';

/** The number of volumes in a set, and how many have arrived. */
type VolumeCounts = {
  /** Null if unknown. */
  readonly expected: number | null;
  readonly received: number;
  /** Volumes known to have arrived but not scanned; zero if omitted. */
  readonly unscanned?: number;
};

/** Returns the lowest volume number that none of the items has. */
export const nextVolume = (items: readonly { readonly volume: number }[]): number => {
  const taken = new Set(items.map(({ volume }) => volume));
  let next = 1;
  while (taken.has(next)) next += 1;
  return next;
};

/** Whether one more volume would exceed the expected number. */
export const isVolumeUnexpected = (counts: VolumeCounts): boolean =>
  counts.expected !== null && counts.received >= counts.expected;

/** Whether volumes are known to be missing. */
export const isSetIncomplete = (counts: VolumeCounts): boolean =>
  counts.expected !== null && counts.received > 0 && counts.received < counts.expected;

/**
 * What an external identifier opens on the Receiving Items page.
 * - `begin`: nothing has arrived yet, or what arrived was not scanned.
 * - `resume`: a set that is being received, or one known to be missing volumes.
 * - `filled`: everything expected, or a file, has arrived: staff choose between *To go back* and another volume.
 * - `cancelling`: a cancellation is wanted: staff choose whether it still is, or whether the parcel must go back.
 * - `over`: the request ended: the parcel must go back.
 */
export const receivePositions = ['begin', 'resume', 'filled', 'cancelling', 'over'] as const;
export type ReceivePosition = (typeof receivePositions)[number];

/** The facts about a request that receiving needs. */
export type Receivable = VolumeCounts & {
  readonly life: Pick<Life, 'endedAs' | 'cancelWish'>;
  readonly loopOpen: boolean;
};

/** Returns what an external identifier opens, from the request's life, its volumes and whether its loop is open. */
export const receivePosition = (request: Receivable): ReceivePosition => {
  const { life, loopOpen, received, unscanned = 0 } = request;
  // These volumes are known to be here; only the barcode is missing.
  if (unscanned > 0) return 'begin';
  if (life.endedAs !== null) return 'over';
  if (life.cancelWish !== null) return 'cancelling';
  if (received === 0) return 'begin';
  if (loopOpen || isSetIncomplete(request)) return 'resume';
  return 'filled';
};

/** Whether staff must first choose what happens to the parcel. */
export const isChoiceNeeded = (position: ReceivePosition): boolean =>
  position === 'filled' || position === 'cancelling' || position === 'over';

/** Whether an item of this request is expected, so that its row offers receiving. An unexpected parcel is received by its identifier. */
export const isReceivable = (request: Receivable): boolean =>
  ['begin', 'resume'].includes(receivePosition(request));

/** Whether no more of a set is received in this status, so that the set does not stay open. */
export const endsSet = (status: string): boolean =>
  ['returned', 'completed'].includes(statusPhase(status) ?? '');

/** What a warning must also know of a request. */
type BeforeReceipt = {
  /** Whether a partner was sent the request, or it left another system. */
  readonly wasSent: boolean;
  /** How the partner is notified that it arrived, in sentences; empty while the sender is unknown. */
  readonly partnerIsTold: readonly string[];
};

/** Whether a partner may know of the request. None does if none was asked, or if every letter that asks one still waits. */
export const wasSentToPartner = ({ turns }: Pick<Life, 'turns'>): boolean =>
  turns.some((turn) => turn.heard || (wasAsked(turn) && !turn.requestWaits));

/** Returns a warning for receiving in a status in which no parcel was announced; null if there is none. */
export const receiveWarning = (status: string, { wasSent, partnerIsTold }: BeforeReceipt): string | null => {
  if (status === 'SHIPPED_PHYSICALLY') return null;
  if (!isRequestStatus(status))
    return t(
      'Its status “{status}” comes from another system. Go by the item in hand: check the title before you save.',
      { status },
    );
  if (status === 'REPORT_LOST')
    return [t('It was reported lost, and now it’s here.'), ...partnerIsTold].join(' ');
  if (status === 'CLAIMED') return t('It was claimed from the partner, and now it’s here.');
  if (requestStatuses[status].phase !== 'before-receipt') return null;
  if (status === 'CONDITIONAL')
    return t(
      'A partner’s condition hasn’t been answered, but the item is here. Check its use conditions before you save.',
    );
  if (status === 'CANCEL_NOT_ACCEPTED')
    return t('The partner didn’t accept the cancellation, and now the item is here.');
  if (status === 'SHIPPED_DIGITALLY')
    return t('The partner said it sent a file, but an item arrived. Check that it belongs to this request.');
  if (!wasSent)
    return t(
      'This request hasn’t been sent to a partner yet. Go by the item in hand: check the title before you save.',
    );
  return t(
    'This request isn’t marked as shipped (status: {label}). Go by the item in hand: check the title before you save.',
    { label: requestStatuses[status].label },
  );
};

/** The conditions partners set, by the codes they send, in the order in which staff choose them. */
export const useConditions = (t: Translate): Readonly<Record<string, string>> => ({
  LibraryUseOnly: t('Library use only'),
  NoReproduction: t('No reproduction'),
  ClientSignatureRequired: t('Patron’s signature required'),
  SpecCollSupervReq: t('Supervised use in special collections'),
  WatchLibraryUseOnly: t('Supervised use in the library only'),
  Other: t('See note'),
});

const labels = useConditions(t);

/** The codes of use conditions that we have words for. */
export const conditionCodes: readonly string[] = Object.keys(labels);

/** Returns a use condition in words; an unknown code is returned unchanged. */
export const conditionLabel = (reason: string, words = labels): string =>
  Object.hasOwn(words, reason) ? (words[reason] ?? reason) : reason;

type ConditionText = { readonly reason: string; readonly note: string };

/** Returns the text of conditions, line by line: each reason in words, and the note as the partner wrote it. */
export const conditionLines = (conditions: readonly ConditionText[], words = labels): readonly string[] => [
  ...new Set(
    conditions
      .flatMap(({ reason, note }) => [reason === '' ? '' : conditionLabel(reason, words), note])
      .filter((line) => line !== ''),
  ),
];

/** Returns the conditions of use for what a partner sent, line by line. */
export const linesOfUse = (
  conditions: readonly (SetCondition & ConditionText)[],
  turnId: TurnId | null,
): readonly string[] => conditionLines(conditionsOfUse(conditions, turnId));
