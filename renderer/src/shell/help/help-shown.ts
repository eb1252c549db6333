import { sharedValue } from '../../components/shared-value.ts';

/** What the help beside the page shows. */
export const helpTabs = ['page', 'keys', 'news', 'guides'] as const;
export type HelpTab = (typeof helpTabs)[number];

/** Null: it is closed. */
export const helpShown = sharedValue<HelpTab | null>(null);

/** Opens the help, or closes it where it is open. */
export const toggleHelp = (): void => helpShown.set(helpShown.get() === null ? 'page' : null);

/** Shows all keys, or closes the help where they are shown. */
export const toggleKeys = (): void => helpShown.set(helpShown.get() === 'keys' ? null : 'keys');
