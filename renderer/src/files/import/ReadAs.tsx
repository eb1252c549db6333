import { Text } from '@mantine/core';
import type { Mapping } from '../../../../shared/domain/intake/mapping.ts';
import { systems, type SystemName } from '../../../../shared/domain/intake/systems.ts';
import type { FileReading, FileSurvey } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { Facts } from '../../components/Facts.tsx';

/** Returns the name of the system or the saved profile. */
const nameOf = (name: string): string =>
  Object.hasOwn(systems, name) ? systems[name as SystemName].label : name;

/** Whether the file needs no mapping: it is from a known system, or a similar file was mapped before. */
export const isRecognised = (
  { system, isOwn, keptName, lack }: Pick<FileReading, 'system' | 'isOwn' | 'keptName' | 'lack'>,
  { profile }: Mapping,
): boolean => lack === null && (profile !== null || keptName !== null || isOwn || system !== 'other');

/** Returns the detected system, and the number of columns that are understood. */
const readAs = (reading: FileReading, mapping: Mapping): string => {
  const columns = t('{understood} of {all, plural, one {# column} other {# columns}} understood', {
    understood: reading.columns.filter(({ field }) => field !== null).length,
    all: reading.columns.length,
  });
  if (mapping.profile !== null)
    return t('Read as {name}: {columns}', { name: nameOf(mapping.profile), columns });
  if (reading.keptName !== null)
    return t('Recognised by the profile “{name}”: {columns}', { name: reading.keptName, columns });
  return isRecognised({ ...reading, lack: null }, mapping)
    ? t('Recognised as {name}: {columns}', { name: nameOf(reading.system), columns })
    : t('Not recognised: {columns}', { columns });
};

const rowsOf = (survey: FileSurvey | null | undefined): string =>
  survey
    ? t('{count, plural, one {# row} other {# rows}}', { count: survey.rows })
    : t('Reading the whole file…');

/** How the file is read, in a sentence, and its values that are not understood. */
export const ReadAs = ({
  reading,
  mapping,
  survey,
}: {
  readonly reading: FileReading;
  readonly mapping: Mapping;
  readonly survey: FileSurvey | null | undefined;
}) => {
  const strange = survey?.words.filter(({ status }) => status === null).length ?? 0;
  return (
    <div role="status">
      <Text>{readAs(reading, mapping)}</Text>
      <Text size="sm" c="dimmed">
        <Facts>
          <>
            {rowsOf(survey)}
            {reading.sheets > 0 &&
              t(', plus {count, plural, one {# more sheet} other {# more sheets}} read the same way', {
                count: reading.sheets,
              })}
          </>
          {strange > 0 &&
            t('{count, plural, one {# status name} other {# status names}} not understood, kept as written', {
              count: strange,
            })}
        </Facts>
      </Text>
    </div>
  );
};
