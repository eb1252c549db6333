import { expect, test } from 'vitest';
import { chooseKeyPair, expiryOf } from '../../../../electron/main/partners/exchange/key-pair.ts';
import { makeCertificate } from '../../../support/certificate.ts';

const one = makeCertificate({ until: 2030 });
const file = (text: string) => ({ name: 'a.pem', text });
const choosing = (certificate: string | null, key: string | null = null) => {
  const asked: string[] = [];
  const result = chooseKeyPair((what) => {
    asked.push(what);
    const text = what === 'certificate' ? certificate : key;
    return Promise.resolve(text === null ? null : file(text));
  });
  return result.then((value) => ({ value, asked }));
};

test('a certificate and its key come from two files, or from one', async () => {
  const pair = { ok: true, value: { certificate: one.cert, key: one.key } };
  expect(await choosing(one.cert, one.key)).toEqual({ value: pair, asked: ['certificate', 'key'] });
  const both = one.cert + one.key;
  const inOne = { ok: true, value: { certificate: both, key: both } };
  expect(await choosing(both)).toEqual({ value: inOne, asked: ['certificate'] });
  expect(await choosing(null)).toMatchObject({ value: { ok: true, value: null } });
  expect(await choosing(one.cert)).toMatchObject({ value: { ok: true, value: null } });
  expect(expiryOf(one.cert)).toEqual(new Date('2030-01-01T00:00:00Z'));
});

test('files that are not a certificate and its key are refused, with what to choose instead', async () => {
  const other = makeCertificate({});
  expect(await choosing(one.cert, other.key)).toMatchObject({
    value: { error: { code: 'file-malformed', message: expect.stringContaining('does not belong') } },
  });
  expect(await choosing('shopping list', one.key)).toMatchObject({
    value: { error: { message: expect.stringContaining('first file') } },
  });
  expect(await choosing(one.cert, one.cert)).toMatchObject({
    value: { error: { message: expect.stringContaining('second file') } },
  });
  const unreadable = await chooseKeyPair(() => Promise.reject(new Error('EACCES')));
  expect(unreadable).toMatchObject({ error: { code: 'file-unreadable' } });
});
