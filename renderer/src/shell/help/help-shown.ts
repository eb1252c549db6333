import { sharedValue } from '../../components/shared-value.ts';

/** The tabs of the help panel. */
export const helpTabs = ['page', 'keys', 'news', 'guides'] as const;
export type HelpTab = (typeof helpTabs)[number];

/** The open tab; null: closed. */
export const helpShown = sharedValue<HelpTab | null>(null);

/** Opens the help, or closes it if it is open. */
export const toggleHelp = (): void => helpShown.set(helpShown.get() === null ? 'page' : null);

/** Shows the list of keys, or closes the help if it is shown. */
export const toggleKeys = (): void => helpShown.set(helpShown.get() === 'keys' ? null : 'keys');
