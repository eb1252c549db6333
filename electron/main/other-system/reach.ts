import { instantOf } from '../../../shared/domain/dates.ts';
import { type Sending, sendingOf, type SentWay, waysOf } from '../../../shared/domain/other-system-kinds.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import type { ReadableDB } from '../db/types.ts';
import { loadSettingGroup } from '../desk/records/settings/settings.service.ts';
import type { LeavingBy } from '../desk/store/sent-places.queries.ts';
import type { ReachedSystem } from '../partners/exchange/partner-secrets.ts';
import type { NcipParties } from './ncip/message.ts';

/** How messages reach the other system, as set in Settings. */
export type NcipSettings = Settings['ncip'];

/** Returns where the other system is and what it asks for; null if nothing is sent to it by NCIP. */
export const reachOf = ({
  kind,
  address,
  authentication,
  user,
}: NcipSettings): (ReachedSystem & { readonly address: string }) | null => {
  if (kind === 'none' || address === '') return null;
  switch (authentication) {
    case 'none':
      return { address, authentication: { kind: 'none' } };
    case 'password':
      return { address, authentication: { kind: 'account', accountId: '' } };
    case 'basic':
      return { address, authentication: { kind: 'basic', user } };
  }
};

/** Returns how the library sends steps to its other system. */
export const sendingNow = (db: ReadableDB): Sending => sendingOf(loadSettingGroup(db, 'ncip'));

/** Returns which messages leave by a protocol now. */
export const leavingBy = (db: ReadableDB, way: SentWay, now: Date): LeavingBy => ({
  way,
  sending: sendingNow(db),
  now: instantOf(now),
});

/** Whether it sends any. */
export const sendsToOtherSystem = (db: ReadableDB): boolean => waysOf(sendingNow(db)).length > 0;

/** Returns who speaks to whom. Most libraries have one symbol for both. */
export const partiesOf = ({ fromAgency, toAgency, profileType }: NcipSettings): NcipParties => ({
  fromAgency,
  toAgency: toAgency === '' ? fromAgency : toAgency,
  profileType,
});
