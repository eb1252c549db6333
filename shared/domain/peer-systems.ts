import { t } from '../words/words.ts';
import { actionsOf2021, type IsoAction, isoActions, type ProtocolProfile } from './partner-profile.ts';

/** What depends on the system of a partner, and not on the partner. */
export type SystemConventions = Pick<ProtocolProfile, 'version' | 'convention' | 'volumeFormat'> & {
  readonly accepts: readonly IsoAction[];
};

const usualActions = isoActions.filter((action) => !actionsOf2021.includes(action));

/** The conventions of the systems of partners, so that staff need only name the system. */
export const peerSystems = {
  standard: {
    label: t('Unknown, or follows the standard'),
    conventions: { version: '1.2', convention: 'retry', accepts: usualActions, volumeFormat: 'repeated' },
  },
  alma: {
    label: t('Alma, Rapido or ILLiad'),
    conventions: {
      version: '1.2',
      convention: 'accept-reject',
      accepts: usualActions,
      volumeFormat: 'commas',
    },
  },
  reshare: {
    label: t('ReShare'),
    conventions: { version: '1.2', convention: 'reshare', accepts: usualActions, volumeFormat: 'reshare' },
  },
  crosslink: {
    label: t('CrossLink'),
    conventions: { version: '1.2', convention: 'reshare', accepts: usualActions, volumeFormat: 'note-block' },
  },
  koha: {
    label: t('Koha'),
    conventions: {
      version: '2021-2',
      convention: 'retry',
      accepts: ['StatusRequest', 'Received', 'Cancel', 'ShippedReturn'],
      volumeFormat: 'repeated',
    },
  },
  vdx: {
    label: t('VDX, or another ISO 10161 system'),
    conventions: {
      version: '1.2',
      convention: 'conditional-reply',
      accepts: usualActions,
      volumeFormat: 'repeated',
    },
  },
} as const satisfies Readonly<
  Record<string, { readonly label: string; readonly conventions: SystemConventions }>
>;
export type PeerSystem = keyof typeof peerSystems;

export const peerSystemNames = Object.keys(peerSystems) as readonly PeerSystem[];

const isSame = (one: SystemConventions, other: SystemConventions): boolean =>
  one.version === other.version &&
  one.convention === other.convention &&
  one.volumeFormat === other.volumeFormat &&
  isoActions.every((action) => one.accepts.includes(action) === other.accepts.includes(action));

/** Returns the system that has these conventions; null if none of them does. */
export const systemOf = (conventions: SystemConventions): PeerSystem | null =>
  peerSystemNames.find((name) => isSame(peerSystems[name].conventions, conventions)) ?? null;
