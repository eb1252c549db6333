import { Text } from '@mantine/core';
import type { ImportReport } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

/** What requests bring along. */
const kinds = [
  ['desks', t('import.pickupLocations')],
  ['partners', t('common.partners')],
  ['patrons', t('common.patrons')],
] as const;

/** How many records are added for the sake of the requests that name them; nothing where none are. */
export const AddedBeside = ({
  report: { bySection },
  isDryRun = false,
}: {
  readonly report: ImportReport;
  readonly isDryRun?: boolean;
}) => {
  const added = kinds.flatMap(([section, label]) => {
    const count = bySection[section]?.added ?? 0;
    return count === 0 ? [] : [`${label} ${count.toLocaleString(locale)}`];
  });
  if (added.length === 0) return null;
  const list = added.join(', ');
  return (
    <Text>{isDryRun ? t('import.wouldBeAddedBeside', { list }) : t('import.wereAddedBeside', { list })}</Text>
  );
};
