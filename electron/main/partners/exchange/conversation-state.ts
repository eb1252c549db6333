import * as z from 'zod';
import { isoActions } from '../../../../shared/domain/partner-profile.ts';
import { calendarDate, instant } from '../../../../shared/ipc/branded.ts';
import { newConversation } from '../iso18626/conversation.ts';
import type { Conversation } from '../iso18626/standing.ts';

const shape: z.ZodType<Conversation> = z.strictObject({
  status: z.string().nullable(),
  asOf: instant.nullable(),
  supplierRequestId: z.string().nullable(),
  told: z.array(z.enum(isoActions)),
  unanswered: z.array(z.enum(['Cancel', 'Renew'])),
  wantedBackBy: calendarDate.nullable(),
});

/** Reads what the messages of a conversation add up to. @param json as stored @throws ZodError or SyntaxError if it has another shape */
export const readConversationState = (json: string): Conversation => shape.parse(JSON.parse(json));

/** Writes it, to be stored. @throws ZodError if it has another shape */
export const writeConversationState = (conversation: Conversation): string =>
  JSON.stringify(shape.parse(conversation));

/** As it is stored before anything was said. */
export const newConversationState = writeConversationState(newConversation);
