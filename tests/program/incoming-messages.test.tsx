import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { showProgram } from '../support/page/program-page.tsx';
import { postTo } from '../support/post-to.ts';
import { openSection } from '../support/page/settings.ts';

const listening = async (): Promise<{ port: number; free: () => Promise<void> }> => {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, free: () => new Promise((resolve) => void server.close(() => resolve())) };
};
const post = (port: number) => postTo(`http://127.0.0.1:${port}/iso18626`, { 'X-API-Key': 'open sesame' });

test('Settings open the endpoint, say whether it listens and why not, and close it', async () => {
  const { port, free } = await listening();
  const shown = await showProgram('demo');
  const { page, ask } = shown;
  await openSection(page, 'Incoming messages');
  await expect.poll(() => page.text()).toContain('Closed: this workstation receives no messages.');
  const form = page.role('form', { name: 'Incoming messages' });
  await form.role('switch', { name: 'Receive messages at this workstation' }).click();
  await form.role('textbox', { name: 'Port' }).fill('99999');
  await form.role('button', { name: 'Save' }).click();
  await expect.poll(() => form.text()).toContain('The port must be a number from 1 to 65535.');
  await expect.poll(() => form.role('textbox', { name: 'Port' }).hasFocus()).toBe(true);
  await form.role('textbox', { name: 'Port' }).fill(String(port));
  await form.role('textbox', { name: 'Allowed callers' }).fill('north.example');
  await form.role('button', { name: 'Save' }).click();
  await expect.poll(() => form.text()).toContain('“north.example” is neither an address nor a network.');
  await form.role('textbox', { name: 'Allowed callers' }).fill('127.0.0.0/8\n');
  await form.role('combobox', { name: 'Authentication of callers' }).choose('header');
  await form.role('button', { name: 'Save' }).click();
  await expect.poll(() => form.text()).toContain('Enter the password or code for callers.');
  await form.label('Code').fill('open sesame');
  await form.role('button', { name: 'Save' }).click();
  await expect.poll(() => page.text()).toContain(`Port ${port} is in use by another program.`);
  await free();
  await form.role('textbox', { name: 'Allowed callers' }).fill('127.0.0.1');
  await form.role('button', { name: 'Save' }).click();
  await expect.poll(() => page.text()).toContain(`at http://127.0.0.1:${port}/iso18626.`);
  expect((await post(port)).status).toBe(200);
  await expect.poll(() => page.text()).toContain('Last message:');
  expect(ask('SELECT raw FROM partner_message')).toEqual([{ raw: '<a/>' }]);
  await form.role('switch', { name: 'Receive messages at this workstation' }).click();
  await form.role('button', { name: 'Save' }).click();
  await expect.poll(() => page.text()).toContain('Closed: this workstation receives no messages.');
  await expect(post(port)).rejects.toThrow(/ECONNREFUSED|socket hang up/u);
});

test('messages are taken from a folder, their files moved; what is no file stays, with the reason', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'messages-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'one.xml'), '<a/>');
  writeFileSync(join(folder, 'large.xml'), 'x'.repeat(1024 * 1024 + 1));
  symlinkSync(join(folder, 'one.xml'), join(folder, 'link.xml'));
  const { page, ask } = await showProgram('demo', { chosenFile: () => folder });
  await openSection(page, 'Incoming messages');
  await page.role('button', { name: 'Choose a folder for messages…' }).click();
  await expect
    .poll(() => readdirSync(folder).toSorted(), { timeout: 10_000 })
    .toEqual(['done', 'link.xml', 'refused']);
  expect([readdirSync(join(folder, 'done')), readdirSync(join(folder, 'refused'))]).toEqual([
    ['one.xml'],
    ['large.xml'],
  ]);
  expect(ask('SELECT raw FROM partner_message')).toEqual([{ raw: '<a/>' }]);
  await expect.poll(() => page.text()).toContain('link.xml stays in the folder: This is a link.');
  // A message that comes again is the same one.
  writeFileSync(join(folder, 'again.xml'), '<a/>');
  await expect.poll(() => page.text(), { timeout: 10_000 }).toContain('Last file: again.xml, received');
  expect(ask('SELECT raw FROM partner_message')).toHaveLength(1);
  await page.role('button', { name: 'Stop using the folder' }).click();
  await page.role('button', { name: 'Choose a folder for messages…' }).element();
});
