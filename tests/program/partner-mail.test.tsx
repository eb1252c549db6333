import { expect, test } from 'vitest';
import { keepMail } from '../../electron/main/mail/incoming/keep-mail.ts';
import { writeSetting } from '../../electron/main/desk/records/settings/raw-settings.ts';
import type { TestDesk } from '../support/desk.ts';
import { mailOf } from '../support/incoming-mail/partner-mail.ts';
import { type ProgramPage, showProgram } from '../support/page/program-page.tsx';
import { openRequests } from '../support/page/requests.ts';
import { openSection } from '../support/page/settings.ts';

// What staff see of mails of partners, and do about them.

const from = 'ill@north.example';
type Asked = { readonly externalId: string; readonly status: string };

/** The first request that a partner was asked for: the partner gets its address. */
const askedIn = ({ raw }: TestDesk): Asked => {
  const found = raw
    .prepare(
      `SELECT request.external_id AS externalId, request.status, turn.id AS turnId, turn.partner_id AS partnerId
         FROM request JOIN turn ON turn.request_id = request.id WHERE request.status = 'REQUEST_SENT' AND turn.state = 'asked' LIMIT 1`,
    )
    .get() as Asked & { readonly turnId: number; readonly partnerId: number };
  raw.prepare('UPDATE turn SET heard = 1 WHERE id = ?').run(found.turnId);
  raw.prepare("UPDATE partner SET email = '' WHERE id <> ?").run(found.partnerId);
  raw.prepare('UPDATE partner SET email = ? WHERE id = ?').run(from, found.partnerId);
  return found;
};

type Sent = {
  readonly subject: (externalId: string) => string;
  readonly text: string;
  readonly from?: string;
};

const showWith = async (
  ...mails: readonly Sent[]
): Promise<{ readonly shown: ProgramPage; readonly asked: Asked }> => {
  let asked: Asked = { externalId: '', status: '' };
  const shown = await showProgram('demo', {
    before: (desk) => {
      asked = askedIn(desk);
      writeSetting(desk.context.db, 'mailboxAccount', null);
      for (const mail of mails)
        keepMail(
          desk.context.db,
          mailOf({
            from: mail.from ?? from,
            subject: mail.subject(asked.externalId),
            text: mail.text,
            attachments: ['bill.pdf'],
          }),
          { isCut: false, now: new Date() },
        );
    },
  });
  return { shown, asked };
};
const statusOf = ({ ask }: ProgramPage, { externalId }: Asked): unknown =>
  ask('SELECT status FROM request WHERE external_id = ?', externalId)[0]?.['status'];

const openDetails = async (shown: ProgramPage, { externalId }: Asked) => {
  const requests = await openRequests(shown);
  await requests.search.fill(externalId);
  await expect.poll(() => requests.rows().length).toBe(1);
  await requests.row(externalId).click();
  const section = requests.details.role('region', { name: 'Rota' });
  await section.element();
  return section;
};
const named = (externalId: string): string => `Re: ${externalId}`;

test('a mail stands with its request, and one key records the answer that it gives', async () => {
  const { shown, asked } = await showWith({
    subject: named,
    text: 'The book was shipped today.\n\n<script>alert(1)</script>',
  });
  const mail = await openDetails(shown, asked);
  await expect.poll(() => mail.text()).toContain('<script>alert(1)</script>');
  expect(mail.text()).toContain('bill.pdf');
  const proposal = mail.role('group', { name: 'Proposed answer' });
  expect(proposal.text()).toContain('Proposed answer: The partner has shipped it.');
  expect(proposal.text()).toContain('“The book was shipped today.”');
  expect(statusOf(shown, asked)).toBe(asked.status);
  await shown.user.keyboard('{Alt>}{Enter}{/Alt}');
  await expect.poll(() => statusOf(shown, asked)).toBe('SHIPPED_PHYSICALLY');
  await expect.poll(() => mail.text()).toContain('answer recorded');
  expect(proposal.isShown()).toBe(false);
});

