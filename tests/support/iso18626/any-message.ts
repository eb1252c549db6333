import * as fc from 'fast-check';
import type { IsoVersion } from '../../../shared/domain/partner-profile.ts';
import type { Message, MessageOf } from '../../../electron/main/partners/iso18626/message.ts';

// Any message that the writer accepts, in the form in which the reader returns it: texts without blanks at their ends, no empty groups.

const text = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .map((value) => value.trim())
  .filter((value) => value !== '');
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { nil: null, freq: 2 });
const optional = maybe(text);
const dateTime = fc
  .date({ min: new Date('1980-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const from = <const T extends readonly string[]>(...values: T) => fc.constantFrom(...values);

/** Makes a group null if nothing is in it. */
const group = <T extends object>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T | null> =>
  fc
    .record(shape)
    .map((made) =>
      Object.values(made).every((value) => value === null || (Array.isArray(value) && value.length === 0))
        ? null
        : (made as T),
    );
const filled = <T>(arbitrary: fc.Arbitrary<T | null>): fc.Arbitrary<T> =>
  arbitrary.filter((value): value is T & {} => value !== null) as fc.Arbitrary<T>;
const list = <T>(arbitrary: fc.Arbitrary<T | null>, maxLength = 3): fc.Arbitrary<readonly T[]> =>
  fc.array(filled(arbitrary), { maxLength });

const agency = fc.record({ agencyIdType: text, agencyIdValue: text });
const costs = fc.record({
  currencyCode: from('EUR', 'USD'),
  monetaryValue: fc.nat(10_000).map((cents) => (cents / 100).toFixed(2)),
});
const physicalAddress = group({
  line1: optional,
  line2: optional,
  locality: optional,
  postalCode: optional,
  region: optional,
  country: optional,
});
const address = fc.oneof(
  fc.record({
    electronicAddress: fc.record({ electronicAddressType: text, electronicAddressData: text }),
    physicalAddress: fc.constant(null),
  }),
  fc.record({ electronicAddress: fc.constant(null), physicalAddress: filled(physicalAddress) }),
);

const statuses = [
  'RequestReceived',
  'ExpectToSupply',
  'WillSupply',
  'Loaned',
  'Overdue',
  'Recalled',
  'RetryPossible',
  'Unfilled',
  'CopyCompleted',
  'LoanCompleted',
  'CompletedWithoutReturn',
  'Cancelled',
] as const;
const reasons = from(
  'RequestResponse',
  'StatusRequestResponse',
  'RenewResponse',
  'CancelResponse',
  'StatusChange',
  'Notification',
);
const anyAction = from('StatusRequest', 'Received', 'Cancel', 'Renew', 'ShippedReturn', 'Notification');

/** What one version alone can say is null or empty in the other. */
const messagesOf = (version: IsoVersion): fc.Arbitrary<Message> => {
  const is12 = version === '1.2';
  const in12 = <T>(arbitrary: fc.Arbitrary<T | null>) => (is12 ? arbitrary : fc.constant(null));
  const in2021 = <T>(arbitrary: fc.Arbitrary<T | null>) => (is12 ? fc.constant(null) : arbitrary);
  const listIn2021 = is12 ? fc.constant([] as readonly string[]) : list(text);
  const one = is12 ? 1 : 3;
  const header = {
    supplyingAgencyId: agency,
    requestingAgencyId: agency,
    multipleItemRequestId: in12(optional),
    timestamp: dateTime,
    requestingAgencyRequestId: text,
  };
  const authentication = maybe(filled(group({ accountId: optional, securityCode: optional })));
  const confirmationHeader = fc.record({
    supplyingAgencyId: maybe(agency),
    requestingAgencyId: maybe(agency),
    timestamp: dateTime,
    requestingAgencyRequestId: optional,
    timestampReceived: dateTime,
    messageStatus: from('OK', 'ERROR'),
  });
  const errorData = list(
    fc.record({
      errorType: from('UnrecognisedDataValue', 'BadlyFormedMessage'),
      errorValue: optional,
    }),
    one,
  );
  const of = <K extends Message['kind']>(kind: K, body: fc.Arbitrary<MessageOf<K>['body']>) =>
    body.map((made) => ({ kind, body: made }) as Message);
  return fc.oneof(
    of(
      'request',
      fc.record({
        header: fc.record({ ...header, requestingAgencyAuthentication: authentication }),
        bibliographicInfo: fc.record({
          title: optional,
          author: optional,
          edition: optional,
          titleOfComponent: optional,
          authorOfComponent: optional,
          volume: optional,
          issue: optional,
          pagesRequested: optional,
          bibliographicItemId: list(
            fc.record({ bibliographicItemIdentifier: text, bibliographicItemIdentifierCode: text }),
          ),
        }),
        publicationInfo: group({ publisher: optional, publicationType: optional, publicationDate: optional }),
        serviceInfo: fc.record({
          requestType: maybe(from('New', 'Retry')),
          requestingAgencyPreviousRequestId: optional,
          serviceType: from('Loan', 'Copy', 'CopyOrLoan'),
          needBeforeDate: maybe(dateTime),
          loanCondition: listIn2021,
          note: optional,
        }),
        requestedDeliveryInfo: list(fc.record({ address })),
        requestingAgencyInfo: group({ name: optional, address: list(address) }),
        billingInfo: maybe(fc.record({ maximumCosts: costs })),
      }),
    ),
    of('requestConfirmation', fc.record({ confirmationHeader, errorData })),
    of(
      'supplyingAgencyMessage',
      fc.record({
        header: fc.record({ ...header, supplyingAgencyRequestId: optional }),
        messageInfo: fc.record({
          reasonForMessage: reasons,
          answerYesNo: maybe(fc.constantFrom<'Y' | 'N'>('Y', 'N')),
          note: optional,
          reasonUnfilled: optional,
          reasonRetry: optional,
          offeredCosts: in12(maybe(costs)),
          retryAfter: in12(maybe(dateTime)),
          retryBefore: in12(maybe(dateTime)),
        }),
        statusInfo: fc.record({
          status: from(...statuses),
          expectedDeliveryDate: maybe(dateTime),
          dueDate: maybe(dateTime),
          lastChange: dateTime,
        }),
        retryInfo: in2021(
          group({
            loanCondition: list(text),
            edition: list(text),
            itemFormat: list(text),
            volume: list(text),
            serviceType: maybe(from('Loan', 'Copy')),
            serviceLevel: list(text),
            deliveryMethod: list(text),
            courierName: list(text),
            offeredCosts: list(costs),
            paymentMethod: list(text),
            retryBefore: maybe(dateTime),
            retryAfter: maybe(dateTime),
          }),
        ),
        deliveryInfo: maybe(
          fc.record({
            dateSent: dateTime,
            itemId: list(text, one),
            URL: in2021(optional),
            sentVia: optional,
            loanCondition: list(text, one),
            deliveredFormat: optional,
            deliveryCosts: list(costs, one),
          }),
        ),
        shippingInfo: in2021(group({ courierName: optional, trackingId: list(text) })),
        returnInfo: group({ returnAgencyId: maybe(agency), name: optional, physicalAddress }),
      }),
    ),
    of(
      'supplyingAgencyMessageConfirmation',
      fc.record({ confirmationHeader, reasonForMessage: maybe(reasons), errorData }),
    ),
    of(
      'requestingAgencyMessage',
      fc.record({
        header: fc.record({
          ...header,
          supplyingAgencyRequestId: optional,
          requestingAgencyAuthentication: authentication,
        }),
        action: anyAction,
        note: optional,
      }),
    ),
    of(
      'requestingAgencyMessageConfirmation',
      fc.record({ confirmationHeader, action: maybe(anyAction), errorData }),
    ),
  );
};

/** Any message with the version in which it can be written. */
export const anyMessage: fc.Arbitrary<{ readonly version: IsoVersion; readonly message: Message }> = fc
  .constantFrom<IsoVersion>('1.2', '2021-2')
  .chain((version) => messagesOf(version).map((message) => ({ version, message })));
