import '@mantine/core/styles/Kbd.css';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Kbd, TextInput } from '@mantine/core';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import type { RequestRow } from '../../../../shared/ipc/request-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { firstSort, readyQuery } from '../../requests/requests.view.ts';
import { DeskWindow } from '../../components/DeskWindow.tsx';
import { shownKeys } from '../../components/keys.ts';
import { entriesFor, paletteEntries, type PaletteDo, type PaletteEntry } from './commands.ts';
import classes from './Palette.module.css';
import { Facts, factWords } from '../../components/Facts.tsx';

const typingMs = 80;
const maxFound = 8;
/** A single letter would find half of the library. */
const shortest = 2;

const entryOf = ({ id, externalId, title, patronName, status }: RequestRow): PaletteEntry => ({
  id: `request ${id}`,
  label: factWords([externalId, title.slice(0, 120)]),
  group: factWords([statusLabel(status), patronName.slice(0, 60)]),
  keys: '',
  why: null,
  does: { kind: 'go', route: { page: 'requests', request: id, view: null } },
});

/** The requests that match the typed text, found as in Borrowing Requests. Never those of an earlier text: Enter opens one. */
export const useRequestsFound = (
  typed: string,
): { readonly found: readonly PaletteEntry[]; readonly searching: boolean } => {
  const text = typed.trim();
  const [settled] = useDebouncedValue(text, typingMs);
  const wanted = text.length >= shortest;
  const query = useQuery({
    queryKey: ['requests', 'palette', settled],
    queryFn: () =>
      ask('requests.list', {
        query: { ...readyQuery(null), text: settled },
        sort: firstSort,
        offset: 0,
        limit: maxFound,
      }),
    enabled: wanted && settled.length >= shortest,
    gcTime: 0,
  });
  if (!wanted) return { found: [], searching: false };
  if (settled !== text || query.isPending) return { found: [], searching: true };
  return { found: query.data?.rows.map(entryOf) ?? [], searching: false };
};

const Option = ({
  id,
  entry,
  chosen,
  choose,
}: {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly chosen: boolean;
  readonly choose: () => void;
}) => {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const { label, group, keys, why } = entry;
  return (
    <li
      ref={row}
      id={id}
      role="option"
      aria-selected={chosen}
      aria-disabled={why !== null || undefined}
      className={classes['option']}
      // Keeps the focus in the box.
      onMouseDown={(event) => event.preventDefault()}
      onClick={choose}
    >
      <Facts between=" ">
        <bdi className={classes['label']}>{label}</bdi>
        <span className={classes['hint']}>
          <Facts between=" ">
            <span>{group}</span>
            {keys !== '' && <Kbd>{shownKeys(keys)}</Kbd>}
          </Facts>
        </span>
        {why !== null && <span className={classes['why']}>{why}</span>}
      </Facts>
    </li>
  );
};

const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** The entries for the typed text: commands, then requests. `searching` while requests are still being loaded. */
const useOffered = (
  state: AppState,
  typed: string,
): { readonly offered: readonly PaletteEntry[]; readonly searching: boolean } => {
  const all = useMemo(() => paletteEntries(state), [state]);
  const { found, searching } = useRequestsFound(typed);
  return { offered: [...entriesFor(all, typed), ...found], searching };
};

/** The typed text, the highlighted entry, and the effect of Enter. */
const useChoice = (state: AppState, take: (does: PaletteDo) => void) => {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  /** Enter was pressed before the results arrived: the first one will be opened. */
  const [hasty, setHasty] = useState(false);
  const { offered, searching } = useOffered(state, typed);
  const now = Math.min(at, offered.length - 1);
  const choose = (entry: PaletteEntry | undefined): void => {
    if (entry && entry.why === null) take(entry.does);
  };
  const first = offered[0];
  useEffect(() => {
    if (!hasty || searching || !first || first.why !== null) return;
    const timer = setTimeout(() => take(first.does));
    return () => clearTimeout(timer);
  }, [hasty, searching, first, take]);
  const pressed = (event: KeyboardEvent): void => {
    const step = moves[event.key];
    if (step !== undefined) setAt(Math.max(0, Math.min(offered.length - 1, now + step)));
    else if (event.key !== 'Enter') return;
    else if (offered.length > 0) choose(offered[now]);
    else setHasty(searching);
    event.preventDefault();
  };
  const type = (text: string): void => {
    setTyped(text);
    setAt(0);
    setHasty(false);
  };
  return { typed, type, offered, searching, now, choose, pressed };
};

/** Every page, command, view and request by keyboard: a few letters and Enter. */
export const Palette = ({
  state,
  close,
  take,
}: {
  readonly state: AppState;
  readonly close: () => void;
  /** Executes the choice, after closing the palette. */
  readonly take: (does: PaletteDo) => void;
}) => {
  const listId = useId();
  const { typed, type, offered, searching, now, choose, pressed } = useChoice(state, take);
  return (
    <DeskWindow onClose={close} title={t('Find anything')} size="lg" yOffset="8vh">
      <TextInput
        aria-label={t('Command or request')}
        placeholder={t('Page, command, view, desk, identifier or title')}
        value={typed}
        data-autofocus
        role="combobox"
        aria-expanded
        aria-autocomplete="list"
        aria-controls={listId}
        {...(offered.length > 0 ? { 'aria-activedescendant': `${listId}-${now}` } : {})}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        maxLength={200}
        onChange={({ currentTarget }) => type(currentTarget.value)}
        onKeyDown={pressed}
      />
      <ul id={listId} role="listbox" aria-label={t('Commands and requests')} className={classes['options']}>
        {offered.map((entry, index) => (
          <Option
            key={entry.id}
            id={`${listId}-${index}`}
            entry={entry}
            chosen={index === now}
            choose={() => choose(entry)}
          />
        ))}
      </ul>
      <p role="status" className={classes['none']}>
        {offered.length === 0 && !searching && t('No matches. Try another word, or part of one.')}
      </p>
    </DeskWindow>
  );
};
