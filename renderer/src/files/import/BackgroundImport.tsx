import '@mantine/core/styles/CloseButton.css';
import { Button, Text } from '@mantine/core';
import IconFileImport from '@tabler/icons-react/icons/IconFileImport';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ImportReport } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { useImportStatus } from '../../api/queries.ts';
import { useLate } from '../../components/late.ts';
import { NoticePlace } from '../../shell/notices/NoticePlace.tsx';
import classes from './BackgroundImport.module.css';
import { openImport, openReport, useImportIsOpen } from './import-open.ts';
import { outcomeWords } from './import-words.ts';
import { paceOf } from './pace.ts';

/** Short imports, of which the watched folder makes many, show no progress or notice. */
const longMs = 1_000;

/** The progress of an import that runs in the background; opens its window. */
export const ImportInHeader = () => {
  const running = useImportStatus().data?.running ?? null;
  const isLong = useLate(running !== null, longMs);
  if (useImportIsOpen() || running === null || !isLong) return null;
  const { fileName } = running;
  const share = Math.round(paceOf(running).share);
  return (
    <button
      type="button"
      className={classes['running']}
      title={t('Show the import of {fileName}', { fileName })}
      onClick={openImport}
    >
      <IconFileImport size={16} aria-hidden />
      {t('Importing: {share}%', { share })}
      <span className={classes['bar']} aria-hidden>
        <span style={{ width: `${share}%` }} />
      </span>
    </button>
  );
};

/** Returns the result of an import in a sentence. */
export const endWords = ({ outcome, bySection, totals }: ImportReport): string => {
  if (outcome !== 'done') return outcomeWords({ outcome, totals });
  const { added, updated, conflict, refused } = bySection['requests'] ?? totals;
  return t(
    'Import finished: {added, number} added{updated, plural, =0 {} other {, # updated}}{conflict, plural, =0 {} one {, # conflict} other {, # conflicts}}{refused, plural, =0 {} other {, # refused}}',
    { added, updated, conflict, refused },
  );
};

/** The report of an import that ended while its window was closed; null: none. */
const useEnded = (): readonly [ImportReport | null, dismiss: () => void] => {
  const { running = null, lastReport = null } = useImportStatus().data ?? {};
  const isOpen = useImportIsOpen();
  const isLong = useLate(running !== null, longMs);
  const [ended, setEnded] = useState<ImportReport | null>(null);
  const wasSeen = useRef(false);
  const wasRunning = useRef(false);
  const isRunning = running !== null;
  useEffect(() => {
    if (isRunning) wasSeen.current ||= isOpen || isLong;
    else if (wasRunning.current && wasSeen.current && !isOpen) setEnded(lastReport);
    if (!isRunning) wasSeen.current = false;
    wasRunning.current = isRunning;
  }, [isRunning, isOpen, isLong, lastReport]);
  return [isOpen ? null : ended, useCallback(() => setEnded(null), [])];
};

/** A notice that a background import has ended, with a link to its report. */
export const ImportNotice = () => {
  const [report, dismiss] = useEnded();
  return (
    <NoticePlace
      label={t('Import')}
      yields
      news={report}
      stays={report !== null && report.outcome !== 'done'}
      dismiss={dismiss}
      status={
        report && (
          <>
            <Text fw={600}>{endWords(report)}</Text>
            <Text size="sm" c="dimmed">
              <bdi>{report.fileName}</bdi>
            </Text>
          </>
        )
      }
      alert={null}
      ways={
        report && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              openReport(report);
              dismiss();
            }}
          >
            {t('Show the report')}
          </Button>
        )
      }
    />
  );
};
