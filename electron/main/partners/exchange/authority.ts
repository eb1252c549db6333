import { X509Certificate } from 'node:crypto';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import { fail, ok, refuse, type Result } from '../../../../shared/ipc/result.ts';
import { longestAuthority } from '../../../../shared/ipc/partner-profile.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ChoosePem } from './key-pair.ts';

/** What staff see of a certificate authority: whose it is, and until when it is valid. */
export type Authority = { readonly name: string; readonly until: Instant };

/** Returns the certificates in a text, as PEM and without anything else, such as a key; none if one of them cannot be read. */
const certificatesIn = (text: string): readonly X509Certificate[] => {
  try {
    const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return [];
  }
};

/** Returns what staff see of a certificate authority as PEM; null if it cannot be read. */
export const authorityOf = (pem: string): Authority | null => {
  const [first] = certificatesIn(pem);
  if (!first) return null;
  const named = /^(?:CN|O)=(.+)$/mu.exec(first.subject)?.[1] ?? first.subject.replaceAll('\n', ', ');
  return { name: named, until: instantOf(new Date(first.validTo)) };
};

/** Lets the operator choose the certificate of an authority. Null if the dialog was closed. */
export const chooseAuthority = async (
  choose: ChoosePem,
): Promise<Result<(Authority & { readonly pem: string }) | null>> => {
  try {
    const file = await choose('authority');
    if (file === null) return ok(null);
    const pem = certificatesIn(file.text).map(String).join('');
    const authority = authorityOf(pem);
    if (authority === null)
      return refuse(
        'file-malformed',
        t('This file contains no certificate. Choose it in PEM or DER format.'),
      );
    if (pem.length > longestAuthority)
      return refuse(
        'file-malformed',
        t('This file contains too many certificates. Choose that of the certificate authority alone.'),
      );
    return ok({ ...authority, pem });
  } catch {
    return fail('file-unreadable', t('This file cannot be read. Choose another one.'), undefined, false);
  }
};
