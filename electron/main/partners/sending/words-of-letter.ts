import type { CalendarDate, TurnId } from '../../../../shared/domain/ids.ts';
import type { MessageKindFor } from '../../../../shared/domain/letters/all-letters.ts';
import type { Payload } from '../../../../shared/domain/letters/letter.ts';
import type { PartnerNotification } from '../../../../shared/domain/life/life.ts';

/** What a letter to a partner says, as the word of its step; `null` if only its text says it. */
export type WordOfLetter = {
  readonly told: PartnerNotification;
  readonly note: string;
  readonly dueOn: CalendarDate | null;
} | null;

/** Returns what a letter says: the inverse of `messageOfWord`. @param turnId of the partner that it is for */
export const wordOfLetter = (kind: string, payload: Payload, turnId: TurnId): WordOfLetter => {
  const { itemIds = [], note = '', dueOn = null } = payload;
  const word = plainWord(kind as MessageKindFor<'partner'>, payload);
  return word === null ? null : { told: { turnId, word, itemIds }, note, dueOn };
};

const plainWord = (
  kind: MessageKindFor<'partner'>,
  { answer, itemIds = [], kind: corrected }: Payload,
): PartnerNotification['word'] | null => {
  switch (kind) {
    case 'condition-answered':
      return answer === 'yes' ? 'condition-accepted' : 'condition-declined';
    case 'lost':
      return itemIds.length === 0 ? 'parcel-lost' : 'lost';
    case 'found':
      return itemIds.length === 0 ? 'parcel-found' : 'found';
    case 'correction':
      // No word takes a request back; a cancellation ends it.
      return corrected === 'request' ? 'not-needed' : null;
    case 'request':
    case 'received':
    case 'returned':
    case 'renewal':
    case 'renewal-asked':
    case 'renewal-withdrawn':
    case 'not-needed':
    case 'not-needed-unanswered':
    case 'rest-not-needed':
    case 'cancel-asked':
    case 'cancel-withdrawn':
    case 'claim':
    case 'damaged':
    case 'message':
      return kind;
    default:
      return null;
  }
};
