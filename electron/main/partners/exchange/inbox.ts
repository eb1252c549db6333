import { createHash } from 'node:crypto';
import type { Instant } from '../../../../shared/domain/ids.ts';
import type { RawForm } from '../../../../shared/domain/partner-messages.ts';
import { conversationBounds } from '../../../../shared/domain/partner-messages.ts';
import { readPartnerProfile } from '../../../../shared/ipc/partner-profile.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import {
  deleteUnmatched,
  findConversation,
  isConversationFull,
  keepPartnerMessage,
} from '../../desk/store/conversations.queries.ts';
import { readHubState } from '../../desk/store/hub.queries.ts';
import { findPlace } from '../../desk/store/places.queries.ts';
import { momentOf } from '../iso18626/dates.ts';
import type { Inbox } from './take-in.ts';

/** Returns how the bytes of a message are stored: a text column cannot hold all bytes, and what came may not be a text. */
export const rawOf = (bytes: Uint8Array): { readonly raw: string; readonly rawAs: RawForm } => {
  const base64 = { raw: Buffer.from(bytes).toString('base64'), rawAs: 'base64' } as const;
  if (bytes.includes(0)) return base64;
  try {
    return { raw: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), rawAs: 'text' };
  } catch {
    return base64;
  }
};

/** Returns the bytes of a stored message. */
export const bytesOf = ({ raw, rawAs }: { readonly raw: string; readonly rawAs: RawForm }): Uint8Array =>
  Buffer.from(raw, rawAs === 'text' ? 'utf8' : 'base64');

/** An identifier that could be one of ours. Others are not kept beside the message: they may be long, or end a line where they are shown. */
const formOfOurs = /^[!-~]{1,32}$/u;

/** A hash: an identity contains notes, which may name a patron. */
export const hashOf = (identity: string | Uint8Array): string =>
  createHash('sha256').update(identity).digest('hex');

/**
 * Returns the inbox of a library. A message is stored once, in a transaction of its own, so that a workstation that learns that another one received
 * it too discards nothing else.
 */
export const inboxOn = (db: ReadableDB): Inbox => ({
  versionFor: (sentAs) => {
    const conversation = findConversation(db, sentAs);
    // With a hub, it may be a request that another workstation has sent, of which this one does not know yet.
    if (conversation === undefined) return readHubState(db) === null ? null : '1.2';
    const partner = findPlace(db, 'partner', conversation.partnerId);
    const profile = partner && readPartnerProfile(partner.profile);
    return profile?.by === 'iso18626' ? profile.version : '1.2';
  },
  isFull: (sentAs) => isConversationFull(db, sentAs, conversationBounds),
  keep: ({ raw, at, message, identity, verdict }) => {
    const isKept = inTransaction(db, (writable) => {
      const header = message?.body.header;
      const named = header?.requestingAgencyRequestId ?? '';
      const sentAs = formOfOurs.test(named) ? named : '';
      const requestId = verdict === 'ok' ? (findConversation(writable, sentAs)?.requestId ?? null) : null;
      // A request that this library does not have is for a person to find.
      const state = requestId === null ? 'unmatched' : 'stored';
      const row = {
        requestId,
        sentAs,
        identity: hashOf(identity ?? raw),
        ...rawOf(raw),
        state,
        at,
        writtenAt: header?.timestamp ? momentOf(header.timestamp) : at,
      } as const;
      return keepPartnerMessage(writable, row) && state === 'unmatched';
    });
    if (isKept) pruneUnmatched(db, at);
  },
});

/**
 * Deletes messages that match no request beyond their limits, the oldest first, in a transaction of its own: any allowed caller of the endpoint can
 * send them.
 */
export const pruneUnmatched = (db: ReadableDB, now: Instant): void =>
  inTransaction(db, (writable) => deleteUnmatched(writable, now));
