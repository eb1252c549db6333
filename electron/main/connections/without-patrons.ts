import { readTree, type XmlElement } from '../xml/tree.ts';

/** Elements with codes, dates and identifiers of requests and libraries. The text of all others may name a patron, or what one reads. */
const harmless: ReadonlySet<string> = new Set([
  'agencyIdType',
  'agencyIdValue',
  'multipleItemRequestId',
  'timestamp',
  'timestampReceived',
  'requestingAgencyRequestId',
  'supplyingAgencyRequestId',
  'requestingAgencyPreviousRequestId',
  'messageStatus',
  'errorType',
  'action',
  'reasonForMessage',
  'answerYesNo',
  'reasonUnfilled',
  'reasonRetry',
  'retryAfter',
  'retryBefore',
  'currencyCode',
  'monetaryValue',
  'status',
  'expectedDeliveryDate',
  'dueDate',
  'lastChange',
  'dateSent',
  'sentVia',
  'deliveryMethod',
  'loanCondition',
  'deliveredFormat',
  'itemFormat',
  'preferredFormat',
  'requestType',
  'requestSubType',
  'serviceType',
  'serviceLevel',
  'needBeforeDate',
]);

/** A code, a date or an identifier: some peers write sentences where the standard has a code. */
const isCode = (text: string): boolean => /^[\w.:/+-]{1,64}$/u.test(text);

/** An element for support: its name, and its text or its children. */
type Shown = { readonly element: string; readonly text?: string; readonly children?: readonly Shown[] };

const shown = ({ name, text, children }: XmlElement): Shown => {
  if (children.length > 0) return { element: name, children: children.map(shown) };
  const trimmed = text.trim();
  if (trimmed === '') return { element: name };
  return {
    element: name,
    text: harmless.has(name) && isCode(trimmed) ? trimmed : `(${trimmed.length} characters)`,
  };
};

/** Returns a message for support: all its elements, and the text of those that name no person. */
export const withoutPatrons = (bytes: Uint8Array): Shown => {
  try {
    return shown(readTree(bytes));
  } catch {
    return { element: `(not readable, ${bytes.length} bytes)` };
  }
};
