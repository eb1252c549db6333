import { expect, test } from 'vitest';
import { circulationFile } from '../support/circulation-page.ts';
import { focused, goTo, lastStepOf, shows } from '../support/page/common.ts';
import type { Part } from '../support/page/part.ts';
import { showProgram, type ProgramPage } from '../support/page/program-page.tsx';
import { scan } from '../support/page/scan.ts';

const sessionOf = ({ page }: ProgramPage): Part => page.role('complementary', { name: /^This session/ });

test('Escape clears a STOP wherever the focus is, as does leaving its page; open content stays open', async () => {
  const program = await showProgram(circulationFile());
  const { page, user } = program;
  const lastStep = lastStepOf(program);
  for (const [name, box] of [
    ['Receiving Items', 'External identifier'],
    ['Return Items', 'Item barcode'],
    ['Scan In Items', 'Item barcode'],
  ] as const) {
    const field = page.role('textbox', { name: box });
    await goTo(program, name);
    await focused(field);
    scan(program, 'NOWHERE-1');
    await shows(lastStep, 'STOP');
    expect(field.value()).toBe('NOWHERE-1');
    await user.keyboard('{Escape}');
    await expect.poll(() => lastStep.text()).toBe('');
    expect(field.value()).toBe('');
    await focused(field);
    scan(program, 'NOWHERE-2');
    await shows(lastStep, 'STOP');
    await goTo(program, 'Slips');
    await goTo(program, name);
    await focused(field);
    expect(lastStep.text()).toBe('');
  }
  await goTo(program, 'Manage Patron Services');
  await focused(page.role('textbox', { name: 'Patron' }));
  scan(program, 'P1000001');
  const item = page.role('textbox', { name: 'Item barcode' });
  await focused(item);
  scan(program, 'N-2');
  await shows(lastStep, 'STOP · for someone else');
  await lastStep.role('button', { name: 'Dismiss' }).click();
  await expect.poll(() => lastStep.text()).toBe('');
  scan(program, 'N-2');
  await shows(lastStep, 'STOP');
  await user.keyboard('{Escape}');
  await expect.poll(() => lastStep.text()).toBe('');
  // One press does one thing: the patron stays until the next one.
  await focused(item);
  await user.keyboard('{Escape}');
  await focused(page.role('textbox', { name: 'Patron' }));
});

test('after a refused barcode the form stays: Escape clears the STOP first', async () => {
  const program = await showProgram('demo');
  const { page, user } = program;
  const lastStep = lastStepOf(program);
  await goTo(program, 'Receiving Items');
  await focused(page.role('textbox', { name: 'External identifier' }));
  scan(program, '01MAIN0000101');
  const barcode = page.role('textbox', { name: 'Temporary barcode' });
  await focused(barcode);
  scan(program, 'P1000001');
  await shows(lastStep, 'STOP · that’s a patron’s card');
  await user.keyboard('{Escape}');
  await expect.poll(() => lastStep.text()).toBe('');
  expect([barcode.value(), barcode.hasFocus()]).toEqual(['', true]);
  // A repeated scan of the paperwork is not an alarm.
  scan(program, '01MAIN0000101');
  await shows(lastStep, 'CHECK · that’s an identifier');
  await user.keyboard('{Escape}');
  await expect.poll(() => lastStep.text()).toBe('');
  await user.keyboard('{Escape}');
  await expect.poll(() => barcode.isShown()).toBe(false);
});

test('scanning a volume twice asks for a check and is not a STOP; the session names the volumes, and combines an undo in one row', async () => {
  const program = await showProgram('demo');
  const { page } = program;
  const lastStep = lastStepOf(program);
  const session = sessionOf(program);
  await goTo(program, 'Receiving Items');
  await focused(page.role('textbox', { name: 'External identifier' }));
  scan(program, '01MAIN0000103');
  const barcode = page.role('textbox', { name: 'Temporary barcode' });
  await focused(barcode);
  scan(program, 'V-1');
  await shows(lastStep, /HOLD SHELF.*volume 1 of 3/);
  // One step has one Undo, beside its message.
  await shows(session, '1 of 3');
  const undos = () => page.all('button', { name: 'Undo' }).length;
  expect(undos()).toBe(1);
  scan(program, 'V-1');
  await shows(lastStep, 'CHECK · already scanned');
  expect(barcode.value()).toBe('');
  expect(page.all('alert').map(({ textContent }) => textContent)).not.toContain('STOP');
  expect(session.text()).not.toContain('refused');
  scan(program, 'V-2');
  await shows(lastStep, /HOLD SHELF.*volume 2 of 3/);
  await shows(session, '2 of 3');
  // The Undo of the first step is in its row.
  expect(undos()).toBe(2);
  await lastStep.role('button', { name: 'Undo' }).click();
  await shows(lastStep, 'UNDONE');
  await expect
    .poll(() => session.all('listitem').map(({ textContent }) => textContent))
    .toEqual([expect.stringMatching(/2 of 3 Undone/), expect.stringMatching(/1 of 3 HOLD SHELF/)]);
  expect(undos()).toBe(1);
});

