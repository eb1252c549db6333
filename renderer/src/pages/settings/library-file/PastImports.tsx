import { Button, Group, Progress, Stack, Table, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { PastImport } from '../../../../../shared/ipc/import-views.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { usePastImports } from '../../../api/queries.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { Moment } from '../../../components/Dates.tsx';
import { useFocusStays } from '../../../components/focus-stays.ts';
import { TableHeads } from '../../../components/TableHeads.tsx';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { TitledPart } from '../parts.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';
import { tx } from '../../../components/tx.ts';

const countsOf = ({ totals, outcome }: PastImport): string =>
  totals === null
    ? outcome === 'running'
      ? t('still running')
      : t('interrupted; rows already imported stay')
    : t(
        '{added, number} added, {updated, number} updated, {skipped, number} unchanged or skipped, {refused, number} refused',
        {
          added: totals.added,
          updated: totals.updated,
          skipped: totals.skipped,
          refused: totals.refused,
        },
      );

/** Asks before an import is taken back: the focus is on the way out of it. */
const Question = ({
  past,
  yes,
  no,
}: {
  readonly past: PastImport;
  readonly yes: () => void;
  readonly no: () => void;
}) => {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <Stack
      role="group"
      aria-label={t('Undo the import')}
      gap="xs"
      onKeyDown={({ key }) => {
        if (key === 'Escape') no();
      }}
    >
      <Text size="sm">
        {t('Removes what the import added and restores what it changed. You can import the same file again.')}
      </Text>
      <Group gap="xs">
        <Button size="compact-sm" ref={first} onClick={yes} aria-label={nameOf(past)}>
          {t('Undo')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={no}>
          {t('Leave as is')}
        </Button>
      </Group>
    </Stack>
  );
};

const nameOf = ({ fileName, state }: PastImport): string =>
  state === 'half'
    ? t('Continue undoing the import of {fileName}', { fileName })
    : t('Undo the import of {fileName}', { fileName });

const TakingBack = ({
  past: { fileName },
  done,
  total,
}: {
  readonly past: PastImport;
  readonly done: number;
  readonly total: number;
}) => {
  const cancel = useMutation({ mutationFn: () => ask('libraryFile.cancel', {}) });
  const share = total > 0 ? (100 * done) / total : 0;
  return (
    <Stack gap={4} miw="12rem">
      <Text size="sm">
        {t('{done} of {total} rows undone', {
          done: done.toLocaleString(locale),
          total: total.toLocaleString(locale),
        })}
      </Text>
      <Progress value={share} aria-label={t('Undoing the import of {fileName}', { fileName })} />
      <CallButton call={cancel} size="compact-sm">
        {t('Stop')}
      </CallButton>
    </Stack>
  );
};

/** What can be done with an import: take it back, go on with that, or why not. */
const Act = ({ past, start }: { readonly past: PastImport; readonly start: () => void }) => {
  const [asking, setAsking] = useState(false);
  if (past.takingBack) return <TakingBack past={past} {...past.takingBack} />;
  if (past.state === 'taken-back') return <Text size="sm">{t('undone')}</Text>;
  if (asking)
    return (
      <Question
        past={past}
        yes={() => {
          setAsking(false);
          start();
        }}
        no={() => setAsking(false)}
      />
    );
  return (
    <Button
      size="compact-sm"
      variant="default"
      disabled={past.refusal !== null}
      title={past.refusal ?? ''}
      aria-label={nameOf(past)}
      onClick={() => setAsking(true)}
    >
      {past.state === 'half' ? t('Continue undoing') : t('Undo')}
    </Button>
  );
};

const PastRow = ({ past, takeBack }: { readonly past: PastImport; readonly takeBack: () => void }) => (
  <Table.Tr>
    <Table.Td>
      <bdi style={{ overflowWrap: 'anywhere' }}>{past.fileName}</bdi>
      <Text size="xs" c="dimmed">
        {tx('{operatorName}, {at}', {
          operatorName: <bdi>{past.operatorName}</bdi>,
          at: <Moment at={past.at} />,
        })}
      </Text>
    </Table.Td>
    <Table.Td>{countsOf(past)}</Table.Td>
    <Table.Td>
      <Act past={past} start={takeBack} />
    </Table.Td>
  </Table.Tr>
);

/** The imports that were, the newest first, each of which can be taken back as long as nobody worked on what it brought. */
export const PastImports = () => {
  const imports = usePastImports();
  const area = useRef<HTMLDivElement>(null);
  useFocusStays(area);
  const takeBack = useMutation({
    mutationFn: (past: PastImport) => ask('imports.takeBack', { opId: newOpId(), undoes: past.opId }),
  });
  if (imports.isError) return <LoadFailed error={imports.error} retry={() => void imports.refetch()} />;
  if (!imports.data) return <Waiting rows={2} />;
  return (
    <TitledPart ref={area} size="h5" mt="md" title={t('Imports')}>
      {takeBack.data && (
        <Text role="status" size="sm">
          {t(
            'Import undone: {removed, plural, one {# row was removed} other {# rows were removed}}, {restored, plural, one {# was} other {# were}} restored{kept, plural, =0 {} one {, and # was kept because it is in use or was changed since} other {, and # were kept because they are in use or were changed since}}.',
            {
              removed: takeBack.data.removed,
              restored: takeBack.data.restored,
              kept: takeBack.data.kept,
            },
          )}
        </Text>
      )}
      <NotDone error={takeBack.error} />
      {imports.data.length === 0 ? (
        <Text c="dimmed">{t('No files imported here yet.')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={520} type="native">
          <Table aria-label={t('Imports')}>
            <TableHeads heads={[t('File'), t('Rows'), t('Undo')]} />
            <Table.Tbody>
              {imports.data.map((past) => (
                <PastRow key={past.opId} past={past} takeBack={() => takeBack.mutate(past)} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </TitledPart>
  );
};
