import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Output } from '../../shared/ipc/contract.ts';
import { ok } from '../../shared/ipc/result.ts';
import { makeCertificate } from '../support/certificate.ts';
import { Lender } from '../support/lender/lender.ts';
import { scripts } from '../support/lender/scripts.ts';
import { showProgram, type ProgramPage } from '../support/page/program-page.tsx';
import { openSection } from '../support/page/settings.ts';

const startLender = async (): Promise<Lender> => {
  const lender = new Lender({
    symbol: 'NORTH',
    dialect: { version: '1.2', prefix: 'ns1' },
    file: join(mkdtempSync(join(tmpdir(), 'lender-')), 'book.json'),
    borrowerUrl: () => '',
    script: () => scripts.LOANED,
  });
  await lender.start();
  onTestFinished(() => lender.crash());
  return lender;
};

const openPartner = async (shown: ProgramPage) => {
  const { page } = shown;
  await openSection(page, 'Partners');
  await page.role('button', { name: 'North University Library' }).click();
  const form = page.role('form', { name: 'partner: North University Library' });
  const field = (name: string) => form.role('textbox', { name });
  const profile = (): unknown =>
    JSON.parse(
      shown.ask<{ profile: string }>("SELECT profile FROM partner WHERE code = 'NORTH'")[0]?.profile ?? '',
    );
  return { page, form, field, profile };
};

test('a partner is set to ISO 18626 with three texts; what is missing is said at its field, and a test says what is wrong', async () => {
  const lender = await startLender();
  const shown = await showProgram('demo');
  const { form, field, profile } = await openPartner(shown);
  await form.role('radio', { name: /^ISO 18626/ }).click();
  await field('Address of the partner’s system').fill('ill.north.example');
  await form.role('button', { name: 'Save' }).click();
  await expect.poll(() => form.text()).toContain('Enter the whole address');
  await expect.poll(() => field('Address of the partner’s system').hasFocus()).toBe(true);
  await field('Address of the partner’s system').fill('https://main:secret@ill.north.example/');
  await form.role('button', { name: 'Save' }).click();
  await expect.poll(() => form.text()).toContain('Remove the user name and password from the address.');
  await field('Address of the partner’s system').fill(lender.url);
  await field('Partner’s symbol').fill('ISIL:NORTH');
  await form.role('button', { name: 'Test connection' }).click();
  await expect.poll(() => form.text()).toContain('Enter the symbol. Every message names both libraries.');
  await expect.poll(() => field('Our symbol').hasFocus()).toBe(true);
  await field('Our symbol').fill('MAIN');
  await form.role('button', { name: 'Test connection' }).click();
  await expect.poll(() => form.text()).toContain('The connection works');
  expect(profile()).toEqual({ by: 'mail' });
  // What was found is of what was typed then.
  await field('Address of the partner’s system').fill(`${lender.url}/elsewhere`);
  expect(form.text()).not.toContain('The connection works');
  await lender.crash();
  await form.role('button', { name: 'Test connection' }).click();
  await expect.poll(() => form.text()).toContain('The server refuses the connection.');
  await form.role('combobox', { name: 'Partner’s system' }).choose('Koha');
  await form.role('button', { name: 'Save' }).click();
  await expect.poll(() => form.text()).toContain('Saved');
  expect(profile()).toEqual({
    by: 'iso18626',
    address: `${lender.url}/elsewhere`,
    ours: { agencyIdType: 'ISIL', agencyIdValue: 'MAIN' },
    theirs: { agencyIdType: 'ISIL', agencyIdValue: 'NORTH' },
    isBroker: false,
    version: '2021-2',
    authentication: { kind: 'none' },
    convention: 'retry',
    accepts: ['StatusRequest', 'Received', 'Cancel', 'ShippedReturn'],
    volumeFormat: 'repeated',
    authority: null,
  });
  await form.role('button', { name: 'Undo' }).click();
  await expect.poll(profile).toEqual({ by: 'mail' });
});

test('the rest is folded away; a code is asked for, kept at this workstation and shown to nobody', async () => {
  const shown = await showProgram('demo');
  const { page, form, field, profile } = await openPartner(shown);
  await form.role('radio', { name: /^ISO 18626/ }).click();
  expect(form.role('combobox', { name: 'ISO 18626 version' }).isShown()).toBe(false);
  await form.role('button', { name: 'More settings' }).click();
  await form.role('combobox', { name: 'How the partner sets conditions' }).choose('accept-reject');
  await form.role('checkbox', { name: 'Renewal' }).click();
  expect(form.role('combobox', { name: 'Partner’s system' }).value()).toBe('');
  await field('Address of the partner’s system').fill('https://north.example/iso18626');
  await field('Partner’s symbol').fill('NORTH');
  await field('Our symbol').fill('MAIN');
  await form.role('combobox', { name: 'Authentication' }).choose('account');
  await field('Account').fill('main');
  await form.role('button', { name: 'Test connection' }).click();
  await expect.poll(() => form.text()).toContain('this workstation does not have it yet');
  await form.label('Account code').fill('open sesame');
  // Leaving asks first.
  await page.role('button', { name: 'Back to the list' }).click();
  await page.role('group', { name: 'Unsaved changes' }).role('button', { name: 'Keep editing' }).click();
  await form.role('button', { name: 'Save' }).click();
  await expect.poll(() => form.text()).toContain('Already set. Leave this blank to keep it.');
  expect(form.label('Account code').value()).toBe('');
  expect(profile()).toMatchObject({ authentication: { kind: 'account', accountId: 'main' } });
  expect(JSON.stringify(profile())).not.toContain('sesame');
  await page.role('button', { name: 'Back to the list' }).click();
  await expect.poll(() => page.role('row', { hasText: 'North University' }).text()).toContain('ISO 18626');
});

