import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { makeCertificate, type TestCertificate } from '../../../support/certificate.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import type { Workstation } from '../../../support/hub/workstation.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

const { server, first } = await realServer();

/** Makes the server present another certificate, and disconnects everyone. */
const renews = async (next: TestCertificate): Promise<void> => {
  await server.changeCertificate(next);
  await server.stopForNow();
  await server.startAgain();
};
const comesAgain = async (one: Workstation): Promise<void> => {
  valueOf(await one.hub.workAlone({ alone: true }));
  valueOf(await one.hub.workAlone({ alone: false }));
  await one.inStep();
};
const isRefused = async (one: Workstation): Promise<void> => {
  valueOf(await one.hub.workAlone({ alone: true }));
  valueOf(await one.hub.workAlone({ alone: false }));
  await waitFor('the server is not believed', () => one.status().state === 'other-certificate' || undefined);
};
const fingerprintBy = (openssl: readonly string[], input: string): string =>
  execFileSync('sh', ['-c', openssl.join(' | ')], { input, encoding: 'utf8' })
    .trim()
    .split('= ')
    .at(-1) ?? '';

test('a certificate renewed with the same key, or by the same authority, requires no visit to a workstation', async () => {
  const authority = makeCertificate({ authority: 'Library CA' });
  await renews(makeCertificate({ by: authority }));
  const [one, two] = await twoWorkstations(server, first);
  const where = { host: '127.0.0.1', port: server.port };
  const shown = valueOf(await one.hub.look(where));
  // Computed on the server as the README says.
  expect(shown).toEqual({
    fingerprint: fingerprintBy(
      ['openssl x509 -noout -pubkey', 'openssl pkey -pubin -outform DER', 'openssl dgst -sha256 -c'],
      server.certificate(),
    ),
    authority: 'Library CA',
  });

  const before = server.shown();
  await renews(makeCertificate({ like: before }));
  for (const each of [one, two]) await comesAgain(each);
  // The validity period does not matter for a known key.
  await renews(makeCertificate({ like: before, until: 2020 }));
  await comesAgain(one);

  const next = makeCertificate({ by: authority });
  await renews(next);
  for (const each of [one, two]) await comesAgain(each);
  // Workstations that join from now on compare the server's current key.
  valueOf(await one.hub.invite({ hours: 1 }));
  const { fingerprint } = valueOf(await one.hub.look(where));
  expect(fingerprint).not.toBe(shown.fingerprint);
  expect(JSON.parse(one.written())).toMatchObject({ fingerprint });

  const others: readonly TestCertificate[] = [
    makeCertificate({ by: makeCertificate({ authority: 'Library CA' }) }),
    makeCertificate({ by: authority, address: [127, 0, 0, 2] }),
    makeCertificate({ by: authority, until: 2020 }),
    // Holding a certificate of the authority does not make one an authority.
    makeCertificate({ by: makeCertificate({ by: authority }) }),
    makeCertificate(),
  ];
  for (const other of others) {
    await renews(other);
    await isRefused(one);
  }
  await renews(makeCertificate({ by: authority }));
  await comesAgain(one);
}, 120_000);
