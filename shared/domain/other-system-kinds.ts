import { t } from '../words/words.ts';

/** The steps that can be sent to the library's other system, each with its NCIP service. */
export const sentSteps = {
  received: { label: t('Received'), service: 'AcceptItem' },
  lent: { label: t('Lent'), service: 'CheckOutItem' },
  renewed: { label: t('Renewed'), service: 'RenewItem' },
  back: { label: t('Returned by patron'), service: 'CheckInItem' },
  returned: { label: t('Returned to partner'), service: 'CheckInItem' },
  recalled: { label: t('Recalled by partner'), service: 'RecallItem' },
} as const;
export type SentStep = keyof typeof sentSteps;
export const sentStepNames = Object.keys(sentSteps) as readonly SentStep[];

/** The steps that SIP2 knows: loans, but not what is received, recalled, or sent back to the partner. */
const sip2Steps: ReadonlySet<SentStep> = new Set(['lent', 'renewed', 'back']);

/** Whether a step is sent by SIP2. */
export const isBySip2 = (step: SentStep, { loansBy }: { readonly loansBy: string }): boolean =>
  loansBy === 'sip2' && sip2Steps.has(step);

/** Whether a step can be sent: by SIP2, or to the address for NCIP. */
const canSend = (
  step: SentStep,
  settings: { readonly kind: string; readonly address: string; readonly loansBy: string },
): boolean => settings.kind !== 'none' && (settings.address !== '' || isBySip2(step, settings));

/** The protocols by which steps are sent, each to a server of its own. */
export const sentWays = ['ncip', 'sip2'] as const;
export type SentWay = (typeof sentWays)[number];

/** The steps that are sent now by each protocol. Staff key all others. */
export type Sending = Readonly<Record<SentWay, readonly SentStep[]>>;

/** Returns how steps are sent with these settings. */
export const sendingOf = (
  settings: Parameters<typeof canSend>[1] & Readonly<Record<string, unknown>>,
): Sending => {
  const sent = sentStepNames.filter((step) => settings[step] === true && canSend(step, settings));
  const isIt = (step: SentStep): boolean => isBySip2(step, settings);
  return { ncip: sent.filter((step) => !isIt(step)), sip2: sent.filter(isIt) };
};

/** The protocols in use. */
export const waysOf = (sending: Sending): readonly SentWay[] =>
  sentWays.filter((way) => sending[way].length > 0);

/** After so many days, what is still not sent is keyed by hand: a hold for a book that went back long ago would do harm. */
export const longestWaitDays = 14;

type KindFacts = {
  readonly label: string;
  /** The steps that are usually sent to it. */
  readonly sends: readonly SentStep[];
  /** What it does and does not do, for the person who sets it up, and where that is documented. */
  readonly notes: readonly string[];
};

/** Library systems, and what is known of each. Nothing here was tried with a real one. */
export const otherSystemKinds = {
  none: { label: t('None: staff key every step'), sends: [], notes: [] },
  alma: {
    label: 'Alma',
    sends: ['received', 'renewed', 'back', 'returned'],
    notes: [
      t(
        'In Alma, create a resource sharing partner of type NCIP. Enter its code as the profile, and your institution code as both symbols.',
      ),
      t(
        'Alma creates the item and its hold request. If staff must then scan in the item in Alma, turn on “Staff also scan in received items in the other system”. Lend items in Alma itself, and leave “Lent” off.',
      ),
      t('Source: {source}', { source: 'Ex Libris Developer Network, NCIP Broker-based Resource Sharing' }),
    ],
  },
  koha: {
    label: 'Koha',
    sends: ['received', 'renewed', 'back'],
    notes: [
      t('Koha answers through NCIPServer. The steps that it accepts depend on its version: try each one.'),
      t('Source: {source}', { source: 'NCIPServer; ReShare' }),
    ],
  },
  evergreen: {
    label: 'Evergreen',
    sends: ['received', 'renewed', 'back'],
    notes: [
      t('Evergreen answers through NCIPServer, and deletes the item when the patron returns it.'),
      t('Source: {source}', { source: 'NCIPServer' }),
    ],
  },
  sierra: {
    label: 'Sierra',
    sends: ['received', 'back'],
    notes: [t('Source: {source}', { source: 'ReShare' })],
  },
  polaris: {
    label: 'Polaris',
    sends: ['received', 'back'],
    notes: [
      t(
        'Other programs use NCIP 1 with Polaris. Borrow Desk uses only NCIP 2.02: ask the vendor whether your Polaris accepts it.',
      ),
      t('Source: {source}', { source: 'ReShare' }),
    ],
  },
  worldshare: {
    label: 'WorldShare',
    sends: [],
    notes: [
      t('WorldShare requires a WSKey signature, which Borrow Desk cannot create. Staff key every step.'),
      t('Source: {source}', { source: 'OCLC, WMS NCIP Service' }),
    ],
  },
  other: {
    label: t('Another system with NCIP 2 or SIP2'),
    sends: ['received', 'back', 'returned'],
    notes: [],
  },
} as const satisfies Readonly<Record<string, KindFacts>>;
export type OtherSystemKind = keyof typeof otherSystemKinds;

/** Returns the same facts, whatever the kind. */
export const factsOfSystem = (kind: OtherSystemKind): KindFacts => otherSystemKinds[kind];

/** The longest title that is sent: some systems refuse longer ones. */
export const longestTitle = 255;
