import { describe, expect, test } from 'vitest';
import { formatDate } from '../../shared/domain/dates.ts';
import { inDays, writeDecisionLibrary } from '../support/decision-library.ts';
import { shows } from '../support/page/common.ts';
import type { Part } from '../support/page/part.ts';
import { showProgram, type ProgramPage } from '../support/page/program-page.tsx';
import { messagesOf, openRequests, type RequestsPart } from '../support/page/requests.ts';

const library = writeDecisionLibrary();

const openDecisions = async (): Promise<{
  readonly program: ProgramPage;
  readonly requests: RequestsPart;
  readonly messages: (externalId: string) => readonly string[];
}> => {
  const program = await showProgram(library);
  const requests = await openRequests(program);
  await requests.actionsFor('01DEC0010').element();
  return { program, requests, messages: (externalId) => messagesOf(program, externalId) };
};

/** Undoes the last step. */
const undoLastStep = async ({ lastStep }: RequestsPart): Promise<void> => {
  await lastStep.role('button', { name: 'Undo' }).click();
  await shows(lastStep, 'Undone');
};

const isChecked = (part: Part): Promise<boolean> =>
  part.element().then((box) => (box as HTMLInputElement).checked);

describe('responding to conditional messages', () => {
  test('the status facet, the message, Conditional Reply, Yes, a response, Send', async () => {
    const { requests, messages } = await openDecisions();
    await requests.openFilters();
    await requests.facet('Status', 'Conditional').click();
    await expect.poll(() => requests.rows().length).toBe(2);
    await requests.row('01DEC0001').role('link', { name: 'Request with active notes' }).click();
    await shows(requests.details, 'Use in the reading room only');
    const window = await requests.openWindow('01DEC0001', 'Conditional Reply');
    await expect.poll(() => window.role('radio', { name: 'Yes' }).hasFocus()).toBe(true);
    await shows(window, 'The Voyage of the Beagle');
    await shows(window, 'North University Library');
    await shows(window, 'Reply overdue');
    await shows(window, 'No: Notify North University Library yourself that we decline its condition');
    await shows(
      window,
      'Ask West College yourself to lend it (no e-mail address; the letter is under Contact by hand).',
    );
    await window.role('radio', { name: 'Yes' }).click();
    await window.role('textbox', { name: 'Note' }).fill('The patron will read it here');
    await window.role('button', { name: 'Send' }).click();
    await shows(requests.lastStep, 'Condition accepted: stays with North University Library');
    await expect.poll(() => window.isShown()).toBe(false);
    expect(messages('01DEC0001')).toEqual(['partner:condition-answered']);
    await undoLastStep(requests);
    expect(messages('01DEC0001')).toEqual([]);
  });

  test('a reply without a note is sent after a second confirmation', async () => {
    const { requests } = await openDecisions();
    const window = await requests.openWindow('01DEC0001', 'Conditional Reply');
    await window.role('button', { name: 'Send' }).click();
    await shows(window.role('alert'), 'Choose Yes or No.');
    await window.role('radio', { name: 'Yes' }).click();
    await window.role('button', { name: 'Send' }).click();
    await window.role('button', { name: 'Send without a note' }).click();
    await expect.poll(() => requests.lastStep.text()).toContain('Condition accepted');
  });
});

