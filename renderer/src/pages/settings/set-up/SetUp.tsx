import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { settingGroups, type Settings } from '../../../../../shared/domain/settings.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { go, startOf } from '../../../places/routes.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import { mayNot } from '../administration.ts';
import { OpenLibrary, useRestore } from '../backups/restore.tsx';
import { UsualPrinter } from '../printing/UsualPrinter.tsx';
import { ScannerSettings } from '../ScannerSettings.tsx';
import { LibraryStep, OperatorStep, RequestsStep, stepForm } from './steps.tsx';
import classes from './SetUp.module.css';
import type { SettingsPart } from '../workstation-settings.tsx';

type Step = Exclude<Settings['setUp']['step'], 'ended'>;

const labels = settingGroups.setUp.fields.step.choices;
const steps = (Object.keys(labels) as Settings['setUp']['step'][]).filter(
  (step): step is Step => step !== 'ended',
);

/** Where one is among the steps; each can be gone to. */
const Steps = ({ here, choose }: { readonly here: Step; readonly choose: (step: Step) => void }) => (
  <ol className={classes['steps']}>
    {steps.map((step) => (
      <li key={step}>
        <button
          type="button"
          className={classes['step']}
          aria-current={step === here ? 'step' : undefined}
          onClick={() => choose(step)}
        >
          {labels[step]}
        </button>
      </li>
    ))}
  </ol>
);

/** What a step asks. The forms store by `Next`; the other steps are stored as they are chosen. */
const contentOf = (step: Step, state: AppState, part: SettingsPart, next: () => void): ReactNode => {
  switch (step) {
    case 'library':
      return <LibraryStep state={state} next={next} />;
    case 'operator':
      return <OperatorStep state={state} next={next} />;
    case 'printer':
      return <UsualPrinter {...part} description={state.printing.description} />;
    case 'scanner':
      return <ScannerSettings {...part} scanner={state.scanner} />;
    case 'requests':
      return <RequestsStep />;
  }
};

/** `Next` sends the form of these. */
const withForm: readonly Step[] = ['library', 'operator'];

const Ended = ({ again }: { readonly again: () => void }) => (
  <>
    <Text>{t('The setup guide is closed. Each part is also in its own section of Settings.')}</Text>
    <Button variant="default" onClick={again}>
      {t('Start the guide again')}
    </Button>
  </>
);

/** Whoever has a library already needs none of the steps. */
const FromAnotherWorkstation = ({ locked }: { readonly locked: string | null }) => {
  const restore = useRestore();
  return (
    <>
      <OpenLibrary locked={locked} restore={restore} />
      <NotDone error={restore.error} />
      {restore.window}
    </>
  );
};

/** Five short steps from an empty installation to the first receipt. Where one left off is kept. */
export const SetUp = ({ state, part }: { readonly state: AppState; readonly part: SettingsPart }) => {
  const { step } = state.settings.setUp;
  const goTo = (to: Settings['setUp']['step']): void => part.save({ setUp: { step: to } });
  const area = useRef<HTMLDivElement>(null);
  // Each step begins where its work does; a form that is read first says so itself.
  useEffect(() => {
    area.current?.querySelector<HTMLElement>('input, select, button')?.focus();
  }, [step]);
  if (step === 'ended') return <Ended again={() => goTo('library')} />;
  const place = steps.indexOf(step);
  const before = steps[place - 1];
  const next = (): void => {
    goTo(steps[place + 1] ?? 'ended');
    if (steps[place + 1] === undefined) go(startOf('receiving'));
  };
  const isForm = withForm.includes(step);
  return (
    <Stack w="100%" gap="md">
      <Steps here={step} choose={goTo} />
      <Title order={3} size="h4">
        {t('Step {place} of {count}: {label}', {
          place: place + 1,
          count: steps.length,
          label: labels[step],
        })}
      </Title>
      <Stack ref={area} key={step} gap="sm" align="flex-start">
        {contentOf(step, state, part, next)}
        {step === 'library' && <FromAnotherWorkstation locked={mayNot(state, t('Managing backups'), null)} />}
      </Stack>
      <Group>
        {before && (
          <Button variant="default" onClick={() => goTo(before)}>
            {t('Back')}
          </Button>
        )}
        <Button {...(isForm ? { type: 'submit', form: stepForm } : { onClick: next })}>
          {steps[place + 1] === undefined ? t('Start working') : t('Next')}
        </Button>
        <Button
          variant="subtle"
          onClick={() => {
            goTo('ended');
            go(startOf('today'));
          }}
        >
          {t('Skip the guide')}
        </Button>
      </Group>
    </Stack>
  );
};
