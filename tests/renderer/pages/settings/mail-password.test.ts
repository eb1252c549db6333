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
  [{}, /^Known\. Leave this empty to keep it/],
  [{ fromName: 'Desk' }, /^Known\./],
  [{ host: 'Mail.Main.example ' }, /^Known\./],
  [{ host: 'mail.other.example' }, /^Type it again: the known one is only for/],
  [{ port: 465 }, /^Type it again/],
  [{ port: Number.NaN }, /^Type it again/],
  [{ security: 'none' as const }, /^Type it again/],
  [{ user: 'desk' }, /^Type it again/],
])('with %j typed, the hint says whether the password is kept', (change, words) => {
  expect(passwordHint(view, { ...account, ...change })).toMatch(words);
});

test('a hint about a password that is not known promises nothing', () => {
  expect(passwordHint({ ...view, passwordKnown: false }, account)).toBe(
    'It is saved encrypted on this computer.',
  );
});

test.each([
  [
    { passwordForgotten: 'login' as const },
    /server, its port, its protection or the user was changed.*type it again/,
  ],
  [{ passwordForgotten: 'authority' as const }, /certificate authority was changed.*type it again/],
  [{}, /^The password is not known/],
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
