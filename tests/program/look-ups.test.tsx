import { onTestFinished, expect, test } from 'vitest';
import { writeSetting } from '../../electron/main/desk/records/settings/raw-settings.ts';
import { type ProgramPage, showProgram } from '../support/page/program-page.tsx';
import { scan } from '../support/page/scan.ts';
import { openSection } from '../support/page/settings.ts';
import { accountAt } from '../support/sip2/look-ups.ts';
import { type SipServer, type SipServerOptions, startSipServer } from '../support/sip2/server.ts';

// Patrons' cards are looked up in the library's other system, which is a server of the tests here.

type Shelved = { readonly card: string; readonly name: string; readonly barcode: string };

/** The first item on the hold shelf of the main desk, and its patron. */
const shelvedIn = ({ ask }: ProgramPage): Shelved => {
  const [found] = ask<Shelved>(
    `SELECT patron.barcode AS card, patron.name, item.barcode FROM item JOIN request ON request.id = item.request_id
       JOIN patron ON patron.id = request.patron_id
      WHERE item.status = 'on-hold-shelf' AND item.desk_id = (SELECT min(id) FROM desk) AND item.barcode <> ''
        AND request.ended_as IS NULL LIMIT 1`,
  );
  if (!found) throw new Error('The demo library has no such item.');
  return found;
};

const showWith = async (
  options: SipServerOptions = {},
): Promise<{ readonly program: ProgramPage; readonly server: SipServer }> => {
  const server = await startSipServer({ login: null, ...options });
  onTestFinished(server.close);
  const { host, port, security, location } = accountAt(server.port);
  const program = await showProgram('demo', {
    before: ({ context }) =>
      writeSetting(context.db, 'lookUpAccount', {
        host,
        port,
        security,
        user: '',
        location,
        sealedPassword: null,
        forgotten: null,
        authority: null,
      }),
  });
  return { program, server };
};

const openPatrons = async ({ page }: ProgramPage): Promise<void> => {
  await page.role('link', { name: 'Manage Patron Services' }).click();
  await expect.poll(() => page.role('textbox', { name: 'Patron' }).hasFocus()).toBe(true);
};

test('a block is shown with the patron, and staff decide whether to lend anyway', async () => {
  const { program, server } = await showWith();
  const { page, ask } = program;
  const { card, name, barcode } = shelvedIn(program);
  server.patrons.set(card, {
    name,
    email: 'new@library.example',
    blocks: [0, 10],
    more: ['PA20300131'],
    message: 'Owes 12.50',
  });
  await openPatrons(program);
  scan(program, card);
  const said = page.role('status', { name: 'In the other system' });
  await expect.poll(() => said.text()).toContain('Blocked: fines over the limit');
  expect(said.text()).toContain('new@library.example · card valid until 31 Jan 2030');
  expect(said.text()).not.toContain(name);
  expect(said.text()).toContain('Message: Owes 12.50');
  scan(program, barcode);
  const lastStep = page.role('region', { name: 'Last step' });
  await expect.poll(() => lastStep.text()).toContain('is blocked: fines over the limit. Lend anyway?');
  expect(
    ask(
      'SELECT 1 FROM loan WHERE ended_on IS NULL AND item_id = (SELECT id FROM item WHERE barcode = ?)',
      barcode,
    ),
  ).toEqual([]);
  await page.role('group', { name: 'Patron blocked' }).role('button', { name: 'Lend anyway' }).click();
  await expect.poll(() => lastStep.text()).toContain(`LENT TO · ${name}`);
  expect(
    ask("SELECT 1 FROM request_event WHERE kind = 'lend' AND headline LIKE 'Lent despite a block, due %'"),
  ).toHaveLength(1);
});

test('nothing waits for the other system: a patron is opened and an item lent while it does not answer', async () => {
  const { program, server } = await showWith();
  const { page } = program;
  const { card, name, barcode } = shelvedIn(program);
  server.troubles.push('silence');
  await openPatrons(program);
  scan(program, card);
  await page.role('heading', { name }).element();
  scan(program, barcode);
  await expect.poll(() => page.role('region', { name: 'Last step' }).text()).toContain(`LENT TO · ${name}`);
  expect(page.role('status', { name: 'In the other system' }).text()).toBe('');
  await expect
    .poll(() => page.role('status', { name: 'In the other system' }).text())
    .toBe('The card could not be looked up. The other system did not answer in time.');
});

