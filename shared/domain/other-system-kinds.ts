import { t } from '../words/words.ts';

/** What the desk does that the library's other system can be told, with the service of NCIP that tells it. */
export const toldSteps = {
  received: { label: t('Received: the item is here, and held for the patron'), service: 'AcceptItem' },
  lent: { label: t('Lent'), service: 'CheckOutItem' },
  renewed: { label: t('Renewed'), service: 'RenewItem' },
  back: { label: t('Brought back by the patron'), service: 'CheckInItem' },
  returned: { label: t('Sent back to the partner'), service: 'CheckInItem' },
  recalled: { label: t('Recalled by the partner'), service: 'RecallItem' },
} as const;
export type ToldStep = keyof typeof toldSteps;
export const toldStepNames = Object.keys(toldSteps) as readonly ToldStep[];

type KindFacts = {
  readonly label: string;
  /** Which steps it is usually told. */
  readonly tells: readonly ToldStep[];
  /** What it does and does not do, for the person who sets it up, and where that is documented. */
  readonly notes: readonly string[];
};

/** Library systems, and what is known of each. Nothing here was tried with a real one. */
export const otherSystemKinds = {
  none: { label: t('None: staff key every step'), tells: [], notes: [] },
  alma: {
    label: 'Alma',
    tells: ['received', 'renewed', 'back', 'returned'],
    notes: [
      t(
        'In Alma, make a resource sharing partner of the type NCIP. Its code is the profile, and the institution code is the symbol of both sides.',
      ),
      t(
        'Alma makes the item and its hold request. In some libraries the item must then be scanned in there. Loans are made in Alma, so they are not sent.',
      ),
      t('Source: {source}', { source: 'Ex Libris Developer Network, NCIP Broker-based Resource Sharing' }),
    ],
  },
  koha: {
    label: 'Koha',
    tells: ['received', 'renewed', 'back'],
    notes: [
      t('Koha answers through NCIPServer. Which messages it understands depends on its version: test each.'),
      t('Source: {source}', { source: 'NCIPServer; ReShare' }),
    ],
  },
  evergreen: {
    label: 'Evergreen',
    tells: ['received', 'renewed', 'back'],
    notes: [
      t('Evergreen answers through NCIPServer, and deletes the item when the patron has brought it back.'),
      t('Source: {source}', { source: 'NCIPServer' }),
    ],
  },
  sierra: {
    label: 'Sierra',
    tells: ['received', 'back'],
    notes: [t('Source: {source}', { source: 'ReShare' })],
  },
  polaris: {
    label: 'Polaris',
    tells: ['received', 'back'],
    notes: [
      t(
        'Others write to Polaris in NCIP 1. Borrow Desk writes 2.02 only: ask the vendor whether yours reads it.',
      ),
      t('Source: {source}', { source: 'ReShare' }),
    ],
  },
  worldshare: {
    label: 'WorldShare',
    tells: [],
    notes: [
      t(
        'WorldShare asks for a signature with a WSKey, which Borrow Desk cannot make. Staff key these steps.',
      ),
      t('Source: {source}', { source: 'OCLC, WMS NCIP Service' }),
    ],
  },
  other: {
    label: t('Another system with NCIP 2'),
    tells: ['received', 'back', 'returned'],
    notes: [],
  },
} as const satisfies Readonly<Record<string, KindFacts>>;
export type OtherSystemKind = keyof typeof otherSystemKinds;

/** Returns the same facts, whatever the kind. */
export const factsOfSystem = (kind: OtherSystemKind): KindFacts => otherSystemKinds[kind];

/** The longest title that is sent: some systems refuse longer ones. */
export const longestTitle = 255;
