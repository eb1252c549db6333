import { expect, test } from 'vitest';
import { partnerSecrets } from '../../../../electron/main/partners/exchange/partner-secrets.ts';
import type { PartnerId } from '../../../../shared/domain/ids.ts';
import { makeCertificate } from '../../../support/certificate.ts';
import { setProfile, useDeskAndLender } from '../../../support/lender/desk-and-lender.ts';
import { usualProfile } from '../../../support/lender/play.ts';

// A partner whose server has a certificate of its own authority, and wants to see one of ours.

const here = useDeskAndLender();

const theirs = makeCertificate({ authority: 'North Library Authority' });
const ours = makeCertificate({ authority: 'Consortium' });
const server = makeCertificate({ by: theirs });
const client = makeCertificate({ by: ours });
const partnerId = 1 as PartnerId;

/** Starts the partner's server and our queue, with what the profile trusts and what this workstation shows. */
const startOverTls = async (
  authority: string | null,
  shows: { readonly cert: string; readonly key: string } | null,
): Promise<void> => {
  await here.lender.crash();
  await here.startLender({ ...server, ca: ours.cert });
  const change = { authority, authentication: { kind: shows ? 'certificate' : 'none' } } as const;
  here.profile = change;
  setProfile(here.desk, here.lender.url, change);
  const secrets = partnerSecrets(here.desk.context.db, {
    available: () => true,
    seal: (secret) => Buffer.from(secret).toString('base64'),
    unseal: (sealed) => Buffer.from(sealed, 'base64').toString(),
  });
  if (shows)
    secrets.keep(
      partnerId,
      { ...usualProfile, ...change, address: here.lender.url },
      { kind: 'certificate', certificate: shows.cert, key: shows.key },
    );
  here.start({ secrets });
};

test('a request lives its whole life over HTTPS, with the authority of the profile and the certificate of the workstation', async () => {
  await startOverTls(theirs.cert, client);
  const [requestId, sentAs] = await here.lend();
  here.receives(requestId);
  await here.settled();
  here.sendsBack(requestId);
  await here.settled();
  expect(here.heard(sentAs)).toEqual(['Received', 'ShippedReturn']);
  expect(here.lender.entry(sentAs)).toMatchObject({ status: 'LoanCompleted', owes: [] });
  expect(here.states()).toEqual(['request sent', 'received sent', 'returned sent']);
  expect([{ ...here.queue.describe()[0], ...here.underWay() }]).toMatchObject([{ state: 'up', waiting: 0 }]);
});

test('a server of an authority that the profile does not name gets nothing, and the letter leaves once it does', async () => {
  await startOverTls(null, client);
  const requestId = here.newRequest();
  here.send(requestId);
  await here.settled();
  expect(here.states()).toEqual(['request failed']);
  expect(here.note('request')).toMatch(/^The certificate of the server is not trusted/);
  expect(here.lender.entries).toEqual([]);
  // The well-known authorities and those of others are still not enough.
  here.profile = { ...here.profile, authority: ours.cert };
  here.back();
  await here.settled();
  expect([here.states(), here.lender.entries]).toEqual([['request failed'], []]);
  here.profile = { ...here.profile, authority: theirs.cert };
  here.back();
  await here.settled();
  expect(here.states()).toEqual(['request sent']);
  expect(here.lender.entry(here.sentAs(requestId)).status).toBe('Loaned');
});

test('without the certificate that the partner wants to see, nothing reaches it, and the letter waits', async () => {
  await startOverTls(theirs.cert, null);
  here.send(here.newRequest());
  await here.settled();
  expect(here.states()).toEqual(['request failed']);
  expect(here.lender.entries).toEqual([]);
  expect([{ ...here.queue.describe()[0], ...here.underWay() }]).toMatchObject([
    { state: 'down', waiting: 1 },
  ]);
});
