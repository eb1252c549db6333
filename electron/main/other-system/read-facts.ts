import * as z from 'zod';
import { type SentStep, sentStepNames } from '../../../shared/domain/other-system-kinds.ts';
import type { SentFacts } from '../../../shared/domain/other-system-messages.ts';
import { calendarDate, instant } from '../../../shared/ipc/views.ts';

const text = z.string().max(10_000);
const shape = z.strictObject({
  step: z.enum(sentStepNames as [SentStep, ...SentStep[]]),
  item: text.min(1),
  user: text,
  requestId: text,
  title: text,
  author: text,
  dueOn: calendarDate.nullable(),
  desk: text,
  at: instant,
});

/** Reads what a message says; null if it does not fit: another workstation may have written it. */
export const readFacts = (facts: string): SentFacts | null => {
  const read = shape.safeParse(JSON.parse(facts));
  return read.success ? read.data : null;
};
