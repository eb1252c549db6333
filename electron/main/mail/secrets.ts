import { safeStorage } from 'electron';
import type { Secrets } from '../desk/output/mail/ports.ts';

/** The system's own store of secrets. On Linux without one, Electron would only obfuscate: that counts as unavailable. */
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
