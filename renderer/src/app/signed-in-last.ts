import { needsPin } from '../../../shared/domain/pin.ts';
import type { AppState } from '../../../shared/ipc/views.ts';

/** Whether an operator will probably be signed in at the next start: then the first frame shows a page instead of a blank. */
const key = 'signedIn';

/** Stores this for the next start. Operators with a PIN must sign in again, and those who need one are asked to set it first. */
export const noteSignedIn = ({ signedIn, operator, operators }: AppState): void =>
  localStorage.setItem(key, String(signedIn && !operator.hasPin && !needsPin(operator, operators)));

/** Returns the stored value. It only predicts what to draw: the main process answers no call unless an operator is signed in. */
export const wasSignedIn = (): boolean => localStorage.getItem(key) === 'true';
