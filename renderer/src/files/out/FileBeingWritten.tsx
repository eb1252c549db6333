import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { locale } from '../../../../shared/words/language.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { useWriteStatus } from '../../api/queries.ts';
import { NotDone } from '../../steps/NotDone.tsx';

/** A file being written: its progress, or its result. */
export const FileBeingWritten = ({ fileName }: { readonly fileName: string }) => {
  const status = useWriteStatus().data;
  const cancel = useMutation({ mutationFn: () => ask('files.cancel', {}) });
  const show = useMutation({ mutationFn: () => ask('files.show', {}) });
  const running = status?.running ?? null;
  const last = status?.last ?? null;
  if (running === null && last !== null)
    return (
      <Stack gap="xs" align="flex-start">
        <Text
          role={last.outcome === 'failed' ? 'alert' : 'status'}
          {...(last.outcome === 'failed' && { c: 'var(--desk-stop)' })}
        >
          {last.outcome === 'done' && t('Saved {fileName}: {rows, plural, one {# row} other {# rows}}.', { fileName: last.fileName, rows: last.rows })}
          {last.outcome === 'cancelled' && t('Export of {fileName} cancelled. No file was saved.', { fileName: last.fileName })}
          {last.outcome === 'failed' &&
            t('{fileName} was not saved. {why}', { fileName: last.fileName, why: last.failure ?? '' })}
        </Text>
        {last.outcome === 'done' && (
          <Button variant="default" onClick={() => show.mutate()}>
            {t('Show in folder')}
          </Button>
        )}
        <NotDone error={show.error} />
      </Stack>
    );
  const share = running && running.rowsTotal > 0 ? (100 * running.rows) / running.rowsTotal : 0;
  return (
    <Stack gap="xs">
      <Text role="status">
        {t('Exporting {fileName}: {rows} of {rowsTotal}…', {
          fileName,
          rows: (running?.rows ?? 0).toLocaleString(locale),
          rowsTotal: (running?.rowsTotal ?? 0).toLocaleString(locale),
        })}
      </Text>
      <Progress value={share} size="lg" aria-label={t('Exporting {fileName}', { fileName })} />
      <Group>
        <Button variant="default" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('Cancel export')}
        </Button>
      </Group>
      <NotDone error={cancel.error} />
    </Stack>
  );
};
