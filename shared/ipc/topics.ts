import * as z from 'zod';

/** What lists show: after a call that changed something the pages are told which of these to read again. */
export const topic = z.enum(['app', 'requests', 'steps', 'slips', 'messages', 'people', 'imports', 'hub']);
export type Topic = z.infer<typeof topic>;

/** What a step on a request may change. */
export const afterStep: readonly Topic[] = ['app', 'requests', 'steps', 'slips', 'messages'];
/** What a step that only prints changes. */
export const afterPrint: readonly Topic[] = ['app', 'steps', 'slips'];
/** After these nothing may be as it was: who works where, people and places. */
export const everything: readonly Topic[] = topic.options;
