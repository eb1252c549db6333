import { instantOf } from '../../../../shared/domain/dates.ts';
import type { PartnerId } from '../../../../shared/domain/ids.ts';
import { inTransaction } from '../../db/open.ts';
import { listInterrupted, listPartnersToTell, sayFailedNow } from '../../desk/store/partner-queue.queries.ts';
import type { ClaimedMessage } from './claim-message.ts';
import { Lane, type LaneOptions, type LaneView } from './lane.ts';
import { resumeInterrupted } from './resume-interrupted.ts';
import { type ReachedPartner, toPartner, type ToPartnerOptions } from './to-partner.ts';

/** The state of the connection to one partner that gets messages. */
export type PartnerState = LaneView & {
  readonly partnerId: PartnerId;
};

export type PartnerQueue = {
  /** Looks for letters that are due. Call it after each step that may have written one; it is cheap. */
  readonly kick: () => void;
  /** The same, but ends the pauses, of one partner or all: staff asked, or the computer woke up. */
  readonly tryNow: (partnerId?: PartnerId) => void;
  /** Returns the state of each partner to which messages were sent or are waiting. */
  readonly describe: () => readonly PartnerState[];
  /** Claims no further letter, and waits at most this long (5 s) for the current ones. */
  readonly stop: (limitMs?: number) => Promise<void>;
};

type PartnerLane = Lane<ReachedPartner, ClaimedMessage>;

export type PartnerQueueOptions = LaneOptions & ToPartnerOptions;

/** Much longer than any attempt to post a message. */
const longestPostMs = 10 * 60_000;

/**
 * Sends messages to partners in the background: each partner has its own lane, so that one that does not answer delays no other. The first
 * kick resumes what an earlier run left unfinished: it is posted again, with the same bytes.
 */
export const startPartnerQueue = (options: PartnerQueueOptions): PartnerQueue => {
  const lanes = new Map<PartnerId, PartnerLane>();
  let isSettled = false;
  let isStopped = false;
  const laneOf = (partnerId: PartnerId): PartnerLane => {
    const known = lanes.get(partnerId) ?? new Lane(options, toPartner(partnerId, options));
    lanes.set(partnerId, known);
    return known;
  };
  const settle = (): void => {
    const now = options.now();
    const before = instantOf(new Date(now.getTime() - longestPostMs));
    const isStart = !isSettled;
    if (listInterrupted(options.db, { isStart, before }).length > 0)
      inTransaction(options.db, (writable) => resumeInterrupted(writable, { isStart, before }, now));
    isSettled = true;
  };
  const look = (prepare: () => void): void => {
    if (isStopped || !options.mayTell()) return;
    try {
      settle();
      prepare();
      for (const partnerId of listPartnersToTell(options.db)) laneOf(partnerId).worker.kick();
    } catch (error) {
      options.logFault(error);
    }
  };
  return {
    kick: () => look(() => undefined),
    tryNow: (partnerId) =>
      look(() => {
        for (const [id, lane] of lanes) if (partnerId === undefined || id === partnerId) lane.endPause();
        inTransaction(options.db, (writable) => sayFailedNow(writable, partnerId ?? null));
      }),
    describe: () => {
      const partners = new Set([...lanes.keys(), ...listPartnersToTell(options.db)]);
      const unknown = { state: 'unknown', since: null, words: '' } as const;
      return [...partners].map((partnerId) => ({
        partnerId,
        ...(lanes.get(partnerId)?.describe() ?? unknown),
      }));
    },
    stop: async (limitMs = 5_000) => {
      isStopped = true;
      await Promise.all([...lanes.values()].map((lane) => lane.stop(limitMs)));
    },
  };
};
