import * as z from 'zod';
import type { Payload, StepFacts } from '../../../../../shared/domain/letters/letter.ts';
import { calendarDate, instant } from '../../../../../shared/ipc/branded.ts';
import { itemId, patronId } from '../../../../../shared/ipc/views.ts';

const shapes: { readonly [Name in keyof StepFacts]: z.ZodType<StepFacts[Name]> } = {
  receivedAt: instant,
  dueOn: calendarDate,
  backBy: calendarDate,
  answer: z.enum(['yes', 'no']),
  reason: z.string(),
  note: z.string(),
  itemIds: z.array(itemId),
  barcodes: z.array(z.string()),
  holdUntil: calendarDate,
  patronId,
  stage: z.number(),
  corrects: z.number(),
  kind: z.string(),
};

const payload = z.object(
  Object.fromEntries(
    Object.entries<z.ZodType>(shapes).map(([name, shape]) => [name, shape.optional().catch(undefined)]),
  ),
);

/** Parses the payload that a step stored with a message. Values of another type are ignored. @param json as stored */
export const readPayload = (json: string): Payload =>
  (payload.safeParse(JSON.parse(json)).data ?? {}) as Payload;
