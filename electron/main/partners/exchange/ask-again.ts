import type { RequestId } from '../../../../shared/domain/ids.ts';
import { plainLine } from '../../../../shared/domain/plain-text.ts';
import type { AskAgain } from '../../../../shared/ipc/calls/thread.ts';
import type { ReadableDB } from '../../db/types.ts';
import { listConversationsOfTurn, listPartnerMessages } from '../../desk/store/conversations.queries.ts';
import { findPlace } from '../../desk/store/places.queries.ts';
import { listTurns } from '../../desk/store/turns.queries.ts';
import { termsOf } from '../iso18626/conditions.ts';
import type { SupplyingAgencyMessage } from '../iso18626/message.ts';
import { readMessage } from '../iso18626/read-message.ts';
import { readConversationState } from './conversation-state.ts';
import { bytesOf } from './inbox.ts';

const files: readonly string[] = ['PDF', 'EPUB', 'EPUB2', 'EPUB3', 'JPEG', 'TIFF', 'MP3'];

/** What can be filled in: of several editions or volumes that a partner has, staff must choose. */
const onlyOne = (list: readonly string[] | undefined): string =>
  list?.length === 1 ? plainLine(list[0] ?? '', 100) : '';

const formatOf = (formats: readonly string[]): AskAgain['format'] => {
  if (formats.length === 0) return '';
  if (formats.every((format) => files.includes(format))) return 'digital';
  return formats.some((format) => files.includes(format)) ? '' : 'physical';
};

const changesIn = (message: SupplyingAgencyMessage): Omit<AskAgain, 'partnerId' | 'partnerName'> => {
  const { retryInfo } = message.body;
  return {
    edition: onlyOne(retryInfo?.edition),
    journalVolume: onlyOne(retryInfo?.volume),
    format: formatOf(retryInfo?.itemFormat ?? []),
    maximumCost: plainLine(termsOf(message).offer, 100),
  };
};

/**
 * Returns the partner that was the last to end a request and said that it may be asked again, with the changes it asked for; null if it did not say
 * so, or is no longer in use.
 */
export const askAgainOf = (db: ReadableDB, requestId: RequestId): AskAgain | null => {
  const last = listTurns(db, requestId)
    .flatMap(({ id }) => listConversationsOfTurn(db, id))
    .at(-1);
  if (!last || readConversationState(last.state).status !== 'RetryPossible') return null;
  const partner = findPlace(db, 'partner', last.partnerId);
  if (partner?.active !== 1) return null;
  const said = listPartnerMessages(db, last.sentAs)
    .filter(({ direction }) => direction === 'in')
    .flatMap((row) => {
      const read = readMessage(bytesOf(row));
      return read.ok && read.value.kind === 'supplyingAgencyMessage' ? [read.value] : [];
    })
    .findLast(({ body }) => body.statusInfo.status === 'RetryPossible');
  return said ? { partnerId: partner.id, partnerName: partner.name, ...changesIn(said) } : null;
};
