import { conditionsOfUse, type SetCondition } from './conditions.ts';
import type { TurnId } from './ids.ts';
import type { Life } from './life/life.ts';
import { requestStatuses, isRequestStatus, statusPhase } from './request-status.ts';
import { t, type Translate } from '../words/words.ts';

/** Where an item goes after it was received. */
type Destination = 'hold-shelf' | 'in-transit';

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
type VolumeCounts = {
  /** Null where nobody knows. */
  readonly expected: number | null;
  readonly received: number;
  /** Those of which is known that they came, although nobody has scanned them; none where it is left out. */
  readonly unscanned?: number;
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
 * - `begin`: nothing has come yet, or what came was not scanned.
 * - `resume`: a set in the middle of receiving, or one of which volumes are known to be missing.
 * - `filled`: everything expected has come, or a file: staff choose between *To go back* and one more volume.
 * - `cancelling`: a cancellation is wanted: staff choose whether it still is, or the parcel is to go back.
 * - `over`: the request ended: what comes is to go back.
 */
export const receivePositions = ['begin', 'resume', 'filled', 'cancelling', 'over'] as const;
export type ReceivePosition = (typeof receivePositions)[number];

/** What receiving asks of a request. */
export type Receivable = VolumeCounts & {
  readonly life: Pick<Life, 'endedAs' | 'cancelWish'>;
  readonly loopOpen: boolean;
};

/** Says what an external identifier opens, from the request's life, its volumes and whether its loop is open. */
export const receivePosition = (request: Receivable): ReceivePosition => {
  const { life, loopOpen, received, unscanned = 0 } = request;
  // Of what is known to be here, only the barcode is missing.
  if (unscanned > 0) return 'begin';
  if (life.endedAs !== null) return 'over';
  if (life.cancelWish !== null) return 'cancelling';
  if (received === 0) return 'begin';
  if (loopOpen || isSetIncomplete(request)) return 'resume';
  return 'filled';
};

/** Whether staff choose first what becomes of the parcel. */
export const isChoiceNeeded = (position: ReceivePosition): boolean =>
  position === 'filled' || position === 'cancelling' || position === 'over';

/** Whether an item of this request is expected: what a row offers. A parcel that nobody expects is received by its identifier. */
export const isReceivable = (request: Receivable): boolean =>
  ['begin', 'resume'].includes(receivePosition(request));

/** Whether nothing more of a set is received in this status: then it does not stay open. */
export const endsSet = (status: string): boolean =>
  ['returned', 'completed'].includes(statusPhase(status) ?? '');

/** A warning that goes with receiving from a status in which no parcel was announced; null where there is none. @param isPartnerTold whether a letter says that it came; null while it is not known who sent it */
export const receiveWarning = (status: string, isPartnerTold: boolean | null = true): string | null => {
  if (status === 'SHIPPED_PHYSICALLY') return null;
  if (!isRequestStatus(status))
    return t(
      'Its status “{status}” comes from another system. Go by the item in hand: check the title before you save.',
      { status },
    );
  if (status === 'REPORT_LOST')
    return t(
      'It was reported lost, and now it’s here.{isPartnerToldCase, select, yes { The partner will be notified that it arrived.} no { Tell the partner yourself that it arrived; no letter is sent.} other {}}',
      { isPartnerToldCase: isPartnerTold === null ? '' : isPartnerTold ? 'yes' : 'no' },
    );
  if (status === 'CLAIMED') return t('It was claimed from the partner, and now it’s here.');
  if (requestStatuses[status].phase !== 'before-receipt') return null;
  if (status === 'CONDITIONAL')
    return t(
      'A partner’s condition hasn’t been answered, but the item is here. Check its use conditions before you save.',
    );
  if (status === 'SHIPPED_DIGITALLY')
    return t('The partner announced a file, but an item arrived. Check that it belongs to this request.');
  return t(
    'The partner hasn’t announced this parcel (status: {label}). Go by the item in hand: check the title before you save.',
    { label: requestStatuses[status].label },
  );
};

/** What partners require, by the codes that they send, in the order in which staff choose them. */
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

/** A use condition in words; an unknown code is shown as it is. */
export const conditionLabel = (reason: string, words = labels): string =>
  Object.hasOwn(words, reason) ? (words[reason] ?? reason) : reason;

type ConditionText = { readonly reason: string; readonly note: string };

/** What conditions say, line by line: each reason in words, and the note as the partner wrote it. */
export const conditionLines = (conditions: readonly ConditionText[], words = labels): readonly string[] => [
  ...new Set(
    conditions
      .flatMap(({ reason, note }) => [reason === '' ? '' : conditionLabel(reason, words), note])
      .filter((line) => line !== ''),
  ),
];

/** What the conditions say under which what a partner sent may be used, line by line. */
export const linesOfUse = (
  conditions: readonly (SetCondition & ConditionText)[],
  turnId: TurnId | null,
): readonly string[] => conditionLines(conditionsOfUse(conditions, turnId));
