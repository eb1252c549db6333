import { safeStorage } from 'electron';

/** Keeps a secret so that only this account of this computer can read it. */
export type Secrets = {
  /** Whether the system can keep secrets. */
  readonly available: () => boolean;
  /** The sealed text, for the database. */
  readonly seal: (secret: string) => string;
  /** The secret; null when it was sealed elsewhere. */
  readonly unseal: (sealed: string) => string | null;
};

/** The system's own store of secrets. On Linux without one Electron would only pretend: that counts as none. */
export const systemSecrets: Secrets = {
  available: () =>
    safeStorage.isEncryptionAvailable() &&
    (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'),
  seal: (secret) => safeStorage.encryptString(secret).toString('base64'),
  unseal: (sealed) => {
    try {
      return safeStorage.decryptString(Buffer.from(sealed, 'base64'));
    } catch {
      return null;
    }
  },
};
