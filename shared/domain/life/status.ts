import type { RequestStatus } from '../request-status.ts';
import { isSupplyState, type Life } from './life.ts';
import type { DemandState, RenewalState, ReportState } from './volumes.ts';
import { demandOf, renewalOf, reportOf, whereVolumesAre } from './volumes.ts';

/** Loss and damage of the volumes, or of a parcel that has none yet: the heaviest, last in this list. */
export const lossStates = ['none', 'claimed', 'damaged', 'lost'] as const;
export type LossState = (typeof lossStates)[number];

/** What weighs most of loss, damage and claims. */
export const lossOf = ({ parcel, volumes }: Pick<Life, 'parcel' | 'volumes'>): LossState => {
  const report: ReportState = reportOf(volumes);
  if (parcel === 'lost' || report === 'lost') return 'lost';
  return report === 'damaged' ? 'damaged' : parcel;
};

const renewalStatuses = {
  none: null,
  mediated: 'MEDIATED_RENEWAL',
  asked: 'RENEW_REQUESTED',
  refused: 'RENEW_NOT_ACCEPTED',
  renewed: 'RENEWED',
} as const satisfies Record<RenewalState, RequestStatus | null>;

const lossStatuses = {
  none: null,
  lost: 'REPORT_LOST',
  damaged: 'DAMAGED',
  claimed: 'CLAIMED',
} as const satisfies Record<LossState, RequestStatus | null>;

const volumeStatuses = {
  none: null,
  here: 'RECEIVED_PHYSICALLY',
  withPatron: 'LOANED',
  back: 'RETURNED_BY_PATRON',
  gone: null,
} as const satisfies Record<ReturnType<typeof whereVolumesAre>, RequestStatus | null>;

const demandStatus = (
  demand: DemandState,
  wanted: DemandState,
  status: RequestStatus,
): RequestStatus | null => (demand === wanted ? status : null);

/**
 * The status that the life of a request adds up to: the first of these that holds. Pure.
 * @returns a code of ours, or the word from outside.
 */
export const statusOf = (life: Life): string => {
  if (life.endedAs !== null) return life.endedAs;
  if (!isSupplyState(life.supply)) return life.supply;
  const where = whereVolumesAre(life.volumes);
  const loss = lossOf(life);
  // At least one came, and each has gone back or is lost: it waits for the check-in, or for the loss to be settled.
  if (where === 'gone') return loss === 'lost' ? 'REPORT_LOST' : 'RETURNED_TO_PARTNER';
  const demand = demandOf(life.volumes);
  return (
    demandStatus(demand, 'recalled', 'RECALLED_BOR') ??
    lossStatuses[loss] ??
    (where === 'none' ? cancellationStatus(life) : null) ??
    demandStatus(demand, 'overdue', 'OVERDUE_ITEM') ??
    renewalStatuses[renewalOf(life.volumes)] ??
    volumeStatuses[where] ??
    life.supply
  );
};

const cancellationStatus = ({ cancellation }: Life): RequestStatus | null => {
  switch (cancellation) {
    case 'asked':
      return 'CANCEL_REPLY';
    case 'refused':
      return 'CANCEL_NOT_ACCEPTED';
    case 'none':
      return null;
  }
};

/** What somebody waits for, besides the status: each is a mark of its own in lists and details. */
type OpenQuestions = {
  readonly cancellation: Life['cancellation'];
  readonly renewal: RenewalState;
  readonly demand: DemandState;
  readonly loss: LossState;
};

/** The questions that a request leaves open. None is after its end. */
export const openQuestionsOf = (life: Life): OpenQuestions =>
  life.endedAs !== null
    ? { cancellation: 'none', renewal: 'none', demand: 'none', loss: 'none' }
    : {
        cancellation: life.cancellation,
        renewal: renewalOf(life.volumes),
        demand: demandOf(life.volumes),
        loss: lossOf(life),
      };
