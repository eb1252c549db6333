import { fireEvent } from '@testing-library/react';
import { expect, test } from 'vitest';
import { formatDate } from '../../shared/domain/dates.ts';
import { inDays, writeDecisionLibrary } from '../support/decision-library.ts';
import { goTo, lastStepOf, shows } from '../support/page/common.ts';
import { showProgram, type ProgramPage } from '../support/page/program-page.tsx';
import { messagesOf, openRequests, type RequestsPart } from '../support/page/requests.ts';
import { scan } from '../support/page/scan.ts';

const library = writeDecisionLibrary();

/** Returns the rows of a request by its external identifier. */
const rowsOf = ({ ask }: ProgramPage, columns: string, table: string, externalId: string): unknown =>
  ask(
    `SELECT ${columns} FROM ${table} JOIN request ON request.id = ${table}.request_id WHERE external_id = ? ORDER BY ${table}.id`,
    externalId,
  );

/** North did not answer in time: asks West. */
const askWest = async (requests: RequestsPart): Promise<void> => {
  const window = await requests.openWindow('01DEC0006', 'Ask next partner');
  await window.role('button', { name: 'Ask' }).click();
  await shows(requests.row('01DEC0006'), 'West College');
};

test('a late answer is recorded for its partner, is said to change nothing, and appears in its conversation', async () => {
  const program = await showProgram(library);
  const requests = await openRequests(program);
  await askWest(requests);
  const window = await requests.openWindow('01DEC0006', 'Record partner’s answer');
  const whose = window.role('combobox', { name: 'Which partner' });
  await expect.poll(() => whose.hasFocus()).toBe(true);
  expect(whose.text()).toContain('North University Library (passed over)West College (asked)');
  await window.role('combobox', { name: 'The partner…' }).choose('will supply it');
  await shows(window, 'The request will wait for the parcel.');
  await whose.choose(0);
  const kept = window.role('group', { name: 'For the record only' });
  expect(kept.text()).toContain('will supply it');
  await shows(
    window,
    'North University Library’s answer is saved in the conversation. Nothing else changes.',
  );
  await window.role('combobox', { name: 'The partner…' }).choose('has shipped it');
  await shows(window, 'will still arrive. Receive it, or return it');
  await window.role('textbox', { name: 'Note' }).fill('Sent on Monday');
  await window.role('button', { name: 'Record' }).click();
  await expect.poll(() => window.isShown()).toBe(false);
  await requests.actionsFor('01DEC0006').click();
  await requests.action('View').click();
  const rota = requests.details.role('region', { name: 'Rota' });
  await shows(rota, '2 messages');
  const thread = (await rota.element()).querySelector('details');
  // The simulated document opens no details by itself.
  if (thread) fireEvent(Object.assign(thread, { open: true }), new Event('toggle'));
  await shows(rota, /North University Library · passed over.*Sent on Monday.*West College · contact by hand/);
});

test('the operator chooses the sender among several partners; a wrong entry is corrected', async () => {
  const program = await showProgram(library);
  const { page, user } = program;
  const requests = await openRequests(program);
  await askWest(requests);
  await goTo(program, 'Receiving Items');
  scan(program, '01DEC0006');
  const sentBy = page.role('combobox', { name: 'Sent by' });
  await expect.poll(() => sentBy.hasFocus()).toBe(true);
  // A scan chooses no option of the list.
  await user.keyboard('w');
  expect(sentBy.value()).toBe('');
  scan(program, 'N-60006');
  await shows(lastStepOf(program), 'STOP · who sent it');
  await expect.poll(() => sentBy.hasFocus()).toBe(true);
  await sentBy.choose('North University Library');
  await sentBy.press('{Enter}');
  await expect.poll(() => page.role('textbox', { name: 'Temporary barcode' }).hasFocus()).toBe(true);
  scan(program, 'N-60006');
  await shows(lastStepOf(program), 'HOLD SHELF');
  expect(rowsOf(program, 'turn.state', 'turn', '01DEC0006')).toEqual([
    { state: 'closing' },
    { state: 'passed-over' },
  ]);

  await openRequests(program);
  const window = await requests.openWindow('01DEC0006', 'Correct');
  await window.role('textbox', { name: 'Due back' }).fill(formatDate(inDays(30)));
  await shows(window, 'Only the records change. No one is notified.');
  scan(program, 'W-60006');
  await expect.poll(() => window.role('textbox', { name: 'Temporary barcode' }).value()).toBe('W-60006');
  await window.role('combobox', { name: 'Sent by' }).choose('West College');
  await shows(window, 'West College yourself that the item arrived');
  await window.role('button', { name: 'Save' }).click();
  await expect.poll(() => window.isShown()).toBe(false);
  expect(rowsOf(program, 'item.barcode, item.due_on', 'item', '01DEC0006')).toEqual([
    { barcode: 'W-60006', due_on: inDays(30) },
  ]);
  expect(rowsOf(program, 'turn.state', 'turn', '01DEC0006')).toEqual([
    { state: 'passed-over' },
    { state: 'closing' },
  ]);
});

