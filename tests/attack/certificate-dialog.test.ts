import { expect, test } from 'vitest';
import { mailService } from '../../electron/main/desk/output/mail/mail.service.ts';
import { ok } from '../../shared/ipc/result.ts';
import { makeCertificate } from '../support/certificate.ts';
import { newOpId, openTestDesk } from '../support/desk.ts';

test('an account that is removed while the dialog for a certificate is open does not come back', async () => {
  const desk = openTestDesk();
  const mail = mailService(desk.context.db, {
    secrets: { available: () => true, seal: (secret) => secret, unseal: (sealed) => sealed },
    send: () => Promise.resolve({ kind: 'later', words: '' }),
    chooseFile: () => {
      mail.removeAccount();
      return Promise.resolve({ name: 'ca.pem', text: makeCertificate().cert });
    },
    now: desk.context.now,
    unique: newOpId,
    check: () => ok(null),
    changed: () => undefined,
    tested: () => undefined,
  });
  const account = {
    host: '127.0.0.1',
    port: 25,
    security: 'none' as const,
    user: 'ill',
    fromName: 'Loans',
    fromAddress: 'ill@main.example',
  };
  mail.saveAccount({ account, password: 'open sesame' });
  expect(await mail.chooseAuthority()).toMatchObject({ ok: false, error: { code: 'mail-not-set-up' } });
  expect(mail.account()).toMatchObject({ value: { account: null } });
  desk.close();
});
