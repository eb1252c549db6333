import { type SentWay, sentWays } from '../../../shared/domain/other-system-kinds.ts';
import { t } from '../../../shared/words/words.ts';
import { listInterruptedSending, sendNow, setSentState } from '../desk/store/other-system.queries.ts';
import { countToSend } from '../desk/store/sent-places.queries.ts';
import type { LaneOptions } from '../sending/lane.ts';
import { type Lanes, startLanes } from '../sending/lanes.ts';
import { byNcip, type ByNcipOptions } from './by-ncip.ts';
import { leavingBy } from './reach.ts';
import { bySip2, type BySip2Options } from './sip2/by-sip2.ts';
import { toOtherSystem } from './to-other-system.ts';

export type OtherSystemQueue = Lanes<SentWay>;

export type OtherSystemQueueOptions = LaneOptions & ByNcipOptions & { readonly sip: BySip2Options };

/** Sends messages to the library's other system in the background, as those to partners are sent. NCIP and SIP2 are two servers: one that is down does not stop the other. */
export const startOtherSystemQueue = (options: OtherSystemQueueOptions): OtherSystemQueue => {
  const { db, now } = options;
  const lanes: OtherSystemQueue = startLanes(
    {
      ...options,
      changed: () => {
        options.changed();
        // A message by the other protocol may have waited for this one, about the same item.
        lanes.kick();
      },
    },
    {
      deliver: (way: SentWay) =>
        toOtherSystem(way, options, way === 'sip2' ? bySip2(options.sip) : byNcip(options)),
      waiting: () => sentWays.filter((way) => countToSend(db, leavingBy(db, way, now())).waiting > 0),
      interrupted: (which) => listInterruptedSending(db, which),
      resume: (writable, id, at) =>
        setSentState(writable, {
          id,
          state: 'waiting',
          words: t(
            'Borrow Desk closed while sending this. It sends it again; the other system may already have it.',
          ),
          nextAt: null,
          mayHaveArrived: true,
          at,
        }),
      makeDue: (writable, receiver) => {
        for (const way of sentWays)
          if (receiver === null || receiver === way) sendNow(writable, leavingBy(db, way, now()));
      },
    },
  );
  return lanes;
};
