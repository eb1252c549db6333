import { t } from '../words/words.ts';

/** The subgroups of Fulfillment in the navigation. */
export const pageGroups = {
  'resource-sharing': t('Resource Sharing'),
  checkout: t('Checkout/Checkin'),
} as const;
export type PageGroup = keyof typeof pageGroups;

type PageFacts = {
  /** The name of the page in menus, the window title and the palette. */
  readonly label: string;
  /** Its place in the navigation: top-level, or in a subgroup of Fulfillment. */
  readonly group: PageGroup | null;
  readonly keys: string;
  /**
   * What a scan does there. `step`: the page takes its step immediately and lists today's steps. `offer`: the code is looked up and the
   * most sensible step is offered.
   */
  readonly scan: 'step' | 'offer';
};

/** Every page of the program, in menu order. Navigation, menu, palette, keyboard help and addresses are generated from it. */
export const pages = {
  today: { label: t('Today'), group: null, keys: 'Ctrl+1', scan: 'offer' },
  receiving: { label: t('Receiving Items'), group: 'resource-sharing', keys: 'Ctrl+2', scan: 'step' },
  requests: {
    label: t('Borrowing Requests'),
    group: 'resource-sharing',
    keys: 'Ctrl+3',
    scan: 'offer',
  },
  'patron-services': {
    label: t('Manage Patron Services'),
    group: 'checkout',
    keys: 'Ctrl+4',
    scan: 'step',
  },
  'return-items': { label: t('Return Items'), group: 'checkout', keys: 'Ctrl+5', scan: 'step' },
  'scan-in': { label: t('Scan In Items'), group: 'checkout', keys: 'Ctrl+6', scan: 'step' },
  'done-here': { label: t('Key into the other system'), group: null, keys: 'Ctrl+Shift+D', scan: 'offer' },
  slips: { label: t('Slips'), group: null, keys: 'Ctrl+7', scan: 'offer' },
  letters: { label: t('Letters and messages'), group: null, keys: 'Ctrl+8', scan: 'offer' },
  connections: { label: t('Connections'), group: null, keys: 'Ctrl+0', scan: 'offer' },
  reports: { label: t('Reports'), group: null, keys: 'Ctrl+9', scan: 'offer' },
  settings: { label: t('Settings'), group: null, keys: 'Ctrl+,', scan: 'offer' },
} as const satisfies Record<string, PageFacts>;

export type Page = keyof typeof pages;

/** Returns the name of a page in this installation: `Key into Alma`. @param otherSystem its name as configured, or empty */
export const pageLabel = (page: Page, otherSystem: string): string =>
  page === 'done-here' && otherSystem.trim() !== ''
    ? t('Key into {system}', { system: otherSystem.trim() })
    : pages[page].label;

export const pageNames = Object.keys(pages) as readonly Page[];

/** Whether the text is the name of a page. */
export const isPage = (text: string): text is Page => Object.hasOwn(pages, text);
