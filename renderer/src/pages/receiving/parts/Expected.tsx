import { Text, Title } from '@mantine/core';
import { useAppState } from '../../../api/queries.ts';
import { useFacets } from '../../../api/requests.ts';
import { Outside } from '../../../components/Outside.tsx';
import { Nothing } from '../../../steps/LoadStates.tsx';
import { hashOf } from '../../../places/routes.ts';
import { readyQuery } from '../../../requests/requests.view.ts';
import classes from './Expected.module.css';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';

/** The partners of which most is on its way; further ones only make the list longer. */
const mostPartners = 12;

/** What partners have announced for the library of this desk. */
const useAnnounced = () => {
  const { data } = useAppState();
  const desks = data?.desks.filter(({ libraryId }) => libraryId === data.desk.libraryId) ?? [];
  return useFacets({ ...readyQuery('to-receive'), pickupDeskIds: desks.map(({ id }) => id) });
};

/** Before anything is scanned: what to do, and what partners have announced for this library. */
export const Expected = () => {
  const facets = useAnnounced();
  const partners = (facets.data?.partner ?? [])
    .filter(({ count }) => count > 0)
    .toSorted((one, other) => other.count - one.count);
  const total = facets.data?.total ?? 0;
  return (
    <>
      <Nothing>
        {t(
          'Scan the external identifier on the partner’s paperwork. F2 brings you back to this box from anywhere.',
        )}
      </Nothing>
      {total > 0 && (
        <section aria-labelledby="expected">
          <Title order={2} size="h4" id="expected">
            {t('On the way: {total}', { total: total.toLocaleString(locale) })}
          </Title>
          <ul className={classes['partners']}>
            {partners.slice(0, mostPartners).map(({ value, label, count }) => (
              <li key={value}>
                <span className={classes['count']}>{count.toLocaleString(locale)}</span>
                <Outside text={label} />
              </li>
            ))}
          </ul>
          <Text size="xs">
            <a href={hashOf({ page: 'today', card: 'to-receive' })}>{t('Show on Today')}</a>
          </Text>
        </section>
      )}
    </>
  );
};
