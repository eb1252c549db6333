import { isSameName, plainLine } from '../../../../shared/domain/plain-text.ts';
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

/** A symbol without its kind, which some systems write before it. */
const bare = (symbol: string): string => symbol.replace(/^[\p{L}-]{1,16}:/u, '');

/**
 * Returns the symbol that a message names as its supplier if that is another library than the partner; null if it is the partner, or the
 * message names none. The kind of the symbol, its case and blanks do not count: systems write them differently.
 */
export const otherSupplier = (
  { body: { header } }: SupplyingAgencyMessage,
  { agencyIdValue: theirs }: { readonly agencyIdValue: string },
): string | null => {
  const named = header.supplyingAgencyId?.agencyIdValue ?? '';
  return named === '' || isSameName(bare(named), bare(theirs)) ? null : plainLine(named, 100);
};
