import type { Instant } from '../../../../shared/domain/ids.ts';
import type { ProtocolProfile } from '../../../../shared/domain/partner-profile.ts';
import type { MessageOf } from './message.ts';

/** What a header says beside the profile of the partner. */
export type HeaderFacts = {
  readonly requestId: string;
  /** The time of the message, which stays the same when it is sent again. */
  readonly at: Instant;
  /** The secret of the account, if the partner asks for one in the header. */
  readonly securityCode: string | null;
};

/** Returns the header of a message to a partner. */
export const headerTo = (
  { ours, theirs, authentication }: ProtocolProfile,
  { requestId, at, securityCode }: HeaderFacts,
): MessageOf<'request'>['body']['header'] => ({
  supplyingAgencyId: theirs,
  requestingAgencyId: ours,
  multipleItemRequestId: null,
  timestamp: at,
  requestingAgencyRequestId: requestId,
  requestingAgencyAuthentication:
    authentication.kind === 'account' ? { accountId: authentication.accountId, securityCode } : null,
});
