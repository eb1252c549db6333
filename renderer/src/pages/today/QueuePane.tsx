import { NativeSelect, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { calendarDateIn, spanWords } from '../../../../shared/domain/dates.ts';
import { pastWords, queueFacts, queueGroups } from '../../../../shared/domain/queues.ts';
import { settingGroups } from '../../../../shared/domain/settings.ts';
import type { TodayCard, TodayCardId } from '../../../../shared/ipc/today-views.ts';
import { useAppState, useCountsOf } from '../../api/queries.ts';
import { viewStorage } from '../../components/view-storage.ts';
import { useTimeZone, useToday } from '../../components/today.ts';
import { hashOf } from '../../places/routes.ts';
import classes from './QueuePane.module.css';
import { groupedQueues } from './queue-groups.ts';
import { useRovingStop } from './use-roving-stop.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';
import { Facts } from '../../components/Facts.tsx';

const { keep, restoreKept } = viewStorage('today.');
const isFlag = (kept: unknown): kept is boolean => typeof kept === 'boolean';

/** Returns the age of the oldest request if any is past its limit. */
const useAge = ({ oldestAt, past }: TodayCard): string | null => {
  const timeZone = useTimeZone();
  const today = useToday();
  return oldestAt === null || past === 0
    ? null
    : spanWords(calendarDateIn(new Date(oldestAt), timeZone), today);
};

type EntryProps = { readonly card: TodayCard; readonly here: boolean; readonly isStop: boolean };

const Entry = ({ card, here, isStop }: EntryProps) => {
  const { label, urgent } = queueFacts(card.id);
  const age = useAge(card);
  return (
    <li>
      <a
        className={classes['queue']}
        href={hashOf({ page: 'today', card: card.id })}
        tabIndex={isStop ? 0 : -1}
        data-stop={card.id}
        data-urgent={(urgent && card.count > 0) || undefined}
        data-empty={card.count === 0 || undefined}
        title={pastWords(card.id, card.past) ?? undefined}
        {...(here && { 'aria-current': 'true' as const, 'data-pane-entry': true })}
      >
        <Facts between=" ">
          <span className={classes['name']}>
            <Facts between=" ">
              <span className={classes['label']}>{label}</span>
              {age !== null && <span className={classes['age']}>{age}</span>}
            </Facts>
          </span>
          <span className={classes['count']}>{card.count.toLocaleString(locale)}</span>
        </Facts>
      </a>
    </li>
  );
};

/** Chooses which libraries the queues count; only if there are several. */
const CountsOf = () => {
  const state = useAppState().data;
  const choose = useCountsOf();
  const several = new Set(state?.desks.map(({ libraryId }) => libraryId)).size > 1;
  if (!state || !several) return null;
  const { label, choices } = settingGroups.today.fields.countsOf;
  return (
    <NativeSelect
      className={classes['countsOf'] ?? ''}
      variant="unstyled"
      aria-label={label}
      value={state.settings.today.countsOf}
      data={Object.entries(choices).map(([value, words]) => ({ value, label: words }))}
      onChange={({ currentTarget }) => choose(currentTarget.value as keyof typeof choices)}
    />
  );
};

const showEmpty = 'show-empty';

/** Shows and hides empty queues. */
const ShowEmpty = ({
  count,
  shown,
  isStop,
  toggle,
}: {
  readonly count: number;
  readonly shown: boolean;
  readonly isStop: boolean;
  readonly toggle: () => void;
}) => (
  <button
    type="button"
    className={classes['showEmpty']}
    tabIndex={isStop ? 0 : -1}
    data-stop={showEmpty}
    onClick={toggle}
  >
    {shown ? t('Hide {count} empty', { count }) : t('Show {count} empty', { count })}
  </button>
);

type QueuePaneProps = {
  readonly cards: readonly TodayCard[];
  /** The queue whose requests are shown. */
  readonly shown: TodayCardId | null;
};

/**
 * All queues in three groups, one line each: how many requests wait, and for how long if that is too long. A single Tab stop with arrow
 * keys.
 */
export const QueuePane = ({ cards, shown }: QueuePaneProps) => {
  const pane = useRef<HTMLElement>(null);
  const [withEmpty, setWithEmpty] = useState(() => restoreKept('with-empty', isFlag, false));
  const groups = groupedQueues(cards)
    .map(({ group, queues }) => ({
      group,
      queues: queues.filter(({ count, id }) => withEmpty || count > 0 || id === shown),
    }))
    .filter(({ queues }) => queues.length > 0);
  const empty = cards.filter(({ count, id }) => count === 0 && id !== shown).length;
  const listed = groups.flatMap(({ queues }) => queues.map(({ id }) => id));
  const { stop, props } = useRovingStop(empty > 0 ? [...listed, showEmpty] : listed, shown);
  // A queue reached by a link or a key may be outside the view.
  useEffect(() => {
    pane.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  return (
    <nav
      ref={pane}
      className={classes['pane']}
      aria-label={t('Queues')}
      data-pane
      data-arrow-keys
      tabIndex={-1}
      {...props}
    >
      {groups.map(({ group, queues }, index) => (
        <section key={group} aria-labelledby={`today-${group}`}>
          <div className={classes['groupHead']}>
            <Title order={2} className={classes['group'] ?? ''} id={`today-${group}`}>
              {queueGroups[group]}
            </Title>
            {index === 0 && <CountsOf />}
          </div>
          <ul className={classes['queues']}>
            {queues.map((card) => (
              <Entry key={card.id} card={card} here={card.id === shown} isStop={card.id === stop} />
            ))}
          </ul>
        </section>
      ))}
      {empty > 0 && (
        <ShowEmpty
          count={empty}
          shown={withEmpty}
          isStop={stop === showEmpty}
          toggle={() => {
            keep('with-empty', !withEmpty);
            setWithEmpty(!withEmpty);
          }}
        />
      )}
    </nav>
  );
};
