import { Text } from '@mantine/core';
import type { Mapping } from '../../../../shared/domain/intake/mapping.ts';
import { systems, type SystemName } from '../../../../shared/domain/intake/systems.ts';
import type { FileReading, FileSurvey } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { Facts } from '../../components/Facts.tsx';

/** The system, or the saved profile, by its name. */
const nameOf = (name: string): string =>
  Object.hasOwn(systems, name) ? systems[name as SystemName].label : name;

/** Whether nothing has to be said of a file: it is one of a system that we know, or one like it was read before. */
export const isRecognised = (
  { system, isOwn, keptName, lack }: Pick<FileReading, 'system' | 'isOwn' | 'keptName' | 'lack'>,
  { profile }: Mapping,
): boolean => lack === null && (profile !== null || keptName !== null || isOwn || system !== 'other');

/** What the file is taken for, and how much of it is understood. */
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
    : t('Reading the whole file …');

/** How the file is read, in a sentence; and what it says that nobody understands. */
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