test('a proposal can be dismissed, and the mail stays', async () => {
  const { shown, asked } = await showWith({ subject: named, text: 'The book was shipped today.' });
  const mail = await openDetails(shown, asked);
  await mail.role('group', { name: 'Proposed answer' }).role('button', { name: 'Dismiss' }).click();
  await expect.poll(() => mail.role('group', { name: 'Proposed answer' }).isShown()).toBe(false);
  expect(mail.text()).toContain('The book was shipped today.');
  expect(statusOf(shown, asked)).toBe(asked.status);
});

test('a mail without a request waits on Today until it is assigned or set aside', async () => {
  const { shown, asked } = await showWith(
    { subject: () => 'Hello', text: 'The book was shipped today.' },
    { subject: () => 'Buy this', text: 'Now!', from: 'shop@else.example' },
  );
  const { page, ask } = shown;
  await page.role('link', { name: 'Today' }).click();
  await page.role('link', { name: /^Mail without a request\s*2$/ }).click();
  const other = page.role('article', { name: 'Buy this' });
  await other.role('button', { name: 'Set aside' }).click();
  await expect.poll(() => other.isShown()).toBe(false);
  await page.role('button', { name: 'Undo' }).click();
  await other.element();
  const mail = page.role('article', { name: 'Hello' });
  await mail.role('textbox', { name: 'External identifier' }).fill('nothing');
  await mail.role('button', { name: 'Assign to request' }).click();
  await expect.poll(() => mail.text()).toContain('nothing isn’t an external identifier here.');
  await mail.role('textbox', { name: 'External identifier' }).fill(asked.externalId.toLowerCase());
  await mail.role('button', { name: 'Assign to request' }).click();
  await expect.poll(() => mail.isShown()).toBe(false);
  const details = page.role('region', { name: 'Request details' });
  await expect.poll(() => details.text()).toContain('Proposed answer: The partner has shipped it.');
  expect(ask('SELECT count(*) AS count FROM incoming_mail WHERE request_id IS NULL')).toEqual([{ count: 1 }]);
});

test('a mail counts as read once it was seen', async () => {
  const { shown, asked } = await showWith({ subject: named, text: 'Thank you for your request.' });
  const mail = await openDetails(shown, asked);
  await expect.poll(() => mail.text()).toContain('New');
  expect(mail.role('group', { name: 'Proposed answer' }).isShown()).toBe(false);
  const isRead = (): unknown =>
    shown.ask('SELECT read_at IS NOT NULL AS isRead FROM incoming_mail')[0]?.['isRead'];
  await expect.poll(isRead).toBe(1);
});

test('the mailbox is off until it is set up, and what is missing is said at its field', async () => {
  const { page, ask } = await showProgram('demo');
  await openSection(page, 'Mail');
  const part = page.role('group', { name: 'Incoming mail' });
  await expect.poll(() => part.text()).toContain('Borrow Desk does not read e-mail.');
  await part.role('button', { name: 'Set up incoming mail…' }).click();
  await part.role('textbox', { name: 'Mail server' }).fill('mail.library.example');
  const save = part.role('button', { name: 'Save mailbox' });
  await save.click();
  await expect.poll(() => part.text()).toContain('Enter the user name of the mailbox.');
  await part.role('textbox', { name: 'User name' }).fill('ill');
  await save.click();
  await expect.poll(() => part.text()).toContain('Enter the password of the mailbox.');
  await part.label(/^Password/u).fill('secret');
  await save.click();
  await expect.poll(() => part.text()).toContain('Saved');
  const [row] = ask("SELECT value FROM setting WHERE key = 'mailboxAccount'");
  expect(JSON.parse(String(row?.['value']))).toMatchObject({
    port: 993,
    security: 'tls',
    folder: 'INBOX',
    user: 'ill',
  });
  await part.role('button', { name: 'Test mailbox' }).click();
  await expect.poll(() => part.text()).toContain('There is no server in this test.');
  await part.role('button', { name: 'Remove mailbox' }).click();
  await expect
    .poll(() => ask("SELECT value FROM setting WHERE key = 'mailboxAccount'"))
    .toEqual([{ value: 'null' }]);
});
