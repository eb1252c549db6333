import { Text, Title } from '@mantine/core';
import type { Queue } from '../../../../shared/domain/queues.ts';
import { queueFacts } from '../../../../shared/domain/queues.ts';
import { useTodayList } from '../../api/today.ts';
import { Outside } from '../../components/Outside.tsx';
import { hashOf } from '../../places/routes.ts';
import classes from './WaitingHere.module.css';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

/** So many stand in the empty space of a scan page; Today has them all. */
const mostShown = 12;

/** Before anything is scanned: the items of a queue that the page is for, those that wait longest first. */
export const WaitingHere = ({ queue }: { readonly queue: Queue }) => {
  const list = useTodayList(queue, { offset: 0, limit: mostShown });
  const total = list.data?.total ?? 0;
  if (!list.data || total === 0) return null;
  const id = `waiting-${queue}`;
  return (
    <section aria-labelledby={id}>
      <Title order={2} size="h4" id={id}>
        {queueFacts(queue).label}: {total.toLocaleString(locale)}
      </Title>
      <ul className={classes['items']}>
        {list.data.rows.map((row) => (
          <li key={row.id}>
            <bdi className={classes['code']}>{row.places.map(({ barcode }) => barcode).join(', ')}</bdi>
            <Outside text={row.title} lines={1} />
            <span className={classes['patron']}>
              <Outside text={row.patronName} lines={1} />
            </span>
          </li>
        ))}
      </ul>
      <Text size="xs">
        <a href={hashOf({ page: 'today', card: queue })}>
          {total > mostShown
            ? t('Show all {total} on Today', { total: total.toLocaleString(locale) })
            : t('Show on Today')}
        </a>
      </Text>
    </section>
  );
};
