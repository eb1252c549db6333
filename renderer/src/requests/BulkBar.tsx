import { Button, CloseButton, Text } from '@mantine/core';
import IconChevronUp from '@tabler/icons-react/icons/IconChevronUp';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { MenuKind, StepKind } from '../../../shared/domain/steps/all-steps.ts';
import { bulkKinds, steps } from '../../../shared/domain/steps/all-steps.ts';
import { mayAnywhere } from '../../../shared/domain/steps/who-may.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
import { locale } from '../../../shared/words/language.ts';
import { t } from '../../../shared/words/words.ts';
import classes from '../components/Bar.module.css';
import { useRetainedFocus } from '../components/retained-focus.ts';
import { shownKeys } from '../components/keys.ts';
import { placeOf, PopupMenu, type PopupPlace } from '../components/PopupMenu.tsx';
import { confirmKeys, useConfirmKey } from '../components/use-confirm-key.ts';
import { RunProgress } from '../steps/runs/RunProgress.tsx';
import { useRunState } from '../steps/runs/use-run.ts';
import { stepRefusal } from '../steps/step-refusal.ts';
import { actionIcons } from './action-icons.ts';
import { printSlips, slipRuns } from './list-runner.ts';
import { pickedOf } from './open-decision.ts';
import type { ForMany, Selected } from './requests.types.ts';
import { stepForAll } from './step-for-all.ts';
import { requestsStore, useRequests } from './use-requests.ts';

/** The maximum selection: larger batches are not part of normal work, and a mistake would be costly. */
export const maxSelected = 500;

const Progress = () => {
  const { run, isStopping } = useRunState(slipRuns);
  if (run === null || run.total < 2) return null;
  return (
    <RunProgress
      run={run}
      words={t('Sending slips to the printer')}
      label={t('Slips sent to the printer')}
      isStopping={isStopping}
      stop={slipRuns.stop}
    />
  );
};

/** An action for some of the selected requests. */
type Action = {
  readonly id: ForMany;
  readonly label: string;
  /** Why the operator may not; null if they may. */
  readonly why: string | null;
  readonly run: () => void;
};

const stepOf = (id: ForMany): StepKind => (id === 'print' ? 'print-return-slip' : id);

const take = (id: ForMany, rows: readonly Selected[]): void => {
  const requests = rows.map(pickedOf);
  if (id === 'print') void printSlips(requests);
  else requestsStore().send({ type: 'decision.asked', action: id, requests });
};

/** Returns the actions for the selected requests, or some of them; the list's main step, or the step that they wait for, comes first. */
const actionsOf = (
  state: AppState,
  selected: readonly Selected[],
  first: ForMany | null,
): readonly Action[] =>
  ([...bulkKinds, 'print'] as readonly ForMany[])
    .toSorted((one, other) => Number(other === first) - Number(one === first))
    .flatMap((id) => {
      const rows = selected.filter(({ can }) => can.includes(id));
      if (rows.length === 0) return [];
      const label = id === 'print' ? t('Print slips') : steps[id].menu.many;
      const total = selected.length;
      // The requests may belong to several libraries: the result line of each request says if the step is not allowed there.
      const why = mayAnywhere(stepOf(id), state.operator.grants)
        ? null
        : stepRefusal(state, stepOf(id), undefined);
      return {
        id,
        label:
          rows.length === total
            ? label
            : t('{label} ({count} of {total})', { label, count: rows.length, total }),
        why,
        run: () => take(id, rows),
      };
    });

/** The number of buttons in the bar, which has one line. */
const maxShown = 3;

/** A menu of the actions that do not fit into the bar, and of those that the operator may not take. */
const More = ({ actions }: { readonly actions: readonly Action[] }) => {
  const [place, setPlace] = useState<PopupPlace | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  if (actions.length === 0) return null;
  return (
    <>
      <Button
        ref={button}
        size="compact-sm"
        variant="default"
        rightSection={<IconChevronUp size={14} aria-hidden />}
        aria-haspopup="menu"
        aria-expanded={place !== null}
        onClick={({ currentTarget }) => setPlace(placeOf(currentTarget))}
      >
        {t('More')}
      </Button>
      {place && (
        <PopupMenu
          label={t('More actions for the selected requests')}
          place={place}
          items={actions.map(({ id, label, why, run }) => ({ id, label, why, run, Icon: actionIcons[id] }))}
          close={(giveFocusBack) => {
            setPlace(null);
            if (giveFocusBack) button.current?.focus();
          }}
        />
      )}
    </>
  );
};

type BulkBarProps = {
  readonly state: AppState;
  /** The main step of the list, shown first. */
  readonly first?: MenuKind | null;
  /** Actions specific to this list. */
  readonly children?: ReactNode;
};

/** The actions for the selected requests, in one line. */
export const BulkBar = ({ state, first = null, children }: BulkBarProps) => {
  const selected = useRequests(({ context }) => context.selected);
  const printing = useRunState(slipRuns).run !== null;
  const bar = useRef<HTMLElement>(null);
  useRetainedFocus(bar);
  const next = stepForAll(selected);
  const actions = actionsOf(state, selected, next ?? (first as ForMany | null));
  const allowed = actions.filter(({ why }) => why === null);
  const primary = allowed.find(({ id }) => id === (next ?? first));
  useConfirmKey(() => {
    if (!printing && primary?.id === next) primary?.run();
  });
  if (printing) return <Progress />;
  if (selected.length === 0) return null;
  const shown = allowed.slice(0, maxShown);
  return (
    <section ref={bar} className={classes['bar']} aria-label={t('Selected requests')} data-bar>
      <Text fw={600} role="status">
        {t('{selectedCount} selected{selectedCount2}', {
          selectedCount: selected.length.toLocaleString(locale),
          selectedCount2: selected.length >= maxSelected && t(' (maximum {maxSelected})', { maxSelected }),
        })}
      </Text>
      {children}
      {shown.map((action) => (
        <Button
          key={action.id}
          size="compact-sm"
          variant={action === primary ? 'filled' : 'default'}
          {...(action === primary && action.id === next && { 'aria-keyshortcuts': confirmKeys.aria })}
          onClick={action.run}
        >
          {action.label}
          {action === primary && action.id === next && ` (${shownKeys(confirmKeys.shown)})`}
        </Button>
      ))}
      <More actions={actions.filter((action) => !shown.includes(action))} />
      <CloseButton
        size="sm"
        className={classes['clear'] ?? ''}
        aria-label={t('Clear selection')}
        title={t('Clear selection')}
        onClick={() => requestsStore().send({ type: 'rows.selected', rows: [] })}
      />
    </section>
  );
};
