import type { Unanswered } from './update-facts.ts';

// Not in update-source.ts, because that loads electron-updater, which only a check needs.

// Electron names them in the message, Node in the code.
const untrusted = /net::ERR_CERT_|SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE/u;

/** Returns why a look failed; `no-list`: the server has none for this system and channel at its address. */
export const faultOfLook = (error: unknown): Unanswered => {
  if (!(error instanceof Error)) return 'no-answer';
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND') return 'no-list';
  return untrusted.test(`${code} ${error.message}`) ? 'certificate' : 'no-answer';
};
