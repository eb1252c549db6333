import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pages } from '../../../shared/domain/pages.ts';
import { type HubState, hubStates, type HubStatus } from '../../../shared/ipc/hub-views.ts';
import { t } from '../../../shared/words/words.ts';
import type { Desk } from '../../support/launch.ts';
import { waitFor } from '../../support/waiting.ts';
import { settled } from './camera.ts';
import { type Act, choosesFile, command, goTo, goToPage, press, type Scene, type Stage } from './stage.ts';

const statusOf = (state: HubState): HubStatus => ({
  state,
  waiting: state === 'alone' ? 0 : 3,
  since: state === 'alone' ? null : ('2026-11-27T09:12:00.000Z' as HubStatus['since']),
  words: '',
  address: state === 'alone' ? '' : 'db.library.example:5432/ill',
  name: state === 'alone' ? '' : 'Front desk',
  number: state === 'alone' ? null : 1,
  rows: 1200,
  tasks: 0,
  lettersFrom: 'Front desk',
  sendsLetters: true,
  looked: null,
  clocks: null,
  isOlder: false,
  ownRequests: 0,
});

/** Fakes the hub status for the page: most states cannot be produced in time. */
const pretend = ({ app }: Desk, status: HubStatus): Promise<void> =>
  app.evaluate(({ ipcMain }, given) => {
    type Handler = (event: unknown, channel: unknown, input: unknown) => unknown;
    const { _invokeHandlers: handlers } = ipcMain as unknown as { _invokeHandlers: Map<string, Handler> };
    const kept = globalThis as { tourCall?: Handler | undefined };
    kept.tourCall ??= handlers.get('call');
    const answers: Record<string, unknown> = {
      'hub.status': given,
      'hub.invitations': { invitations: [], leftLogins: [] },
      'hub.workstations': ['Front desk', 'Mail room'].map((name, place) => ({
        number: place + 1,
        name,
        version: '0.1.0',
        mine: place === 0,
        sendsLetters: place === 0,
        waiting: place === 0 ? given.waiting : 0,
        seenAt: given.since,
      })),
    };
    handlers.set('call', (event, channel, input) => {
      const answer = typeof channel === 'string' && given.state !== 'alone' ? answers[channel] : undefined;
      return answer === undefined ? kept.tourCall?.(event, channel, input) : { ok: true, value: answer };
    });
  }, status);

const hub = hubStates.map((state): Scene => ({
  name: `hub-${state}`,
  show: async ({ desk, page, picture }) => {
    await pretend(desk, statusOf(state));
    try {
      await page.reload();
      await goTo(desk, '#/settings/sync', pages.settings.label);
      await settled(desk);
      await picture(`hub-${state}`);
    } finally {
      await pretend(desk, statusOf('alone'));
    }
  },
}));

const backups: Scene = {
  name: 'backups-restore',
  show: async (stage) => {
    const { desk, page, picture } = stage;
    await goTo(desk, '#/settings/backups', pages.settings.label);
    await press(page, t('Back up now'));
    await page.getByText(t('Backup made and checked.')).waitFor();
    await picture('backups-made');
    await page
      .getByRole('list', { name: t('Backups') })
      .getByRole('button')
      .first()
      .click();
    await page.getByRole('dialog').waitFor();
    await settled(desk);
    await picture('backups-restore');
  },
};

const moved: Scene = {
  name: 'moved-away',
  show: async ({ desk, page, picture }) => {
    await goTo(desk, '#/settings/backups', pages.settings.label);
    await choosesFile(desk, join(mkdtempSync(join(tmpdir(), 'borrow-desk-tour-')), 'moved.borrow-desk'));
    await press(page, t('Move to another workstation…'));
    await page.getByRole('button', { name: t('Save the file and stop working here') }).waitFor();
    await picture('backups-move');
    await press(page, t('Save the file and stop working here'));
    await page.getByRole('main', { name: t('This library has moved to another workstation') }).waitFor();
    await picture('moved-away');
  },
};

const about: Scene = {
  name: 'about',
  show: async ({ desk, pictureOf }) => {
    await desk.app.evaluate(({ dialog, Menu }) => {
      dialog.showMessageBox = ((...given: unknown[]) => {
        const { buttons = [] } = given.at(-1) as Electron.MessageBoxOptions;
        // The Close button is last.
        return Promise.resolve({ response: Math.max(0, buttons.length - 2), checkboxChecked: false });
      }) as typeof dialog.showMessageBox;
      const help = Menu.getApplicationMenu()?.items.at(-1)?.submenu?.items ?? [];
      help.at(-1)?.click();
    });
    const licences = await waitFor('The licences', () =>
      desk.app.windows().find((each) => each.url().endsWith('licences.html')),
    );
    await licences.getByRole('heading').first().waitFor();
    await pictureOf(licences, 'licences');
    await licences.close();
  },
};

/** The PIN window, signing in, and the list of operators. */
const setPin = async ({ desk, page, picture }: Stage): Promise<void> => {
  await goTo(desk, '#/settings/operators', pages.settings.label);
  await page.getByRole('row').nth(1).getByRole('button').first().click();
  const form = page.getByRole('form', { name: t('PIN') });
  await form.waitFor();
  const boxes = form.locator('input[type=password]');
  await boxes.nth(0).fill('4829');
  await boxes.nth(1).fill('4830');
  await press(form, t('Set PIN'));
  await picture('pin-refused');
  await boxes.nth(0).fill('975310');
  await boxes.nth(1).fill('975310');
  await press(form, t('Set PIN'));
  await form.getByText(t('PIN set.')).waitFor();
  await picture('pin-set');
};

const people: readonly Scene[] = [
  {
    name: 'operator-menu',
    show: async ({ desk, page, picture }) => {
      await goToPage(desk, 'receiving');
      await command(desk, 'session.switch');
      await page.getByRole('dialog', { name: t('Switch operator') }).waitFor();
      await picture('operator-menu');
    },
  },
  { name: 'pin', show: setPin },
  {
    name: 'sign-in',
    show: async ({ desk, page, picture }) => {
      await command(desk, 'session.signOut');
      const box = page.locator('input[type=password]');
      await box.waitFor();
      await picture('sign-in');
      await box.fill('111111');
      await page.keyboard.press('Enter');
      await page.locator('input[aria-invalid=true]').waitFor();
      await picture('sign-in-wrong-pin');
      await press(page, t('Switch operator'));
      await picture('sign-in-names');
      await page.getByRole('option').first().click();
      await box.fill('975310');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: t('Today'), level: 1 }).waitFor();
    },
  },
];

/** The workstation besides its pages: the hub, backups, operators; and finally a library that has moved away. */
export const workstation: Act = {
  name: 'workstation',
  start: () => Promise.resolve({ library: 'demo', printer: 'pdf' }),
  scenes: [...hub, backups, about, ...people, moved],
};