describe('renewing items via borrowing requests', () => {
  test('Choose a Date, Renew: approved immediately, with notices to patron and partner', async () => {
    const { program, requests, messages } = await openDecisions();
    const window = await requests.openWindow('01DEC0003', 'Request Renewal');
    const date = window.role('textbox', { name: 'Choose a Date' });
    await expect.poll(() => date.hasFocus()).toBe(true);
    expect(window.all('textbox')).toHaveLength(1);
    await date.fill(inDays(49));
    await shows(window, `${formatDate(inDays(49))}, in 7 weeks`);
    await window.role('button', { name: 'Renew' }).click();
    await shows(requests.lastStep, `Due ${formatDate(inDays(49))}`);
    await shows(requests.row('01DEC0003'), 'Renewed by partner');
    expect(messages('01DEC0003')).toEqual(['partner:renewal', 'patron:renewed']);
    expect(
      program.ask(
        "SELECT loan.due_on, renewals FROM loan JOIN item ON item.id = item_id WHERE barcode = 'N-30003'",
      ),
    ).toEqual([{ due_on: inDays(49), renewals: 1 }]);
    await undoLastStep(requests);
    expect(messages('01DEC0003')).toEqual([]);
  });

  test('with the keyboard only; a date in the past, or before the due date, is refused and stays', async () => {
    const { program, requests, messages } = await openDecisions();
    const window = await requests.openWindow('01DEC0003', 'Request Renewal');
    const date = window.role('textbox', { name: 'Choose a Date' });
    for (const [typed, says] of [
      [inDays(-1), 'is in the past'],
      [inDays(3), 'is before the current due date'],
      ['soon', 'This isn’t a date'],
      ['', 'Choose a date first'],
    ] as const) {
      await date.fill(typed);
      await program.user.keyboard('{Enter}');
      await shows(window, says);
      expect(date.value()).toBe(typed);
      expect(date.hasFocus()).toBe(true);
    }
    expect(messages('01DEC0003')).toEqual([]);
    await program.user.keyboard(`${formatDate(inDays(30))}{Enter}`);
    await shows(requests.lastStep, 'Due ');
    await undoLastStep(requests);
  });

  test('a partner that must approve is asked; its answer is recorded, and the patron’s date follows', async () => {
    const { requests, messages } = await openDecisions();
    const asking = await requests.openWindow('01DEC0004', 'Request Renewal');
    await asking.role('textbox', { name: 'Choose a Date' }).fill(inDays(40));
    const byHand = '(no e-mail address; the letter is under Contact by hand).';
    await shows(asking, `Ask West College yourself to renew it ${byHand}`);
    await asking.role('button', { name: 'Renew' }).click();
    await shows(requests.lastStep, 'Renewal requested until');
    await shows(requests.row('01DEC0004'), 'Renew requested');
    const answer = await requests.openWindow('01DEC0004', 'Record partner’s answer');
    const said = answer.role('combobox', { name: 'The partner…' });
    await said.choose('wants it back now');
    expect(answer.role('textbox', { name: 'Back by' }).value()).toBe('');
    await said.choose('renews it');
    const date = answer.role('textbox', { name: 'New due date' });
    await expect.poll(() => date.value()).toBe(formatDate(inDays(40)));
    await answer.role('button', { name: 'Record' }).click();
    await shows(requests.lastStep, 'West College renewed it until');
    await shows(requests.row('01DEC0004'), 'Renewed by partner');
    expect(messages('01DEC0004')).toEqual(['partner:renewal-asked', 'patron:renewed']);
  });

  test('a recalled item cannot be renewed: the menu does not offer it', async () => {
    const { requests } = await openDecisions();
    await requests.search.fill('01DEC0005');
    await expect.poll(() => requests.rows().length).toBe(1);
    await requests.actionsFor('01DEC0005').click();
    await requests.action('Record partner’s answer').element();
    expect(requests.action('Request Renewal').isShown()).toBe(false);
  });
});

describe('cancelling requests', () => {
  test('a reason, Notify User, Confirm', async () => {
    const { program, requests, messages } = await openDecisions();
    const window = await requests.openWindow('01DEC0006', 'Cancel');
    const reason = window.role('combobox', { name: 'Cancellation reason' });
    await expect.poll(() => reason.hasFocus()).toBe(true);
    expect(await isChecked(window.role('checkbox', { name: 'Notify user' }))).toBe(true);
    const confirm = window.role('button', { name: /^Confirm/ });
    await confirm.click();
    await shows(window.role('alert'), 'Choose a cancellation reason.');
    await reason.choose('It cannot arrive in time');
    await window.role('textbox', { name: 'Cancellation note' }).fill('The course is over');
    await program.user.dblClick(await confirm.element());
    await shows(requests.lastStep, 'Cancelled: It cannot arrive in time');
    await shows(requests.row('01DEC0006'), 'Cancelled by staff');
    expect(messages('01DEC0006')).toEqual([expect.stringMatching(/^partner:not-needed/), 'patron:cancelled']);
  });

  test('a partner that must agree is asked first', async () => {
    const { requests, messages } = await openDecisions();
    const window = await requests.openWindow('01DEC0007', 'Cancel');
    await shows(window, 'Ask West College yourself to agree to the cancellation');
    const asked = window.role('checkbox', { name: 'The patron asked to cancel' });
    expect(await isChecked(asked)).toBe(false);
    for (const why of ['The patron no longer needs it', 'Cancelled at the patron’s request']) {
      await window.role('combobox', { name: 'Cancellation reason' }).choose(why);
      expect(await isChecked(asked)).toBe(true);
    }
    await window.role('checkbox', { name: 'Notify user' }).click();
    await window.role('button', { name: /^Confirm/ }).click();
    await shows(requests.row('01DEC0007'), 'Waiting for cancel response');
    const answer = await requests.openWindow('01DEC0007', 'Record partner’s answer');
    await answer.role('combobox', { name: 'The partner…' }).choose('agrees to the cancellation');
    await answer.role('button', { name: 'Record' }).click();
    await shows(requests.row('01DEC0007'), 'Cancelled by patron');
    expect(messages('01DEC0007')).toEqual(['partner:cancel-asked']);
  });

  test('for many requests, each has its own result', async () => {
    const { program, requests } = await openDecisions();
    const { page } = program;
    for (const externalId of ['01DEC0006', '01DEC0007', '01DEC0008'])
      await page.role('checkbox', { name: `Select ${externalId}` }).click();
    await page
      .role('region', { name: 'Selected requests' })
      .role('button', { name: /^Cancel/ })
      .click();
    const window = page.role('dialog', { name: 'Cancel' });
    await shows(window, '3 requests');
    await shows(window, '2 requests close now. One request stays open until the partner answers.');
    await window.role('combobox', { name: 'Cancellation reason' }).choose('It was requested twice');
    await window.role('button', { name: /^Confirm/ }).click();
    await shows(requests.lastStep, 'Cancel');
    await expect.poll(() => window.isShown()).toBe(false);
    expect(
      program.ask(
        "SELECT status FROM request WHERE external_id IN ('01DEC0006', '01DEC0007', '01DEC0008') ORDER BY external_id",
      ),
    ).toEqual([
      { status: 'CANCELLED_BY_STAFF' },
      { status: 'CANCEL_REPLY' },
      { status: 'CANCELLED_BY_STAFF' },
    ]);
  });
});

