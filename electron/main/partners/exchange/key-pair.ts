import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { fail, ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';

/** A certificate, with those that vouch for it, and its key, as PEM. */
export type KeyPair = { readonly certificate: string; readonly key: string };

/** Lets the operator choose a file, and reads it; null if the dialog was closed. @throws if it cannot be read */
export type ChoosePem = (
  what: 'certificate' | 'key' | 'authority',
) => Promise<{ readonly name: string; readonly text: string } | null>;

const isKey = (text: string): boolean => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text);

/** Lets the operator choose a certificate, and its key unless it is in the same file. Null if a dialog was closed. */
export const chooseKeyPair = async (choose: ChoosePem): Promise<Result<KeyPair | null>> => {
  try {
    const certificate = await choose('certificate');
    if (certificate === null) return ok(null);
    const key = isKey(certificate.text) ? certificate : await choose('key');
    return key === null ? ok(null) : checkKeyPair({ certificate: certificate.text, key: key.text });
  } catch {
    return fail('file-unreadable', t('This file cannot be read. Choose another one.'), undefined, false);
  }
};

const checkKeyPair = (pair: KeyPair): Result<KeyPair> => {
  const { certificate, key } = pair;
  if (expiryOf(certificate) === null)
    return refuse(
      'file-malformed',
      t('The first file contains no certificate. Choose one in PEM or DER format.'),
    );
  if (!isKey(key))
    return refuse('file-malformed', t('The second file contains no key. Choose one in PEM format.'));
  if (key.includes('ENCRYPTED'))
    return refuse('file-malformed', t('The key is protected by a password. Choose one without a password.'));
  try {
    createSecureContext({ cert: certificate, key });
    return ok(pair);
  } catch {
    return refuse('file-malformed', t('The key does not belong to this certificate. Choose both again.'));
  }
};

/** Returns when a certificate expires; null if the text is not a certificate. */
export const expiryOf = (certificate: string): Date | null => {
  try {
    return new Date(new X509Certificate(certificate).validTo);
  } catch {
    return null;
  }
};
