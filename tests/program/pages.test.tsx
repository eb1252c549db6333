import { expect, test } from 'vitest';
import { writeDecisionLibrary } from '../support/decision-library.ts';
import { circulationFile } from '../support/circulation-page.ts';
import { focused, goTo, lastStepOf, shows } from '../support/page/common.ts';
import type { Part } from '../support/page/part.ts';
import { showProgram } from '../support/page/program-page.tsx';
import { openRequests } from '../support/page/requests.ts';
import { scan } from '../support/page/scan.ts';
import { openSection } from '../support/page/settings.ts';

test('a code that cannot be received stops with its reason; for an unexpected parcel the operator chooses first', async () => {
  const program = await showProgram('demo');
  const { page, ask } = program;
  const lastStep = lastStepOf(program);
  const identifier = page.role('textbox', { name: 'External identifier' });
  const barcode = page.role('textbox', { name: 'Temporary barcode' });
  const choice = page.role('group', { name: 'What to do with the parcel' });
  await goTo(program, 'Receiving Items');
  await focused(identifier);
  for (const [code, says] of [
    ['99NOWHERE1', 'No request has the external identifier'],
    ['P1000001', 'patron’s card'],
  ] as const) {
    scan(program, code);
    await shows(lastStep, says);
    expect(barcode.isShown()).toBe(false);
    await focused(identifier);
  }
  scan(program, '01MAIN0000105');
  await focused(choice);
  expect(choice.role('button', { name: 'Add another volume' }).isShown()).toBe(false);
  scan(program, 'N-90005');
  await shows(lastStep, 'STOP · choose first');
  expect(barcode.isShown()).toBe(false);
  await choice.role('button', { name: 'To go back' }).press('{Enter}');
  await focused(barcode);
  scan(program, 'N-90005');
  await shows(lastStep, 'TO GO BACK · North University Library');
  await expect.poll(() => ask("SELECT 1 FROM print_job WHERE kind = 'return'")).toHaveLength(1);
  expect(ask("SELECT use FROM item WHERE barcode = 'N-90005'")).toEqual([{ use: 'goes-back' }]);
  scan(program, '01MAIN0000106');
  await choice.role('button', { name: 'Add another volume' }).click();
  await focused(barcode);
  scan(program, 'N-90006');
  await shows(lastStep, 'HOLD SHELF');
});

test('finishing an incomplete set asks for confirmation; one of its volumes is undone', async () => {
  const program = await showProgram('demo');
  const { page, user } = program;
  const lastStep = lastStepOf(program);
  const received = page.role('list', { name: 'Received barcodes' });
  await goTo(program, 'Receiving Items');
  await focused(page.role('textbox', { name: 'External identifier' }));
  scan(program, '01MAIN0000103');
  await focused(page.role('textbox', { name: 'Temporary barcode' }));
  for (const [index, code] of ['V-1', 'V-2'].entries()) {
    scan(program, code);
    await expect.poll(() => received.all('listitem')).toHaveLength(index + 1);
  }
  await lastStep.role('button', { name: 'Undo' }).click();
  await expect.poll(() => received.all('listitem')).toHaveLength(1);
  await page.role('button', { name: 'Done' }).click();
  await shows(page.role('group', { name: 'Incomplete set' }), '2 of 3');
  await user.keyboard('{Escape}');
  await page.role('button', { name: 'Done' }).click();
  await page.role('button', { name: 'The rest is not wanted' }).click();
  await shows(lastStep, '1 of 3');
});

test('a refused loan names no other patron, and a scan elsewhere is offered for lending', async () => {
  const program = await showProgram(circulationFile());
  const { page } = program;
  const lastStep = lastStepOf(program);
  const item = page.role('textbox', { name: 'Item barcode' });
  await goTo(program, 'Manage Patron Services');
  await focused(page.role('textbox', { name: 'Patron' }));
  scan(program, 'N-1');
  await shows(lastStep, 'not a patron’s card');
  scan(program, 'P1000001');
  await focused(item);
  scan(program, 'N-2');
  await shows(lastStep, 'STOP · for someone else');
  expect(lastStep.text()).not.toContain('Nguyễn');
  scan(program, 'N-4');
  await lastStep.role('button', { name: 'Scan it in' }).click();
  await shows(lastStep, 'HOLD SHELF · Reader, A.');
  await goTo(program, 'Today');
  scan(program, 'N-1');
  await page.role('button', { name: 'Lend it to the patron' }).click();
  await shows(lastStep, 'LENT TO · Reader, A.');
});

test('an unsaved note is still there after looking at another request; the focus stays at the step', async () => {
  const program = await showProgram(writeDecisionLibrary());
  const { user } = program;
  const { details, search, rows, actionsFor, action } = await openRequests(program);
  const note = details.role('textbox', { name: 'Note' });
  const view = async (externalId: string): Promise<void> => {
    await search.fill(externalId);
    await expect.poll(() => rows().length).toBe(1);
    await actionsFor(externalId).click();
    await action('View').click();
    await details.role('heading', { name: externalId }).element();
  };
  await view('01DEC0006');
  await details.role('button', { name: 'Add note' }).click();
  await focused(note);
  await user.keyboard('The reader wants the maps');
  await view('01DEC0007');
  expect(note.isShown()).toBe(false);
  await view('01DEC0006');
  expect(note.value()).toBe('The reader wants the maps');
  await details.role('button', { name: 'Save note' }).press('{Enter}');
  const notes = details.role('region', { name: 'Messages and notes' });
  await shows(notes, 'wants the maps');
  await focused(notes);
  await details.role('button', { name: /^Undo: / }).press('{Enter}');
  await focused(details.role('region', { name: 'History' }));
});