test('the certificate authority of a partner is chosen, named, saved with the form and removed again', async () => {
  const { cert } = makeCertificate({ authority: 'North Library Authority', until: 2030 });
  const chosen = { name: 'North Library Authority', until: '2030-01-01T00:00:00.000Z', pem: cert.trim() };
  const shown = await showProgram('demo', {
    answers: { 'partners.chooseAuthority': () => ok(chosen as Output<'partners.chooseAuthority'>) },
  });
  const { page, form, field, profile } = await openPartner(shown);
  await form.role('radio', { name: /^ISO 18626/ }).click();
  await field('Address of the partner’s system').fill('https://north.example/iso18626');
  await field('Partner’s symbol').fill('NORTH');
  await field('Our symbol').fill('MAIN');
  await form.role('button', { name: 'More settings' }).click();
  expect(form.role('button', { name: 'Remove authority' }).isShown()).toBe(false);
  await form.role('button', { name: 'Choose certificate authority…' }).click();
  await expect.poll(() => form.text()).toContain('Trusted: North Library Authority, valid until');
  await form.role('button', { name: 'Save' }).click();
  await expect.poll(profile).toMatchObject({ authority: chosen.pem });
  // Opened again, it is in view and still named.
  await page.role('button', { name: 'Back to the list' }).click();
  await page.role('button', { name: 'North University Library' }).click();
  await expect.poll(() => form.text()).toContain('Trusted: North Library Authority, valid until');
  await form.role('button', { name: 'Remove authority' }).click();
  await form.role('button', { name: 'Save' }).click();
  await expect.poll(profile).toMatchObject({ authority: null });
});

test('messages to a partner can be put into the folder: no address is asked for, and what is sent then is said', async () => {
  const shown = await showProgram('demo');
  const { form, field, profile } = await openPartner(shown);
  await form.role('radio', { name: /^ISO 18626/ }).click();
  await form.role('combobox', { name: 'Authentication' }).choose('basic');
  await form.role('button', { name: 'More settings' }).click();
  await form.role('combobox', { name: 'How messages leave' }).choose('folder');
  expect(field('Address of the partner’s system').isShown()).toBe(false);
  expect(form.role('button', { name: 'Test connection' }).isShown()).toBe(false);
  expect(form.text()).toContain('“Sent” then means: put into “out” inside it.');
  await field('Partner’s symbol').fill('NORTH');
  await field('Our symbol').fill('MAIN');
  await form.role('button', { name: 'Save' }).click();
  // A password needs a connection.
  await expect.poll(profile).toMatchObject({ address: null, authentication: { kind: 'none' } });
  await form.role('combobox', { name: 'How messages leave' }).choose('network');
  await form.role('button', { name: 'Save' }).click();
  await expect.poll(() => form.text()).toContain('Enter the whole address');
});

test('a new partner is added with its way and its code by one Save, and so is a change of both', async () => {
  const shown = await showProgram('demo');
  const { page } = shown;
  await openSection(page, 'Partners');
  await page.role('button', { name: 'Add partner' }).click();
  const form = page.role('form', { name: 'New partner' });
  await form.role('textbox', { name: 'Name' }).fill('South College');
  await form.role('textbox', { name: 'Code' }).fill('SOUTH');
  await form.role('radio', { name: /^ISO 18626/ }).click();
  await form.role('textbox', { name: 'Address of the partner’s system' }).fill('https://south.example/ill');
  await form.role('textbox', { name: 'Partner’s symbol' }).fill('SOUTH');
  await form.role('textbox', { name: 'Our symbol' }).fill('MAIN');
  await form.role('combobox', { name: 'Authentication' }).choose('basic');
  await form.role('textbox', { name: 'User name' }).fill('main');
  await form.label('Password').fill('open sesame');
  await form.role('button', { name: 'Save' }).click();
  const stored = (): unknown =>
    shown.ask("SELECT name, profile ->> '$.by' AS by FROM partner WHERE code = 'SOUTH'");
  await expect.poll(stored).toEqual([{ name: 'South College', by: 'iso18626' }]);
  const saved = page.role('form', { name: 'partner: South College' });
  await expect.poll(() => saved.text()).toContain('Already set. Leave this blank to keep it.');
  await saved.role('textbox', { name: 'Name' }).fill('South University');
  await saved.role('radio', { name: /^By hand/ }).click();
  await saved.role('button', { name: 'Save' }).click();
  await expect.poll(stored).toEqual([{ name: 'South University', by: 'hand' }]);
});

test('before an address or another way is saved, it is said how many letters can leave then', async () => {
  const asked: unknown[] = [];
  const shown = await showProgram('demo', {
    answers: {
      'places.wouldSend': (input) => {
        asked.push((input as { kind: string }).kind);
        return ok({ letters: 2 });
      },
    },
  });
  const { page, form, profile } = await openPartner(shown);
  await form.role('radio', { name: /^By hand/ }).click();
  await form.role('button', { name: 'Save' }).click();
  const question = page.role('form', { name: /^2 letters to North University Library wait for this/ });
  expect(profile()).toEqual({ by: 'mail' });
  await question.role('button', { name: 'Cancel' }).click();
  expect(profile()).toEqual({ by: 'mail' });
  await form.role('button', { name: 'Save' }).click();
  await question.role('button', { name: 'Save' }).click();
  await expect.poll(profile).toEqual({ by: 'hand' });
  expect(asked).toEqual(['partner', 'partner']);
});
