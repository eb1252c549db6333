import { join } from 'node:path';
import { guidePages } from '../../../shared/domain/set-up.ts';
import { pageNames } from '../../../shared/domain/pages.ts';
import { t } from '../../../shared/words/words.ts';
import { type Act, choosesFile, goToPage, press, type Scene, type Stage } from './stage.ts';

const fixture = (name: string): string => join(import.meta.dirname, '../../fixtures/exports', name);

const guide = async ({ page, picture }: Stage): Promise<void> => {
  await page.getByRole('button', { name: t('Start empty') }).click();
  for (const [at, name] of guidePages.entries()) {
    await page.getByText(t('Step {place} of {count}', { place: at + 1, count: guidePages.length })).waitFor();
    await picture(`guide-${at + 1}-${name}`);
    if (at < guidePages.length - 1)
      await page
        .getByRole('button', { name: t('Skip'), exact: true })
        .or(page.getByRole('button', { name: t('Next'), exact: true }))
        .first()
        .click();
  }
  await press(page, t('Start working'));
  await page.getByRole('heading', { name: t('Today'), level: 1 }).waitFor();
};

/** An empty installation: the welcome page, the guide, and each page without content. */
export const firstHour: Act = {
  name: 'first-hour',
  start: () => Promise.resolve({ printer: 'pdf' }),
  scenes: [
    {
      name: 'welcome',
      show: async ({ page, picture }) => {
        await page.getByRole('button', { name: t('Start empty') }).waitFor();
        await picture('welcome');
      },
    },
    { name: 'guide', show: guide },
    ...pageNames.map((name): Scene => ({
      name: `empty-${name}`,
      show: async ({ desk, picture }) => {
        await goToPage(desk, name);
        await picture(`empty-${name}`);
      },
    })),
  ],
};

const importFile = async (stage: Stage, file: string, name: string): Promise<void> => {
  const { desk, page, picture } = stage;
  await goToPage(desk, 'requests');
  await press(page, t('Import'));
  const window = page.getByRole('dialog', { name: t('Import a file') });
  await window.waitFor();
  await picture(`${name}-file`);
  await choosesFile(desk, fixture(file));
  await press(window, t('Choose a file…'));
  await window.getByRole('table', { name: t('First rows') }).waitFor();
  await picture(`${name}-first-rows`);
  const columns = window.getByRole('table', { name: t('Columns') });
  if (!(await columns.isVisible())) await press(window, t('Match columns'));
  await columns.waitFor();
  await picture(`${name}-match-columns`);
  await press(window, t('Preview import'));
  await window.getByRole('button', { name: t('Import'), exact: true }).waitFor();
  await picture(`${name}-preview`);
  const refused = window.getByRole('tab', { name: t('Refused') });
  if (await refused.isEnabled()) {
    await refused.click();
    await picture(`${name}-preview-refused`);
  }
  await press(window, t('Import'));
  await window.getByRole('heading', { name: t('Import complete') }).waitFor();
  await picture(`${name}-report`);
  await press(window, t('View imported requests'));
  await window.waitFor({ state: 'hidden' });
  await picture(`${name}-imported`);
};

/** Imports of files from other systems. */
export const imports: readonly Scene[] = [
  { name: 'import-alma', show: (stage) => importFile(stage, 'alma-list.csv', 'import-alma') },
  {
    name: 'import-illiad',
    show: (stage) => importFile(stage, 'illiad-grid-sheetjs.xlsx', 'import-illiad'),
  },
];
