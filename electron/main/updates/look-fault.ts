// Apart from update-source.ts, which loads electron-updater: the program loads that only when it looks.

// Electron has them in the message, Node in `code`.
const untrusted = /net::ERR_CERT_|SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE/u;

/** Returns why a look failed; `no-list`: the server has none for this system and channel at its address. */
export const faultOfLook = (error: unknown): 'no-list' | 'certificate' | 'no-answer' => {
  if (!(error instanceof Error)) return 'no-answer';
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND') return 'no-list';
  return untrusted.test(`${code} ${error.message}`) ? 'certificate' : 'no-answer';
};
