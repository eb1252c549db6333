import { type Citation, citationLines, noCitation } from '../../../../shared/domain/citation.ts';
import { readPrice } from '../../../../shared/domain/cost.ts';
import type { ProtocolProfile } from '../../../../shared/domain/partner-profile.ts';
import { conditionLabel, useConditions } from '../../../../shared/domain/receiving.ts';
import type { Speaker } from '../../../../shared/words/words.ts';
import type { Envelope } from './compose.ts';
import type { MessageOf } from './message.ts';
import { headerTo } from './message-header.ts';

/** What a partner is asked for. */
export type Wish = {
  readonly title: string;
  readonly author: string;
  readonly format: string;
  readonly citation: Citation;
  /** How many volumes are wanted from this partner if others are here, and of how many; null if it is asked for everything. */
  readonly missing: { readonly wanted: number; readonly expected: number } | null;
  /** What staff wrote for this partner. */
  readonly note: string;
  readonly library: { readonly name: string; readonly address: readonly string[]; readonly email: string };
  /** The request that the partner ended with an offer, and what we accept of it: codes of conditions, and the price. */
  readonly retryOf: {
    readonly requestId: string;
    readonly conditions: readonly string[];
    readonly cost: string;
  } | null;
};

type Request = MessageOf<'request'>['body'];

/** Returns the request that asks a partner to lend, with the whole citation. Nothing in it is about the patron. */
export const composeRequest = (
  wish: Wish,
  profile: ProtocolProfile,
  { speaker, ...facts }: Omit<Envelope, 'supplierRequestId'>,
): MessageOf<'request'> => {
  const { citation, library, retryOf } = wish;
  const price = retryOf !== null && retryOf.cost !== '' ? retryOf.cost : citation.maximumCost;
  const costs = costsOf(price);
  const acceptsInElement = profile.version === '2021-2';
  return {
    kind: 'request',
    body: {
      header: headerTo(profile, facts),
      bibliographicInfo: bibliographicInfo(wish),
      publicationInfo: publicationInfo(citation),
      serviceInfo: {
        requestType: retryOf === null ? 'New' : 'Retry',
        requestingAgencyPreviousRequestId: retryOf?.requestId ?? null,
        serviceType: serviceType(wish),
        needBeforeDate: citation.neededBy === '' ? null : `${citation.neededBy}T00:00:00Z`,
        loanCondition: acceptsInElement ? (retryOf?.conditions ?? []) : [],
        note: noteOf(wish, speaker, { hasCosts: costs !== null || price === '', acceptsInElement }),
      },
      requestedDeliveryInfo: postal(library.address),
      requestingAgencyInfo: { name: orNull(library.name), address: addresses(library) },
      billingInfo: costs === null ? null : { maximumCosts: costs },
    },
  };
};

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** An article or chapter is the component of what it stands in. */
const bibliographicInfo = ({ title, author, citation }: Wish): Request['bibliographicInfo'] => {
  const isPart = citation.journal !== '';
  return {
    title: orNull(isPart ? citation.journal : title),
    author: isPart ? null : orNull(author),
    edition: orNull(citation.edition),
    titleOfComponent: isPart ? orNull(title) : null,
    authorOfComponent: isPart ? orNull(author) : null,
    volume: orNull(citation.journalVolume),
    issue: orNull(citation.issue),
    pagesRequested: orNull(citation.pages),
    bibliographicItemId: [
      ...identifiers('ISBN', citation.isbn.split(/[;,\s]+/)),
      ...identifiers('ISSN', citation.issn.split(/[;,\s]+/)),
      ...identifiers('DOI', [citation.doi]),
    ],
  };
};

const identifiers = (
  code: string,
  values: readonly string[],
): Request['bibliographicInfo']['bibliographicItemId'] =>
  values.flatMap((value) =>
    value.trim() === ''
      ? []
      : { bibliographicItemIdentifier: value.trim(), bibliographicItemIdentifierCode: code },
  );

const publicationTypes: Readonly<Record<string, string>> = {
  book: 'Book',
  article: 'Article',
  chapter: 'Chapter',
};

const publicationInfo = ({ publisher, year, materialType }: Citation): Request['publicationInfo'] => {
  const info = {
    publisher: orNull(publisher),
    publicationType: Object.hasOwn(publicationTypes, materialType)
      ? (publicationTypes[materialType] ?? null)
      : null,
    publicationDate: orNull(year),
  };
  return Object.values(info).every((value) => value === null) ? null : info;
};

/** A partner may copy an article or a chapter instead of lending what it stands in. */
const serviceType = ({ format, citation: { materialType } }: Wish): string => {
  if (format === 'digital') return 'Copy';
  return materialType === 'article' || materialType === 'chapter' ? 'CopyOrLoan' : 'Loan';
};

/** The most that may be paid, if it names a currency; the element demands one. */
const costsOf = (price: string): NonNullable<Request['billingInfo']>['maximumCosts'] => {
  const read = readPrice(price);
  return read === null || read.currency === '' || read.amount > 1e12
    ? null
    : { currencyCode: read.currency, monetaryValue: read.amount.toFixed(2) };
};

/** What has no element of its own. */
const noteOf = (
  { citation, missing, note, retryOf }: Wish,
  speaker: Speaker,
  { hasCosts, acceptsInElement }: { readonly hasCosts: boolean; readonly acceptsInElement: boolean },
): string | null => {
  const { t } = speaker;
  const words = useConditions(t);
  const accepted = (retryOf?.conditions ?? []).map((code) => conditionLabel(code, words)).join(', ');
  return orNull(
    [
      ...(missing === null ? [] : [t('We still need {wanted} of {expected} volumes.', missing)]),
      ...(accepted === '' || acceptsInElement
        ? []
        : [t('We accept your conditions: {accepted}', { accepted })]),
      // As in a letter, each with its label.
      ...citationLines(
        '',
        {
          ...noCitation,
          language: citation.language,
          maximumCost: hasCosts ? '' : citation.maximumCost,
        },
        speaker,
      ),
      citation.partnerNote,
      note,
    ]
      .filter((line) => line.trim() !== '')
      .join('\n'),
  );
};

const postal = ([line1 = '', ...rest]: readonly string[]): Request['requestedDeliveryInfo'] => {
  const address = {
    line1: orNull(line1),
    line2: orNull(rest.join(', ')),
    locality: null,
    postalCode: null,
    region: null,
    country: null,
  };
  return address.line1 === null && address.line2 === null
    ? []
    : [{ address: { electronicAddress: null, physicalAddress: address } }];
};

type Address = NonNullable<Request['requestingAgencyInfo']>['address'][number];

const addresses = ({ address, email }: Wish['library']): readonly Address[] => [
  ...postal(address).flatMap((one) => one.address ?? []),
  ...(email.trim() === ''
    ? []
    : [
        {
          electronicAddress: { electronicAddressType: 'Email', electronicAddressData: email.trim() },
          physicalAddress: null,
        },
      ]),
];
