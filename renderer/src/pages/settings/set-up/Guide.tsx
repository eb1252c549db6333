import { Button, Text, Title } from '@mantine/core';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { guidePages, type GuidePage } from '../../../../../shared/domain/set-up.ts';
import { settingGroups, type Settings } from '../../../../../shared/domain/settings.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { Brand } from '../../../components/Mark.tsx';
import { startOf, type Route } from '../../../places/routes.ts';
import { DefaultPrinter } from '../printing/DefaultPrinter.tsx';
import { ScannerSettings } from '../ScannerSettings.tsx';
import type { SettingsPart } from '../workstation-settings.tsx';
import { LibraryPage } from './LibraryPage.tsx';
import { Loaded } from './Loaded.tsx';
import { MailPage } from './MailPage.tsx';
import { OperatorPage } from './OperatorPage.tsx';
import { PartnersPage } from './PartnersPage.tsx';
import { ReadyPage } from './ReadyPage.tsx';
import classes from './SetUp.module.css';
import { stepForm } from './use-step.ts';

const { choices: titles } = settingGroups.setUp.fields.step;

/** The purpose of each page, in one line. */
const leads: Readonly<Record<GuidePage, string>> = {
  library: t('You can add more libraries and desks in Settings.'),
  operator: t('You can add more operators and their roles in Settings.'),
  printer: t('Each item gets a slip. Print a test slip to see how it looks.'),
  scanner: t('Scan any label to try it.'),
  mail: t(
    'Requests to partners and notices to patrons are sent by e-mail. Leave the server blank to do this later.',
  ),
  partners: t('Letters go to each partner’s e-mail address.'),
  ready: t('You can change all of this in Settings.'),
};

/** The optional pages. */
const skipped: readonly GuidePage[] = ['library', 'operator', 'mail', 'partners'];

const Progress = ({ at }: { readonly at: number }) => (
  <div className={classes['progress']}>
    <span className={classes['dots']} aria-hidden>
      {guidePages.map((page, place) => (
        <span key={page} data-done={place <= at || undefined} />
      ))}
    </span>
    <Text size="xs" c="dimmed">
      {t('Step {place} of {count}', { place: at + 1, count: guidePages.length })}
    </Text>
  </div>
);

/** An Enter within this time after a character comes from a scanner. */
const scanEndMs = 500;

const Scanner = ({ state, part, next }: PageProps) => {
  const lastKeyMs = useRef(Number.NEGATIVE_INFINITY);
  const pressed = ({ key, target }: KeyboardEvent): void => {
    if (key.length === 1) lastKeyMs.current = performance.now();
    const isEmpty = target instanceof HTMLInputElement && target.value === '';
    if (key === 'Enter' && isEmpty && performance.now() - lastKeyMs.current > scanEndMs) next();
  };
  return (
    <div onKeyDown={pressed}>
      <Loaded>
        <ScannerSettings {...part} scanner={state.scanner} />
      </Loaded>
    </div>
  );
};

const Printer = ({ state, part, next }: PageProps) => (
  <form
    id={stepForm}
    onSubmit={(event) => {
      event.preventDefault();
      next();
    }}
  >
    <Loaded>
      <DefaultPrinter {...part} printing={state.printing} />
    </Loaded>
  </form>
);

type PageProps = {
  readonly state: AppState;
  readonly part: SettingsPart;
  readonly next: () => void;
};

type GuideProps = Omit<PageProps, 'next'> & {
  readonly page: GuidePage;
  readonly goTo: (page: Settings['setUp']['step']) => void;
  readonly leave: (to: Route) => void;
};

const contentOf = ({ page, goTo, leave }: GuideProps, props: PageProps): ReactNode => {
  switch (page) {
    case 'library':
      return <LibraryPage {...props} />;
    case 'operator':
      return <OperatorPage {...props} />;
    case 'printer':
      return <Printer {...props} />;
    case 'scanner':
      return <Scanner {...props} />;
    case 'mail':
      return <MailPage {...props} />;
    case 'partners':
      return <PartnersPage {...props} />;
    case 'ready':
      return <ReadyPage state={props.state} leave={leave} goTo={goTo} />;
  }
};

type ButtonsProps = Pick<GuideProps, 'page'> & {
  /** Null on the first page. */
  readonly back: (() => void) | null;
  readonly next: () => void;
};

const Buttons = ({ page, back, next }: ButtonsProps) => (
  <footer className={classes['foot']}>
    <div className={classes['buttons']}>
      {back && (
        <Button variant="default" onClick={back}>
          {t('Back')}
        </Button>
      )}
      <span className={classes['gap']} />
      {skipped.includes(page) && (
        <Button variant="subtle" onClick={next}>
          {t('Skip')}
        </Button>
      )}
      {page !== 'ready' && (
        <Button
          data-next
          type="submit"
          form={stepForm}
          onClick={() => {
            // Pages without a form: on the scanner page, a scan ends with Enter.
            if (!document.getElementById(stepForm)) next();
          }}
        >
          {t('Next')}
        </Button>
      )}
    </div>
  </footer>
);

/** Enter submits the form from a select as well, which browsers do not do. */
const enterInSelect = (event: KeyboardEvent): void => {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLSelectElement)) return;
  event.preventDefault();
  event.target.form?.requestSubmit();
};

/** Seven short pages from an empty installation to the first day of work, one question each. The current page is stored. */
export const Guide = (props: GuideProps) => {
  const { state, part, page, goTo, leave } = props;
  const at = guidePages.indexOf(page);
  const next = (): void => goTo(guidePages[at + 1] ?? 'ended');
  const before = guidePages[at - 1] ?? (state.isEmpty ? 'welcome' : null);
  return (
    <div className={classes['guide']}>
      <header className={classes['head']}>
        <Brand />
        <Button variant="subtle" size="compact-md" onClick={() => leave(startOf('today'))}>
          {t('Close the guide')}
        </Button>
      </header>
      <div className={classes['scroll']} key={page}>
        <div className={classes['column']} onKeyDown={enterInSelect}>
          <Progress at={at} />
          <Title order={1}>{titles[page]}</Title>
          <Text c="dimmed" mb="md">
            {leads[page]}
          </Text>
          {contentOf(props, { state, part, next })}
        </div>
      </div>
      <Buttons page={page} back={before && (() => goTo(before))} next={next} />
    </div>
  );
};
