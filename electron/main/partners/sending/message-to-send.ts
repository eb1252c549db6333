import type { Instant } from '../../../../shared/domain/ids.ts';
import type { IsoAction, IsoVersion } from '../../../../shared/domain/partner-profile.ts';
import { hashOf } from '../exchange/inbox.ts';
import { identityOf } from '../iso18626/identity.ts';
import type { MessageOf, RequestingAgencyMessage } from '../iso18626/message.ts';
import { readMessage } from '../iso18626/read-message.ts';
import { writeMessage } from '../iso18626/write-message.ts';

/** A message as it is kept until it is sent, and sent again. */
export type MessageToSend = { readonly raw: string; readonly identity: string; readonly at: Instant };

/** Writes a message as it is kept. */
export const messageToSend = (
  message: MessageOf<'request'> | RequestingAgencyMessage,
  version: IsoVersion,
): MessageToSend => {
  const { timestamp, requestingAgencyRequestId } = message.body.header;
  const identity =
    message.kind === 'request' ? JSON.stringify(['request', requestingAgencyRequestId]) : identityOf(message);
  return {
    raw: writeMessage(message, version),
    identity: hashOf(identity),
    at: timestamp as Instant,
  };
};

/** What a kept message says: an action, or a request; with its note. */
export type Saying = { readonly action: IsoAction | 'request'; readonly note: string };

/** Reads what a kept message says. @throws if it is none of ours */
export const sayingOf = (raw: string): Saying => {
  const read = readMessage(Buffer.from(raw));
  const message = read.ok ? read.value : null;
  if (message?.kind === 'request') return { action: 'request', note: '' };
  if (message?.kind !== 'requestingAgencyMessage') throw new Error('a message that is not of this program');
  return { action: message.body.action as IsoAction, note: message.body.note ?? '' };
};
