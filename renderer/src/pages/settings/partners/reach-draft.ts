import type {
  ConditionConvention,
  IsoAction,
  IsoVersion,
  PartnerProfile,
  ProtocolProfile,
  VolumeFormat,
} from '../../../../../shared/domain/partner-profile.ts';
import { peerSystems } from '../../../../../shared/domain/peer-systems.ts';
import { t } from '../../../../../shared/words/words.ts';

/** How a partner is reached, as it is typed. */
export type ReachDraft = {
  readonly by: PartnerProfile['by'];
  /** Whether messages are posted to an address, or put into the folder for messages. */
  readonly way: 'network' | 'folder';
  readonly systemAddress: string;
  readonly theirs: string;
  readonly theirsKind: string;
  readonly isBroker: boolean;
  readonly ours: string;
  readonly oursKind: string;
  readonly authentication: ProtocolProfile['authentication']['kind'];
  /** The account or the user name. */
  readonly account: string;
  /** Blank: the stored one. */
  readonly secret: string;
  readonly version: IsoVersion;
  readonly convention: ConditionConvention;
  readonly accepts: readonly IsoAction[];
  readonly volumeFormat: VolumeFormat;
  /** As PEM; null for none. */
  readonly authority: string | null;
};

/** The names of the fields that can show a refusal. */
export const reachFields = ['systemAddress', 'theirs', 'theirsKind', 'ours', 'oursKind', 'account', 'secret'];

const usualKind = 'ISIL';
const blank: Omit<ReachDraft, 'by'> = {
  way: 'network',
  systemAddress: '',
  theirs: '',
  theirsKind: usualKind,
  isBroker: false,
  ours: '',
  oursKind: usualKind,
  authentication: 'none',
  account: '',
  authority: null,
  secret: '',
  ...peerSystems.standard.conventions,
};

const accountOf = (authentication: ProtocolProfile['authentication']): string => {
  switch (authentication.kind) {
    case 'account':
      return authentication.accountId;
    case 'basic':
      return authentication.user;
    default:
      return '';
  }
};

export const draftOf = (profile: PartnerProfile): ReachDraft => {
  if (profile.by !== 'iso18626') return { by: profile.by, ...blank };
  const { by, address, authentication, version, convention, accepts, volumeFormat, authority } = profile;
  return {
    by,
    way: address === null ? 'folder' : 'network',
    systemAddress: address ?? '',
    theirs: profile.theirs.agencyIdValue,
    theirsKind: profile.theirs.agencyIdType,
    isBroker: profile.isBroker,
    ours: profile.ours.agencyIdValue,
    oursKind: profile.ours.agencyIdType,
    authentication: authentication.kind,
    account: accountOf(authentication),
    secret: '',
    version,
    convention,
    accepts,
    volumeFormat,
    authority,
  };
};

const authenticationOf = ({
  way,
  authentication,
  account,
}: ReachDraft): ProtocolProfile['authentication'] => {
  switch (authentication) {
    case 'account':
      return { kind: 'account', accountId: account.trim() };
    case 'basic':
      // There is no connection on which it could be shown.
      return way === 'folder' ? { kind: 'none' } : { kind: 'basic', user: account.trim() };
    default:
      return { kind: way === 'folder' ? 'none' : authentication };
  }
};

/** A symbol as partners write it: alone, or after its type, such as `ISIL:DE-18`. */
const agencyOf = (kind: string, symbol: string): ProtocolProfile['ours'] => {
  const [, agencyIdType = kind.trim(), agencyIdValue = symbol.trim()] =
    /^([A-Za-z]+):\s*(\S.*)$/.exec(symbol.trim()) ?? [];
  return { agencyIdType, agencyIdValue };
};

/** The profile that a draft without faults means. */
export const profileOf = (draft: ReachDraft): PartnerProfile => {
  if (draft.by !== 'iso18626') return { by: draft.by };
  const { by, version, convention, accepts, volumeFormat, authority } = draft;
  return {
    by,
    address: draft.way === 'folder' ? null : draft.systemAddress.trim(),
    ours: agencyOf(draft.oursKind, draft.ours),
    theirs: agencyOf(draft.theirsKind, draft.theirs),
    isBroker: draft.isBroker,
    version,
    authentication: authenticationOf(draft),
    convention,
    accepts: [...accepts],
    volumeFormat,
    authority,
  };
};

const isAddress = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/u.test(url.protocol) && url.hostname !== '';
};

const hasAccount = (address: string): boolean => {
  const { username, password } = new URL(address);
  return username !== '' || password !== '';
};

/** What is wrong with a draft, and at which field. */
export type ReachFault = { readonly field: string; readonly words: string };

/** Returns what must be corrected before a draft can be saved or tested; null if nothing must. */
export const faultOf = (draft: ReachDraft): ReachFault | null => {
  if (draft.by !== 'iso18626') return null;
  if (draft.way === 'network' && !isAddress(draft.systemAddress.trim()))
    return {
      field: 'systemAddress',
      words: t('Enter the whole address, such as https://ill.library.example/iso18626.'),
    };
  // It would be stored, shared and shown as the address is.
  if (draft.way === 'network' && hasAccount(draft.systemAddress.trim()))
    return {
      field: 'systemAddress',
      words: t('Remove the user name and password from the address. Enter them under Authentication.'),
    };
  const empty = (['theirs', 'theirsKind', 'ours', 'oursKind'] as const).find(
    (name) => draft[name].trim() === '',
  );
  if (empty !== undefined)
    return { field: empty, words: t('Enter the symbol. Every message names both libraries.') };
  if (
    'accountId' in authenticationOf(draft) || 'user' in authenticationOf(draft)
      ? draft.account.trim() === ''
      : false
  )
    return { field: 'account', words: t('Enter it, or choose “None” under Authentication.') };
  return null;
};

/** Whether the stored secret is for the server and the account of the draft. */
export const isForStored = (draft: ReachDraft, stored: PartnerProfile): boolean => {
  const { way, systemAddress, authentication, account } = draftOf(stored);
  return (
    way === draft.way &&
    systemAddress === draft.systemAddress.trim() &&
    authentication === draft.authentication &&
    account === draft.account.trim()
  );
};
