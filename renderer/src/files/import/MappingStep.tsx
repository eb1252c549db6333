import { Button, NativeSelect, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { noMapping, type Mapping } from '../../../../shared/domain/intake/mapping.ts';
import { systemNames, systems } from '../../../../shared/domain/intake/systems.ts';
import type { FileReading, FileSurvey } from '../../../../shared/ipc/import-views.ts';
import { sizeWords } from '../../components/size-words.ts';
import type { AskedFile, ChosenFile } from '../../machines/import.machine.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { ColumnTable, DayQuestion, KeepProfile, Records, WordTable } from './mapping-parts.tsx';
import { importActor, useImportActor } from './import-actor.ts';
import classes from './Import.module.css';
import { Preview } from './Preview.tsx';
import { isRecognised, ReadAs } from './ReadAs.tsx';
import { Failure, Step } from './StepParts.tsx';
import { useReading, useSurvey } from './use-file.ts';
import { t } from '../../../../shared/words/words.ts';

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section aria-label={title}>
    <Title order={3} size="h5" mb={4}>
      {title}
    </Title>
    {children}
  </section>
);

type Say = (change: Partial<Mapping>) => void;

/** The system that wrote the file: detected from its headings, or chosen by the operator; the program's own files identify themselves. */
const SystemChoice = ({
  reading,
  mapping,
  say,
}: {
  readonly reading: FileReading;
  readonly mapping: Mapping;
  readonly say: Say;
}) => {
  const control = useRef<HTMLSelectElement>(null);
  useEffect(() => control.current?.focus(), []);
  return (
    <NativeSelect
      ref={control}
      data-autofocus
      label={t('Read as')}
      value={mapping.profile ?? reading.keptName ?? reading.system}
      data={[
        ...(reading.profiles.length > 0
          ? [{ group: t('Saved profiles'), items: [...reading.profiles] }]
          : []),
        {
          group: t('Systems'),
          items: systemNames.map((value) => ({ value, label: systems[value].label })),
        },
      ]}
      // The mapping of columns belonged to the previous system.
      onChange={({ currentTarget: { value } }) => say({ ...noMapping, profile: value })}
      className={classes['beside'] ?? ''}
    />
  );
};

const Lack = ({ lack }: { readonly lack: FileReading['lack'] }) =>
  lack !== null && (
    <Text role="alert" c="var(--desk-stop)">
      {lack === 'title'
        ? t('Choose the column for the title. Requests cannot be imported without it.')
        : t('Choose the column for the external identifier. Requests cannot be imported without it.')}
    </Text>
  );

/** Questions that need the whole file, which may take a while for a long one. */
const OfTheWhole = ({
  survey,
  mapping,
  say,
}: {
  readonly survey: FileSurvey | null | undefined;
  readonly mapping: Mapping;
  readonly say: Say;
}) => {
  if (!survey) return <Waiting rows={3} />;
  return (
    <>
      {survey.words.length > 0 && (
        <Part title={t('Status names')}>
          <WordTable
            words={survey.words}
            say={(key, status) => say({ statuses: { ...mapping.statuses, [key]: status } })}
          />
        </Part>
      )}
      {survey.records && (
        <Part title={t('People and places')}>
          <Records records={survey.records} />
        </Part>
      )}
    </>
  );
};

type TableProps = {
  readonly asked: AskedFile;
  readonly reading: FileReading;
  readonly isOld: boolean;
  readonly say: Say;
  readonly unfolded: boolean;
  readonly unfold: (unfolded: boolean) => void;
};

const matchingId = 'import-matching';

