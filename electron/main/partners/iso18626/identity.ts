import { momentOf } from './dates.ts';
import type { Agency, RequestingAgencyMessage, SupplyingAgencyMessage } from './message.ts';

/**
 * Returns what makes a message the same one when it comes again: messages have no identifier of their own, so it is who speaks to whom about
 * which request, what kind of word it is, its note, and the time in its header.
 */
export const identityOf = (message: SupplyingAgencyMessage | RequestingAgencyMessage): string => {
  const { header } = message.body;
  const word =
    message.kind === 'supplyingAgencyMessage'
      ? [
          message.body.messageInfo.reasonForMessage,
          message.body.statusInfo.status,
          message.body.messageInfo.note,
        ]
      : [message.body.action, message.body.note];
  return JSON.stringify([
    symbol(header.supplyingAgencyId),
    symbol(header.requestingAgencyId),
    header.requestingAgencyRequestId,
    message.kind,
    ...word,
    header.timestamp === null ? null : momentOf(header.timestamp),
  ]);
};

const symbol = (agency: Agency | null): string =>
  `${agency?.agencyIdType ?? ''}:${agency?.agencyIdValue ?? ''}`.toUpperCase();
