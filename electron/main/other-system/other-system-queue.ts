import type { OtherSystem } from '../../../shared/ipc/calls/connections.ts';
import { t } from '../../../shared/words/words.ts';
import {
  countToSend,
  listInterruptedSending,
  sendNow,
  setSentState,
} from '../desk/store/other-system.queries.ts';
import type { LaneOptions } from '../partners/sending/lane.ts';
import { type Lanes, startLanes } from '../partners/sending/lanes.ts';
import { toOtherSystem, type ToOtherSystemOptions } from './to-other-system.ts';

export type OtherSystemQueue = Lanes<OtherSystem>;

/** Sends messages to the library's other system in the background, as those to partners are sent. */
export const startOtherSystemQueue = (options: LaneOptions & ToOtherSystemOptions): OtherSystemQueue => {
  const { db } = options;
  return startLanes(options, {
    deliver: () => toOtherSystem(options),
    waiting: (): readonly OtherSystem[] => (countToSend(db).waiting > 0 ? ['other-system'] : []),
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
    makeDue: sendNow,
  });
};
