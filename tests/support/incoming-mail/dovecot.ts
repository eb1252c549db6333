import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeCertificate, type TestCertificate } from '../certificate.ts';
import { freePort } from '../mail-server.ts';

/** A mail server of a test: Debian's dovecot, on free ports of the loopback interface, with one account. */
export type Dovecot = {
  /** Plain, with STARTTLS offered. */
  readonly port: number;
  /** TLS from the start. */
  readonly tlsPort: number;
  readonly user: string;
  readonly password: string;
  readonly certificate: TestCertificate;
  /** Puts a mail into the inbox, as a delivery does, or into a folder. */
  readonly deliver: (raw: string | Uint8Array, folder?: string) => void;
  /** The names of the files of all mails of the inbox, which contain their flags. */
  readonly files: () => readonly string[];
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
};

/** dovecot refuses to read mail as root: it then runs as the account without rights that every Debian has. */
const owner = (): {
  readonly name: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
} => {
  const own = userInfo();
  const name = own.uid === 0 ? 'nobody' : own.username;
  const id = (flag: string): string => execFileSync('id', [flag, name], { encoding: 'utf8' }).trim();
  return { name, group: id('-gn'), uid: Number(id('-u')), gid: Number(id('-g')) };
};

type Place = {
  readonly folder: string;
  readonly port: number;
  readonly tlsPort: number;
  readonly as: ReturnType<typeof owner>;
};

const configuration = ({ folder, port, tlsPort, as }: Place): string => `
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${as.name}
default_internal_group = ${as.group}
default_login_user = ${as.name}
mail_driver = maildir
mail_home = ${folder}/home
mail_path = ${folder}/home/Maildir
mail_uid = ${as.uid}
mail_gid = ${as.gid}
first_valid_uid = 1
auth_allow_cleartext = yes
auth_mechanisms = plain login
auth_failure_delay = 0
ssl = yes
ssl_server_cert_file = ${folder}/cert.pem
ssl_server_key_file = ${folder}/key.pem
passdb passwd-file {
  passwd_file_path = ${folder}/passwd
}
userdb static {
  fields {
    uid = ${as.uid}
    gid = ${as.gid}
    home = ${folder}/home
  }
}
namespace inbox {
  inbox = yes
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
  }
}
`;

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => resolve(true));
    socket.once('error', () => resolve(false));
    setTimeout(() => resolve(false), 2_000).unref();
    socket.once('close', () => resolve(false));
  }).then((is) => is as boolean);

const startServer = async ({ folder, port, as }: Place): Promise<ChildProcess> => {
  const child = spawn('/usr/sbin/dovecot', ['-F', '-c', join(folder, 'dovecot.conf')], {
    stdio: 'ignore',
    ...(userInfo().uid === 0 && { uid: as.uid, gid: as.gid }),
  });
  for (let left = 200; left > 0; left -= 1) {
    if (child.exitCode !== null) throw new Error(`dovecot does not start: see ${folder}/log`);
    if (await answers(port)) return child;
    await pause(50);
  }
  throw new Error('dovecot does not answer.');
};

const stopServer = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
};

const prepare = (place: Place, certificate: TestCertificate, password: string): void => {
  const { folder, as } = place;
  const write = (name: string, content: string): void => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    chownSync(join(folder, name), as.uid, as.gid);
  };
  write('dovecot.conf', configuration(place));
  write('cert.pem', certificate.cert);
  write('key.pem', certificate.key);
  write('passwd', `ill:{PLAIN}${password}\n`);
};

/** Starts a mail server. Stop it after the tests. */
export const startDovecot = async (): Promise<Dovecot> => {
  const as = owner();
  const folder = mkdtempSync(join(tmpdir(), 'dovecot-'));
  const home = join(folder, 'home', 'Maildir');
  const makeFolder = (path: string): void => {
    mkdirSync(path, { recursive: true });
    chownSync(path, as.uid, as.gid);
  };
  const inbox = (name: string): string => (name === 'INBOX' ? home : join(home, `.${name}`));
  for (const path of [folder, join(folder, 'home'), join(folder, 'run'), home]) makeFolder(path);
  const place: Place = { folder, port: await freePort(), tlsPort: await freePort(), as };
  const certificate = makeCertificate();
  const password = 'open sesame';
  prepare(place, certificate, password);
  let child = await startServer(place);
  let delivered = 0;
  return {
    port: place.port,
    tlsPort: place.tlsPort,
    user: 'ill',
    password,
    certificate,
    deliver: (raw, name = 'INBOX') => {
      for (const part of ['', 'tmp', 'new', 'cur']) makeFolder(join(inbox(name), part));
      delivered += 1;
      // The time comes first: dovecot numbers mails in this order.
      const file = `${1_700_000_000 + delivered}.M${delivered}.test`;
      const path = join(inbox(name), 'new', file);
      writeFileSync(path, raw, { mode: 0o600 });
      chownSync(path, as.uid, as.gid);
    },
    files: () => ['new', 'cur'].flatMap((part) => readdirSync(join(home, part))).sort(),
    start: async () => {
      child = await startServer(place);
    },
    stop: async () => {
      await stopServer(child);
    },
  };
};