test('an item that is here goes back after a cancellation, is marked in the list, and can still be kept', async () => {
  const program = await showProgram(library);
  const requests = await openRequests(program);
  await goTo(program, 'Receiving Items');
  scan(program, '01DEC0009');
  await expect.poll(() => program.page.role('textbox', { name: 'Temporary barcode' }).hasFocus()).toBe(true);
  scan(program, 'N-90009');
  await shows(lastStepOf(program), 'HOLD SHELF');
  await openRequests(program);
  const cancel = await requests.openWindow('01DEC0009', 'Cancel');
  await shows(
    cancel,
    'One volume goes back to the partner. The request closes with the status “Cancelled by staff”.',
  );
  await cancel.role('combobox', { name: 'Cancellation reason' }).choose(1);
  await cancel.role('button', { name: /^Confirm/ }).click();
  await requests
    .row('01DEC0009')
    .role('img', { name: /^to go back/ })
    .element();
  const counted = async (): Promise<string> => {
    await goTo(program, 'Receiving Items');
    scan(program, '01DEC0009');
    const form = program.page.role('region', { name: 'Request 01DEC0009' });
    await shows(form, 'Received barcodes');
    return /Received barcodes.*?N-90009 \S+/.exec(form.text())?.[0] ?? '';
  };
  expect(await counted()).toBe('Received barcodes1 to go backVolume 1: N-90009 To');
  await openRequests(program);
  const keep = await requests.openWindow('01DEC0009', 'Keep after all');
  await shows(keep, 'The request is open again.');
  await keep.role('button', { name: 'Keep after all' }).click();
  await shows(requests.row('01DEC0009'), 'Received');
  expect(requests.row('01DEC0009').all('img', { name: /^to go back/ })).toEqual([]);
  expect(messagesOf(program, '01DEC0009')).not.toContain('partner:not-needed');
});

test('a parcel without a recorded request asks for its partner', async () => {
  const program = await showProgram(library);
  const { page, user } = program;
  await goTo(program, 'Receiving Items');
  scan(program, '99NEW1');
  await page.role('button', { name: 'New request with this identifier' }).click();
  const form = page.role('dialog', { name: 'New request' });
  await form.role('textbox', { name: 'Title' }).fill('Found in the post');
  await form.role('button', { name: 'Save and receive' }).click();
  const sentBy = page.role('combobox', { name: 'Sent by' });
  await sentBy.element();
  scan(program, 'N-1');
  await shows(lastStepOf(program), /who sent it.*No partner is recorded/);
  await sentBy.fill('Lake');
  await user.keyboard('{ArrowDown}{Enter}');
  await expect.poll(() => page.role('textbox', { name: 'Temporary barcode' }).hasFocus()).toBe(true);
  await shows(page.role('region', { name: 'Request 99NEW1' }), 'from Lake College');
  await user.keyboard('{Enter}');
  await shows(lastStepOf(program), /HOLD SHELF.*Notify Lake College yourself that the item arrived/);
  expect(rowsOf(program, 'turn.partner_id, turn.state', 'turn', '99NEW1')).toEqual([
    { partner_id: expect.any(Number), state: 'closing' },
  ]);
});

test('a parcel of a partner that is not recorded is received as it is, or with its partner', async () => {
  const program = await showProgram(library, {
    before: ({ raw }) =>
      raw.exec(`UPDATE turn SET partner_id = NULL WHERE partner_id = (SELECT id FROM partner WHERE code = 'NORTH');
                UPDATE request SET partner_id = NULL WHERE external_id = '01DEC0009'`),
  });
  const { page, user } = program;
  await goTo(program, 'Receiving Items');
  scan(program, '01DEC0009');
  const form = page.role('region', { name: 'Request 01DEC0009' });
  await shows(form, 'partner not known');
  const sentBy = page.role('combobox', { name: 'Sent by' });
  await expect.poll(() => sentBy.value()).toBe('not known');
  await expect.poll(() => page.role('textbox', { name: 'Temporary barcode' }).hasFocus()).toBe(true);
  await sentBy.fill('Lake');
  await user.keyboard('{ArrowDown}{Enter}');
  await shows(form, 'from Lake College');
  scan(program, 'N-1');
  await shows(lastStepOf(program), /HOLD SHELF.*Notify Lake College yourself that the item arrived/);
});

