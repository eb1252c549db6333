import type { PartnerId } from '../../../../shared/domain/ids.ts';
import type { PartnerProfile, ProtocolProfile } from '../../../../shared/domain/partner-profile.ts';
import { readPartnerProfile } from '../../../../shared/ipc/partner-profile.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { OutgoingMessages } from '../../files/watching/outgoing-messages.ts';
import { isStillToPost, listDueLetters, nextLetterAt } from '../../desk/store/partner-queue.queries.ts';
import { findPlace } from '../../desk/store/places.queries.ts';
import type { Attempt } from '../../sending/after-attempt.ts';
import { type Identification, type PartnerSecrets, withoutSecrets } from '../exchange/partner-secrets.ts';
import { postMessage } from '../exchange/post-message.ts';
import { withSecurityCode } from '../iso18626/security-code.ts';
import { type ClaimedMessage, claimMessage, type ClaimOptions } from './claim-message.ts';
import { type Deliveries, severalAtOnce } from '../../sending/lane.ts';
import { recordAttempt } from './record-attempt.ts';

/** What the delivery to every partner needs. */
export type ToPartnerOptions = Omit<ClaimOptions, 'profile'> & {
  readonly db: ReadableDB;
  readonly secrets: Pick<PartnerSecrets, 'identify'>;
  /** The folder into which messages are put to partners without an address. */
  readonly folder: Pick<OutgoingMessages, 'isChosen' | 'put'>;
  /** Posts one message; that of the program if omitted. */
  readonly post?: typeof postMessage;
};

/** A partner, and how this workstation authenticates to it. */
export type ReachedPartner = { readonly profile: ProtocolProfile; readonly identification: Identification };

/** Delivers the letters to one partner, those of a turn in their order. */
export const toPartner = (
  partnerId: PartnerId,
  options: ToPartnerOptions,
): Deliveries<ReachedPartner, ClaimedMessage> => {
  const { db, secrets, folder } = options;
  // Cached, because it is needed before each message.
  let cached: { readonly stored: string; readonly read: PartnerProfile | null } = { stored: '', read: null };
  return {
    reach: () => {
      const stored = findPlace(db, 'partner', partnerId)?.profile ?? '';
      if (stored !== cached.stored)
        cached = { stored, read: stored === '' ? null : readPartnerProfile(stored) };
      const profile = cached.read;
      if (profile?.by !== 'iso18626') return null;
      const address = JSON.stringify(profile);
      if (profile.address === null && !folder.isChosen()) return { address, lacks: 'no-folder' };
      const identification = secrets.identify(partnerId, profile);
      return identification === null
        ? { address, lacks: 'no-secret' }
        : { address, reached: { profile, identification } };
    },
    due: (due) => listDueLetters(db, { partnerId, ...due }),
    claim: (writable, id, { profile }) => {
      const claimed = claimMessage(writable, id, { ...options, profile });
      return claimed === 'settled' ? undefined : claimed;
    },
    post: (message, reached, signal) => postTo(options, message, reached, signal),
    record: recordAttempt,
    nextAt: () => nextLetterAt(db, partnerId),
    atOnce: severalAtOnce,
  };
};

const postTo = async (
  { db, logFault, folder, post = postMessage }: ToPartnerOptions,
  { id, raw, sentAs, at, saying }: ClaimedMessage,
  { profile: { address, authority: ca, theirs }, identification }: ReachedPartner,
  signal: AbortSignal,
): Promise<Attempt> => {
  const { credentials, securityCode } = identification;
  try {
    // Undone meanwhile, perhaps at another workstation.
    if (!isStillToPost(db, id)) return { kind: 'unreached', words: '' };
  } catch (error) {
    logFault(error);
    return { kind: 'unreached', words: '' };
  }
  const text = withSecurityCode(raw, securityCode);
  if (address === null) {
    const { kind, words } = await folder.put({ name: fileNameOf(theirs, { at, sentAs, saying }), text });
    return kind === 'unknown' ? { kind, errorType: null, words } : { kind, words };
  }
  const result = await post(text, sentAs, { address, credentials, ca }, { signal });
  return withoutSecrets(result, identification);
};

/** The name of the file of a message: in the order of time for each partner, and the same when it is put there again. */
const fileNameOf = (
  { agencyIdValue }: ProtocolProfile['theirs'],
  { at, sentAs, saying }: Pick<ClaimedMessage, 'at' | 'sentAs' | 'saying'>,
): string =>
  `${agencyIdValue.replace(/[^A-Za-z0-9-]/gu, '_').slice(0, 60)}-${at.replace(/[^0-9TZ]/gu, '')}-${sentAs}-${saying.action}.xml`;
