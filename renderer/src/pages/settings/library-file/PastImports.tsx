import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { formatInstant } from '../../../../../shared/domain/dates.ts';
import type { PastImport } from '../../../../../shared/ipc/import-views.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { usePastImports } from '../../../api/queries.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { useRetainedFocus } from '../../../components/retained-focus.ts';
import { RowButton } from '../../../components/table/cells/RowButton.tsx';
import { Line, TextCell, TwoLines } from '../../../components/table/cells/Text.tsx';
import type { TableSpec } from '../../../components/table/columns.ts';
import { ShortTable } from '../../../components/table/ShortTable.tsx';
import { buttonsPx, titleWidths } from '../../../components/table/widths.ts';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { TitledPart } from '../parts.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';

const countsOf = ({ totals, outcome }: PastImport): string =>
  totals === null
    ? outcome === 'running'
      ? t('still running')
      : t('interrupted; rows already imported are kept')
    : t(
        '{added, number} added, {updated, number} updated, {unchanged, number} unchanged{conflict, plural, =0 {} one {, # conflict} other {, # conflicts}}, {skipped, number} skipped, {refused, number} refused',
        {
          added: totals.added,
          updated: totals.updated,
          unchanged: totals.unchanged,
          conflict: totals.conflict,
          skipped: totals.skipped,
          refused: totals.refused,
        },
      );

/** Asks before an import is undone. The initial focus is on Undo; Escape cancels. */
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
        {past.state === 'half'
          ? t(
              'Continue undoing the import of {fileName}? Requests that staff have worked on since, and records in use or changed since, are kept. If it sent letters, corrections will follow.',
              { fileName: past.fileName },
            )
          : t(
              'Undo the import of {fileName}? This removes what it added and restores what it changed. If staff have worked on one of its requests since, nothing is undone. Other records that are in use or have been changed since are kept. If it sent letters, corrections will follow.',
              { fileName: past.fileName },
            )}
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

type PastTable = { readonly ask: (past: PastImport) => void };
const PastContext = createContext<PastTable>({ ask: () => undefined });

/** The action for an import: undo it, continue undoing it, or why that is impossible. */
const Act = ({ past, current }: { readonly past: PastImport; readonly current: boolean }) => {
  const { ask: askFirst } = useContext(PastContext);
  if (past.takingBack) return null;
  if (past.state === 'taken-back') return <Line text={t('undone')} />;
  return (
    <RowButton
      act="undo"
      label={past.state === 'half' ? t('Continue undoing') : t('Undo')}
      name={nameOf(past)}
      why={past.refusal}
      current={current}
      press={() => askFirst(past)}
    />
  );
};

const pastTable: TableSpec<PastImport> = {
  id: 'imports',
  label: t('Imports'),
  keyOf: ({ opId }) => opId,
  nameOf: ({ fileName }) => fileName,
  frozen: 0,
  columns: [
    {
      id: 'name',
      label: t('File'),
      ...titleWidths,
      shown: true,
      cell: ({ fileName, operatorName, at }, { compact, timeZone }) => (
        <TwoLines
          text={fileName}
          below={`${operatorName}, ${formatInstant(at, timeZone)}`}
          compact={compact}
        />
      ),
    },
    {
      id: 'rows',
      label: t('Rows'),
      widthPx: 290,
      leastPx: 200,
      grow: 0.5,
      shown: true,
      cell: (past, { compact }) => <TextCell text={countsOf(past)} compact={compact} />,
    },
    {
      id: 'undo',
      label: t('Undo'),
      widthPx: () => buttonsPx([t('Continue undoing')]),
      shown: true,
      isQuiet: true,
      cell: (past, { current }) => <Act past={past} current={current} />,
    },
  ],
};

const noActs = {};

/** The past imports, with the confirmation before one is undone. */
const PastList = ({
  imports,
  takeBack,
}: {
  readonly imports: readonly PastImport[];
  readonly takeBack: (past: PastImport) => void;
}) => {
  const [asking, setAsking] = useState<{ readonly past: PastImport; readonly button: Element | null } | null>(
    null,
  );
  const table = useMemo<PastTable>(
    () => ({ ask: (past) => setAsking({ past, button: document.activeElement }) }),
    [],
  );
  const underWay = imports.find(({ takingBack }) => takingBack !== null);
  return (
    <>
      <PastContext value={table}>
        <ShortTable spec={pastTable} rows={imports} acts={noActs} />
      </PastContext>
      {underWay?.takingBack && <TakingBack past={underWay} {...underWay.takingBack} />}
      {asking && (
        <Question
          key={asking.past.opId}
          past={asking.past}
          yes={() => {
            setAsking(null);
            takeBack(asking.past);
          }}
          no={() => {
            setAsking(null);
            if (asking.button instanceof HTMLElement) asking.button.focus();
          }}
        />
      )}
    </>
  );
};

/** Past imports, newest first. An import can be undone until someone has worked on its rows. */
export const PastImports = () => {
  const imports = usePastImports();
  const area = useRef<HTMLDivElement>(null);
  useRetainedFocus(area);
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
            'Import undone: {removed, plural, one {# row} other {# rows}} removed, {restored, number} restored{kept, plural, =0 {} one {, # kept because it is in use or has been changed since} other {, # kept because they are in use or have been changed since}}.',
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
        <PastList imports={imports.data} takeBack={takeBack.mutate} />
      )}
    </TitledPart>
  );
};
