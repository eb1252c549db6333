import { expect, test } from 'vitest';
import { showProgram } from '../support/page/program-page.tsx';
import type { Part } from '../support/page/part.ts';
import { scan } from '../support/page/scan.ts';
import { openSection, operatorButton, save, setOwnPin, setPin } from '../support/page/settings.ts';

test('the administrator of one library grants roles there, and sees why that is impossible elsewhere', async () => {
  const { page, user } = await showProgram('demo');
  await openSection(page, 'Operators and roles');
  await page.role('button', { name: 'Add operator' }).click();
  await page.role('textbox', { name: 'Name' }).fill('Hilda Hill');
  await page.role('button', { name: 'Save' }).click();
  await expect.poll(() => page.text()).toContain('Set your own PIN first');
  await page.role('button', { name: 'Discard changes' }).click();
  await page.role('button', { name: 'Back to the list' }).click();
  await setOwnPin(page);
  await page.role('button', { name: 'Add operator' }).click();
  await page.role('textbox', { name: 'Name' }).fill('Hilda Hill');
  await save(page);
  await setPin(page, '864209');
  await expect.poll(() => page.role('form', { name: 'PIN' }).text()).toContain('PIN set.');
  await page.role('combobox', { name: 'Role' }).choose('Fulfillment Services Operator');
  await page.role('combobox', { name: 'For library' }).choose('Hilltop Library');
  await page.role('button', { name: 'Add role' }).click();
  await save(page);
  await operatorButton(page).click();
  await user.keyboard('hil{Enter}');
  await page.label('PIN for Hilda Hill').fill('864209');
  await user.keyboard('{Enter}');
  await page.role('button', { name: 'Operator: Hilda Hill' }).element();

  await page.role('button', { name: 'Back to the list' }).click();
  await page.role('button', { name: 'Operator' }).click();
  await expect
    .poll(() => page.role('note').text())
    .toContain('Changing this operator requires the Fulfillment Services Operator role for Main Library');
  expect(page.role('textbox', { name: 'Name' }).isEnabled()).toBe(false);
  expect(page.role('button', { name: 'Delete' }).isEnabled()).toBe(false);
  const removal = (role: string, library: string): Part =>
    page.role('button', { name: new RegExp(`^Remove ${role}: .*${library}`) });
  await removal('Requests Operator', 'Main Library').element();
  expect(removal('Requests Operator', 'Main Library').isEnabled()).toBe(false);
  await removal('Requests Operator', 'Hilltop Library').click();
  await save(page);
  await page.role('button', { name: 'Undo' }).click();
  await expect.poll(() => removal('Requests Operator', 'Hilltop Library').isEnabled()).toBe(true);
});

test('a patron is added with a scanned card, found by the beginning of a word, deleted and restored', async () => {
  const shown = await showProgram('demo');
  const { page } = shown;
  await openSection(page, 'Patrons');
  await page.role('button', { name: 'Add patron' }).click();
  await page.role('textbox', { name: 'Name' }).fill('Zárate, Íñigo');
  scan(shown, 'P9990001');
  await expect.poll(() => page.role('textbox', { name: 'Card number' }).value()).toBe('P9990001');
  await page.role('button', { name: 'Save' }).click();
  await expect.poll(() => page.text()).toContain('Zárate, Íñigo is saved.');
  await page.role('searchbox', { name: 'Search patrons' }).fill('inig');
  await page.role('button', { name: 'Zárate, Íñigo' }).click();
  await page.role('button', { name: 'Delete' }).click();
  await expect.poll(() => page.text()).toContain('was deleted');
  await page.role('button', { name: 'Undo' }).click();
  await page.role('button', { name: 'Zárate, Íñigo' }).element();
});

test('hours and a closed day are added, and are still there when the page is opened again', async () => {
  const { page, ask } = await showProgram('demo');
  await openSection(page, 'Hours and closed days');
  const monday = page.role('checkbox', { name: 'Open on Monday' });
  expect(((await monday.element()) as HTMLInputElement).checked).toBe(false);
  await monday.click();
  await page.label('Monday: closes').fill('08:00');
  await page.role('button', { name: 'Save' }).click();
  await expect.poll(() => page.text()).toContain('On Monday, the library closes before it opens');
  await page.label('Monday: closes').fill('18:00');
  await save(page);
  await page.label('Closed on').fill('2030-12-24');
  await page.label('Until (for several days)').fill('2030-12-26');
  await page.label('Note').fill('Christmas');
  await page.role('button', { name: 'Add closed day' }).click();
  const closed = (): readonly (string | null)[] =>
    page
      .role('list', { name: 'Closed days' })
      .all('listitem')
      .map(({ textContent }) => textContent);
  await expect.poll(() => closed().length).toBe(3);
  await page.role('button', { name: 'Remove 2030-12-25' }).click();
  await expect.poll(() => closed().length).toBe(2);
  await openSection(page, 'Patrons');
  await openSection(page, 'Hours and closed days');
  await expect.poll(() => page.label('Monday: closes').value()).toBe('18:00');
  await expect
    .poll(closed)
    .toEqual([
      expect.stringMatching(/Tuesday, 24 Dec 2030.*Christmas/),
      expect.stringMatching(/Thursday, 26 Dec 2030.*Christmas/),
    ]);
  expect(ask('SELECT weekday, opens, closes FROM opening_hours')).toEqual([
    { weekday: 1, opens: '09:00', closes: '18:00' },
  ]);
  expect(ask('SELECT day, note FROM closed_day ORDER BY day')).toEqual([
    { day: '2030-12-24', note: 'Christmas' },
    { day: '2030-12-26', note: 'Christmas' },
  ]);
});

test('hold shelf periods are set for the chosen library, with its own example', async () => {
  const { page, ask } = await showProgram('demo');
  await openSection(page, 'Hold shelf and loans');
  const library = page.role('combobox', { name: 'Library' });
  const days = page.role('textbox', { name: 'Days on the hold shelf' });
  const example = (): string => page.role('note').text();
  await expect.poll(() => days.value()).toBe('10');
  const ofMain = example();
  await library.choose('Hilltop Library');
  expect([days.value(), example()]).toEqual(['10', ofMain]);
  await days.press('{Control>}a{/Control}5{Enter}');
  await expect.poll(() => page.text()).toContain('Saved');
  expect(example()).not.toBe(ofMain);
  // With keys only, as at 200 %, where the choice is above the form.
  await library.press('{Tab}');
  expect(days.hasFocus()).toBe(true);
  await library.choose('Main Library');
  await expect.poll(() => days.value()).toBe('10');
  expect(example()).toBe(ofMain);
  await openSection(page, 'Which letters to send');
  await library.choose('Hilltop Library');
  const form = page.role('form', { name: 'Days for scheduled notices' });
  await form.role('textbox', { name: /^Due soon/ }).fill('6');
  await save(form);
  expect(
    ask(
      "SELECT library.code, key, value FROM library_setting JOIN library ON library.id = library_id WHERE key <> 'letters' ORDER BY key",
    ),
  ).toEqual([
    { code: 'HILL', key: 'holdShelf', value: '{"days":5,"parcelDays":4}' },
    { code: 'HILL', key: 'loans', value: '{"defaultPeriodDays":28,"daysBeforePartner":0}' },
    {
      code: 'HILL',
      key: 'notices',
      value: '{"dueSoonDays":6,"overdueDays":1,"overdueAgainDays":7,"overdueLastDays":14}',
    },
  ]);
});
