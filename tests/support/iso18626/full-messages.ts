import type { Message } from '../../../electron/main/partners/iso18626/message.ts';

// One message of each kind in which everything is filled that a version can say: what the files in `tests/fixtures/iso18626` hold.

const at = '2026-11-25T09:02:11.000Z';
const day = '2027-01-15T00:00:00Z';
const supplyingAgencyId = { agencyIdType: 'ISIL', agencyIdValue: 'NORTH' };
const requestingAgencyId = { agencyIdType: 'ISIL', agencyIdValue: 'MAIN' };
const requestingAgencyAuthentication = { accountId: 'A1', securityCode: 'not a secret' };
const costs = { currencyCode: 'EUR', monetaryValue: '12.50' };
const physicalAddress = {
  line1: '1 College Road',
  line2: 'Room 2',
  locality: 'Springfield',
  postalCode: '12345',
  region: 'XX-YY',
  country: 'XX',
};
const addresses = [
  { electronicAddress: null, physicalAddress },
  {
    electronicAddress: { electronicAddressType: 'Email', electronicAddressData: 'ill@main.example' },
    physicalAddress: null,
  },
];
const header = {
  supplyingAgencyId,
  requestingAgencyId,
  multipleItemRequestId: null,
  timestamp: at,
  requestingAgencyRequestId: 'R1',
};
const confirmed = {
  confirmationHeader: {
    supplyingAgencyId,
    requestingAgencyId,
    timestamp: at,
    requestingAgencyRequestId: 'R1',
    timestampReceived: at,
    messageStatus: 'ERROR',
  },
  errorData: [{ errorType: 'UnrecognisedDataValue', errorValue: 'What is <this> & \u201Cthat\u201D?' }],
};

export const fullMessages: readonly Message[] = [
  {
    kind: 'request',
    body: {
      header: { ...header, requestingAgencyAuthentication },
      bibliographicInfo: {
        title: 'Sea Letters',
        author: 'Carson, Rachel',
        edition: '2nd',
        titleOfComponent: 'On tides',
        authorOfComponent: 'Somebody Else',
        volume: '12',
        issue: '3',
        pagesRequested: '1–9',
        bibliographicItemId: [
          { bibliographicItemIdentifier: '1234-5679', bibliographicItemIdentifierCode: 'ISSN' },
        ],
      },
      publicationInfo: { publisher: 'Oxford', publicationType: 'Article', publicationDate: '1951' },
      serviceInfo: {
        requestType: 'Retry',
        requestingAgencyPreviousRequestId: 'R0',
        serviceType: 'CopyOrLoan',
        needBeforeDate: day,
        loanCondition: ['NoReproduction'],
        note: 'Please hurry',
      },
      requestedDeliveryInfo: addresses.slice(0, 1).map((address) => ({ address })),
      requestingAgencyInfo: { name: 'Main Library', address: addresses },
      billingInfo: { maximumCosts: costs },
    },
  },
  { kind: 'requestConfirmation', body: confirmed },
  {
    kind: 'supplyingAgencyMessage',
    body: {
      header: { ...header, supplyingAgencyRequestId: 'L-1' },
      messageInfo: {
        reasonForMessage: 'RequestResponse',
        answerYesNo: 'Y',
        note: 'Handle with care',
        reasonUnfilled: 'NotHeld',
        reasonRetry: 'OnLoan',
        offeredCosts: costs,
        retryAfter: day,
        retryBefore: day,
      },
      statusInfo: { status: 'Loaned', expectedDeliveryDate: day, dueDate: day, lastChange: at },
      retryInfo: {
        loanCondition: ['NoReproduction'],
        edition: ['3rd'],
        itemFormat: ['PDF'],
        volume: ['2'],
        serviceType: 'Loan',
        serviceLevel: ['Express'],
        deliveryMethod: ['Courier'],
        courierName: ['UPS'],
        offeredCosts: [costs],
        paymentMethod: ['IFM'],
        retryBefore: day,
        retryAfter: day,
      },
      deliveryInfo: {
        dateSent: at,
        itemId: ['N-1'],
        URL: 'https://north.example/file.pdf',
        sentVia: 'Mail',
        loanCondition: ['LibraryUseOnly'],
        deliveredFormat: 'Printed',
        deliveryCosts: [costs],
      },
      shippingInfo: { courierName: 'DHL', trackingId: ['T-1'] },
      returnInfo: { returnAgencyId: supplyingAgencyId, name: 'North Library', physicalAddress },
    },
  },
  { kind: 'supplyingAgencyMessageConfirmation', body: { ...confirmed, reasonForMessage: 'StatusChange' } },
  {
    kind: 'requestingAgencyMessage',
    body: {
      header: { ...header, supplyingAgencyRequestId: 'L-1', requestingAgencyAuthentication },
      action: 'Renew',
      note: 'Please renew it until 15 February 2027.',
    },
  },
  { kind: 'requestingAgencyMessageConfirmation', body: { ...confirmed, action: 'Renew' } },
];
