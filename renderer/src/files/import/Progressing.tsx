import '@mantine/core/styles/Progress.css';
import { Progress, Stack, Text } from '@mantine/core';
import type { ImportProgress } from '../../../../shared/ipc/import-views.ts';
import { paceOf } from './pace.ts';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

const leftOf = (seconds: number | null): string => {
  if (seconds === null) return '';
  return seconds < 90
    ? t(', about {seconds, plural, one {# second} other {# seconds}} left', { seconds })
    : t(', about {minutes, plural, one {# minute} other {# minutes}} left', {
        minutes: Math.round(seconds / 60),
      });
};

/** The progress of an import or a dry run: rows, rows per second, and the remaining time. */
export const Progressing = ({
  progress,
  label,
}: {
  /** Null before the first report. */
  readonly progress: ImportProgress | null;
  readonly label: string;
}) => {
  const pace = progress && paceOf(progress);
  return (
    <Stack gap="xs" w="100%">
      <Progress value={pace?.share ?? 0} size="lg" aria-label={label} />
      <Text>
        {pace === null || pace.rows === 0
          ? t('Preparing…')
          : t('{rows, plural, one {# row} other {# rows}} so far, {rowsPerSecond} per second{left}', {
              rows: pace.rows,
              rowsPerSecond: pace.rowsPerSecond.toLocaleString(locale),
              left: leftOf(pace.secondsLeft),
            })}
      </Text>
    </Stack>
  );
};
