import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { PatronId } from '../../../../shared/domain/ids.ts';
import { backupRetentionNotice } from '../../../../shared/domain/backups.ts';
import { ask } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { useAppState } from '../../api/queries.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { t } from '../../../../shared/words/words.ts';

const Question = ({
  forget,
  busy,
  leave,
}: {
  readonly forget: () => void;
  readonly busy: boolean;
  readonly leave: () => void;
}) => {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const days = useAppState().data?.settings.backups.forgottenDays;
  return (
    <Stack gap="xs" role="group" aria-label={t('Forget this patron')}>
      <Text>
        {t(
          'This deletes the record and everything that names this patron in requests, loans, notes, letters, slips, the history, saved views and import reports. The requests are kept without a patron. This cannot be undone.',
        )}{' '}
        {days !== undefined && backupRetentionNotice(Number(days))}
      </Text>
      <Group gap="xs">
        <Button ref={first} variant="default" disabled={busy} onClick={leave}>
          {t('Leave as is')}
        </Button>
        <Button color="red" loading={busy} onClick={forget}>
          {t('Forget permanently')}
        </Button>
      </Group>
    </Stack>
  );
};

type PatronDataProps = {
  readonly id: PatronId;
  /** Why neither is available; null if both are. */
  readonly locked: string | null;
  readonly forgotten: () => void;
};

/** Exports all data about a patron as a file, or erases it. */
export const PatronData = ({ id, locked, forgotten }: PatronDataProps) => {
  const [asks, setAsks] = useState(false);
  const save = useMutation({ mutationFn: (as: 'json' | 'html') => ask('patronData.save', { id, as }) });
  const forget = useMutation({
    mutationFn: () => ask('patronData.forget', { opId: newOpId(), id }),
    onSuccess: async () => {
      forgotten();
      (await import('../use-requests.ts')).resetList();
    },
    onError: () => setAsks(false),
  });
  const saving = (as: 'json' | 'html', label: string) => (
    <Button
      size="compact-sm"
      variant="default"
      disabled={locked !== null || save.isPending}
      title={locked ?? ''}
      onClick={() => save.mutate(as)}
    >
      {label}
    </Button>
  );
  if (forget.isSuccess)
    return (
      <Text role="status">
        {t(
          'Patron forgotten. {requests, plural, =0 {There were no requests.} one {# request was kept without a patron.} other {# requests were kept without a patron.}}{views, plural, =0 {} one { # saved view that searched for this patron was removed.} other { # saved views that searched for this patron were removed.}}',
          {
            requests: forget.data.requests,
            views: forget.data.views,
          },
        )}
      </Text>
    );
  return (
    <Stack gap="xs">
      {asks ? (
        <Question forget={() => forget.mutate()} busy={forget.isPending} leave={() => setAsks(false)} />
      ) : (
        <Group gap="xs">
          {saving('html', t('Save all data as a readable file'))}
          {saving('json', t('Save all data as JSON'))}
          <Button
            size="compact-sm"
            variant="light"
            color="red"
            disabled={locked !== null}
            title={locked ?? ''}
            onClick={() => setAsks(true)}
          >
            {t('Forget this patron…')}
          </Button>
        </Group>
      )}
      {save.data && <Text role="status">{t('Saved as {fileName}.', { fileName: save.data.fileName })}</Text>}
      <NotDone error={save.error ?? forget.error} />
    </Stack>
  );
};
