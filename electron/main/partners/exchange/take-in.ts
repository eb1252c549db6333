import type { Instant } from '../../../../shared/domain/ids.ts';
import type { IsoVersion } from '../../../../shared/domain/partner-profile.ts';
import { speakers } from '../../../../shared/words/speakers.ts';
import { confirmationOf, type OurVerdict } from '../iso18626/confirmation.ts';
import { identityOf } from '../iso18626/identity.ts';
import type { ConfirmationKind, Message, SupplyingAgencyMessage } from '../iso18626/message.ts';
import { readMessage } from '../iso18626/read-message.ts';
import { writeMessage } from '../iso18626/write-message.ts';

/** A received message, as it is stored. */
export type Incoming = {
  readonly raw: Uint8Array;
  readonly at: Instant;
  /** Its content; null if it is not a supplier’s message, and is only stored so that it can be looked up. */
  readonly message: SupplyingAgencyMessage | null;
  /** The same for the same message (`identityOf`); null like the message. */
  readonly identity: string | null;
  /** What the peer is told about it. */
  readonly verdict: OurVerdict;
};

/** Where messages are kept. */
export type Inbox = {
  /** The version in which the partner of a request of ours is written to; null if there is certainly no such request. */
  readonly versionFor: (requestId: string) => IsoVersion | null;
  /** Whether no further message about a request of ours is taken in (`conversationBounds`). */
  readonly isFull: (requestId: string) => boolean;
  /** Keeps a message, unless one with its identity is kept. It is safe when this returns. @throws if it cannot be kept */
  readonly keep: (incoming: Incoming) => void;
};

type Received = Exclude<Message, { readonly kind: ConfirmationKind }>;

// For other libraries' systems, whose language is unknown.
const { t } = speakers.en;

/**
 * Stores a received message, and returns its confirmation as XML. Every message is stored, and confirmed at once: it is OK unless it cannot be
 * read or is about no request of ours. What it means is decided later.
 * @throws if it cannot be kept: then nothing is confirmed, and its sender sends it again
 */
export const takeIn = (raw: Uint8Array, at: Instant, { versionFor, isFull, keep }: Inbox): string => {
  const read = readMessage(raw);
  const received = read.ok && !('confirmationHeader' in read.value.body) ? (read.value as Received) : null;
  const requestId = received?.body.header.requestingAgencyRequestId ?? '';
  const version = versionFor(requestId);
  const message = received?.kind === 'supplyingAgencyMessage' ? received : null;
  const verdict = verdictOn(received, version === null ? 'unknown' : isFull(requestId) ? 'full' : 'open');
  keep({ raw, at, message, identity: message && identityOf(message), verdict });
  return writeMessage(confirmationOf(received, verdict, at), version ?? '1.2');
};

const verdictOn = (received: Received | null, conversation: 'open' | 'full' | 'unknown'): OurVerdict => {
  switch (received?.kind) {
    case undefined:
      return { errorType: 'BadlyFormedMessage', words: t('This is not an ISO 18626 message.') };
    case 'request':
    case 'requestingAgencyMessage':
      return {
        errorType: 'UnsupportedActionType',
        words: t('This library does not lend through this address.'),
      };
    case 'supplyingAgencyMessage':
      switch (conversation) {
        case 'open':
          return 'ok';
        case 'full':
          return {
            errorType: 'UnrecognisedDataValue',
            words: t('There are too many messages about this request.'),
          };
        case 'unknown':
          return {
            errorType: 'UnrecognisedDataValue',
            words: t('There is no request with this identifier.'),
          };
      }
  }
};
