import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { connect as connectSecure, type PeerCertificate } from 'node:tls';

/** A server's certificate. */
export type ServerCertificate = {
  /** SHA-256, in pairs of hexadecimal digits with colons. */
  readonly fingerprint: string;
  readonly pem: string;
};

/** The server speaks without encryption alone. */
export class NoEncryption extends Error {}

// PostgreSQL is asked in the clear whether it speaks TLS; it answers with one letter.
const askForTls = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

const pemOf = ({ raw }: PeerCertificate): string =>
  `-----BEGIN CERTIFICATE-----\n${raw.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;

/**
 * The certificate that the PostgreSQL server at an address shows, for a person to compare with what its administrator says. Nothing is trusted by it.
 * @throws a system error where nobody answers in time; NoEncryption.
 */
export const fetchCertificate = async (
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<ServerCertificate> => {
  const socket = connectPlain({ host, port });
  const stop = (): void => void socket.destroy(new Error('timeout'));
  signal.addEventListener('abort', stop);
  try {
    await once(socket, 'connect', { signal });
    socket.write(askForTls);
    const [answer] = (await once(socket, 'data', { signal })) as [Buffer];
    if (answer.toString('latin1') !== 'S') throw new NoEncryption('no TLS');
    const secure = connectSecure({ socket, host, rejectUnauthorized: false });
    await once(secure, 'secureConnect', { signal });
    const certificate = secure.getPeerCertificate(true);
    secure.destroy();
    return { fingerprint: certificate.fingerprint256, pem: pemOf(certificate) };
  } finally {
    signal.removeEventListener('abort', stop);
    socket.destroy();
  }
};