test('what to check before the first volume is saved is not said once it is saved', async () => {
  const program = await showProgram('demo', {
    before: ({ raw }) =>
      void raw.exec(
        `UPDATE turn SET state = 'asked' WHERE state = 'shipped' AND request_id = (SELECT id FROM request WHERE external_id = '01MAIN0000103');
         UPDATE request SET status = 'REQUEST_SENT' WHERE external_id = '01MAIN0000103'`,
      ),
  });
  const { page } = program;
  await goTo(program, 'Receiving Items');
  await focused(page.role('textbox', { name: 'External identifier' }));
  scan(program, '01MAIN0000103');
  await focused(page.role('textbox', { name: 'Temporary barcode' }));
  const form = page.role('region', { name: 'Request 01MAIN0000103' });
  await shows(form, /CHECK FIRST.*isn’t marked as shipped/);
  scan(program, 'V-1');
  await shows(lastStepOf(program), /HOLD SHELF.*volume 1 of 3/);
  expect(form.text()).not.toContain('CHECK FIRST');
  // The two ways to wait for the rest differ in what becomes of the letters.
  await page.role('button', { name: 'Done' }).click();
  await shows(
    form.role('group', { name: 'Incomplete set' }),
    /“Leave set open” sends no letters yet: they wait until Done\. “More are coming” sends those/,
  );
});

test('an item that was already received says where it is, since when and by whom; a due date is large, and shown once', async () => {
  const program = await showProgram('demo');
  const { page } = program;
  const lastStep = lastStepOf(program);
  await goTo(program, 'Receiving Items');
  await focused(page.role('textbox', { name: 'External identifier' }));
  scan(program, '01MAIN0000101');
  await focused(page.role('textbox', { name: 'Temporary barcode' }));
  scan(program, 'N-90001');
  await shows(lastStep, 'HOLD SHELF');
  scan(program, '01MAIN0000101');
  const form = page.role('region', { name: 'Request 01MAIN0000101' });
  await shows(
    form,
    /CHECK FIRST.*Already received: N-90001, on hold shelf at Main Circulation Desk since \d.* \(Operator\)/,
  );
  await goTo(program, 'Manage Patron Services');
  await focused(page.role('textbox', { name: 'Patron' }));
  scan(program, 'P1000001');
  await focused(page.role('textbox', { name: 'Item barcode' }));
  scan(program, 'N-90001');
  await shows(lastStep, /LENT TO · Reader, A\.Due \d+ \w+ \d{4}/);
  expect(lastStep.text().match(/lent/gi)).toHaveLength(1);
  scan(program, 'N-90001');
  await shows(lastStep, 'CHECK · on loan');
});

test('a renewal that would gain nothing is not offered, with the reason, and Renew all leaves it out', async () => {
  const program = await showProgram('demo', {
    // Two loans end tomorrow; the others end later than a renewal from today would.
    before: ({ raw }) =>
      void raw.exec(
        `CREATE TEMP TABLE lent AS SELECT loan.id, item_id FROM loan JOIN patron ON patron.id = patron_id
          WHERE ended_on IS NULL AND patron.barcode = 'P1000009' ORDER BY loan.id;
         UPDATE loan SET due_on = date('now', '+90 days'), period_days = 14 WHERE id IN (SELECT id FROM lent);
         UPDATE loan SET due_on = date('now', '+1 days') WHERE id IN (SELECT id FROM lent LIMIT 2);
         UPDATE item SET demand = 'none', renewal = 'none', due_on = NULL WHERE id IN (SELECT item_id FROM lent)`,
      ),
  });
  const { page } = program;
  await goTo(program, 'Manage Patron Services');
  await focused(page.role('textbox', { name: 'Patron' }));
  scan(program, 'P1000009');
  await focused(page.role('textbox', { name: 'Item barcode' }));
  const all = page.role('button', { name: 'Renew all (2)' });
  await all.element();
  const renews = page.all('button').filter((one) => one.getAttribute('aria-label')?.startsWith('Renew '));
  expect(
    renews.map((one) => [(one as HTMLButtonElement).disabled, one.title.split(' ').slice(0, 2).join(' ')]),
  ).toEqual([
    [false, 'Renew this'],
    [false, 'Renew this'],
    [true, 'Already due'],
    [true, 'Already due'],
    [true, 'Already due'],
  ]);
  await all.click();
  await expect
    .poll(
      () =>
        page
          .role('grid', { name: 'Loans' })
          .text()
          .match(/renewed once/gu)?.length,
    )
    .toBe(2);
});
