import { expect, test } from 'vitest';
import { writeDecisionLibrary } from '../support/decision-library.ts';
import { receive } from '../support/page/receive.ts';
import { openRequests } from '../support/page/requests.ts';
import { showProgram } from '../support/page/program-page.tsx';

const library = writeDecisionLibrary();

test.each([
  { where: 'in the search box', searched: '' },
  { where: 'in the search box', searched: '01DEC0008' },
  { where: 'on the list', searched: '01DEC0008' },
])(
  'Ctrl+Z $where undoes the step that was taken from the list, with “$searched” searched before',
  async ({ where, searched }) => {
    const program = await showProgram(library);
    const { page, user, ask } = program;
    const requests = await openRequests(program);
    if (searched !== '') await requests.search.fill(searched);
    await requests.actionsFor('01DEC0008').click();
    await requests.action('Cancel').click();
    const window = page.role('dialog', { name: 'Cancel' });
    await window.role('combobox', { name: 'Cancellation reason' }).choose('It was requested twice');
    await window.role('button', { name: /^Confirm/ }).click();
    await expect.poll(() => requests.lastStep.text()).toContain('Cancelled: It was requested twice');
    const focused = where === 'on the list' ? requests.row('01DEC0008') : requests.search;
    (await focused.element()).focus();
    await user.keyboard('{Control>}z{/Control}');
    await expect.poll(() => requests.lastStep.text()).toContain('Undone');
    expect(requests.search.value()).toBe(searched);
    expect(ask("SELECT status FROM request WHERE external_id = '01DEC0008'")).toEqual([
      { status: 'READY_TO_SEND' },
    ]);
  },
);

test('Ctrl+Z takes back the mark of a letter while its notice offers that, and an earlier step stays', async () => {
  const program = await showProgram('demo');
  const { page, user, ask } = program;
  await receive(program, '01MAIN0000101', 'N-90001');
  await page.role('link', { name: /^Letters and messages/ }).click();
  const list = page.role('grid', { name: 'Letters and messages' });
  await list.role('row', { name: /Item ready/ }).click();
  await page.role('button', { name: 'Mark as done' }).click();
  await expect.poll(() => page.text()).toContain('1 letter marked as done by hand.');
  await user.keyboard('{Control>}z{/Control}');
  await expect.poll(() => page.text()).toContain('Undone: 1 letter.');
  expect(ask("SELECT state FROM outbox WHERE kind = 'item-ready'")).toEqual([{ state: 'waiting' }]);
  expect(ask("SELECT status FROM request WHERE external_id = '01MAIN0000101'")).toEqual([
    { status: 'RECEIVED_PHYSICALLY' },
  ]);
});

test.each(['the notice', 'the history'])(
  'Undo in %s asks first if a letter was sent, as the key does',
  async (where) => {
    const program = await showProgram(library);
    const { page, ask } = program;
    const requests = await openRequests(program);
    const cancel = await requests.openWindow('01DEC0008', 'Cancel');
    await cancel.role('combobox', { name: 'Cancellation reason' }).choose('It was requested twice');
    await cancel.role('button', { name: /^Confirm/ }).click();
    await expect.poll(() => requests.lastStep.text()).toContain('Cancelled: It was requested twice');
    program.desk.raw.exec("UPDATE outbox SET state = 'printed'");
    if (where === 'the history') await requests.row('01DEC0008').click();
    const undo =
      where === 'the notice'
        ? requests.lastStep.role('button', { name: 'Undo' })
        : requests.details.role('button', { name: /^Undo: / });
    await undo.click();
    const question = page.role('dialog', { name: 'Undo this step?' });
    await expect.poll(() => question.text()).toContain('A letter about it has been sent, or may have been.');
    expect(ask("SELECT status FROM request WHERE external_id = '01DEC0008'")).not.toEqual([
      { status: 'READY_TO_SEND' },
    ]);
    await question.role('button', { name: 'Undo' }).click();
    await expect.poll(() => requests.lastStep.text()).toContain('Undone');
    expect(ask("SELECT status FROM request WHERE external_id = '01DEC0008'")).toEqual([
      { status: 'READY_TO_SEND' },
    ]);
  },
);
