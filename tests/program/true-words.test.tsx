import { expect, test } from 'vitest';
import { writeDecisionLibrary } from '../support/decision-library.ts';
import { shows } from '../support/page/common.ts';
import { showProgram } from '../support/page/program-page.tsx';
import { openRequests } from '../support/page/requests.ts';

// The page's statements before and after a step, and about an empty list, are true.

const library = writeDecisionLibrary();

test('without a mail account nothing is said to be sent, and a requested cancellation is not called cancelled', async () => {
  const program = await showProgram(library, {
    before: ({ raw }) => void raw.exec("UPDATE partner SET email = 'ill@example.org'"),
  });
  const requests = await openRequests(program);
  const send = await requests.openWindow('01DEC0008', 'Send');
  await shows(send, 'North University Library will be asked to lend it. Mail queued: no mail account.');
  await send.role('button', { name: 'Send' }).click();
  await shows(requests.lastStep, 'Queued for North University Library: no mail account');
  const cancel = await requests.openWindow('01DEC0007', 'Cancel');
  await shows(cancel, 'will be asked to agree to the cancellation.');
  await shows(cancel, 'Mail queued: no mail account.');
  await cancel.role('combobox', { name: 'Cancellation reason' }).choose('It was requested twice');
  await cancel.role('button', { name: /^Confirm/ }).click();
  await shows(requests.lastStep, 'Cancellation requested: It was requested twice');
  await program.page.role('link', { name: /^Key into the other system/ }).click();
  const done = program.page.role('grid', { name: /^Key into|^Done/ });
  await shows(done, 'Cancellation requested');
  expect(done.text()).not.toContain('Cancelled');
});

test('the name of the other system appears in the menu and on the page', async () => {
  const { page } = await showProgram('demo', {
    before: ({ raw }) =>
      void raw.exec(
        `INSERT INTO library_setting (library_id, key, value) VALUES (NULL, 'otherSystem', '{"name":"Alma"}')`,
      ),
  });
  await page.role('link', { name: /^Key into Alma/ }).click();
  expect((await page.role('heading', { name: /^Key into Alma/ }).element()).textContent).toContain('Alma');
});

test('items in transit to this library are counted for this library only', async () => {
  const { page, ask } = await showProgram('demo', {
    // Everything shipped is for the other library, except for the last one.
    before: ({ raw, context }) =>
      void raw
        .prepare(
          `UPDATE request SET pickup_desk_id = (SELECT id FROM desk WHERE library_id <> ? LIMIT 1)
            WHERE status = 'SHIPPED_PHYSICALLY'
              AND id <> (SELECT id FROM request WHERE status = 'SHIPPED_PHYSICALLY' ORDER BY status_at DESC LIMIT 1)`,
        )
        .run(context.session.desk().libraryId),
  });
  expect(ask("SELECT 1 FROM request WHERE status = 'SHIPPED_PHYSICALLY'").length).toBeGreaterThan(10);
  await page.role('link', { name: /^Receiving Items/ }).click();
  await page.role('heading', { name: 'On its way here: 1' }).element();
});

test('a request that was just created can be undone, as the notice offers', async () => {
  const program = await showProgram('demo');
  const { page, user, ask } = program;
  const { lastStep } = await openRequests(program);
  await page.role('button', { name: 'New request' }).click();
  const form = page.role('dialog', { name: 'New request' });
  await expect.poll(() => form.role('combobox', { name: 'Requester' }).hasFocus()).toBe(true);
  await form.role('textbox', { name: 'Title' }).fill('A mistake');
  await user.keyboard('{Control>}{Enter}{/Control}');
  const made = () => ask("SELECT 1 FROM request WHERE title = 'A mistake'");
  await expect.poll(made).toHaveLength(1);
  await lastStep.role('button', { name: 'Undo' }).click();
  await expect.poll(made).toHaveLength(0);
  await shows(lastStep, 'Undone');
});
