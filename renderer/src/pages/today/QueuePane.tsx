import { NativeSelect, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import { pastWords, queueFacts, queueGroups, queueNames } from '../../../../shared/domain/queues.ts';
import { settingGroups } from '../../../../shared/domain/settings.ts';
import type { TodayCard, TodayCardId } from '../../../../shared/ipc/today-views.ts';
import { useAppState, useCountsOf } from '../../api/queries.ts';
import { Age } from '../../components/Dates.tsx';
import { hashOf } from '../../places/routes.ts';
import classes from './QueuePane.module.css';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

type Group = keyof typeof queueGroups;

/** What waits longer than its age limit is to be done now. */
const groupOf = ({ id, past }: TodayCard): Group => {
  const { group, limitDays } = queueFacts(id);
  return limitDays !== undefined && past > 0 ? 'now' : group;
};

/** The queues as the page groups them, each group in the order of the daily routine. */
export const groupedQueues = (
  cards: readonly TodayCard[],
): readonly { readonly group: Group; readonly queues: readonly TodayCard[] }[] =>
  (Object.keys(queueGroups) as Group[]).map((group) => ({
    group,
    queues: queueNames.flatMap((id) => cards.filter((card) => card.id === id && groupOf(card) === group)),
  }));

const linkTo = (card: TodayCardId): string => hashOf({ page: 'today', card });

const Entry = ({ card, here }: { readonly card: TodayCard; readonly here: boolean }) => {
  const { label, oldest, urgent } = queueFacts(card.id);
  const past = pastWords(card.id, card.past);
  return (
    <li>
      <a
        className={classes['queue']}
        href={linkTo(card.id)}
        data-urgent={urgent}
        {...(here && { 'aria-current': 'true' as const, 'data-pane-entry': true })}
      >
        <span className={classes['label']}>{label}</span>
        <span className={classes['count']}>{card.count.toLocaleString(locale)}</span>
        <span className={classes['age']}>
          {card.oldestAt && (
            <>
              {oldest} <Age since={card.oldestAt} />
            </>
          )}
        </span>
        {past !== null && (
          <span className={classes['past']}>
            <IconAlertTriangle size={14} aria-hidden /> {past}
          </span>
        )}
      </a>
    </li>
  );
};

/** The queues of a group in which nothing waits, in one line; each still leads to what its empty list teaches. */
const Empty = ({ cards }: { readonly cards: readonly TodayCard[] }) =>
  cards.length > 0 && (
    <p className={classes['empty']}>
      {t('Empty:')}{' '}
      {cards.map(({ id }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <a href={linkTo(id)}>{queueFacts(id).label}</a>
        </span>
      ))}
    </p>
  );

/** Of which libraries the queues count; only where there are several. */
const CountsOf = () => {
  const state = useAppState().data;
  const choose = useCountsOf();
  const several = new Set(state?.desks.map(({ libraryId }) => libraryId)).size > 1;
  if (!state || !several) return null;
  const { label, choices } = settingGroups.today.fields.countsOf;
  return (
    <NativeSelect
      aria-label={label}
      value={state.settings.today.countsOf}
      data={Object.entries(choices).map(([value, words]) => ({ value, label: words }))}
      onChange={({ currentTarget }) => choose(currentTarget.value as keyof typeof choices)}
    />
  );
};

/** One after the other by the arrow keys, as in every list of places. */
const walk = (event: KeyboardEvent<HTMLElement>): void => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !(event.target instanceof HTMLAnchorElement)) return;
  const all = [...event.currentTarget.querySelectorAll('a')];
  all[all.indexOf(event.target) + step]?.focus();
  event.preventDefault();
};

/** All queues in three groups: how many wait in each, since when, and what is past its date or limit. */
export const QueuePane = ({
  cards,
  shown,
}: {
  readonly cards: readonly TodayCard[];
  /** Whose requests are shown beside them. */
  readonly shown: TodayCardId | null;
}) => {
  const pane = useRef<HTMLElement>(null);
  // One that was reached by a link or a key may stand below what is in sight.
  useEffect(() => {
    pane.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  return (
    <nav
      ref={pane}
      className={classes['pane']}
      aria-label={t('Queues')}
      data-pane
      tabIndex={-1}
      onKeyDown={walk}
    >
      <CountsOf />
      {groupedQueues(cards).map(({ group, queues }) => (
        <section key={group} aria-labelledby={`today-${group}`}>
          <Title order={2} className={classes['group'] ?? ''} id={`today-${group}`}>
            {queueGroups[group]}
          </Title>
          <ul className={classes['queues']}>
            {queues
              .filter(({ count, id }) => count > 0 || id === shown)
              .map((card) => (
                <Entry key={card.id} card={card} here={card.id === shown} />
              ))}
          </ul>
          <Empty cards={queues.filter(({ count, id }) => count === 0 && id !== shown)} />
        </section>
      ))}
    </nav>
  );
};
