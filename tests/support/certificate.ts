import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';

/** A certificate for one test run, and its key, as PEM, followed by its issuer's certificate if there is one. */
export type TestCertificate = { readonly key: string; readonly cert: string };

// X.509 in DER, as far as the tests need it: every value has a tag, a length and contents.
const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const bitString = (content: Buffer): Buffer => der(0x03, Buffer.from([0]), content);
const time = (year: number): Buffer => der(0x18, Buffer.from(`${year}0101000000Z`));
const name = (text: string): Buffer =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(text)))));

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const extension = (id: string, content: Buffer): Buffer => sequence(oid(id), der(0x04, content));
const alternativeNames = (address: readonly number[]): Buffer =>
  extension('551d11', sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from(address))));
const mayVouch = extension('551d13', sequence(der(0x01, Buffer.from([0xff]))));

/**
 * Makes a certificate for `localhost` and an address, self-signed by default.
 * @param like uses the key of this certificate.
 * @param by an authority that signs it, and is appended to it.
 * @param authority makes it an authority, with this name.
 * @param until the year in which it expires, on 1 January.
 */
export const makeCertificate = ({
  like,
  by,
  authority = null,
  address = [127, 0, 0, 1],
  until = 2200,
}: {
  readonly like?: TestCertificate;
  readonly by?: TestCertificate;
  readonly authority?: string | null;
  readonly address?: readonly number[];
  readonly until?: number;
} = {}): TestCertificate => {
  const privateKey = like
    ? createPrivateKey(like.key)
    : generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const subject = authority ?? 'localhost';
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name(by ? authorityOf(by) : subject),
    sequence(time(2000), time(until)),
    name(subject),
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(authority === null ? alternativeNames(address) : mayVouch)),
  );
  const signer = by ? createPrivateKey(by.key) : privateKey;
  const certificate = sequence(body, ecdsaWithSha256, bitString(sign('sha256', body, signer)));
  const lines = certificate.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n${by?.cert ?? ''}`,
  };
};

const authorityOf = ({ cert }: TestCertificate): string =>
  /^CN=(.*)$/mu.exec(new X509Certificate(cert).subject)?.[1] ?? '';
