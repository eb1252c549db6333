import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OperatorId } from '../../shared/domain/ids.ts';
import { noMapping } from '../../shared/domain/intake/mapping.ts';
import type { DeskApi } from '../../shared/ipc/api.ts';
import { channels } from '../../shared/ipc/channels.ts';
import type { ImportReport } from '../../shared/ipc/import-views.ts';
import { openAllCalls, type AllCalls } from '../support/all-calls.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';

// The second and third step of the import window, with the real services.

let desk: TestDesk;
let calls: AllCalls;
let path: string;

const file = (text: string): string => {
  path = join(dirname(desk.file), 'list.csv');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};

beforeEach(async () => {
  desk = openTestDesk();
  calls = openAllCalls(desk, () => path);
  const call = Object.fromEntries(
    channels.map((channel) => [channel, (input: unknown) => calls.call(channel, input)]),
  );
  const api = {
    call,
    drop: () => Promise.reject(new Error('Nothing is dropped.')),
    memory: { read: () => ({}), keep: () => undefined },
    on: () => () => undefined,
  };
  (globalThis as unknown as { desk: DeskApi }).desk = api as unknown as DeskApi;
});
afterEach(async () => {
  cleanup();
  // The actor outlives the test: another operator resets it.
  (await actorOf()).send({ type: 'operator.changed', operatorId: 0 as OperatorId });
  await calls.close();
  desk.close();
});

// The page reads the preload's object when it is loaded.
const actorOf = async () => (await import('../../renderer/src/files/import/import-actor.ts')).importActor();

