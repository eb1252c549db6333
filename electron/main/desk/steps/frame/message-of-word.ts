import type { Instant } from '../../../../../shared/domain/ids.ts';
import type { Life, PartnerNotification } from '../../../../../shared/domain/life/life.ts';
import type { OutgoingMessage } from '../../store/messages.queries.ts';

type OfKind<M> = M extends { readonly kind: infer Kind; readonly payload: infer Payload }
  ? { readonly kind: Kind; readonly payload: Payload }
  : never;
type PartnerMessage = OfKind<Extract<OutgoingMessage, { readonly recipient: 'partner' }>>;

/**
 * Returns the letter that tells a partner something; null for one that is withdrawn.
 * @param life the life after the step: it has the dates.
 */
export const messageOfWord = (
  { word, itemIds = [] }: PartnerNotification,
  { volumes }: Life,
  { note, at }: { readonly note: string; readonly at: Instant },
): PartnerMessage | null => {
  const [first] = volumes.filter(({ id }) => itemIds.includes(id));
  const dueOn = (word === 'renewal' ? first?.dueOn : first?.askedUntil) ?? null;
  switch (word) {
    case 'take-back':
      return null;
    case 'condition-accepted':
      return { kind: 'condition-answered', payload: { answer: 'yes', note } };
    case 'condition-declined':
      return { kind: 'condition-answered', payload: { answer: 'no', note } };
    case 'received':
      return { kind: 'received', payload: { receivedAt: at, itemIds, ...(note !== '' && { note }) } };
    case 'returned':
      return { kind: 'returned', payload: { itemIds } };
    case 'renewal':
    case 'renewal-asked':
      return dueOn === null ? null : { kind: word, payload: { dueOn, itemIds } };
    case 'renewal-withdrawn':
      return { kind: word, payload: { note, itemIds } };
    case 'lost':
    case 'found':
    case 'damaged':
      return { kind: word, payload: { itemIds, note } };
    case 'parcel-lost':
      return { kind: 'lost', payload: { itemIds: [], note } };
    case 'parcel-found':
      return { kind: 'found', payload: { itemIds: [], note } };
    case 'request':
    case 'not-needed':
    case 'not-needed-unanswered':
    case 'rest-not-needed':
    case 'cancel-asked':
    case 'cancel-withdrawn':
    case 'claim':
    case 'message':
      return { kind: word, payload: { note } };
  }
};
