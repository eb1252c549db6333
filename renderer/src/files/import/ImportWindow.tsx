import { Text } from '@mantine/core';
import { useEffect } from 'react';
import { administrationRefusal } from '../../../../shared/domain/administration.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { useImportStatus } from '../../api/queries.ts';
import { DeskWindow } from '../../components/DeskWindow.tsx';
import { FileStep } from './FileStep.tsx';
import { importActor, useImportActor, type ImportSnapshot } from './import-actor.ts';
import { clearGivenFile, clearReport, useGiven, useReportAsked } from './import-open.ts';
import classes from './Import.module.css';
import { MappingStep } from './MappingStep.tsx';
import { Ended, Running } from './RunStep.tsx';
import { Review, DryRunning } from './DryRunStep.tsx';
import { t } from '../../../../shared/words/words.ts';

const steps = [t('File'), t('Match columns'), t('Review and import')] as const;

/** Returns the index of the current step. */
const stepOf = (snapshot: ImportSnapshot): number => {
  if (snapshot.hasTag('file')) return 0;
  return snapshot.hasTag('mapping') ? 1 : 2;
};

const Steps = ({ now }: { readonly now: number }) => (
  <ol role="list" className={classes['steps']} aria-label={t.in('of a window', 'Steps')}>
    {steps.map((label, at) => (
      <li key={label} aria-current={at === now ? 'step' : undefined} data-done={at < now || undefined}>
        <span aria-hidden>{at + 1}</span> {label}
      </li>
    ))}
  </ol>
);

const Body = ({ snapshot }: { readonly snapshot: ImportSnapshot }) => {
  const status = useImportStatus();
  const { chosen, mapping, dryRun, report } = snapshot.context;
  const running = status.data?.running ?? null;
  const isRunning = running !== null;
  useEffect(() => {
    if (isRunning) importActor().send({ type: 'import.found' });
  }, [isRunning]);
  const fileName = chosen?.fileName ?? '';
  if (snapshot.hasTag('running')) return <Running progress={running} />;
  if (snapshot.hasTag('ended') && report) return <Ended report={report} />;
  if (snapshot.hasTag('reviewing') && dryRun) return <Review dryRun={dryRun} />;
  if (snapshot.hasTag('dryRunning')) return <DryRunning fileName={fileName} />;
  if (snapshot.hasTag('mapping') && chosen)
    return <MappingStep key={chosen.token} chosen={chosen} mapping={mapping} />;
  return <FileStep />;
};

/**
 * The import of a file: choose it, map its columns, and review a dry run before anything is stored. Closing the window stops no
 * running import and keeps the mapping, but a review ends: whoever opens the window again sees which file it is, and may choose another.
 */
export const ImportWindow = ({ state, close }: { readonly state: AppState; readonly close: () => void }) => {
  const snapshot = useImportActor((now) => now);
  const operatorId = state.operator.id;
  useEffect(() => importActor().send({ type: 'operator.changed', operatorId }), [operatorId]);
  const given = useGiven();
  useEffect(() => {
    if (!given) return;
    importActor().send({ type: 'file.given', file: given });
    clearGivenFile();
  }, [given]);
  const report = useReportAsked();
  useEffect(() => {
    if (!report) return;
    importActor().send({ type: 'report.asked', report });
    clearReport();
  }, [report]);
  const why = administrationRefusal(t('Importing a library file'), state.operator, state.operators, null);
  return (
    <DeskWindow
      onClose={() => {
        importActor().send({ type: 'wentBack' });
        close();
      }}
      title={t('Import a file')}
      size="min(80rem, 96vw)"
      yOffset="3vh"
      closeOnClickOutside={false}
      classNames={{ content: classes['content'] ?? '', body: classes['window'] ?? '' }}
    >
      {why === null ? (
        <>
          <Steps now={stepOf(snapshot)} />
          <Body snapshot={snapshot} />
        </>
      ) : (
        <Text role="note">{why}</Text>
      )}
    </DeskWindow>
  );
};
