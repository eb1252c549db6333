import type { PartnerId } from '../../../../shared/domain/ids.ts';
import { listInterrupted, listPartnersToTell, sayFailedNow } from '../../desk/store/partner-queue.queries.ts';
import type { LaneOptions } from '../../sending/lane.ts';
import { type Lanes, startLanes } from '../../sending/lanes.ts';
import { resumeInterrupted } from './resume-interrupted.ts';
import { toPartner, type ToPartnerOptions } from './to-partner.ts';

export type PartnerQueue = Lanes<PartnerId>;

export type PartnerQueueOptions = LaneOptions & ToPartnerOptions;

/** Sends messages to partners in the background. */
export const startPartnerQueue = (options: PartnerQueueOptions): PartnerQueue => {
  const { db } = options;
  return startLanes(options, {
    deliver: (partnerId: PartnerId) => toPartner(partnerId, options),
    waiting: () => listPartnersToTell(db),
    interrupted: (which) => listInterrupted(db, which),
    resume: resumeInterrupted,
    makeDue: sayFailedNow,
  });
};
