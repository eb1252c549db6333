import { canDecide } from '../../../renderer/src/requests/decisions/decision.words.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { DecisionKind } from '../../../shared/domain/steps/all-steps.ts';
import { steps } from '../../../shared/domain/steps/all-steps.ts';
import type { DeskApi } from '../../../shared/ipc/api.ts';
import type { RequestFactsView } from '../../../shared/ipc/decision-views.ts';
import { t } from '../../../shared/words/words.ts';
import { ask } from '../../support/database.ts';
import { windowKinds } from '../../support/windows/choices.ts';
import { settled } from './camera.ts';
import { goTo, goToPage, press, search, type Scene, type Stage } from './stage.ts';

type ApiWindow = { readonly desk: DeskApi };
type Named = { readonly id: RequestId; readonly externalId: string };

const most = 300;

/** Loads the facts of requests as the decision windows do. */
const factsOf = async ({ page }: Stage, ids: readonly RequestId[]): Promise<readonly RequestFactsView[]> => {
  const answer = await page.evaluate(
    (requestIds) =>
      (window as unknown as ApiWindow).desk.call['decisions.facts']({ requestIds: [...requestIds] }),
    ids.slice(0, most),
  );
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.requests;
};

/** Returns a suitable request for a decision window: the one with the longest content. */
const requestFor = async (stage: Stage, kind: DecisionKind): Promise<string> => {
  const named = ask<Named>(
    stage.desk.dataDir,
    'SELECT id, external_id AS externalId FROM request ORDER BY id',
  );
  const facts = await factsOf(
    stage,
    named.map(({ id }) => id),
  );
  const able = facts.filter((each) => canDecide(kind, each));
  const [best] = able.toSorted((one, other) => other.items.length - one.items.length);
  const found = named.find(({ id }) => id === best?.id);
  if (!found) throw new Error(`The library has no request for the window “${steps[kind].menu.label}”.`);
  return found.externalId;
};

/** Opens the menu of a request in its list. */
const openMenu = async (stage: Stage, externalId: string): Promise<void> => {
  await search(stage, externalId);
  const button = stage.page.getByRole('button', { name: t('Actions for {name}', { name: externalId }) });
  await stage.page
    .getByRole('row')
    .filter({ has: stage.page.getByRole('button', { name: /./ }) })
    .filter({ hasText: externalId.slice(-4) })
    .first()
    .waitFor();
  await button.first().click();
  await stage.page.getByRole('menu').waitFor();
};

/** Opens the menu of the first request of a queue. */
const openMenuIn = async ({ desk, page }: Stage, queue: string): Promise<void> => {
  await goTo(desk, `#/today/${queue}`, t('Today'));
  await page.getByRole('row').nth(1).click({ button: 'right' });
  await page.getByRole('menu').waitFor();
};

const windowOf = (kind: DecisionKind): Scene => ({
  name: `window-${kind}`,
  show: async (stage) => {
    const { page, picture } = stage;
    const { label } = steps[kind].menu;
    // Whether it is offered depends on the current date, which is not among the facts.
    if (kind === 'go-on') await openMenuIn(stage, 'needed-by-passed');
    else await openMenu(stage, await requestFor(stage, kind));
    await page.getByRole('menuitem', { name: label, exact: true }).click();
    await page.getByRole('dialog', { name: label, exact: true }).waitFor();
    await settled(stage.desk);
    await picture(`window-${kind}`);
  },
});

const answered: Scene = {
  name: 'window-answered',
  show: async (stage) => {
    const { page, picture } = stage;
    const { label } = steps['conditional-reply'].menu;
    await openMenu(stage, await requestFor(stage, 'conditional-reply'));
    await page.getByRole('menuitem', { name: label, exact: true }).click();
    const window = page.getByRole('dialog', { name: label, exact: true });
    await press(window, t('Send'));
    await window.getByRole('alert').first().waitFor();
    await picture('window-conditional-reply-refused');
    await window.getByRole('radio', { name: t('Yes') }).check({ force: true });
    await window.getByRole('textbox', { name: t('Note') }).fill('The patron will read it here.');
    await picture('window-conditional-reply-filled');
    await press(window, t('Send'));
    await window.waitFor({ state: 'hidden' });
    await picture('requests-notice');
  },
};

