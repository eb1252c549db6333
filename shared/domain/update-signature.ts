// What the signature of an update is made over. The release signs it (electron/tooling/updates), the program verifies it before it starts
// anything (electron/main/updates). The signature is in latest*.yml, beside the sha512 of its file.

/** What is known of one installer or package. */
export type UpdateFile = {
  /** The version that it installs. */
  readonly version: string;
  /** System and processor, as Node calls them: `win32-x64`. */
  readonly platform: string;
  /** SHA-512 of the file, in base64. */
  readonly sha512: string;
};

/** Returns the text that is signed: no part can contain a line break, so that no two files have the same text. */
export const signedText = ({ version, platform, sha512 }: UpdateFile): string => {
  const parts = ['borrow-desk update 1', version, platform, sha512];
  if (parts.some((part) => part === '' || /[\r\n]/.test(part)))
    throw new Error('A part of the signed text is empty or has a line break.');
  return `${parts.join('\n')}\n`;
};

/** A build has at most this many public keys: one that signs, and one in reserve. */
export const mostKeys = 2;

/** Whether a text is a public key as `npm run update-key` prints it. */
export const isPublicKey = (text: string): boolean => /^[\w-]{43}$/u.test(text);