/** The mapping of each column and each word: with the full size of the window. */
const Matching = ({
  asked,
  reading,
  say,
  survey,
}: Pick<TableProps, 'asked' | 'reading' | 'say'> & {
  readonly survey: ReturnType<typeof useSurvey>;
}) => {
  const { mapping } = asked;
  return (
    <div className={classes['scrolls']} id={matchingId}>
      <div className={classes['top']}>
        <SystemChoice reading={reading} mapping={mapping} say={say} />
      </div>
      {/* Columns and words side by side if there is room. */}
      <div className={classes['pair']}>
        <Part title={t('Columns')}>
          <ColumnTable
            columns={reading.columns}
            isOwn={reading.isOwn}
            say={(key, field) => say({ columns: { ...mapping.columns, [key]: field } })}
          />
        </Part>
        <div className={classes['whole']}>
          {survey.isError ? (
            <LoadFailed error={survey.error} retry={() => void survey.refetch()} />
          ) : (
            <OfTheWhole survey={survey.data} mapping={mapping} say={say} />
          )}
          {!reading.isOwn && <KeepProfile asked={asked} keptName={reading.keptName} />}
        </div>
      </div>
    </div>
  );
};

const Table = ({ asked, reading, isOld, say, unfolded, unfold }: TableProps) => {
  const survey = useSurvey(asked);
  return (
    <div className={classes['mapping']} data-unfolded={unfolded || undefined}>
      <div className={classes['top']}>
        <ReadAs reading={reading} mapping={asked.mapping} survey={survey.data} />
        <Button
          size="compact-sm"
          variant="default"
          aria-expanded={unfolded}
          aria-controls={matchingId}
          onClick={() => unfold(!unfolded)}
        >
          {unfolded ? t('Hide columns') : t('Match columns')}
        </Button>
      </div>
      <Lack lack={reading.lack} />
      {survey.data && (
        <DayQuestion
          survey={survey.data}
          isChosen={asked.mapping.dayOrder !== null}
          choose={(dayOrder) => say({ dayOrder })}
        />
      )}
      {unfolded && <Matching {...{ asked, reading, say, survey }} />}
      <Preview rows={reading.rows} total={survey.data?.rows ?? null} isOld={isOld} />
    </div>
  );
};

/**
 * The second step: the mapping of the file. A recognised file shows its first rows; its columns can be expanded. Changes apply to the rows
 * immediately.
 */
export const MappingStep = ({
  chosen,
  mapping,
}: {
  readonly chosen: ChosenFile;
  readonly mapping: Mapping;
}) => {
  const asked = { token: chosen.token, mapping };
  const reading = useReading(asked);
  const failure = useImportActor(({ context }) => context.failure);
  const [chosenFold, unfold] = useState<boolean | null>(null);
  const actor = importActor();
  const isReady = !reading.isError && (reading.data === null || reading.data?.lack === null);
  const unfolded = chosenFold ?? (reading.data ? !isRecognised(reading.data, mapping) : false);
  const next = useRef<HTMLButtonElement>(null);
  // Nothing needs mapping: Enter continues.
  const goesOn = isReady && !unfolded;
  useEffect(() => {
    if (goesOn && chosenFold === null) next.current?.focus();
  }, [goesOn, chosenFold]);
  const say: Say = (change) => {
    // Keeps the columns expanded while they are being mapped.
    unfold(unfolded);
    actor.send({ type: 'mapping.changed', mapping: { ...mapping, ...change } });
  };
  return (
    <Step
      buttons={
        <>
          <Button variant="default" onClick={() => actor.send({ type: 'file.asked' })}>
            {t('Choose another file…')}
          </Button>
          <Button ref={next} disabled={!isReady} onClick={() => actor.send({ type: 'dryRun.asked' })}>
            {t('Preview import')}
          </Button>
        </>
      }
    >
      <Text fw={600}>
        <bdi>{chosen.fileName}</bdi> ({sizeWords(chosen.sizeBytes)})
      </Text>
      <Failure why={failure} />
      {reading.isError && <LoadFailed error={reading.error} retry={() => void reading.refetch()} />}
      {reading.isPending && <Waiting rows={6} />}
      {reading.data === null && (
        <Text>{t('This is a library file, so there are no columns to match. Preview the import.')}</Text>
      )}
      {reading.data && !reading.isError && (
        <Table
          {...{ asked, say, unfolded, unfold }}
          reading={reading.data}
          isOld={reading.isPlaceholderData}
        />
      )}
    </Step>
  );
};
