import { createHash } from 'node:crypto';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import type { RawForm } from '../../../../shared/domain/partner-messages.ts';
import { unmatchedBounds } from '../../../../shared/domain/partner-messages.ts';
import { readPartnerProfile } from '../../../../shared/ipc/partner-profile.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import {
  deleteUnmatched,
  findConversation,
  keepPartnerMessage,
} from '../../desk/store/conversations.queries.ts';
import { readHubState } from '../../desk/store/hub.queries.ts';
import { findPlace } from '../../desk/store/places.queries.ts';
import { momentOf } from '../iso18626/dates.ts';
import type { Inbox } from './take-in.ts';

/** Returns how the bytes of a message are stored: databases cannot hold every text, and a message may be none. */
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

/** A hash: an identity contains notes, which may name a patron. */
export const hashOf = (identity: string | Uint8Array): string =>
  createHash('sha256').update(identity).digest('hex');

/**
 * Returns the inbox of a library. A message is kept once, in a transaction of its own, so that a workstation that learns that another one took
 * it too drops nothing else.
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
  keep: ({ raw, at, message, identity, verdict }) => {
    const isKept = inTransaction(db, (writable) => {
      const { requestingAgencyRequestId, timestamp: writtenAt = null } = message?.body.header ?? {};
      const sentAs = requestingAgencyRequestId ?? '';
      const requestId = findConversation(writable, sentAs)?.requestId ?? null;
      // A request that this library does not have is for a person to find.
      const state = verdict === 'ok' && requestId !== null ? 'stored' : 'unmatched';
      const row = {
        requestId,
        sentAs,
        identity: hashOf(identity ?? raw),
        ...rawOf(raw),
        state,
        at,
        writtenAt: writtenAt === null ? at : momentOf(writtenAt),
      } as const;
      return keepPartnerMessage(writable, row) && state === 'unmatched';
    });
    if (isKept) pruneUnmatched(db, at);
  },
});

/**
 * Deletes what belongs to no request beyond its bounds, the oldest first, in a transaction of its own: anybody who may call the endpoint can
 * send it.
 */
export const pruneUnmatched = (db: ReadableDB, now: Instant): void =>
  inTransaction(db, (writable) => {
    const { messages, bytes, days } = unmatchedBounds;
    const before = instantOf(new Date(Date.parse(now) - days * 86_400_000));
    deleteUnmatched(writable, { messages, bytes, before });
  });
