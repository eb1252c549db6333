import { always, date, type Field, group, list, only, renamed, required, text, yesNo } from './fields.ts';

// The elements of ISO 18626 that a requesting library sends, reads or confirms, in the order of its schemas, by their names there. What is
// left out (the patron, other suppliers, formats) is ignored when it is read; the message itself is kept.

const agencyFields = { agencyIdType: text, agencyIdValue: text };
const agency = group(agencyFields);
const costs = group({ currencyCode: text, monetaryValue: text });

// The schema of 2017 demands it in every header, though it may be empty; the one of 2021 forbids it in most.
const multipleItemRequestId = only('1.2', 'multipleItemRequestId', always(text));
const authentication = group({ accountId: text, securityCode: text });

const requestHeader = {
  supplyingAgencyId: agency,
  requestingAgencyId: agency,
  multipleItemRequestId,
  timestamp: date,
  requestingAgencyRequestId: always(text),
  requestingAgencyAuthentication: authentication,
};
const header = {
  supplyingAgencyId: agency,
  requestingAgencyId: agency,
  multipleItemRequestId,
  timestamp: date,
  requestingAgencyRequestId: always(text),
  supplyingAgencyRequestId: text,
};
const confirmationHeader = required({
  supplyingAgencyId: agency,
  requestingAgencyId: agency,
  timestamp: date,
  requestingAgencyRequestId: text,
  timestampReceived: date,
  messageStatus: text,
});
const errorData = list(group({ errorType: text, errorValue: text }));

const physicalAddress = group({
  line1: text,
  line2: text,
  locality: text,
  postalCode: text,
  region: text,
  country: text,
});
const address = group({
  electronicAddress: group({ electronicAddressType: text, electronicAddressData: text }),
  physicalAddress,
});

const bibliographicInfo = required({
  title: text,
  author: text,
  edition: text,
  titleOfComponent: text,
  authorOfComponent: text,
  volume: text,
  issue: text,
  pagesRequested: text,
  bibliographicItemId: list(
    group(
      { bibliographicItemIdentifier: text, bibliographicItemIdentifierCode: text },
      { reversedIn: '2021-2' },
    ),
  ),
});
const publicationInfo = group({ publisher: text, publicationType: text, publicationDate: text });
const serviceInfo = required({
  requestType: text,
  requestingAgencyPreviousRequestId: text,
  serviceType: text,
  needBeforeDate: date,
  loanCondition: only('2021-2', 'loanCondition', list(text)),
  note: text,
});

const messageInfo = required({
  reasonForMessage: text,
  answerYesNo: yesNo,
  note: text,
  reasonUnfilled: text,
  reasonRetry: text,
  offeredCosts: only('1.2', 'offeredCosts', costs),
  retryAfter: only('1.2', 'retryAfter', date),
  retryBefore: only('1.2', 'retryBefore', date),
});
const statusInfo = required({ status: text, expectedDeliveryDate: date, dueDate: date, lastChange: date });
const retryInfo = only(
  '2021-2',
  'retryInfo',
  group({
    loanCondition: list(text),
    edition: list(text),
    itemFormat: list(text),
    volume: list(text),
    serviceType: text,
    serviceLevel: list(text),
    deliveryMethod: list(text),
    courierName: list(text),
    offeredCosts: list(costs),
    paymentMethod: list(text),
    retryBefore: date,
    retryAfter: date,
  }),
);
const deliveryInfo = group({
  dateSent: date,
  itemId: list(text),
  URL: only('2021-2', 'URL', text),
  sentVia: renamed(text, 'sentVia', 'deliveryMethod'),
  loanCondition: list(text),
  deliveredFormat: renamed(text, 'deliveredFormat', 'itemFormat'),
  deliveryCosts: list(costs),
});
const shippingInfo = only('2021-2', 'shippingInfo', group({ courierName: text, trackingId: list(text) }));
const returnInfo = group({ returnAgencyId: agency, name: text, physicalAddress });

/** The six messages by the names of their elements. */
export const bodies = {
  request: required({
    header: required(requestHeader),
    bibliographicInfo,
    publicationInfo,
    serviceInfo,
    requestedDeliveryInfo: list(group({ address })),
    requestingAgencyInfo: group({ name: text, address: list(address) }),
    billingInfo: group({ maximumCosts: costs }),
  }),
  requestConfirmation: required({ confirmationHeader, errorData }),
  supplyingAgencyMessage: required({
    header: required(header),
    messageInfo,
    statusInfo,
    retryInfo,
    deliveryInfo,
    shippingInfo,
    returnInfo,
  }),
  supplyingAgencyMessageConfirmation: required({ confirmationHeader, reasonForMessage: text, errorData }),
  requestingAgencyMessage: required({
    header: required({ ...header, requestingAgencyAuthentication: authentication }),
    action: text,
    note: text,
  }),
  requestingAgencyMessageConfirmation: required({ confirmationHeader, action: text, errorData }),
};

type Bodies = { [Kind in keyof typeof bodies]: (typeof bodies)[Kind] extends Field<infer T> ? T : never };
export type MessageKind = keyof Bodies;

/** One kind of message. Everything that a peer may leave out is null, or an empty list. */
export type MessageOf<Kind extends MessageKind> = { readonly kind: Kind; readonly body: Bodies[Kind] };
/** A message. Codes are texts: peers send others than those of the standard. */
export type Message = { [Kind in MessageKind]: MessageOf<Kind> }[MessageKind];

export type Agency = NonNullable<Bodies['request']['header']['supplyingAgencyId']>;
export type SupplyingAgencyMessage = MessageOf<'supplyingAgencyMessage'>;
export type RequestingAgencyMessage = MessageOf<'requestingAgencyMessage'>;
export type ConfirmationKind = Exclude<
  MessageKind,
  'request' | 'supplyingAgencyMessage' | 'requestingAgencyMessage'
>;
