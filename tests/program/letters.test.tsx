import { expect, test } from 'vitest';
import { openSection, operatorButton, save, setOwnPin } from '../support/page/settings.ts';
import { receive } from '../support/page/receive.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import { addLetter } from '../support/letters.ts';
import { showProgram } from '../support/page/program-page.tsx';

test('a kind of letter that the library has switched off is not written', async () => {
  const shown = await showProgram('demo');
  const { page, ask } = shown;
  await openSection(page, 'Which letters to send');
  const form = page.role('form', { name: 'Letters from Main Library' });
  const received = form.role('switch', { name: 'To the partner: Received' });
  expect(((await received.element()) as HTMLInputElement).checked).toBe(true);
  await received.press(' ');
  expect(((await received.element()) as HTMLInputElement).checked).toBe(false);
  await save(form);
  await receive(shown, '01MAIN0000101', 'N-90001');
  await page.role('link', { name: /^Letters and messages/ }).click();
  const list = page.role('grid', { name: 'Letters and messages' });
  await list.role('row', { name: /Item ready.*to the patron/ }).element();
  expect(list.all('row', { name: /Received/ })).toEqual([]);
  expect(ask('SELECT kind FROM outbox WHERE op_id IS NOT NULL')).toEqual([{ kind: 'item-ready' }]);
});

test('a link to the letters that wait opens their list, also while another list is shown', async () => {
  const { page } = await showProgram('demo');
  await page.role('link', { name: /^Letters and messages/ }).click();
  const isShown = async (name: RegExp): Promise<boolean> =>
    ((await page.role('radio', { name }).element()) as HTMLInputElement).checked;
  await page.role('radio', { name: /^Contact by hand/ }).click();
  await expect.poll(() => isShown(/^Contact by hand/)).toBe(true);
  await page.role('link', { name: 'Connections: no mail account' }).click();
  await expect.poll(() => isShown(/^Outbox/)).toBe(true);
});

test('the list shows when a letter was sent; what the server answered is in its tooltip and its preview', async () => {
  const { page } = await showProgram('demo', {
    before: (desk) => {
      const id = desk.raw
        .prepare("SELECT id FROM request WHERE external_id = '01MAIN0000101'")
        .pluck()
        .get() as RequestId;
      addLetter(desk, id, { recipient: 'patron', kind: 'item-ready', payload: {} });
      desk.raw.exec(
        'UPDATE outbox SET state = \'sent\', note = \'250 OK: queued as 8T4\', updated_at = \'2026-11-12T09:41:00.000Z\', letter = \'{"to":{"name":"R","address":"r@x.example"},"subject":"S","body":"B"}\'',
      );
    },
  });
  await page.role('link', { name: /^Letters and messages/ }).click();
  await page.role('radio', { name: 'Done' }).click();
  const list = page.role('grid', { name: 'Letters and messages' });
  const row = list.role('row', { name: /Item ready/ });
  await expect.poll(() => row.text()).toMatch(/Sent12 Nov( 2026)?, \d\d:41/);
  expect(row.text()).not.toContain('250 OK');
  expect((await row.element()).innerHTML).toContain('250 OK');
  await row.click();
  await expect.poll(() => page.text()).toContain('250 OK: queued as 8T4');
});

test('only operators who may change the account can test it', async () => {
  const { page, user, calls } = await showProgram('demo');
  await openSection(page, 'Mail');
  const mail = page.role('region', { name: 'Mail' });
  await mail.role('textbox', { name: 'Mail server' }).fill('127.0.0.1');
  await mail.role('textbox', { name: 'Sender name' }).fill('Interlibrary Loan');
  await mail.role('textbox', { name: 'Sender address' }).fill('ill@main.example');
  await mail.role('button', { name: 'Save' }).click();
  await mail.role('button', { name: 'Remove account' }).element();
  expect(mail.text()).toContain('Only needed if the server has a certificate from its own authority.');
  await mail.role('combobox', { name: 'Encryption' }).choose('None (only for a server on your own network)');
  await mail.role('button', { name: 'Save' }).click();
  await expect
    .poll(() => mail.text())
    .toContain('Without encryption, the server’s certificate is not checked.');
  expect(mail.text()).not.toContain('from its own authority');
  // An operator who may change it can test it; this test has no server.
  await mail.role('textbox', { name: 'Test address' }).fill('me@main.example');
  await mail.role('button', { name: 'Send a test letter' }).click();
  await expect.poll(() => mail.role('alert').text()).toContain('There is no server in this test.');
  expect(calls.mailsTried()).toBe(1);

  await setOwnPin(page);
  await page.role('button', { name: 'Add operator' }).click();
  await page.role('textbox', { name: 'Name' }).fill('Bea Clerk');
  await page.role('combobox', { name: 'Role' }).choose('Circulation Desk Operator');
  await page.role('combobox', { name: 'At desk' }).choose('Main Circulation Desk');
  await page.role('button', { name: 'Add role' }).click();
  await save(page);
  await operatorButton(page).click();
  await user.keyboard('bea{Enter}');
  await page.role('button', { name: 'Operator: Bea Clerk' }).element();

  await openSection(page, 'Mail');
  await expect
    .poll(() => mail.text())
    .toContain('Changing the mail account requires the Fulfillment Services Operator role');
  expect(mail.role('button', { name: 'Send a test letter' }).isEnabled()).toBe(false);
  expect(mail.role('textbox', { name: 'Test address' }).isShown()).toBe(true);
  expect(mail.role('textbox', { name: 'Test address' }).isEnabled()).toBe(false);
  expect(await calls.call('mail.test', { to: 'anybody@elsewhere.example' })).toMatchObject({
    ok: false,
    error: { code: 'role-missing' },
  });
  expect(calls.mailsTried()).toBe(1);
});

