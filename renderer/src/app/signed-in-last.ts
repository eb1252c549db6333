import { needsPin } from '../../../shared/domain/pin.ts';
import type { AppState } from '../../../shared/ipc/views.ts';

/** Whether the next start can be expected to find somebody signed in: then its first picture is a page, not a blank. */
const key = 'signedIn';

/** Notes it for the next start. One who has a PIN must sign in anew, and one who needs one is asked for it first. */
export const noteSignedIn = ({ signedIn, operator, operators }: AppState): void =>
  localStorage.setItem(key, String(signedIn && !operator.hasPin && !needsPin(operator, operators)));

/** What was noted last. Only a guess at what to draw: the main process answers nothing to somebody who is not signed in. */
export const wasSignedIn = (): boolean => localStorage.getItem(key) === 'true';
