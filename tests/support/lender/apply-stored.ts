import { findOldestStored, listStored } from '../../../electron/main/desk/store/conversations.queries.ts';
import { applyMessage } from '../../../electron/main/partners/exchange/apply-message.ts';
import type { TestDesk } from '../desk.ts';

/** Applies the messages of partners that a desk keeps. */
export const applyStored = ({ context }: TestDesk): void => {
  for (let sentAs = findOldestStored(context.db); sentAs !== undefined; sentAs = findOldestStored(context.db))
    for (const message of listStored(context.db, sentAs, 100)) applyMessage(context, message);
};
