import type { AppState } from '../../../shared/ipc/views.ts';

/** Whether the next start can be expected to find somebody signed in: then its first picture is a page, not a blank. */
const key = 'signedIn';

/** Notes it for the next start. One who has a PIN must sign in anew. */
export const noteSignedIn = ({ signedIn, operator }: AppState): void =>
  localStorage.setItem(key, String(signedIn && !operator.hasPin));

/** What was noted last. Only a guess at what to draw: the main process answers nothing to somebody who is not signed in. */
export const wasSignedIn = (): boolean => localStorage.getItem(key) === 'true';
