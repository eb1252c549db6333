import type { Announcement } from '../../../electron/main/partners/iso18626/compose.ts';

type Word = Announcement['word'];

const all: Readonly<Record<Word, true>> = {
  'condition-accepted': true,
  'condition-declined': true,
  received: true,
  returned: true,
  'not-needed': true,
  'not-needed-unanswered': true,
  'rest-not-needed': true,
  'cancel-asked': true,
  'cancel-withdrawn': true,
  claim: true,
  'parcel-lost': true,
  'parcel-found': true,
  lost: true,
  found: true,
  damaged: true,
  renewal: true,
  'renewal-asked': true,
  'renewal-withdrawn': true,
  message: true,
  status: true,
};

/** Everything that a partner can be told of a request that it has. */
export const words = Object.keys(all) as Word[];