test('each library has its own text of a letter, and changing one changes none of the others', async () => {
  const { page, ask } = await showProgram('demo');
  await openSection(page, 'Letters');
  const section = page.role('region', { name: 'Letters' });
  const library = section.role('combobox', { name: 'Library' });
  await library.choose('Hilltop Library');
  await section.role('textbox', { name: 'Subject' }).fill('From Hilltop: {{title}}');
  await expect.poll(() => section.text()).toContain('From Hilltop: The Sea Around Us');
  await section.role('button', { name: 'Save text' }).click();
  await expect.poll(() => section.text()).toContain('Changed by this library');
  await library.choose('Main Library');
  await expect
    .poll(() => section.role('textbox', { name: 'Subject' }).value())
    .toBe('Ready for you: {{title}}');
  expect(section.text()).toContain('Default text');
  expect(
    ask('SELECT library.code, subject FROM letter_template JOIN library ON library.id = library_id'),
  ).toEqual([{ code: 'HILL', subject: 'From Hilltop: {{title}}' }]);
});

test('a library’s letter language changes its default texts and their preview, and an edited text stays', async () => {
  const { page, ask } = await showProgram('demo');
  await openSection(page, 'Letters');
  const section = page.role('region', { name: 'Letters' });
  const subject = section.role('textbox', { name: 'Subject' });
  const language = section.role('form', { name: 'Language of letters' });
  await expect.poll(() => section.text()).toContain('Return by: 15 January 2027');
  await language.role('combobox', { name: 'Language of letters' }).choose('Deutsch (Entwurf)');
  // Nothing changes before it is saved.
  expect(subject.value()).toBe('Ready for you: {{title}}');
  await language.role('button', { name: 'Save' }).click();
  await expect.poll(() => subject.value()).toBe('Abholbereit: {{title}}');
  await expect.poll(() => section.text()).toContain('Rückgabe bis: 15. Januar 2027');
  expect(section.text()).toContain('Default text');
  expect(
    ask(`SELECT library.code, value FROM library_setting JOIN library ON library.id = library_id
          WHERE key = 'letters' ORDER BY library.id`),
  ).toEqual([
    { code: 'MAIN', value: '{"language":"de"}' },
    { code: 'HILL', value: '{"language":"en"}' },
  ]);

  await subject.fill('Komm: {{title}}');
  await section.role('button', { name: 'Save text' }).click();
  await expect.poll(() => section.text()).toContain('Changed by this library');
  await language.role('button', { name: 'Undo' }).click();
  await expect.poll(() => section.text()).toContain('15 January 2027');
  expect(subject.value()).toBe('Komm: {{title}}');
  await section.role('button', { name: 'Restore default text' }).click();
  await expect.poll(() => subject.value()).toBe('Ready for you: {{title}}');
});

test('sending a letter without an address again says that it has none', async () => {
  const { page } = await showProgram('demo', {
    before: (desk) => {
      const id = desk.raw
        .prepare("SELECT id FROM request WHERE external_id = '01MAIN0000101'")
        .pluck()
        .get() as RequestId;
      addLetter(desk, id, { recipient: 'patron', kind: 'item-ready', payload: {} });
      desk.raw.exec("UPDATE patron SET email = ''; UPDATE outbox SET state = 'outdated', note = 'Returned'");
    },
  });
  await page.role('link', { name: /^Letters and messages/ }).click();
  await page.role('radio', { name: /^Not sent/ }).click();
  const list = page.role('grid', { name: 'Letters and messages' });
  await list.role('row', { name: /Item ready/ }).click();
  await page.role('button', { name: 'Send now' }).click();
  await expect
    .poll(() => page.text())
    .toContain('There is no e-mail address. It is now under “Contact by hand”.');
  expect(page.text()).not.toContain('Trying to send');
});

test('without a mail account a letter that is queued cannot be queued again, and the button says why', async () => {
  const { page } = await showProgram('demo', {
    before: (desk) => {
      const id = desk.raw
        .prepare("SELECT id FROM request WHERE external_id = '01MAIN0000101'")
        .pluck()
        .get() as RequestId;
      addLetter(desk, id, { recipient: 'patron', kind: 'item-ready', payload: {} });
    },
  });
  await page.role('link', { name: /^Letters and messages/ }).click();
  const list = page.role('grid', { name: 'Letters and messages' });
  await list.role('row', { name: /Item ready/ }).click();
  const send = (await page.role('button', { name: 'Send now' }).element()) as HTMLButtonElement;
  expect([send.disabled, send.title]).toEqual([
    true,
    'No mail account is set up. Letters wait until there is one; you can print them.',
  ]);
});
