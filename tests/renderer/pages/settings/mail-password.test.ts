import { expect, test } from 'vitest';
import { passwordHint, passwordMissing } from '../../../../renderer/src/pages/settings/mail-password.ts';
import type { MailAccountView } from '../../../../shared/ipc/calls/mail.ts';

const account = {
  host: 'mail.main.example',
  port: 587,
  security: 'starttls' as const,
  user: 'ill',
  fromName: 'Interlibrary Loan',
  fromAddress: 'ill@main.example',
};
const view: MailAccountView = {
  account,
  passwordKnown: true,
  passwordForgotten: null,
  keepsPassword: true,
  ownAuthority: null,
};

test.each([
  [{}, /^A password is already set\. Leave this blank to keep it/],
  [{ fromName: 'Desk' }, /^A password is already set\./],
  [{ host: 'Mail.Main.example ' }, /^A password is already set\./],
  [{ host: 'mail.other.example' }, /^Enter the password again: the earlier one is only for/],
  [{ port: 465 }, /^Enter the password again/],
  [{ port: Number.NaN }, /^Enter the password again/],
  [{ security: 'none' as const }, /^Enter the password again/],
  [{ user: 'desk' }, /^Enter the password again/],
])('with %j typed, the hint says whether the password is kept', (change, words) => {
  expect(passwordHint(view, { ...account, ...change })).toMatch(words);
});

test('a hint about an unknown password promises nothing', () => {
  expect(passwordHint({ ...view, passwordKnown: false }, account)).toBe(
    'It is saved encrypted on this computer.',
  );
});

test.each([
  [
    { passwordForgotten: 'login' as const },
    /server, port, encryption or user name was changed.*enter the password again/,
  ],
  [
    { passwordForgotten: 'authority' as const },
    /certificate authority was changed.*enter the password again/,
  ],
  [{}, /^The password is missing/],
])('%j: the page says why letters wait', (change, words) => {
  expect(passwordMissing({ ...view, passwordKnown: false, ...change })).toMatch(words);
});

test.each([
  [{}],
  [{ passwordKnown: false, account: null }],
  [{ passwordKnown: false, passwordForgotten: 'login' as const, account: { ...account, user: '' } }],
])('%j: nothing waits for a password', (change) => {
  expect(passwordMissing({ ...view, ...change })).toBeNull();
});
