import { administrationRefusal } from '../../../../shared/domain/administration.ts';
import { commands, goTo, type MenuCommand } from '../../../../shared/domain/commands.ts';
import type { DeskId } from '../../../../shared/domain/ids.ts';
import { pageLabel, pageNames, pages } from '../../../../shared/domain/pages.ts';
import { readyViewNames, readyViews } from '../../../../shared/domain/request-list.ts';
import { deskRefusal } from '../../../../shared/domain/roles.ts';
import { stepRefusal } from '../../steps/step-refusal.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { findByWords } from '../../components/find-by-words.ts';
import { queueFacts, queueNames } from '../../../../shared/domain/queues.ts';
import type { Route } from '../../places/routes.ts';
import { settingsSections } from '../../places/settings-sections.ts';
import { t } from '../../../../shared/words/words.ts';

/** The effect of a command. */
export type PaletteDo =
  | { readonly kind: 'menu'; readonly command: MenuCommand }
  | { readonly kind: 'go'; readonly route: Route }
  | { readonly kind: 'desk'; readonly deskId: DeskId }
  | { readonly kind: 'new-request' }
  | { readonly kind: 'import' };

export type PaletteEntry = {
  readonly id: string;
  readonly label: string;
  /** The kind of entry, shown beside its name. Also searchable. */
  readonly group: string;
  /** Its keyboard shortcut; empty if there is none. */
  readonly keys: string;
  /** Why it is unavailable; null if it is available. */
  readonly why: string | null;
  readonly does: PaletteDo;
};

/** The commands in display order. */
const offered = [
  'undo.lastStep',
  'redo.lastStep',
  'print.slip',
  'export.list',
  'session.switch',
  'session.signOut',
  'show.help',
] as const;

const ofMenu = (group: string, command: MenuCommand, label: string, keys: string): PaletteEntry => ({
  id: command,
  label,
  group,
  keys,
  why: null,
  does: { kind: 'menu', command },
});

const place = (id: string, label: string, group: string, route: Route): PaletteEntry => ({
  id,
  label,
  group,
  keys: '',
  why: null,
  does: { kind: 'go', route },
});

const newRequest = (state: Pick<AppState, 'desk' | 'operator'>): PaletteEntry => ({
  id: 'new-request',
  label: t('New request'),
  group: t('Command'),
  keys: '',
  why: stepRefusal(state, 'create-request', undefined),
  does: { kind: 'new-request' },
});

const importFile = (state: Pick<AppState, 'operator' | 'operators'>): PaletteEntry => ({
  id: 'import',
  label: t('Import a file'),
  group: t('Command'),
  keys: '',
  why: administrationRefusal(t('Importing a library file'), state.operator, state.operators, null),
  does: { kind: 'import' },
});

/** Returns all places and commands available from anywhere, in display order. */
export const paletteEntries = (
  state: Pick<AppState, 'desk' | 'desks' | 'operator' | 'operators'> & {
    readonly settings: Pick<AppState['settings'], 'otherSystem'>;
  },
): readonly PaletteEntry[] => [
  ...pageNames.map((page) =>
    ofMenu(t('Page'), goTo(page), pageLabel(page, state.settings.otherSystem.name), pages[page].keys),
  ),
  newRequest(state),
  importFile(state),
  ...offered.map((command) =>
    ofMenu(t('Command'), command, commands[command].palette, commands[command].keys),
  ),
  ...state.desks
    .filter(({ id }) => id !== state.desk.id)
    .map((desk): PaletteEntry => ({
      id: `desk ${desk.id}`,
      label: desk.name,
      group: t('Switch to desk'),
      keys: '',
      why: deskRefusal(state.operator.grants, desk),
      does: { kind: 'desk', deskId: desk.id },
    })),
  ...readyViewNames.map((view) =>
    place(`view ${view}`, readyViews[view].label, t('View'), {
      page: 'requests',
      request: null,
      view,
    }),
  ),
  ...queueNames.map((card) =>
    place(`card ${card}`, queueFacts(card).label, t('Today'), { page: 'today', card }),
  ),
  ...settingsSections.map(({ id, label }) =>
    place(`settings ${id}`, label, t('Settings'), { page: 'settings', section: id }),
  ),
];

/** Returns the entries that match the typed text, those whose names start with it first. */
export const entriesFor = (entries: readonly PaletteEntry[], typed: string): readonly PaletteEntry[] => {
  const start = typed.trim().toLocaleLowerCase('en');
  const begins = ({ label }: PaletteEntry): boolean => label.toLocaleLowerCase('en').startsWith(start);
  const found = findByWords(entries, ({ label, group }) => `${label} ${group}`, typed);
  return [...found.filter(begins), ...found.filter((entry) => !begins(entry))];
};
