import { findNextStored } from '../../../electron/main/desk/store/conversations.queries.ts';
import { applyMessage } from '../../../electron/main/partners/exchange/apply-message.ts';
import type { TestDesk } from '../desk.ts';

/** Applies the messages of partners that a desk keeps. */
export const applyStored = ({ context }: TestDesk): void => {
  for (let next = findNextStored(context.db); next !== undefined; next = findNextStored(context.db))
    applyMessage(context, next);
};
