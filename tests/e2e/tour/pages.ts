import { pageNames } from '../../../shared/domain/pages.ts';
import { queueNames } from '../../../shared/domain/queues.ts';
import { readyViews } from '../../../shared/domain/request-list.ts';
import { pages } from '../../../shared/domain/pages.ts';
import { settingsSections } from '../../../renderer/src/places/settings-sections.ts';
import { t } from '../../../shared/words/words.ts';
import { settled } from './camera.ts';
import { command, goTo, goToPage, type Scene, type Stage } from './stage.ts';

const everyPage = pageNames.map((name): Scene => ({
  name,
  show: async ({ desk, picture }) => {
    await goToPage(desk, name);
    await picture(name);
  },
}));

const queues = queueNames.map((name): Scene => ({
  name: `today-${name}`,
  show: async ({ desk, picture }) => {
    await goTo(desk, `#/today/${name}`, pages.today.label);
    await picture(`today-${name}`);
  },
}));

const views = Object.keys(readyViews).map((name): Scene => ({
  name: `view-${name}`,
  show: async ({ desk, picture }) => {
    await goTo(desk, `#/requests/view/${name}`, pages.requests.label);
    await picture(`requests-view-${name}`);
  },
}));

const settings = settingsSections.map(({ id, label }): Scene => ({
  name: `settings-${id}`,
  show: async ({ desk, page, picture }) => {
    await goTo(desk, `#/settings/${id}`, pages.settings.label);
    await page.getByRole('heading', { name: label, level: 2 }).first().waitFor();
    await settled(desk);
    await picture(`settings-${id}`);
  },
}));

/** The sections of Settings with lists of records: each has a form. */
const recordSections = ['libraries', 'desks', 'partners', 'patrons', 'operators', 'reasons'] as const;

const labelOf = (section: string): string => settingsSections.find(({ id }) => id === section)?.label ?? '';

const records = recordSections.map((id): Scene => ({
  name: `settings-${id}-form`,
  show: async ({ desk, page, picture }) => {
    await goTo(desk, `#/settings/${id}`, pages.settings.label);
    const section = page.getByRole('region', { name: labelOf(id), exact: true });
    await section.getByRole('row').nth(1).getByRole('button').first().click();
    await page
      .getByRole('button', { name: t('Save'), exact: true })
      .first()
      .waitFor();
    await picture(`settings-${id}-form`);
  },
}));

/** A partner that is reached by ISO 18626, with all settings unfolded. */
const reachedByProtocol: Scene = {
  name: 'settings-partners-protocol',
  show: async ({ desk, page, picture }) => {
    await goTo(desk, '#/settings/partners', pages.settings.label);
    const section = page.getByRole('region', { name: labelOf('partners'), exact: true });
    await section.getByRole('row').nth(1).getByRole('button').first().click();
    const form = section.getByRole('form');
    await form.getByRole('radio', { name: 'ISO 18626' }).check({ force: true });
    await form.getByLabel(t('Address of the partner’s system')).fill('https://ill.north.example/iso18626');
    await form.getByRole('button', { name: t('Test connection') }).scrollIntoViewIfNeeded();
    await picture('settings-partners-protocol');
    await form.getByRole('button', { name: t('More settings') }).click();
    await form.getByRole('button', { name: t('Test connection') }).click();
    await form.getByRole('button', { name: t('Test connection') }).scrollIntoViewIfNeeded();
    await settled(desk);
    await picture('settings-partners-protocol-more');
    await form.getByRole('button', { name: t('Discard changes') }).click();
  },
};

export const letterScene: Scene = {
  name: 'letters-lists',
  show: async ({ desk, page, picture }) => {
    await goToPage(desk, 'letters');
    const choices = page.getByRole('main').getByRole('radio');
    for (const [at, name] of ['outbox', 'needs-attention', 'by-hand', 'done', 'not-sent'].entries()) {
      await choices.nth(at).check({ force: true });
      await settled(desk);
      const row = page.getByRole('row').nth(1);
      if (await row.isVisible()) await row.click();
      await picture(`letters-${name}`);
    }
  },
};

export const slipScene: Scene = {
  name: 'slips-preview',
  show: async ({ desk, page, picture }) => {
    await goToPage(desk, 'slips');
    const only = page.getByRole('checkbox', { name: t('Unprinted slips only') });
    if (await only.isChecked()) await only.uncheck({ force: true });
    await page.getByRole('row').nth(1).click();
    await settled(desk);
    await picture('slips-preview');
  },
};

const help = async ({ desk, page, picture }: Stage): Promise<void> => {
  await goToPage(desk, 'receiving');
  await command(desk, 'show.help');
  const panel = page.getByRole('complementary', { name: t('Help'), exact: true });
  await panel.waitFor();
  const parts = panel.getByRole('tab');
  for (const [at, name] of ['page', 'keys', 'new', 'it'].entries()) {
    await parts.nth(at).click();
    await settled(desk);
    await picture(`help-${name}`);
  }
  await command(desk, 'show.help');
  await panel.waitFor({ state: 'hidden' });
};

const palette = async ({ desk, page, picture }: Stage): Promise<void> => {
  await command(desk, 'show.palette');
  const box = page.getByRole('combobox', { name: t('Command or request') });
  await box.waitFor();
  await picture('palette');
  await box.fill('voyage');
  await page.getByRole('option').filter({ hasText: '01' }).first().waitFor();
  await picture('palette-found');
};

/** Every page, queue, view and section of Settings, with its panels and windows. */
export const pageScenes: readonly Scene[] = [
  ...everyPage,
  ...queues,
  ...views,
  ...settings,
  ...records,
  reachedByProtocol,
  { name: 'help', show: help },
  { name: 'palette', show: palette },
];
