import { plainLine } from '../../../../shared/domain/plain-text.ts';
import type { Instant, PartnerId } from '../../../../shared/domain/ids.ts';
import type { RawForm } from '../../../../shared/domain/partner-messages.ts';
import { t } from '../../../../shared/words/words.ts';
import type { DeskContext } from '../../desk/context.ts';
import {
  type MessageWords,
  unreadableWords,
  wordsOfOurs,
  wordsOfSupplier,
} from '../iso18626/message-words.ts';
import { readMessage } from '../iso18626/read-message.ts';
import { profileOf, readingBy } from './apply-message.ts';
import { bytesOf } from './inbox.ts';

/** A message as it is kept, with its partner, if that is known. */
type Stored = {
  readonly raw: string;
  readonly rawAs: RawForm;
  readonly at: Instant;
  readonly partnerId: PartnerId | null;
  readonly partnerName: string | null;
};

/** Returns what a stored message says, as staff read it in its thread and in the log. */
export const wordsOfStored = (
  { db, timeZone }: Pick<DeskContext, 'db' | 'timeZone'>,
  { partnerId, partnerName: name, at, ...message }: Stored,
): MessageWords => {
  const partnerName = name || t('The partner');
  const read = readMessage(bytesOf(message));
  if (!read.ok) return unreadableWords(partnerName);
  switch (read.value.kind) {
    case 'supplyingAgencyMessage':
      return wordsOfSupplier(read.value, partnerName, {
        ...readingBy(partnerId === null ? null : profileOf(db, partnerId)),
        timeZone: timeZone(),
        now: at,
      });
    case 'request':
    case 'requestingAgencyMessage':
      return wordsOfOurs(read.value);
    default:
      return unreadableWords(partnerName);
  }
};

/** Returns that in one line. */
export const lineOfStored = (context: Pick<DeskContext, 'db' | 'timeZone'>, message: Stored): string =>
  plainLine(wordsOfStored(context, message).sentence, 100);
