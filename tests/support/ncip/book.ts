import { at, type Element, type Parts } from './peer-xml.ts';

/** An item in the records of the responder. */
export type BookItem = {
  state: 'held' | 'on-loan' | 'back';
  readonly user: string;
  readonly requestId: string;
  readonly title: string;
  readonly pickupLocation: string;
  dueOn: string;
  recalled: boolean;
};

/** A library system's book: its patrons by the barcodes of their cards, and the items of partners by theirs. */
export type Book = { readonly users: Map<string, string>; readonly items: Map<string, BookItem> };

type Problem = { readonly type: string; readonly element: string; readonly value: string };
export type Outcome = { readonly problem: Problem } | { readonly answer: Parts };
const problem = (type: string, element: string, value = ''): Outcome => ({
  problem: { type, element, value },
});

const userPath = 'UserId/UserIdentifierValue';
const itemPath = 'ItemId/ItemIdentifierValue';
const unknownUser = (user: string): Outcome => problem('Unknown User', userPath, user);

/** Does what a message asks for in the book, or says what is wrong with it, in the words of the standard. */
export const apply = (book: Book, message: Element): Outcome => {
  const user = at(message, userPath);
  const barcode = at(message, itemPath);
  const item = book.items.get(barcode);
  const answer = { ItemId: { ItemIdentifierValue: barcode } };
  switch (message.name) {
    case 'LookupUser': {
      const name = book.users.get(user);
      if (name === undefined) return unknownUser(user);
      const [Surname = '', GivenName = ''] = name.split(', ');
      return {
        answer: {
          UserId: { UserIdentifierValue: user },
          UserOptionalFields: {
            NameInformation: {
              PersonalNameInformation: { StructuredPersonalUserName: { GivenName, Surname } },
            },
          },
        },
      };
    }
    case 'AcceptItem':
      return accept(book, message, { user, barcode });
    case 'CheckOutItem':
      if (!item) return problem('Unknown Item', itemPath, barcode);
      if (!book.users.has(user)) return unknownUser(user);
      if (item.state === 'on-loan') return problem('Resource Cannot Be Provided', itemPath, barcode);
      item.state = 'on-loan';
      item.dueOn = at(message, 'DesiredDateDue').slice(0, 10);
      return { answer: { ...answer, UserId: { UserIdentifierValue: user } } };
    case 'CheckInItem':
      if (!item) return problem('Unknown Item', itemPath, barcode);
      if (item.state === 'back') return problem('Item Not Checked Out', itemPath, barcode);
      item.state = 'back';
      return { answer };
    case 'RenewItem':
      if (!item) return problem('Unknown Item', itemPath, barcode);
      if (item.state !== 'on-loan') return problem('Item Not Checked Out', itemPath, barcode);
      item.dueOn = at(message, 'DesiredDateDue').slice(0, 10);
      return { answer };
    case 'RecallItem':
      if (!item) return problem('Unknown Item', itemPath, barcode);
      item.recalled = true;
      item.dueOn = at(message, 'DesiredDateDue').slice(0, 10) || item.dueOn;
      return { answer };
    default:
      return problem('Unsupported Service', message.name);
  }
};

const accept = (
  { users, items }: Book,
  message: Element,
  { user, barcode }: { readonly user: string; readonly barcode: string },
): Outcome => {
  const title = at(message, 'ItemOptionalFields/BibliographicDescription/Title');
  const requestId = at(message, 'RequestId/RequestIdentifierValue');
  if (title === '')
    return problem('Needed Data Missing', 'ItemOptionalFields/BibliographicDescription/Title');
  if (requestId === '') return problem('Needed Data Missing', 'RequestId/RequestIdentifierValue');
  if (!at(message, 'RequestedActionType').startsWith('Hold For Pickup'))
    return problem('Unauthorized Combination Of Element Values For System', 'RequestedActionType');
  if (!users.has(user)) return unknownUser(user);
  if (items.get(barcode) && items.get(barcode)?.state !== 'back')
    return problem('Duplicate Item', itemPath, barcode);
  items.set(barcode, {
    state: 'held',
    user,
    requestId,
    title,
    pickupLocation: at(message, 'PickupLocation'),
    dueOn: at(message, 'DateForReturn').slice(0, 10),
    recalled: false,
  });
  return {
    answer: { RequestId: { RequestIdentifierValue: requestId }, ItemId: { ItemIdentifierValue: barcode } },
  };
};
