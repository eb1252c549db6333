import { expect, test } from 'vitest';
import { focused } from '../support/page/common.ts';
import type { Part } from '../support/page/part.ts';
import { showProgram } from '../support/page/program-page.tsx';
import { openRequests } from '../support/page/requests.ts';

const openForm = async (program: Awaited<ReturnType<typeof showProgram>>) => {
  const requests = await openRequests(program);
  await program.page.role('button', { name: 'New request' }).click();
  const form = program.page.role('dialog', { name: 'New request' });
  await focused(form.role('combobox', { name: 'Requester' }));
  return { requests, form };
};

test('a request is entered by keyboard starting with the requester, and its row is then focused', async () => {
  const program = await showProgram('demo');
  const { user, ask } = program;
  const { requests, form } = await openForm(program);
  const field = (name: string): Part => form.role('textbox', { name });
  // Like a scanner: the whole card number with Enter, before it has been looked up.
  await user.keyboard('P1000001{Enter}');
  await focused(field('Title'));
  await user.keyboard('A title by hand{Enter}');
  await focused(field('Author'));
  await user.keyboard('Carson, Rachel{Enter}');
  await focused(form.role('combobox', { name: 'Format' }));
  for (const name of ['Partners, in the order they are asked', 'Pickup location']) {
    await user.keyboard('{Enter}');
    await focused(form.role('combobox', { name }));
  }
  await user.keyboard('{Enter}');
  await focused(field('Volumes'));
  await user.keyboard('{Enter}First line{Enter}second line');
  expect(field('Circulation note').value()).toBe('First line\nsecond line');
  await user.tab();
  await focused(field('External identifier'));
  await user.keyboard('{Enter}');
  const save = form.role('button', { name: 'Create request' });
  await focused(save);
  expect((await save.element()).title).toBe('Ctrl+Enter');
  await user.keyboard('{Enter}');
  await expect.poll(() => ask("SELECT 1 FROM request WHERE title = 'A title by hand'")).toHaveLength(1);
  const [row] = ask<{ readonly id: string; readonly card: string }>(
    `SELECT external_id AS id, patron.barcode AS card FROM request JOIN patron ON patron.id = patron_id WHERE title = 'A title by hand'`,
  );
  expect(row?.card).toBe('P1000001');
  expect(row?.id).not.toContain('P1000001');
  await focused(requests.row(row?.id ?? ''));
});

test('Ctrl+Enter saves from any field; a list that would hide the new request switches to all requests', async () => {
  const program = await showProgram('demo');
  const { user, page, ask } = program;
  const { requests, form } = await openForm(program);
  await user.keyboard('{Escape}');
  await requests.search.fill('status:conditional ');
  await page.role('button', { name: /^Remove filter status:conditional/ }).element();
  await page.role('button', { name: 'New request' }).click();
  await focused(form.role('combobox', { name: 'Requester' }));
  // The text in the requester box matches no patron: it must be cleared first.
  await user.keyboard('zzz');
  await form.role('textbox', { name: 'Title' }).fill('Behind a filter');
  await user.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => form.text()).toContain('Choose the patron from the list');
  await focused(form.role('combobox', { name: 'Requester' }));
  await user.clear(await form.role('combobox', { name: 'Requester' }).element());
  await user.keyboard('{Control>}{Enter}{/Control}');
  const made = () =>
    ask<{ readonly id: string }>("SELECT external_id AS id FROM request WHERE title = 'Behind a filter'");
  await expect.poll(made).toHaveLength(1);
  const [{ id } = { id: '' }] = made();
  expect(id).not.toContain('zzz');
  await focused(requests.row(id));
  expect(page.role('button', { name: /^Remove filter status:conditional/ }).isShown()).toBe(false);
});

test('an unknown requester is added within the form, and the next field gets the focus', async () => {
  const program = await showProgram('demo');
  const { user, ask } = program;
  const { form } = await openForm(program);
  await user.keyboard('Mina Field');
  await form.role('button', { name: 'Add as a new patron' }).element();
  await user.keyboard('{Enter}');
  await focused(form.role('textbox', { name: 'Card' }));
  await user.keyboard('P-77{Enter}');
  await focused(form.role('textbox', { name: 'Title' }));
  expect(form.role('combobox', { name: 'Requester' }).value()).toBe('Mina Field · P-77');
  expect(ask("SELECT name FROM patron WHERE barcode = 'P-77'")).toEqual([{ name: 'Mina Field' }]);
});

test('a partner is added by Enter, not while its name is typed, and the box is empty for the next one', async () => {
  const program = await showProgram('demo');
  const { user } = program;
  const { form } = await openForm(program);
  const partners = form.role('combobox', { name: 'Partners, in the order they are asked' });
  await partners.click();
  await user.keyboard('North');
  expect(form.all('list', { name: 'Rota' })).toHaveLength(0);
  await user.keyboard('{Enter}');
  const rota = form.role('list', { name: 'Rota' });
  await expect.poll(() => rota.all('listitem').length).toBe(1);
  expect(rota.text()).toContain('North University Library');
  expect(partners.value()).toBe('');
  expect(partners.hasFocus()).toBe(true);
  await user.keyboard('Lake{Enter}');
  await expect.poll(() => rota.all('listitem').length).toBe(2);
});