/** Opens the window at its second step, with a chosen file. */
const openMapping = async (text: string): Promise<void> => {
  file(text);
  const { createQueryClient } = await import('../../renderer/src/api/queries.ts');
  const { ImportWindow } = await import('../../renderer/src/files/import/ImportWindow.tsx');
  const state = calls.appState.load();
  if (!state.ok) throw new Error(state.error.message);
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={createQueryClient()}>
        <ImportWindow state={state.value} close={() => undefined} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Choose a file…' }));
  await screen.findByRole('table', { name: 'First rows' });
};
const select = (name: string): HTMLSelectElement => screen.getByRole('combobox', { name });
const rows = (): string[] =>
  within(screen.getByRole('table', { name: 'First rows' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);

test('step 2: the preview says that it shows the first rows of more', async () => {
  const lines = Array.from({ length: 1_234 }, (_, index) => `${index + 1},Emma\n`);
  await openMapping(`Request ID,Title\n${lines.join('')}`);
  await screen.findByText('Preview: first 10 of 1,234 rows');
  expect(rows()).toHaveLength(10);
});

test('step 2: the mapping of a column, a word and the dates applies to the first rows immediately', async () => {
  await openMapping(
    'Request ID,Work X,Status,Due Date,Requester\n7,Walden,Parked,3/4/2027,"Reader, Q."\n8,Emma,Parked,5/4/2027,"Reader, Q."\n',
  );
  // The column of the title is unknown: the file cannot be imported until it is chosen.
  expect(screen.getByRole('alert').textContent).toContain('Choose the column for the title');
  const onwards = screen.getByRole<HTMLButtonElement>('button', { name: 'Preview import' });
  expect(onwards.disabled).toBe(true);
  expect(select('Field for “Work X”').value).toBe('');
  fireEvent.change(select('Field for “Work X”'), { target: { value: 'title' } });
  await waitFor(() => expect(onwards.disabled).toBe(false));
  // The dates fit either order: the rows are refused until the order is chosen.
  expect(rows()[0]).toContain('Refused. Due Date');
  const days = await screen.findByRole('radiogroup', { name: /Which date is 3\/4\/2027/ });
  expect(days.textContent).toContain('3 Apr 2027');
  expect(days.textContent).toContain('4 Mar 2027');
  fireEvent.click(within(days).getByRole('radio', { name: /3 Apr 2027/ }));
  await waitFor(() => expect(rows()[0]).toContain('3 Apr 2027'));
  // An unknown word stays unchanged until it is mapped.
  expect(rows()[0]).toContain('Parked');
  fireEvent.change(select('Status for “Parked”'), { target: { value: 'WILL_SUPPLY' } });
  await waitFor(() => expect(rows()[1]).toContain('Will supply'));
  expect(screen.getByRole('region', { name: 'People and places' }).textContent).toMatch(
    /Patrons: 0 already here, 1 will be added\. New: Reader, Q\./,
  );
  expect(screen.queryByText(/^Preview: first/)).toBeNull();
  // A different system reads the file differently: the previous mapping is dropped.
  fireEvent.change(select('Read as'), { target: { value: 'koha' } });
  await waitFor(() => expect(select('Field for “Work X”').value).toBe(''));
});

const almaList =
  'External identifier,Title,Requester,Active partner,Status,Labels\n01SPC0000001,Go fish /,"Reader, A.",NORTH,Loaned item to patron,x\n';

test('step 2: a recognised file names its system and how much of it is understood, and Enter continues', async () => {
  await openMapping(almaList);
  expect((await screen.findByText(/^Recognised as/)).textContent).toBe(
    'Recognised as Alma: 5 of 6 columns understood',
  );
  expect(screen.queryByRole('combobox')).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Preview import' }));
  expect(rows()[0]).toContain('Go fish');
  const unfold = screen.getByRole('button', { name: 'Match columns' });
  expect(unfold.getAttribute('aria-expanded')).toBe('false');
  fireEvent.click(unfold);
  expect(select('Field for “Title”').value).toBe('title');
  expect(select('Read as').value).toBe('alma-list');
  // The mapping applies, and the columns being mapped stay visible.
  fireEvent.change(select('Field for “Labels”'), { target: { value: 'note' } });
  await screen.findByText('Recognised as Alma: 6 of 6 columns understood');
  expect(select('Field for “Labels”').value).toBe('note');
  fireEvent.click(screen.getByRole('button', { name: 'Hide columns' }));
  expect(screen.queryByRole('combobox')).toBeNull();
});

test('step 2: an unknown file is never called recognised, and its columns must be mapped', async () => {
  await openMapping('Request ID,Work X\n7,Walden\n');
  expect(screen.getByText('Not recognised: 1 of 2 columns understood')).toBeTruthy();
  expect(screen.queryByText(/Recognised/)).toBeNull();
  expect(select('Read as').value).toBe('other');
  // Even if the operator chooses a system.
  fireEvent.change(select('Read as'), { target: { value: 'koha' } });
  await screen.findByText('Read as Koha: 1 of 2 columns understood');
});

test('step 2: a row of another kind of work is skipped, and is not a refusal', async () => {
  await openMapping(
    'Transaction Number,Username,Loan Title,Transaction Status,Process Type\n1,jdoe,Birds,Item Shipped,Lending\n2,jdoe,Rivers,Request Sent,Borrowing\n',
  );
  expect(rows()[0]).toBe('21Lending request, skipped.');
  fireEvent.click(screen.getByRole('button', { name: 'Preview import' }));
  await screen.findByRole('tab', { name: 'New 1' });
  expect(screen.getByText('Nothing is saved yet. list.csv will add or change 1 row.')).toBeTruthy();
  fireEvent.click(screen.getByRole('tab', { name: 'Skipped 1' }));
  expect(screen.getByText('Lending request, skipped.')).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('tab', { name: 'Refused 0' }).disabled).toBe(true);
});

test('step 3: if every row is refused the window says so, and not that the file has nothing new', async () => {
  await openMapping('Request ID,Title,Status\n,No number,Sent\n');
  fireEvent.click(screen.getByRole('button', { name: 'Preview import' }));
  expect(await screen.findByText('Nothing would be imported from list.csv: 1 row is refused.')).toBeTruthy();
});

test('step 3: each outcome is listed with row, identifier and reason; nothing is stored before Import', async () => {
  const good = Array.from({ length: 60 }, (_, at) => `${at + 1},Book ${at + 1},Sent`);
  await openMapping(['Request ID,Title,Status', ...good, '1,Twice,Sent', ',No number,Sent'].join('\n'));
  fireEvent.click(screen.getByRole('button', { name: 'Preview import' }));
  await screen.findByRole('tab', { name: 'New 60' });
  expect(screen.getByText('Nothing is saved yet. list.csv will add or change 60 rows.')).toBeTruthy();
  expect(desk.raw.prepare("SELECT count(*) FROM request WHERE title = 'Book 1'").pluck().get()).toBe(0);
  // The first fifty; the others are on the next page.
  fireEvent.click(screen.getByRole('button', { name: 'Next page' }));
  expect(within(screen.getByRole('grid', { name: 'New' })).getAllByRole('row')).toHaveLength(11);
  expect(screen.getByRole<HTMLButtonElement>('tab', { name: 'Changed 0' }).disabled).toBe(true);
  fireEvent.click(screen.getByRole('tab', { name: 'Refused 2' }));
  const refused = within(screen.getByRole('grid', { name: 'Refused' })).getAllByRole('row');
  expect(refused.slice(1).map((row) => row.textContent)).toEqual([
    expect.stringMatching(/^621Twice.*appears twice/),
    expect.stringMatching(/^63No number.*Missing/),
  ]);
  // Back in the mapping, nothing of the dry run is left.
  fireEvent.click(screen.getByRole('button', { name: 'Back' }));
  await screen.findByRole('table', { name: 'First rows' });
});

test('step 3: a new row shows its title, and a changed row its changes', async () => {
  desk.raw.exec(
    "INSERT INTO request (external_id, title, format, status, updated_at) VALUES ('7', 'Waldn', 'physical', 'REQUEST_CREATED_BOR', '2026-11-01T00:00:00Z')",
  );
  await openMapping('Request ID,Title,Status,Due Date\n7,<b>Walden</b>,Sent,2027-04-03\n8,Emma,Sent,\n');
  fireEvent.click(screen.getByRole('button', { name: 'Preview import' }));
  await screen.findByRole('tab', { name: 'New 1' });
  expect(within(screen.getByRole('grid', { name: 'New' })).getAllByRole('row')[1]?.textContent).toBe(
    '38Emma',
  );
  fireEvent.click(screen.getByRole('tab', { name: 'Changed 1' }));
  const table = within(screen.getByRole('grid', { name: 'Changed' }));
  // File contents are plain text, whatever they look like.
  expect(table.getByText('<b>Walden</b>')).toBeTruthy();
  expect(
    table.getByText(
      /^Title: Waldn → <b>Walden<\/b> · Status: .* → Request sent to partner · Due back: empty → 3 Apr 2027$/,
    ),
  ).toBeTruthy();
});

test('a file that vanishes before the dry run is reported, and the window stays in its step', async () => {
  await openMapping('Request ID,Title,Status\n1,Walden,Sent\n');
  rmSync(path);
  fireEvent.click(screen.getByRole('button', { name: 'Preview import' }));
  await screen.findByText(/no longer there/);
  expect(screen.getByRole('button', { name: 'Choose another file…' })).toBeTruthy();
});

test('step 3: closing the window ends the review, so that no import of an abandoned file is offered later', async () => {
  await openMapping(almaList);
  fireEvent.click(screen.getByRole('button', { name: 'Preview import' }));
  await screen.findByRole('button', { name: 'Import' });
  fireEvent.keyDown(document.body, { key: 'Escape', code: 'Escape' });
  await screen.findByRole('button', { name: 'Preview import' });
  expect(screen.queryByRole('button', { name: 'Import' })).toBeNull();
  expect(screen.getByRole('button', { name: /another file/ })).toBeTruthy();
});

const lastReport = async (): Promise<ImportReport | null> =>
  ((await calls.call('libraryFile.status', {})) as { value: { lastReport: ImportReport | null } }).value
    .lastReport;

/** Shows the result of the last import. */
const showEnd = async (): Promise<void> => {
  const { createQueryClient } = await import('../../renderer/src/api/queries.ts');
  const { Ended } = await import('../../renderer/src/files/import/RunStep.tsx');
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={createQueryClient()}>
        <Ended report={(await lastReport())!} />
      </QueryClientProvider>
    </MantineProvider>,
  );
};

