import { Text, Title } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import { lazy, Suspense, useEffect, useRef } from 'react';
import type { TodayCard, TodayCardId } from '../../../../shared/ipc/today-views.ts';
import { useAppState, useTodayCards } from '../../api/queries.ts';
import { hashOf } from '../../shell/navigation/routes.ts';
import { BackupNotice } from '../../components/BackupLate.tsx';
import { Age } from '../../components/Dates.tsx';
import { LoadFailed, Waiting } from '../../shell/notices/LoadStates.tsx';
import { cardTitles, oldestWords, pastWords } from '../../shell/navigation/card-titles.ts';
import classes from './TodayPage.module.css';

const TodayList = lazy(async () => ({ default: (await import('./TodayList.tsx')).TodayList }));

const linkTo = (card: TodayCardId): string => hashOf({ page: 'today', card });

const Card = ({ card }: { readonly card: TodayCard }) => (
  <li>
    <a className={classes['card']} href={linkTo(card.id)} data-quiet={card.count === 0 || undefined}>
      <span className={classes['title']}>{cardTitles[card.id]}</span>
      <span className={classes['number']}>{card.count.toLocaleString('en')}</span>
      <span className={classes['age']}>
        {card.oldestAt ? (
          <>
            {oldestWords[card.id]} <Age since={card.oldestAt} />
          </>
        ) : (
          'nothing waits'
        )}
      </span>
      {pastWords(card.id, card.past) !== null && (
        <span className={classes['past']}>
          <IconAlertTriangle size={16} aria-hidden /> {pastWords(card.id, card.past)}
        </span>
      )}
    </a>
  </li>
);

const Cards = () => {
  const cards = useTodayCards();
  if (cards.isError) return <LoadFailed error={cards.error} retry={() => void cards.refetch()} />;
  if (!cards.data) return <Waiting rows={6} />;
  const empty = cards.data.every(({ count }) => count === 0);
  return (
    <>
      <ul className={classes['cards']}>
        {cards.data.map((card) => (
          <Card key={card.id} card={card} />
        ))}
      </ul>
      {empty && (
        <Text mt="lg">
          No request needs anybody yet. Requests come in with a library file:{' '}
          <a href="#/settings/library-file">Settings, Library file</a>.
        </Text>
      )}
    </>
  );
};

/** The day's work in the order of the daily routine. */
export const TodayPage = ({ card }: { readonly card: TodayCardId | null }) => {
  const before = useRef(card);
  const backups = useAppState().data?.backups;
  useEffect(() => {
    // Back from a list, the keys go on from its card.
    if (card === null && before.current !== null)
      document.querySelector<HTMLElement>(`a[href="${linkTo(before.current)}"]`)?.focus();
    before.current = card;
  }, [card]);
  if (card !== null)
    return (
      <Suspense fallback={<Waiting />}>
        <TodayList key={card} card={card} />
      </Suspense>
    );
  return (
    <>
      <Title order={1} size="h2" mb="xs">
        Today
      </Title>
      <Text mb="md" c="dimmed">
        An item or a card in hand? Scan it: what can be done with it here is offered.
      </Text>
      {backups && <BackupNotice backups={backups} />}
      <Cards />
    </>
  );
};
