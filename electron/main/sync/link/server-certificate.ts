import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectPlain, isIP } from 'node:net';
import { connect as connectSecure, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';

/**
 * The identity of a server: a certificate renewed with the same key, or by the same authority for the same name, belongs to the same
 * server.
 */
export type ServerIdentity = {
  /** SHA-256 of its public key, as pairs of hexadecimal digits separated by colons, as `openssl dgst -sha256 -c` prints it. */
  readonly fingerprint: string;
  /** The certificate of the authority that vouches for it under the name by which it is reached, as PEM; empty if none does. */
  readonly authority: string;
};

/** Thrown if the server does not support encryption. */
export class NoEncryptionError extends Error {}

// The SSLRequest of PostgreSQL, sent in plain text: the server answers with one letter.
const askForTls = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** An encrypted connection, and the certificates that the server presented: its own first. */
type Encrypted = { readonly secure: TLSSocket; readonly shown: readonly X509Certificate[] };

/** The maximum length of a certificate chain. */
const maxLinks = 8;

/**
 * Connects to the PostgreSQL server at an address, encrypted. Nothing is trusted yet, and nothing was sent: `isKnownServer` tells whether
 * it may be.
 * @throws a system error if there is no answer in time; NoEncryptionError.
 */
export const connectEncrypted = async (
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<Encrypted> => {
  const socket = connectPlain({ host, port });
  const stop = (): void => void socket.destroy(new Error('timeout'));
  signal.addEventListener('abort', stop);
  // A server that closes the connection before it answers is reported only by 'close'.
  const closed = new AbortController();
  socket.once('close', () => closed.abort());
  const either = AbortSignal.any([signal, closed.signal]);
  try {
    await once(socket, 'connect', { signal: either });
    socket.write(askForTls);
    const [answer] = (await once(socket, 'data', { signal: either })) as [Buffer];
    if (answer.toString('latin1') !== 'S') throw new NoEncryptionError('no TLS');
    const secure = connectSecure({
      socket,
      host,
      rejectUnauthorized: false,
      ...(isIP(host) === 0 && { servername: host }),
    });
    const shown = await shownWhenSecure(secure, signal);
    return { secure, shown };
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

/**
 * Waits until a connection is encrypted, and reads the presented certificates immediately. Node emits the event from inside OpenSSL, where
 * closing the connection would crash the process, so the promise resolves in the next turn of the event loop.
 */
const shownWhenSecure = (secure: TLSSocket, signal: AbortSignal): Promise<readonly X509Certificate[]> =>
  new Promise((resolve, reject) => {
    secure.once('secureConnect', () => {
      const shown = shownBy(secure);
      setImmediate(() => resolve(shown));
    });
    secure.once('error', reject);
    secure.once('close', () => reject(new Error('closed')));
    signal.addEventListener('abort', () => reject(new Error('timeout')), { once: true });
  });

/** Returns the identity of the server at the other end, reached by this name. */
export const identityOf = ({ shown }: Encrypted, host: string): ServerIdentity => {
  const [leaf, ...others] = shown;
  if (leaf === undefined) throw new NoEncryptionError('no certificate');
  const path = pathFrom(leaf, others);
  const last = path.at(-1);
  const vouched = last !== undefined && isFor(leaf, host) && [leaf, ...path].every(isValid);
  return { fingerprint: fingerprintOf(leaf), authority: vouched ? last.toString() : '' };
};

/** Whether the server at the other end is the known one: it has the same key, or the known authority vouches for it under this name. */
export const isKnownServer = ({ shown }: Encrypted, host: string, known: ServerIdentity): boolean => {
  const [leaf, ...others] = shown;
  if (leaf === undefined) return false;
  if (fingerprintOf(leaf) === known.fingerprint) return true;
  if (known.authority === '' || !isFor(leaf, host)) return false;
  const authority = new X509Certificate(known.authority);
  const path = pathFrom(leaf, others);
  const at = [leaf, ...path].findIndex((one) => isIssuedBy(one, authority));
  return at >= 0 && [leaf, ...path.slice(0, at), authority].every(isValid);
};

/**
 * Fetches the identity of the PostgreSQL server at an address, for a person to compare with what its administrator says. Trusts nothing.
 * @throws a system error if there is no answer in time; NoEncryptionError.
 */
export const fetchIdentity = async (
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<ServerIdentity> => {
  const encrypted = await connectEncrypted(host, port, signal);
  try {
    return identityOf(encrypted, host);
  } finally {
    encrypted.secure.destroy();
  }
};

/** Returns the name of the authority in its certificate; empty if there is none. */
export const nameOfAuthority = (authority: string): string => {
  if (authority === '') return '';
  const { subject } = new X509Certificate(authority);
  return /^(?:CN|O)=(.*)$/mu.exec(subject)?.[1] ?? subject;
};

const fingerprintOf = (certificate: X509Certificate): string =>
  createHash('sha256')
    .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .replace(/..(?!$)/gu, '$&:');

/** Returns the presented certificates: the server's own first. */
const shownBy = (secure: TLSSocket): readonly X509Certificate[] => {
  const found: X509Certificate[] = [];
  let next: Partial<DetailedPeerCertificate> | undefined = secure.getPeerCertificate(true);
  while (next?.raw !== undefined && found.length < maxLinks) {
    const certificate = new X509Certificate(next.raw);
    if (found.some(({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256)) break;
    found.push(certificate);
    next = next.issuerCertificate;
  }
  return found;
};

/** Returns the chain of authorities, each of which vouches for the certificate before it. */
const pathFrom = (leaf: X509Certificate, others: readonly X509Certificate[]): readonly X509Certificate[] => {
  const path: X509Certificate[] = [];
  for (const issuer of others) {
    if (!isIssuedBy(path.at(-1) ?? leaf, issuer)) break;
    path.push(issuer);
  }
  return path;
};

const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

const isValid = ({ validFrom, validTo }: X509Certificate): boolean =>
  Date.parse(validFrom) <= Date.now() && Date.now() <= Date.parse(validTo);

const isFor = (certificate: X509Certificate, host: string): boolean =>
  (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined;