test('after an import, partners without an address are named, and a button leads to the page of the guide for them', async () => {
  file(almaList);
  const { value: chosen } = (await calls.call('libraryFile.choose', {})) as { value: { token: string } };
  await calls.call('libraryFile.import', { token: chosen.token, mapping: noMapping });
  await waitFor(() => expect(calls.libraryFile.isRunning()).toBe(false));
  await showEnd();
  await screen.findByText(/^1 partner has no e-mail address: its letters go to Contact by hand\./u);
  fireEvent.click(screen.getByRole('button', { name: 'Add addresses' }));
  const step = (): unknown => {
    const state = calls.appState.load();
    return state.ok && state.value.settings.setUp.step;
  };
  await waitFor(() => expect(step()).toBe('partners'));
  cleanup();
  desk.raw.exec("UPDATE partner SET email = 'ill@north.example'");
  await calls.call('app.saveSettings', { settings: { setUp: { step: 'ended' } } });
  await showEnd();
  await screen.findByRole('button', { name: 'View imported requests' });
  expect(screen.queryByRole('button', { name: 'Add addresses' })).toBeNull();
});

test('step 3: the number of letters that the file writes is shown before and after the import', async () => {
  file(almaList);
  const { value: chosen } = (await calls.call('libraryFile.choose', {})) as { value: { token: string } };
  await calls.call('libraryFile.import', { token: chosen.token, mapping: noMapping });
  await waitFor(() => expect(calls.libraryFile.isRunning()).toBe(false));
  desk.raw.exec('UPDATE request SET worked_on = 1');
  await openMapping(almaList.replace('Loaned item to patron', 'Overdue request'));
  fireEvent.click(screen.getByRole('button', { name: 'Preview import' }));
  await screen.findByRole('tab', { name: 'Changed 1' });
  expect(screen.getByText('Letters to patrons and partners that will be queued: 1')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Import' }));
  await waitFor(async () => expect((await lastReport())?.totals.updated).toBe(1));
  cleanup();
  await showEnd();
  expect(screen.getByText('Letters to patrons and partners queued: 1')).toBeTruthy();
  expect(desk.raw.prepare('SELECT recipient, kind FROM outbox').raw().all()).toEqual([['patron', 'overdue']]);
});
