import type { Announcement } from '../../../electron/main/partners/iso18626/compose.ts';

/** Everything that a partner can be told of a request that it has. */
export const words = [
  'condition-accepted',
  'condition-declined',
  'received',
  'returned',
  'not-needed',
  'not-needed-unanswered',
  'rest-not-needed',
  'cancel-asked',
  'cancel-withdrawn',
  'claim',
  'parcel-lost',
  'parcel-found',
  'lost',
  'found',
  'damaged',
  'renewal',
  'renewal-asked',
  'renewal-withdrawn',
  'message',
  'status',
] as const satisfies readonly Announcement['word'][];
