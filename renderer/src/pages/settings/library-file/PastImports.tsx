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
      ? t('settings.itStillRuns')
      : t('settings.interruptedWhatWasReadBefore')
    : t('settings.addedUpdatedSkippedRefused', {
        added: totals.added,
        updated: totals.updated,
        skipped: totals.skipped,
        refused: totals.refused,
      });

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
      aria-label={t('settings.takeBackTheImport')}
      gap="xs"
      onKeyDown={({ key }) => {
        if (key === 'Escape') no();
      }}
    >
      <Text size="sm">{t('settings.whatItAddedIsRemoved')}</Text>
      <Group gap="xs">
        <Button size="compact-sm" ref={first} onClick={yes} aria-label={nameOf(past)}>
          {t('settings.takeBack')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={no}>
          {t('common.leaveIt')}
        </Button>
      </Group>
    </Stack>
  );
};

const nameOf = ({ fileName, state }: PastImport): string =>
  state === 'half' ? t('settings.goOnTakingBackOf', { fileName }) : t('settings.takeBackOf', { fileName });

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
        {t('settings.takingBackRows', {
          done: done.toLocaleString(locale),
          total: total.toLocaleString(locale),
        })}
      </Text>
      <Progress value={share} aria-label={t('settings.takingBackOf', { fileName })} />
      <CallButton call={cancel} size="compact-sm">
        {t('settings.stopTakingBack')}
      </CallButton>
    </Stack>
  );
};

/** What can be done with an import: take it back, go on with that, or why not. */
const Act = ({ past, start }: { readonly past: PastImport; readonly start: () => void }) => {
  const [asking, setAsking] = useState(false);
  if (past.takingBack) return <TakingBack past={past} {...past.takingBack} />;
  if (past.state === 'taken-back') return <Text size="sm">{t('settings.takenBack')}</Text>;
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
      {past.state === 'half' ? t('settings.goOnTakingBack') : t('settings.takeBack')}
    </Button>
  );
};

const PastRow = ({ past, takeBack }: { readonly past: PastImport; readonly takeBack: () => void }) => (
  <Table.Tr>
    <Table.Td>
      <bdi style={{ overflowWrap: 'anywhere' }}>{past.fileName}</bdi>
      <Text size="xs" c="dimmed">
        {tx('settings.importedByAt', {
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
    <TitledPart ref={area} size="h5" mt="md" title={t('settings.importsThatWere')}>
      {takeBack.data && (
        <Text role="status" size="sm">
          {t('settings.takenBackCounts', {
            removed: takeBack.data.removed,
            restored: takeBack.data.restored,
            kept: takeBack.data.kept,
          })}
        </Text>
      )}
      <NotDone error={takeBack.error} />
      {imports.data.length === 0 ? (
        <Text c="dimmed">{t('settings.noFileWasImportedHereYet')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={520} type="native">
          <Table aria-label={t('settings.importsThatWere')}>
            <TableHeads heads={[t('settings.file'), t('settings.rowsOfTheImport'), t('settings.takeBack')]} />
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
