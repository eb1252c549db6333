// The lender's own XML: it shares no code with the program, and writes as its peers do, not as the program would.

/** How a lender writes. */
export type Dialect = {
  readonly version: '1.2' | '2021-2';
  /** The prefix of every element; empty for none. */
  readonly prefix: string;
};

/** Something that a lender says about a request. What is left out is not written. */
export type Saying = {
  readonly reason: string;
  readonly status?: string;
  readonly answer?: 'Y' | 'N';
  readonly note?: string;
  readonly dueDate?: string;
  readonly expected?: string;
  readonly itemIds?: readonly string[];
  readonly conditions?: readonly string[];
  readonly offered?: readonly [amount: string, currency: string];
  readonly unfilled?: string;
  readonly retry?: string;
  readonly retryAfter?: string;
  /** What it could lend instead; only the version 2021-2 can say it. */
  readonly editions?: readonly string[];
  readonly formats?: readonly string[];
  readonly url?: string;
  readonly sentVia?: string;
  readonly returnTo?: string;
};

export type Parties = {
  readonly requestId: string;
  readonly lender: string;
  readonly borrower: string;
  readonly at: string;
};

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const writer = (prefix: string) => {
  const colon = prefix === '' ? '' : `${prefix}:`;
  return (name: string, content: string | undefined): string =>
    content === undefined ? '' : `<${colon}${name}>${content}</${colon}${name}>`;
};

const envelope = ({ version, prefix }: Dialect, content: string): string => {
  const namespace = 'http://illtransactions.org/2013/iso18626';
  const colon = prefix === '' ? '' : `${prefix}:`;
  const declared =
    prefix === '' ? `xmlns="${namespace}" xmlns:ill="${namespace}"` : `xmlns:${prefix}="${namespace}"`;
  const attribute = `${prefix === '' ? 'ill' : prefix}:version`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${colon}ISO18626Message ${declared} ${attribute}="${version}">${content}</${colon}ISO18626Message>`;
};

/** Writes what a lender says. */
export const sayingXml = (
  saying: Saying,
  { requestId, lender, borrower, at }: Parties,
  dialect: Dialect,
): string => {
  const e = writer(dialect.prefix);
  const is12 = dialect.version === '1.2';
  const agency = (symbol: string) => e('agencyIdType', 'ISIL') + e('agencyIdValue', symbol);
  const costs = ([amount, currency]: readonly [string, string]) =>
    e('currencyCode', currency) + e('monetaryValue', amount);
  const offered = saying.offered && e('offeredCosts', costs(saying.offered));
  const conditions = (saying.conditions ?? []).map((code) => e('loanCondition', code)).join('');
  const available =
    (saying.editions ?? []).map((edition) => e('edition', escaped(edition))).join('') +
    (saying.formats ?? []).map((format) => e('itemFormat', format)).join('');
  const isRetry = saying.status === 'RetryPossible';
  const isSent = saying.itemIds ?? saying.url ?? saying.sentVia ?? saying.conditions;
  return envelope(
    dialect,
    e(
      'supplyingAgencyMessage',
      e(
        'header',
        e('supplyingAgencyId', agency(lender)) +
          e('requestingAgencyId', agency(borrower)) +
          (is12 ? e('multipleItemRequestId', '') : '') +
          e('timestamp', at) +
          e('requestingAgencyRequestId', requestId) +
          e('supplyingAgencyRequestId', `L-${requestId}`),
      ) +
        e(
          'messageInfo',
          e('reasonForMessage', saying.reason) +
            e('answerYesNo', saying.answer) +
            e('note', saying.note && escaped(saying.note)) +
            e('reasonUnfilled', saying.unfilled) +
            e('reasonRetry', saying.retry) +
            (is12 ? `${offered ?? ''}${e('retryAfter', saying.retryAfter)}` : ''),
        ) +
        e(
          'statusInfo',
          e('status', saying.status) +
            e('expectedDeliveryDate', saying.expected) +
            e('dueDate', saying.dueDate) +
            e('lastChange', at),
        ) +
        (!is12 && (isRetry || offered !== undefined)
          ? e('retryInfo', conditions + available + (offered ?? '') + e('retryAfter', saying.retryAfter))
          : '') +
        (isSent === undefined || (isRetry && !is12)
          ? ''
          : e(
              'deliveryInfo',
              // The zero date of a program that has none.
              e('dateSent', '0001-01-01T00:00:00.000Z') +
                (saying.itemIds ?? []).map((id) => e('itemId', escaped(id))).join('') +
                (is12 ? '' : e('URL', saying.url)) +
                e(is12 ? 'sentVia' : 'deliveryMethod', saying.sentVia) +
                conditions,
            )) +
        (saying.returnTo === undefined ? '' : e('returnInfo', e('name', escaped(saying.returnTo)))),
    ),
  );
};

/** Writes a lender's confirmation of a message. @param error what it finds wrong; null: nothing. */
export const confirmationXml = (
  heard: Heard,
  at: string,
  error: { readonly type: string; readonly value: string } | null,
  dialect: Dialect,
): string => {
  const e = writer(dialect.prefix);
  return envelope(
    dialect,
    e(
      `${heard.kind}Confirmation`,
      e(
        'confirmationHeader',
        e('timestamp', at) +
          e('requestingAgencyRequestId', heard.requestId) +
          e('timestampReceived', heard.at) +
          e('messageStatus', error === null ? 'OK' : 'ERROR'),
      ) + (error === null ? '' : e('errorData', e('errorType', error.type) + e('errorValue', error.value))),
    ),
  );
};

/** What a lender hears of a message of a borrower. */
export type Heard = {
  readonly kind: 'request' | 'requestingAgencyMessage';
  readonly requestId: string;
  readonly borrower: string;
  readonly at: string;
  readonly action: string;
  readonly note: string;
  readonly title: string;
  readonly previousId: string;
};

/** Reads a message of a borrower as a simple lender does: by the names of its elements. Null if it is none. */
export const hear = (xml: string): Heard | null => {
  const kind = /<(?:\w+:)?(request|requestingAgencyMessage)>/.exec(xml)?.[1];
  const text = (name: string): string =>
    (new RegExp(`<(?:\\w+:)?${name}>([^<]*)<`).exec(xml)?.[1] ?? '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  if (kind !== 'request' && kind !== 'requestingAgencyMessage') return null;
  const borrower = /requestingAgencyId>.*?agencyIdValue>([^<]*)</s.exec(xml)?.[1] ?? '';
  return {
    kind,
    requestId: text('requestingAgencyRequestId'),
    borrower,
    at: text('timestamp'),
    action: text('action'),
    note: text('note'),
    title: text('title'),
    previousId: text('requestingAgencyPreviousRequestId'),
  };
};
