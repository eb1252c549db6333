import { execaSync } from 'execa';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from '../../../electron/tooling/lib/build.ts';
import { packProgram } from '../../../electron/tooling/packaging/pack-program.ts';
import { makeForWindows } from '../../../electron/tooling/packaging/packages.ts';
import { ensureStandIn } from './stand-in.ts';

/** The installers of one version, made with the stand-in. */
export type WindowsPackages = { readonly folder: string; readonly setup: string; readonly msi: string };

const target = { platform: 'win32', arch: 'x64' } as const;

/** Makes the installers of a version as `npm run package -- --win` does, but for the runtime and the compression. */
export const windowsPackages = async (output: string, version: string): Promise<WindowsPackages> => {
  await ensureBuild();
  const below = join(output, version);
  mkdirSync(below, { recursive: true });
  const carried = await ensureStandIn('win32');
  const folder = await packProgram({ target, output: below, carried, version });
  const files = await makeForWindows({ target, folder, version, output: below, isCompressed: false });
  const [setup, msi] = files;
  if (setup === undefined || msi === undefined) throw new Error('A package is missing.');
  return { folder, setup, msi };
};

/** Makes a certificate for signing. @returns the file with key and certificate, its password, and each alone. */
export const makeSigningCertificate = (
  folder: string,
): Record<'pfx' | 'password' | 'pem' | 'key', string> => {
  const [key, pem, pfx] = [
    join(folder, 'key.pem'),
    join(folder, 'certificate.pem'),
    join(folder, 'sign.pfx'),
  ];
  const password = 'pass-4711';
  const subject = ['-subj', '/CN=Borrow Desk test', '-addext', 'extendedKeyUsage=codeSigning'];
  const own = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', pem];
  execaSync('openssl', ['req', ...own, ...subject]);
  const packed = ['-export', '-inkey', key, '-in', pem, '-out', pfx, '-passout', `pass:${password}`];
  execaSync('openssl', ['pkcs12', ...packed]);
  return { pfx, password, pem, key };
};

/** Whether a file is signed with a certificate, and has not been changed since. */
export const isSignedWith = (file: string, pem: string): boolean =>
  execaSync('osslsigncode', ['verify', '-in', file, '-CAfile', pem, '-TSA-CAfile', pem], { reject: false })
    .exitCode === 0;