test('the form that repeats a request shows what the partner that did not lend said last', async () => {
  const program = await showProgram('demo', {
    before: ({ raw }) =>
      void raw.exec(`INSERT INTO request_note (request_id, author, body, active, created_at)
        SELECT id, 'partner', 'Ask again from 1 March 2027 on.', 0, '2027-01-01T08:00:00.000Z' FROM request WHERE status = 'REJECTED'`),
  });
  const [{ id } = { id: '' }] = program.ask<{ readonly id: string }>(
    "SELECT external_id AS id FROM request WHERE status = 'REJECTED' LIMIT 1",
  );
  const { search, rows, actionsFor, action } = await openRequests(program);
  await search.fill(id);
  await expect.poll(() => rows().length).toBe(1);
  await actionsFor(id).click();
  await action('Request again').click();
  const form = program.page.role('dialog', { name: 'New request' });
  await shows(form, 'The partner’s last words: Ask again from 1 March 2027 on.');
});

test('a request is repeated and linked to the old one; the same work for the same patron gives a warning', async () => {
  const program = await showProgram('demo');
  const { page, ask, user } = program;
  const [old] = ask<{ readonly id: string; readonly title: string; readonly card: string }>(
    `SELECT external_id AS id, request.title, patron.barcode AS card FROM request JOIN patron ON patron.id = patron_id
      WHERE ended_as IS NOT NULL AND external_id LIKE '01MAIN00001%' ORDER BY external_id LIMIT 1`,
  );
  const { details, search, rows, actionsFor, action, lastStep } = await openRequests(program);
  const { id = '', title = '', card = '' } = old ?? {};
  await search.fill(id);
  await expect.poll(() => rows().length).toBe(1);
  await actionsFor(id).click();
  await action('Request again').click();
  const form = page.role('dialog', { name: 'New request' });
  await shows(form, `Repeats ${id}`);
  expect(form.text()).not.toContain('last words');
  await expect.poll(() => form.role('textbox', { name: 'Title' }).value()).toBe(title);
  await form.role('button', { name: 'Create request' }).click();
  await shows(lastStep, `${id} requested again: `);
  await details.role('link', { name: id }).click();
  await shows(details, 'Requested again as');

  await page.role('button', { name: 'New request' }).click();
  await form.role('combobox', { name: 'Requester' }).fill(card);
  await page.role('listbox', { name: 'Patrons found' }).element();
  await expect.poll(() => page.role('listbox', { name: 'Patrons found' }).all('option')).not.toEqual([]);
  await user.keyboard('{Enter}');
  await form.role('textbox', { name: 'Title' }).fill(`${title.toUpperCase()}!`);
  await user.keyboard('{Control>}{Enter}{/Control}');
  await shows(form.role('alert'), 'This patron already has an open request for it');
});

test('on Today a condition is answered, a note dismissed and a row’s menu used', async () => {
  const program = await showProgram('demo');
  const { page } = program;
  const lastStep = lastStepOf(program);
  const openCard = async (title: string): Promise<Part> => {
    await goTo(program, 'Today');
    await page.role('link', { name: new RegExp(`^${title}`) }).click();
    const table = page.role('grid', { name: title });
    await table.element();
    return table;
  };
  const first = (table: Part, name: RegExp): Part =>
    table.role('button', { name: table.all('button', { name })[0]?.getAttribute('aria-label') ?? '' });
  const notes = await openCard('Active notes');
  await expect.poll(() => notes.all('button', { name: /^Dismiss note / })).not.toEqual([]);
  await first(notes, /^Dismiss note /).press('{Enter}');
  await shows(lastStep, 'Partner’s note dismissed');
  const conditional = await openCard('Conditional');
  await expect.poll(() => conditional.all('button', { name: /^Actions for / })).not.toEqual([]);
  await first(conditional, /^Actions for /).click();
  await page.role('menuitem', { name: 'Conditional Reply' }).click();
  const window = page.role('dialog', { name: 'Conditional Reply' });
  await window.role('radio', { name: 'Yes' }).click();
  await window.role('textbox', { name: 'Note' }).fill('Agreed.');
  await window.role('button', { name: 'Send' }).click();
  await shows(lastStep, 'Condition accepted');
});

test('choosing another letter, or switching the operator, first asks about unsaved changes', async () => {
  const program = await showProgram('demo');
  const { page } = program;
  const question = page.role('dialog', { name: 'Not saved yet' });
  await openSection(page, 'Letters');
  const subject = page.role('textbox', { name: 'Subject' });
  const letter = page.role('combobox', { name: 'Letter' });
  await subject.fill('Ready');
  await letter.choose(2);
  await question.role('button', { name: 'Keep editing' }).click();
  expect(subject.value()).toBe('Ready');
  program.emit('command', { command: 'session.signOut' });
  await question.role('button', { name: 'Keep editing' }).click();
  await letter.choose(2);
  await question.role('button', { name: 'Discard changes' }).click();
  await expect.poll(() => subject.value()).not.toBe('Ready');
});
