import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { pemTextOf } from '../../../electron/main/app/pem-text.ts';
import { chooseAuthority } from '../../../electron/main/partners/exchange/authority.ts';
import { makeCertificate } from '../../support/certificate.ts';

const one = makeCertificate({ authority: 'North Library Authority' });
const another = makeCertificate({ authority: 'Another' });

test('a certificate in DER is accepted as if it were in PEM', async () => {
  const text = pemTextOf(new X509Certificate(one.cert).raw);
  expect(await chooseAuthority(() => Promise.resolve({ name: 'a.cer', text }))).toMatchObject({
    value: { name: 'North Library Authority' },
  });
});

test('a text stays as it is, with all its certificates and its key, and so does what is no certificate', () => {
  for (const text of [
    one.cert + another.cert + one.key,
    `0 ours\n${one.cert}${another.cert}`,
    'shopping list',
    '0 certificates',
    '',
  ]) {
    expect(pemTextOf(Buffer.from(text))).toBe(text);
    expect(pemTextOf(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toBe(text);
  }
});
