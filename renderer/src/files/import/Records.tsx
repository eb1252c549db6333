import { List } from '@mantine/core';
import '@mantine/core/styles/List.css';
import type { FileSurvey } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';
import { locale } from '../../../../shared/words/language.ts';

/** Names of people are shown for a look, not as a list. */
const namesShown = { pickups: 12, partners: 12, patrons: 3 } as const;
const kinds = ['pickups', 'partners', 'patrons'] as const;
const labels = {
  pickups: t('import.pickupLocations'),
  partners: t('common.partners'),
  patrons: t('common.patrons'),
} as const;

/** Which records the file names: how many are there, and which it adds. */
export const Records = ({ records }: { readonly records: NonNullable<FileSurvey['records']> }) => (
  <List spacing={4}>
    {kinds.map((kind) => {
      const { known, added, names } = records[kind];
      const shown = names.slice(0, namesShown[kind]);
      return (
        <List.Item key={kind}>
          {t('import.knownAndAdded', {
            label: labels[kind],
            known: known.toLocaleString(locale),
            added: added.toLocaleString(locale),
          })}
          {shown.length > 0 && (
            <>
              {' '}
              {tx('import.addedAre', {
                names: <bdi>{shown.join(', ')}</bdi>,
                more: added > shown.length ? t('import.andMore') : '',
              })}
            </>
          )}
        </List.Item>
      );
    })}
  </List>
);
