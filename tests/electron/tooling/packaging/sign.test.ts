import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execaSync } from 'execa';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { makeNsis } from '../../../../electron/tooling/packaging/windows/nsis.ts';
import { signForWindows, signsForWindows } from '../../../../electron/tooling/packaging/windows/sign.ts';
import { smallMsi, smallProgram, smallSetup } from '../../../support/packaging/small-setup.ts';
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
/** Puts the key into a token in a folder. @returns the variables with which it signs */
const token = () => {
  const folder = mkdtempSync(join(output, 'token-'));
  const configuration = join(folder, 'softhsm2.conf');
  writeFileSync(configuration, `directories.tokendir = ${folder}\n`);
  vi.stubEnv('SOFTHSM2_CONF', configuration);
  const { key, pem, password } = certificate;
  const make = ['--init-token', '--free', '--label', 'test', '--so-pin', password, '--pin', password];
  execaSync('softhsm2-util', make);
  const signing = ['--token', 'test', '--label', 'signing', '--id', '01', '--pin', password];
  execaSync('softhsm2-util', ['--import', key, ...signing]);
  return {
    WIN_CSC_PKCS11_MODULE: '/usr/lib/softhsm/libsofthsm2.so',
    WIN_CSC_PKCS11_KEY: 'pkcs11:token=test;object=signing',
    WIN_CSC_PKCS11_CERTIFICATE: pem,
    WIN_CSC_KEY_PASSWORD: password,
  };
};
const copyOfProgram = (name: string): string => {
  copyFileSync(program, join(output, name));
  return join(output, name);
};

test.each([
  ['a PKCS #12 file', environment],
  ['a key in a token', token],
])('with %s, program and MSI package are signed, and no command line has the password', async (_, from) => {
  for (const [name, value] of Object.entries(from())) vi.stubEnv(name, value);
  const tool = execaSync('which', ['osslsigncode']).stdout;
  const tools = mkdtempSync(join(output, 'tools-'));
  const seen = join(tools, 'seen.txt');
  writeFileSync(join(tools, 'osslsigncode'), `#!/bin/sh\necho "$@" >> '${seen}'\nexec ${tool} "$@"\n`);
  chmodSync(join(tools, 'osslsigncode'), 0o755);
  vi.stubEnv('PATH', `${tools}${delimiter}${process.env['PATH']}`);
  const setup = await smallSetup(output, { version: '0.1.0', files: smallProgram('0.1.0') });
  for (const file of [setup, await smallMsi(output, '0.1.0')])
    expect([file, isSignedWith(file, certificate.pem)]).toEqual([file, true]);
  // Uninstaller, setup program, the small program of the MSI package, and the package.
  expect(readFileSync(seen, 'utf8').match(/^sign .*/gm)).toHaveLength(4);
  expect(readFileSync(seen, 'utf8')).not.toContain(certificate.password);
});

test('half of a token, a token beside a file, a missing file and a PIN in the URI are refused', () => {
  const whole = token();
  expect(signsForWindows(whole)).toBe(true);
  expect(signsForWindows({ WIN_CSC_KEY_PASSWORD: 'secret' })).toBe(false);
  for (const name of Object.keys(whole))
    expect(() => signsForWindows({ ...whole, [name]: '' })).toThrow(`also needs ${name}.`);
  expect(() => signsForWindows({ ...environment(), ...whole })).toThrow(/not both/);
  expect(() => signsForWindows({ ...whole, WIN_CSC_PKCS11_MODULE: '/none.so' })).toThrow(/does not exist/);
  const withPin = `${whole.WIN_CSC_PKCS11_KEY}?pin-value=secret`;
  expect(() => signsForWindows({ ...whole, WIN_CSC_PKCS11_KEY: withPin })).toThrow(/contains the password/);
});

test('a wrong password, no certificate and an empty time server end with an error, and the file stays as it was', async () => {
  const file = copyOfProgram('unsigned.exe');
  await expect(signForWindows(file, {})).rejects.toThrow(/no certificate/);
  await expect(signForWindows(file, { ...token(), WIN_CSC_KEY_PASSWORD: 'wrong' })).rejects.toThrow(
    /did not sign/,
  );
  await expect(signForWindows(file, { ...environment(), WIN_CSC_KEY_PASSWORD: 'wrong' })).rejects.toThrow(
    /did not sign/,
  );
  await expect(signForWindows(file, { ...environment(), WIN_CSC_TIMESTAMP_URL: ' ' })).rejects.toThrow(
    /WIN_CSC_TIMESTAMP_URL is empty/,
  );
  expect(readFileSync(file)).toEqual(readFileSync(program));
});
