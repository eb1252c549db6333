import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { makeNsis } from '../../../../electron/tooling/packaging/windows/nsis.ts';
import { signForWindows } from '../../../../electron/tooling/packaging/windows/sign.ts';
import { isSignedWith, makeSigningCertificate } from '../../../support/packaging/windows-packages.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

// The signature of programs for Windows, with a certificate made for it.

const output = temporaryFolder();
let certificate: ReturnType<typeof makeSigningCertificate>;
let program = '';
beforeAll(() => {
  certificate = makeSigningCertificate(output);
  program = join(output, 'program.exe');
  makeNsis('package-actions.nsi', { OUT: program, ORDER: '0.1.0.1', APP_ID: 'test' });
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(output, { recursive: true, force: true }));

const environment = () => ({ WIN_CSC_LINK: certificate.pfx, WIN_CSC_KEY_PASSWORD: certificate.password });
const copyOfProgram = (name: string): string => {
  copyFileSync(program, join(output, name));
  return join(output, name);
};

test('no command line has the password', async () => {
  const tool = execaSync('which', ['osslsigncode']).stdout;
  const [tools, seen] = [join(output, 'tools'), join(output, 'seen.txt')];
  mkdirSync(tools);
  writeFileSync(join(tools, 'osslsigncode'), `#!/bin/sh\necho "$@" >> '${seen}'\nexec ${tool} "$@"\n`);
  chmodSync(join(tools, 'osslsigncode'), 0o755);
  vi.stubEnv('PATH', `${tools}${delimiter}${process.env['PATH']}`);
  const file = copyOfProgram('signed.exe');
  await signForWindows(file, environment());
  expect(isSignedWith(file, certificate.pem)).toBe(true);
  expect(readFileSync(seen, 'utf8')).toContain(certificate.pfx);
  expect(readFileSync(seen, 'utf8')).not.toContain(certificate.password);
});

test('a wrong password and an empty time server end with an error, and the file stays as it was', async () => {
  const file = copyOfProgram('unsigned.exe');
  await expect(signForWindows(file, { ...environment(), WIN_CSC_KEY_PASSWORD: 'wrong' })).rejects.toThrow(
    /did not sign/,
  );
  await expect(signForWindows(file, { ...environment(), WIN_CSC_TIMESTAMP_URL: ' ' })).rejects.toThrow(
    /WIN_CSC_TIMESTAMP_URL is empty/,
  );
  expect(readFileSync(file)).toEqual(readFileSync(program));
});
