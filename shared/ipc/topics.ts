import * as z from 'zod';

/** Topics of lists: after a call that changed something, the pages learn which of these to reload. */
export const topic = z.enum([
  'app',
  'requests',
  'steps',
  'slips',
  'messages',
  'people',
  'imports',
  'hub',
  'lookUps',
]);
export type Topic = z.infer<typeof topic>;

/** The topics that a step on a request may change. */
export const afterStep: readonly Topic[] = ['app', 'requests', 'steps', 'slips', 'messages'];
/** The topics that a step that only prints changes. */
export const afterPrint: readonly Topic[] = ['app', 'steps', 'slips'];
/** After these calls everything may have changed: operators, people and places. */
export const everything: readonly Topic[] = topic.options;