test('an unknown card shows its name in the other system, and a request for it starts with those data', async () => {
  const { program, server } = await showWith();
  const { page, ask, user } = program;
  server.patrons.set('X-77001', { name: 'Zárate, Íñigo', email: 'zarate@library.example' });
  await openPatrons(program);
  scan(program, 'X-77001');
  await expect.poll(() => page.text()).toContain('No patron has the card or name “X-77001”.');
  const said = page.role('status', { name: 'In the other system' });
  await expect.poll(() => said.text()).toContain('Zárate, Íñigo · zarate@library.example');
  await page.role('link', { name: /^Borrowing Requests/ }).click();
  await page.role('button', { name: 'New request' }).click();
  const requester = page.role('combobox', { name: 'Requester' });
  await requester.fill('X-77001');
  await user.keyboard('{Enter}');
  const form = page.role('group', { name: 'New patron' });
  await expect.poll(() => form.role('textbox', { name: 'Name' }).value()).toBe('Zárate, Íñigo');
  await form.role('button', { name: 'Add patron' }).click();
  await expect
    .poll(() => ask('SELECT name, email FROM patron WHERE barcode = ?', 'X-77001'))
    .toEqual([{ name: 'Zárate, Íñigo', email: 'zarate@library.example' }]);
});

test('the connection is set up and tested in Settings, with a warning if it is not encrypted', async () => {
  const server = await startSipServer();
  onTestFinished(server.close);
  server.patrons.set('P-1', { name: 'Reader, Anna', blocks: [4] });
  const { page } = await showProgram('demo');
  await openSection(page, 'Other system');
  await page.role('button', { name: 'Set up SIP2…' }).click();
  const part = page.role('group', { name: 'SIP2 connection' });
  await part.role('textbox', { name: 'Server' }).fill('127.0.0.1');
  await part.role('textbox', { name: 'User name' }).fill('desk');
  await part.role('button', { name: 'Save connection' }).click();
  await expect.poll(() => part.text()).toContain('Enter the password, or clear the user name');
  await part.label(/^Password/).fill('opensesame');
  expect(part.text()).not.toContain('others on the network can read');
  await part.role('combobox', { name: 'Encryption' }).choose('none');
  expect(part.text()).toContain('others on the network can read card numbers');
  expect(part.role('textbox', { name: 'Port' }).value()).toBe('6001');
  await part.role('textbox', { name: 'Port' }).fill(String(server.port));
  await part.role('button', { name: 'Save connection' }).click();
  await expect.poll(() => part.text()).toContain('Saved');
  await part.role('textbox', { name: 'Test card' }).fill('P-1');
  await part.role('button', { name: 'Test connection' }).click();
  await expect.poll(() => part.text()).toContain('The connection works: Main Library answers.');
  expect(part.text()).toContain('Reader, Anna · no expiry date');
  expect(part.text()).toContain('Blocked: the card was reported lost');
  await part.role('button', { name: 'Remove connection' }).click();
  await expect.poll(() => part.role('button', { name: 'Test connection' }).isShown()).toBe(false);
});

test('an NCIP address without encryption is warned of, and with SIP2 alone the form says which steps need one', async () => {
  const { page } = await showProgram('demo');
  await openSection(page, 'Other system');
  const form = page.role('form', { name: 'Other system' });
  await form.role('combobox', { name: 'Send steps to' }).choose('other');
  const address = form.role('textbox', { name: 'NCIP address' });
  await address.fill('https://there.library.example/ncip');
  expect(form.text()).not.toContain('others on the network can read card numbers');
  await address.fill('http://there.library.example/ncip');
  expect(form.text()).toContain('others on the network can read card numbers, titles and the password');
  await address.fill('');
  await form.role('combobox', { name: /^Send loans/ }).choose('sip2');
  await form.role('button', { name: 'Save' }).click();
  await expect.poll(() => form.text()).toContain('turn off “Received”, “Returned to partner” and');
});
