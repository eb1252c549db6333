import type { Unanswered } from './update-facts.ts';

// Not in update-source.ts, because that loads electron-updater, which only a check needs.

/** Returns why a look failed; `no-list`: the server has none for this system and channel at its address. */
export const faultOfLook = (error: unknown): Unanswered => {
  if (!(error instanceof Error)) return 'no-answer';
  if ('code' in error && error.code === 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND') return 'no-list';
  // Electron says so in the message only.
  return error.message.includes('net::ERR_CERT_') ? 'certificate' : 'no-answer';
};
