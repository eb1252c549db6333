import { lazy, Suspense } from 'react';
import type { TodayCard, TodayCardId } from '../../../../shared/ipc/today-views.ts';
import { useAppState, useTodayCards } from '../../api/queries.ts';
import { BackupNotice } from '../../components/BackupLate.tsx';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { groupedQueues } from './queue-groups.ts';
import { QueuePane } from './QueuePane.tsx';
import { ScanAnything } from './ScanAnything.tsx';
import classes from './TodayPage.module.css';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

const TodayList = lazy(async () => ({ default: (await import('./TodayList.tsx')).TodayList }));

/** Returns the initially shown queue: the first of the day that is not empty. */
const firstOf = (cards: readonly TodayCard[]): TodayCardId | null =>
  groupedQueues(cards)
    .flatMap(({ queues }) => queues)
    .find(({ count }) => count > 0)?.id ?? null;

const NothingWaits = () => (
  <p className={classes['nothing']}>
    {tx('Nothing needs attention yet. Import requests from a file, or add a new request: {link}.', {
      link: <a href="#/requests">{t('Borrowing Requests')}</a>,
    })}
  </p>
);

const Work = ({
  cards,
  chosen,
}: {
  readonly cards: readonly TodayCard[];
  readonly chosen: TodayCardId | null;
}) => {
  const card = chosen ?? firstOf(cards);
  return (
    <>
      <QueuePane cards={cards} shown={card} />
      <div className={classes['work']}>
        {card === null ? (
          <div className={classes['middle']}>
            <NothingWaits />
          </div>
        ) : (
          <Suspense
            fallback={
              <div className={classes['middle']}>
                <Waiting />
              </div>
            }
          >
            <TodayList key={card} card={card} />
          </Suspense>
        )}
      </div>
    </>
  );
};

/** Today: the queues, beside them the requests of one queue and the details of a request; and a scan box for any item. */
export const TodayPage = ({ card }: { readonly card: TodayCardId | null }) => {
  const cards = useTodayCards();
  const backups = useAppState().data?.backups;
  const shown = card ?? (cards.data ? firstOf(cards.data) : null);
  // Scans then go to the box for barcodes.
  const isGiving =
    shown === 'give-barcodes' && (cards.data ?? []).some(({ id, count }) => id === shown && count > 0);
  return (
    <div className={classes['page']}>
      <div className={classes['scan']}>
        {!isGiving && <ScanAnything />}
        {backups && <BackupNotice backups={backups} />}
      </div>
      {cards.data && !cards.isError ? (
        <Work cards={cards.data} chosen={card} />
      ) : (
        <div className={classes['work']}>
          {cards.isError ? (
            <LoadFailed error={cards.error} retry={() => void cards.refetch()} />
          ) : (
            <Waiting rows={8} />
          )}
        </div>
      )}
    </div>
  );
};