describe('sending, loss and damage', () => {
  test('Send asks the first partner; its answer leads to the next; finally the rota is reordered', async () => {
    const { program, requests } = await openDecisions();
    const send = await requests.openWindow('01DEC0008', 'Send');
    await shows(
      send,
      'Ask North University Library yourself to lend it (no e-mail address; the letter is under Contact by hand).',
    );
    await send.role('button', { name: 'Send' }).click();
    await shows(requests.lastStep, 'Ask North University Library yourself');
    for (const [says, status] of [
      ['West College is asked next', 'Request sent to partner'],
      ['no partners left in the rota', 'Rejected by partner'],
    ] as const) {
      const answer = await requests.openWindow('01DEC0008', 'Record partner’s answer');
      await answer.role('combobox', { name: 'The partner…' }).choose('cannot lend it');
      await answer.role('button', { name: 'Record' }).click();
      await shows(requests.lastStep, says);
      await shows(requests.row('01DEC0008'), status);
    }
    const rota = await requests.openWindow('01DEC0008', 'Rota');
    const places = (): readonly string[] =>
      rota
        .role('list', { name: 'Rota' })
        .all('listitem')
        .map(({ textContent }) => textContent ?? '');
    for (const name of ['West College', 'Lake College']) {
      await rota.role('combobox', { name: 'Partner' }).choose(name);
      await rota.role('button', { name: 'Add to the rota' }).click();
    }
    await expect
      .poll(places)
      .toEqual([
        'North University Library (cannot lend it)',
        'West College (cannot lend it)',
        'West College',
        'Lake College',
      ]);
    await rota.role('listitem', { name: 'Lake College, 2 of 2' }).press('{Alt>}{ArrowUp}{/Alt}');
    await expect.poll(() => places().slice(2)).toEqual(['Lake College', 'West College']);
    await expect.poll(() => rota.role('listitem', { name: 'Lake College, 1 of 2' }).hasFocus()).toBe(true);
    await rota.role('button', { name: 'Remove West College' }).click();
    await shows(rota, 'Lake College is asked next.');
    await rota.role('button', { name: 'Save' }).click();
    await shows(requests.row('01DEC0008'), 'Ready to be sent');
    expect(
      program.ask(
        `SELECT partner.name FROM turn JOIN partner ON partner.id = turn.partner_id JOIN request ON request.id = turn.request_id
          WHERE external_id = '01DEC0008' AND turn.state = 'waiting'`,
      ),
    ).toEqual([{ name: 'Lake College' }]);
  });

  test('Report damaged, then Report lost', async () => {
    const { requests, messages } = await openDecisions();
    for (const [action, status] of [
      ['Report damaged', 'Report damaged item to partner'],
      ['Report lost', 'Report lost item to partner'],
    ] as const) {
      const window = await requests.openWindow('01DEC0003', action);
      await window.role('textbox', { name: 'Note' }).fill('Fell into the sea');
      await window.role('button', { name: 'Report' }).click();
      await shows(requests.row('01DEC0003'), status);
    }
    expect(messages('01DEC0003')).toEqual(['partner:damaged', 'partner:lost', 'patron:item-lost']);
  });
});

describe('a step that fails in the database', () => {
  test('the window says that nothing was stored, and can repeat the step', async () => {
    const { program, requests, messages } = await openDecisions();
    program.desk.raw.exec(
      "CREATE TEMP TRIGGER fails BEFORE INSERT ON main.outbox BEGIN SELECT RAISE(ABORT, 'disk'); END",
    );
    const window = await requests.openWindow('01DEC0001', 'Conditional Reply');
    await window.role('radio', { name: 'Yes' }).click();
    await window.role('textbox', { name: 'Note' }).fill('The patron will read it here');
    await window.role('button', { name: 'Send' }).click();
    await shows(window, 'NOTHING SAVED');
    expect(window.text()).not.toContain('may or may not be');
    program.desk.raw.exec('DROP TRIGGER fails');
    await window.role('button', { name: 'Try again' }).click();
    await expect.poll(() => window.isShown()).toBe(false);
    expect(messages('01DEC0001')).toEqual(['partner:condition-answered']);
  });
});
