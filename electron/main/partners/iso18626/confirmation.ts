import type { Instant } from '../../../../shared/domain/ids.ts';
import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { isTemporary, longestWords, type Verdict } from '../../sending/verdict.ts';
import type { ConfirmationKind, Message } from './message.ts';
import { readMessage } from './read-message.ts';

/** What we answer to a message on its connection: that we have it, or what was wrong with it. */
export type OurVerdict = 'ok' | { readonly errorType: ErrorType; readonly words: string };
type ErrorType =
  | 'UnsupportedActionType'
  | 'UnsupportedReasonForMessageType'
  | 'UnrecognisedDataElement'
  | 'UnrecognisedDataValue'
  | 'BadlyFormedMessage';

/**
 * Returns the confirmation of a message. It says only whether the message arrived; it never answers it.
 * @param received null if it could not be read: then it is confirmed as a message of a supplier, which is all that we expect.
 */
export const confirmationOf = (
  received: Exclude<Message, { readonly kind: ConfirmationKind }> | null,
  verdict: OurVerdict,
  at: Instant,
): Extract<Message, { readonly kind: ConfirmationKind }> => {
  const header = received?.body.header;
  const confirmed = {
    confirmationHeader: {
      supplyingAgencyId: header?.supplyingAgencyId ?? null,
      requestingAgencyId: header?.requestingAgencyId ?? null,
      timestamp: at,
      requestingAgencyRequestId: header?.requestingAgencyRequestId ?? null,
      // What the peer compares: exactly as it wrote it.
      timestampReceived: header?.timestamp ?? at,
      messageStatus: verdict === 'ok' ? 'OK' : 'ERROR',
    },
    errorData: verdict === 'ok' ? [] : [{ errorType: verdict.errorType, errorValue: verdict.words }],
  };
  switch (received?.kind) {
    case 'request':
      return { kind: 'requestConfirmation', body: confirmed };
    case 'requestingAgencyMessage':
      return {
        kind: 'requestingAgencyMessageConfirmation',
        body: { ...confirmed, action: knownOrNull(received.body.action, actions) },
      };
    default:
      return {
        kind: 'supplyingAgencyMessageConfirmation',
        body: {
          ...confirmed,
          reasonForMessage: knownOrNull(received?.body.messageInfo.reasonForMessage ?? null, reasons),
        },
      };
  }
};

// The schemas have closed lists of these: other values are not repeated.
const actions = [
  'StatusRequest',
  'Received',
  'Cancel',
  'Renew',
  'ShippedReturn',
  'ShippedForward',
  'Notification',
];
const reasons = [
  'RequestResponse',
  'StatusRequestResponse',
  'RenewResponse',
  'CancelResponse',
  'StatusChange',
  'Notification',
];
const knownOrNull = (code: string | null, known: readonly string[]): string | null =>
  code !== null && known.includes(code) ? code : null;

const saysDuplicate = /already exists|already request with this id|RequestIdAlreadyExists/i;

/**
 * Reads a peer's answer. Its confirmation decides, whatever the status code: some peers confirm with 201 or refuse with 200. One of another
 * request confirms nothing, nor does one that is neither OK nor an error.
 * @param requestId of the request that our message was about
 */
export const verdictOf = (httpStatus: number, body: Uint8Array, requestId: string): Verdict => {
  const read = readMessage(body);
  const confirmation = read.ok && 'confirmationHeader' in read.value.body ? read.value.body : null;
  const isOurs =
    confirmation !== null &&
    [null, requestId].includes(confirmation.confirmationHeader.requestingAgencyRequestId);
  if (confirmation === null || !isOurs) {
    const words = plainLine(new TextDecoder().decode(body.slice(0, 4 * longestWords)), longestWords);
    // A redirect is not followed: the address in the profile is wrong.
    const isRefused = httpStatus >= 300 && !isTemporary(httpStatus);
    return { kind: isRefused ? 'refused' : 'unknown', errorType: null, words, httpStatus };
  }
  const { confirmationHeader, errorData } = confirmation;
  const [first] = errorData;
  const status = confirmationHeader.messageStatus?.toUpperCase();
  if (status === 'OK') return { kind: 'ok', errorType: null, words: '' };
  if (status !== 'ERROR' && first === undefined) return { kind: 'unknown', errorType: null, words: '' };
  const words = plainLine(
    errorData.flatMap(({ errorType, errorValue }) => errorValue ?? errorType ?? []).join('; '),
    longestWords,
  );
  const isDuplicate = errorData.some(({ errorType, errorValue }) =>
    saysDuplicate.test(`${errorType ?? ''} ${errorValue ?? ''}`),
  );
  return { kind: isDuplicate ? 'duplicate' : 'refused', errorType: first?.errorType ?? null, words };
};
