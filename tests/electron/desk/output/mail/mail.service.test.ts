import { beforeEach, describe, expect, test } from 'vitest';
import { sendMail } from '../../../../../electron/main/mail/mailer.ts';
import type { Secrets } from '../../../../../electron/main/desk/output/mail/ports.ts';
import {
  mailService,
  type MailParts,
  type MailService,
} from '../../../../../electron/main/desk/output/mail/mail.service.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import { makeCertificate } from '../../../../support/certificate.ts';
import { newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { freePort, startMailServer } from '../../../../support/mail-server.ts';
import { valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);
let changes: number;
let tests: string[];
beforeEach(() => {
  changes = 0;
  tests = [];
});

const keeping: Secrets = {
  available: () => true,
  seal: (secret) => Buffer.from(secret).toString('base64'),
  unseal: (sealed) => Buffer.from(sealed, 'base64').toString(),
};
const forgetting: Secrets = { ...keeping, available: () => false };

const open = (parts: Partial<MailParts> = {}): MailService =>
  mailService(desk.context.db, {
    secrets: keeping,
    send: (account, letter) => sendMail(account, letter),
    chooseFile: () => Promise.resolve(null),
    now: desk.context.now,
    unique: newOpId,
    check: () => ok(null),
    changed: () => (changes += 1),
    tested: ({ kind }) => void tests.push(kind),
    ...parts,
  });
const account = {
  host: '127.0.0.1',
  port: 25,
  security: 'none' as const,
  user: 'ill',
  fromName: 'Interlibrary Loan',
  fromAddress: 'ill@main.example',
};
const stored = (): string =>
  (desk.raw.prepare(`SELECT value FROM setting WHERE key = 'mailAccount'`).get() as { value: string }).value;

describe('the account', () => {
  test('is stored with an encrypted password, which never returns to the page', () => {
    const mail = open();
    expect(mail.current()).toBeNull();
    const view = valueOf(mail.saveAccount({ account, password: 'open sesame' }));
    expect(view).toEqual({
      account,
      passwordKnown: true,
      passwordForgotten: null,
      keepsPassword: true,
      ownAuthority: null,
    });
    expect(stored()).not.toContain('open sesame');
    expect(changes).toBe(1);
    expect(open().current()).toMatchObject({ ...account, password: 'open sesame' });
    expect(JSON.stringify(valueOf(open().account()))).not.toContain('sesame');
  });

  const secretses = [
    ['kept by the computer', keeping],
    ['known until the program ends', forgetting],
  ] as const;
  const elsewhere = [
    ['host', { host: 'evil.example' }],
    ['port', { port: 2525 }],
    ['protection', { security: 'tls' as const }],
    ['user', { user: 'somebody' }],
    ['user, to none', { user: '' }],
  ] as const;

  describe.each(secretses)('with a password that is %s', (_, secrets) => {
    test.each(elsewhere)('forgets it with another %s, and says so until one is entered', (__, change) => {
      const mail = open({ secrets });
      valueOf(mail.saveAccount({ account, password: 'secret' }));
      const view = valueOf(mail.saveAccount({ account: { ...account, ...change }, password: null }));
      expect(view).toMatchObject({ passwordKnown: false, passwordForgotten: 'login' });
      expect(mail.current()?.password ?? '').toBe('');
      expect(stored()).not.toContain(keeping.seal('secret'));
      // Nor is it restored when the first server is entered again, nor after a restart.
      const back = valueOf(mail.saveAccount({ account, password: null }));
      expect(back).toMatchObject({ passwordKnown: false, passwordForgotten: 'login' });
      expect(mail.current()).toBeNull();
      expect(open({ secrets }).current()).toBeNull();
      const typed = valueOf(mail.saveAccount({ account, password: 'other' }));
      expect(typed).toMatchObject({ passwordKnown: true, passwordForgotten: null });
      expect(mail.current()).toMatchObject({ password: 'other' });
    });

    test('keeps it when the sender changes, or the server is written differently', () => {
      const mail = open({ secrets });
      valueOf(mail.saveAccount({ account: { ...account, host: 'mail.main.example' }, password: 'secret' }));
      const change = {
        host: ' Mail.MAIN.example ',
        user: ' ill ',
        fromName: 'Desk',
        fromAddress: 'desk@main.example',
      };
      const view = valueOf(mail.saveAccount({ account: { ...account, ...change }, password: null }));
      expect(view).toMatchObject({ passwordKnown: true, passwordForgotten: null });
      expect(mail.current()).toMatchObject({
        fromName: 'Desk',
        user: 'ill',
        host: 'Mail.MAIN.example',
        password: 'secret',
      });
    });
  });

  test('that never had a password cannot forget one', () => {
    const mail = open();
    valueOf(mail.saveAccount({ account: { ...account, user: '' }, password: null }));
    const view = valueOf(mail.saveAccount({ account: { ...account, user: '', port: 26 }, password: null }));
    expect(view.passwordForgotten).toBeNull();
  });

  test('gets a new number on each change, also when it is removed and set up again', () => {
    const mail = open();
    const numbers = [mail.accountNumber()];
    for (const change of [
      () => mail.saveAccount({ account, password: 'a' }),
      () => mail.removeAccount(),
      () => mail.saveAccount({ account, password: 'b' }),
    ]) {
      valueOf(change());
      numbers.push(mail.accountNumber());
    }
    expect(new Set(numbers).size).toBe(4);
  });

  test('keeps the password until the program ends if the computer cannot store secrets', () => {
    const mail = open({ secrets: forgetting });
    const view = valueOf(mail.saveAccount({ account, password: 'secret' }));
    expect(view).toMatchObject({ passwordKnown: true, keepsPassword: false });
    expect(mail.current()).toMatchObject({ password: 'secret' });
    expect(stored()).not.toContain('secret');
    const again = open({ secrets: forgetting });
    expect(again.current()).toBeNull();
    expect(valueOf(again.account())).toMatchObject({ account, passwordKnown: false });
  });

  test('does not know a password encrypted on another computer', () => {
    valueOf(open().saveAccount({ account, password: 'secret' }));
    const elsewhere = open({ secrets: { ...keeping, unseal: () => null } });
    expect(elsewhere.current()).toBeNull();
    expect(valueOf(elsewhere.account()).passwordKnown).toBe(false);
  });

  test('needs no password without a user, and loses it when removed', () => {
    const mail = open();
    valueOf(mail.saveAccount({ account: { ...account, user: '' }, password: null }));
    expect(mail.current()).toMatchObject({ user: '', password: '' });
    expect(valueOf(mail.removeAccount()).account).toBeNull();
    expect(mail.current()).toBeNull();
  });

  test.each(['', 'nobody', 'a@b.example, c@d.example', 'a@b.example\r\nBcc: c@d.example'])(
    'is refused with the sender %j',
    (fromAddress) => {
      expect(open().saveAccount({ account: { ...account, fromAddress }, password: null })).toMatchObject({
        ok: false,
        error: { code: 'mail-address' },
      });
    },
  );

  test('cannot be changed without the right to', async () => {
    const mail = open({ check: () => refuse('role-missing', 'no') });
    expect(mail.saveAccount({ account, password: null })).toMatchObject({ ok: false });
    expect(mail.removeAccount()).toMatchObject({ ok: false });
    expect(mail.removeAuthority()).toMatchObject({ ok: false });
    expect(await mail.chooseAuthority()).toMatchObject({ ok: false });
  });

  test('cannot be tested without the right to: nothing is sent in its name', async () => {
    const server = await startMailServer();
    try {
      valueOf(open().saveAccount({ account: { ...account, user: '', port: server.port }, password: null }));
      const mail = open({ check: () => refuse('role-missing', 'no') });
      expect(await mail.test({ to: 'anybody@elsewhere.example' })).toMatchObject({
        ok: false,
        error: { code: 'role-missing' },
      });
      expect(server.connections()).toBe(0);
    } finally {
      await server.close();
    }
  });
});

describe('the library’s own certificate authority', () => {
  const certificate = makeCertificate();
  const chosen = { name: 'authority.pem', text: certificate.cert };

  test('is chosen from a file, used and removed; each time the password is asked for again', async () => {
    const mail = open({ chooseFile: () => Promise.resolve(chosen) });
    expect(await mail.chooseAuthority()).toMatchObject({ ok: false, error: { code: 'mail-not-set-up' } });
    valueOf(mail.saveAccount({ account, password: 'secret' }));
    expect(valueOf(await mail.chooseAuthority())).toMatchObject({
      ownAuthority: 'authority.pem',
      passwordKnown: false,
      passwordForgotten: 'authority',
    });
    expect(mail.current()).toBeNull();
    valueOf(mail.saveAccount({ account, password: 'secret' }));
    expect(mail.current()).toMatchObject({ ca: certificate.cert, password: 'secret' });
    // Choosing the same certificate again changes nothing.
    expect(valueOf(await mail.chooseAuthority())).toMatchObject({ passwordKnown: true });
    expect(valueOf(mail.removeAuthority())).toMatchObject({ passwordForgotten: 'authority' });
    expect(mail.current()).toBeNull();
    valueOf(mail.saveAccount({ account, password: 'secret' }));
    expect(mail.current()).toMatchObject({ ca: null, password: 'secret' });
    expect(valueOf(mail.removeAuthority())).toMatchObject({ passwordKnown: true });
  });

  test('does not change with a file without a certificate, an unreadable file, or a closed dialog', async () => {
    valueOf(open().saveAccount({ account, password: 'secret' }));
    const wrong = open({ chooseFile: () => Promise.resolve({ name: 'x', text: 'no certificate' }) });
    expect(await wrong.chooseAuthority()).toMatchObject({ ok: false, error: { code: 'file-malformed' } });
    const broken = open({ chooseFile: () => Promise.reject(new Error('EACCES')) });
    expect(await broken.chooseAuthority()).toMatchObject({ ok: false, error: { code: 'file-unreadable' } });
    expect(await open().chooseAuthority()).toEqual(ok(null));
  });
});

describe('the test letter', () => {
  test('arrives, and returns the server’s response', async () => {
    const server = await startMailServer({ user: { name: 'ill', password: 'secret' } });
    try {
      const mail = open();
      valueOf(mail.saveAccount({ account: { ...account, port: server.port }, password: 'secret' }));
      expect(valueOf(await mail.test({ to: ' me@main.example ' })).words).toContain('2.0.0 Taken as TEST1');
      expect(server.received[0]?.to).toEqual(['me@main.example']);
      server.answers = { recipient: () => ({ code: 550, words: '5.7.1 We do not relay' }) };
      expect(await mail.test({ to: 'me@main.example' })).toMatchObject({
        ok: false,
        error: { code: 'mail-failed', message: expect.stringContaining('5.7.1 We do not relay') },
      });
      expect(tests).toEqual(['sent', 'refused']);
    } finally {
      await server.close();
    }
  });

  test('without an account or an address, or with no server listening, says what to do', async () => {
    const mail = open();
    expect(await mail.test({ to: 'me@main.example' })).toMatchObject({ error: { code: 'mail-not-set-up' } });
    expect(await mail.test({ to: 'me' })).toMatchObject({ error: { code: 'mail-address' } });
    valueOf(mail.saveAccount({ account: { ...account, user: '', port: await freePort() }, password: null }));
    expect(await mail.test({ to: 'me@main.example' })).toMatchObject({
      error: { code: 'mail-failed', message: expect.stringContaining('refuses the connection') },
    });
    expect(tests).toEqual(['no-connection']);
  });
});