const renewal: Scene = {
  name: 'window-renewal-calendar',
  show: async (stage) => {
    const { page, picture } = stage;
    const { label } = steps['request-renewal'].menu;
    await openMenu(stage, await requestFor(stage, 'request-renewal'));
    await page.getByRole('menuitem', { name: label, exact: true }).click();
    const window = page.getByRole('dialog', { name: label, exact: true });
    await press(window, t('Show calendar'));
    await settled(stage.desk);
    await picture('window-request-renewal-calendar');
  },
};

const menus: readonly Scene[] = [
  {
    name: 'row-menu',
    show: async (stage) => {
      const { page, picture } = stage;
      const externalId = await requestFor(stage, 'request-renewal');
      const open = async (): Promise<void> => {
        // One that is still open would take the click.
        await page.keyboard.press('Escape');
        await openMenu(stage, externalId);
      };
      await picture('requests-row-menu', open);
      await picture('requests-unavailable', async () => {
        await open();
        await page.getByRole('menuitem', { name: t('Unavailable'), exact: true }).click();
        await page
          .getByRole('menuitem', { name: t('Unavailable'), exact: true })
          .waitFor({ state: 'hidden' });
      });
    },
  },
  {
    name: 'details',
    show: async (stage) => {
      for (const [kind, name] of [
        ['conditional-reply', 'conditional'],
        ['request-renewal', 'on-loan'],
        ['end-set', 'set'],
      ] as const) {
        const externalId = await requestFor(stage, kind);
        await search(stage, externalId);
        await stage.page.getByRole('row').nth(1).locator('[data-column=title]').click();
        await stage.page.getByRole('region', { name: t('Request details') }).waitFor();
        await settled(stage.desk);
        await stage.picture(`requests-details-${name}`);
      }
    },
  },
  {
    name: 'bulk',
    show: async ({ desk, page, picture }) => {
      await goToPage(desk, 'requests');
      const boxes = page.getByRole('grid').getByRole('checkbox');
      for (const at of [1, 2, 4, 5]) await boxes.nth(at).check({ force: true });
      await page.getByRole('region', { name: t('Selected requests') }).waitFor();
      await picture('requests-bulk-bar');
    },
  },
  {
    name: 'search',
    show: async (stage) => {
      await search(stage, 'status:loaned partner:north due<2027-12-01 ');
      await stage.page.getByRole('list', { name: t('Filters in use') }).waitFor();
      await stage.picture('requests-search-chips');
      await stage.page.getByRole('textbox', { name: t('Search requests') }).fill('nothing like this');
      await settled(stage.desk);
      await stage.page.getByRole('row').nth(1).waitFor({ state: 'hidden' });
      await stage.picture('requests-no-match');
    },
  },
];

const forms: readonly Scene[] = [
  {
    name: 'new-request',
    show: async ({ desk, page, picture }) => {
      await goToPage(desk, 'requests');
      await press(page, t('New request'));
      const form = page.getByRole('dialog', { name: t('New request') });
      await form.waitFor();
      await picture('form-new-request');
      await form.getByRole('combobox', { name: t('Requester') }).fill('Reader');
      await page
        .getByRole('listbox', { name: t('Patrons found') })
        .getByRole('option')
        .first()
        .waitFor();
      await picture('form-new-request-patrons');
      await page.keyboard.press('Enter');
      await press(form, t('More citation details'));
      await picture('form-new-request-more');
      await form.getByRole('textbox', { name: t('Title'), exact: true }).fill('The Voyage of the Beagle');
      await page.evaluate(() => void (location.hash = '#/today'));
      await page
        .getByRole('button', { name: t('Keep editing') })
        .or(page.getByRole('button', { name: t('Keep editing') }))
        .first()
        .waitFor();
      await picture('form-not-saved');
    },
  },
  {
    name: 'edit-request',
    show: async (stage) => {
      await openMenu(stage, '01MAIN0000101');
      await stage.page.getByRole('menuitem', { name: t('Edit'), exact: true }).click();
      await stage.page.getByRole('dialog', { name: t('Edit request') }).waitFor();
      await stage.picture('form-edit-request');
    },
  },
  {
    name: 'today-details',
    show: async ({ desk, page, picture }) => {
      await goTo(desk, '#/today/conditional', t('Today'));
      await page.getByRole('row').nth(1).locator('[data-column=title]').click();
      await page.getByRole('region', { name: t('Request details') }).waitFor();
      await settled(desk);
      await picture('today-details');
    },
  },
];

/** Borrowing Requests: its menus, its forms, and the window of every step that has one. */
export const requestScenes: readonly Scene[] = [
  ...menus,
  ...forms,
  ...windowKinds.map(windowOf),
  renewal,
  answered,
];