test('a set with missing volumes is ended in its window; checking in one of its volumes asks whether more will come', async () => {
  const program = await showProgram('demo');
  const { page } = program;
  const requests = await openRequests(program);
  await goTo(program, 'Receiving Items');
  scan(program, '01MAIN0000103');
  await expect.poll(() => page.role('textbox', { name: 'Temporary barcode' }).hasFocus()).toBe(true);
  scan(program, 'V-1');
  await expect.poll(() => page.role('list', { name: 'Received barcodes' }).all('listitem')).toHaveLength(1);
  await page.role('button', { name: 'Done' }).click();
  await page.role('button', { name: 'More are coming' }).click();
  await shows(lastStepOf(program), '1 of 3');

  await openRequests(program);
  const window = await requests.openWindow('01MAIN0000103', 'End set');
  const more = window.role('radio', { name: 'Nothing more from North University Library' });
  await expect.poll(() => more.hasFocus()).toBe(true);
  await window.role('button', { name: 'End set' }).click();
  await shows(window.role('alert'), 'Choose what happens to the missing volumes');
  await more.click();
  await shows(window, 'Ask the next partner for them');
  await window.role('radio', { name: 'The rest is not wanted' }).click();
  await shows(window, 'The set counts as complete without the missing volumes.');
  await shows(window, 'we no longer need the remaining volumes');
  await window.role('button', { name: 'Cancel' }).click();

  await goTo(program, 'Return Items');
  await expect.poll(() => page.role('textbox', { name: 'Item barcode' }).hasFocus()).toBe(true);
  scan(program, 'V-1');
  await page.role('dialog').role('button', { name: 'OK' }).click();
  await shows(lastStepOf(program), 'RETURN TO');
  await openRequests(program);
  const answer = await requests.openWindow('01MAIN0000103', 'Record partner’s answer');
  await answer.role('combobox', { name: 'The partner…' }).choose('has it back');
  await answer.role('button', { name: 'Record' }).click();
  await shows(answer.role('alert'), 'VOLUMES MISSING');
  await answer.role('button', { name: 'No more are coming' }).click();
  await shows(requests.row('01MAIN0000103'), 'Request completed');
});

test('Escape closes the receive form from the field that asks who sent the parcel', async () => {
  const program = await showProgram(library);
  const { page, user } = program;
  await askWest(await openRequests(program));
  await goTo(program, 'Receiving Items');
  const identifier = page.role('textbox', { name: 'External identifier' });
  await expect.poll(() => identifier.hasFocus()).toBe(true);
  scan(program, '01DEC0006');
  const sentBy = page.role('combobox', { name: 'Sent by' });
  await expect.poll(() => sentBy.isShown()).toBe(true);
  (await sentBy.element()).focus();
  await user.keyboard('{Escape}');
  await expect.poll(() => sentBy.isShown()).toBe(false);
  await expect.poll(() => [identifier.hasFocus(), identifier.value()]).toEqual([true, '']);
});

test('Save of the rota adds a chosen partner; its window says who is asked later, not now', async () => {
  const program = await showProgram(library);
  const requests = await openRequests(program);
  await askWest(requests);
  const window = await requests.openWindow('01DEC0006', 'Rota');
  await window.role('combobox', { name: 'Partner' }).choose('Lake College');
  await shows(window, 'Lake College is asked if the current partner cannot supply it.');
  await window.role('button', { name: 'Save' }).click();
  await expect.poll(() => window.isShown()).toBe(false);
  const turns = 'JSON_GROUP_ARRAY(turn.state) AS states';
  expect(rowsOf(program, turns, 'turn', '01DEC0006')).toEqual([
    { states: JSON.stringify(['passed-over', 'asked', 'waiting']) },
  ]);
});

test('an undo is a change of the request, too', async () => {
  const program = await showProgram(library);
  const requests = await openRequests(program);
  await askWest(requests);
  await requests.actionsFor('01DEC0006').click();
  await requests.action('View').click();
  const { details } = requests;
  await details.role('button', { name: /^Undo: / }).click();
  await shows(details, /Undone/);
  await expect.poll(() => details.text()).toMatch(/Changed\d/);
});
