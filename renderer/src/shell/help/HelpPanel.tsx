import '@mantine/core/styles/Kbd.css';
import '@mantine/core/styles/Tabs.css';
import '@mantine/core/styles/CloseButton.css';
import { Button, CloseButton, Group, Kbd, NativeSelect, Tabs, Title, VisuallyHidden } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import Markdown from 'markdown-to-jsx/react';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import { commands } from '../../../../shared/domain/commands.ts';
import { pageNames, type Page } from '../../../../shared/domain/pages.ts';
import { usePageLabels } from '../../places/page-label.ts';
import { t } from '../../../../shared/words/words.ts';
import { useFocusBackIfFree } from '../../components/focus-back.ts';
import { shownKeys } from '../../components/keys.ts';
import { focusScanBox } from '../../scanner/focus-scan-box.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { KeyTable } from '../keys/KeyTable.tsx';
import { Paper } from '../paper/Paper.tsx';
import { helpShown, type HelpTab, helpTabs } from './help-shown.ts';
import { readGuides, readHelp, readNews } from './help-texts.ts';
import classes from './HelpPanel.module.css';

const Key = ({ children }: { readonly children?: string }) => <Kbd>{shownKeys(children ?? '')}</Kbd>;
const Part = ({ children }: { readonly children?: ReactNode }) => <h3>{children}</h3>;

// A window cannot follow links: shows only their text.
const Words = ({ children }: { readonly children?: ReactNode }) => <span>{children}</span>;

const options = { disableParsingRawHTML: true, forceBlock: true, wrapper: 'div' } as const;
// Code spans are keys, formatted for this computer.
const helpOptions = { ...options, overrides: { code: Key, h2: Part, h3: Part } };
// In guides, code spans are input or file contents.
const guideOptions = { ...options, overrides: { a: Words, h1: Part, h2: Part } };

/** A help text, or a guide for IT staff, in Markdown. */
export const HelpText = ({
  text,
  isGuide = false,
}: {
  readonly text: string;
  readonly isGuide?: boolean;
}) => (
  <div className={classes['text']}>
    <Markdown options={isGuide ? guideOptions : helpOptions}>{text}</Markdown>
  </div>
);

/** The texts are part of the program: loaded once. */
const useText = <T,>(name: string, read: () => Promise<T>) =>
  useQuery({ queryKey: ['help', name], queryFn: read, staleTime: Infinity });

const Text = ({ name, read }: { readonly name: string; readonly read: () => Promise<string> }): ReactNode => {
  const text = useText(name, read);
  if (text.isError) return <LoadFailed error={text.error} retry={() => void text.refetch()} />;
  return text.data === undefined ? <Waiting /> : <HelpText text={text.data} />;
};

const readAll = (): Promise<readonly string[]> => Promise.all(pageNames.map(readHelp));

/** Prints the help of all pages, to hang up beside the desk. */
const PrintForTheDesk = () => {
  const labelOf = usePageLabels();
  const [texts, setTexts] = useState<readonly string[] | null>(null);
  const [ended] = useState(() => () => setTexts(null));
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPrinter size={18} aria-hidden />}
        onClick={() => void readAll().then(setTexts)}
      >
        {t('Print for the desk')}
      </Button>
      {texts && (
        <Paper ended={ended}>
          <h1>{t('Desk guide')}</h1>
          {texts.map((text, place) => {
            const page = pageNames[place] ?? 'today';
            return (
              <section key={page}>
                <h2>{labelOf(page)}</h2>
                <HelpText text={text} />
              </section>
            );
          })}
        </Paper>
      )}
    </>
  );
};

/** The guides for IT staff, one at a time. */
const Guides = () => {
  const guides = useText('guides', readGuides);
  const [chosen, choose] = useState(0);
  if (guides.isError) return <LoadFailed error={guides.error} retry={() => void guides.refetch()} />;
  if (!guides.data) return <Waiting />;
  return (
    <>
      <NativeSelect
        aria-label={t('Guides for IT')}
        value={chosen}
        data={guides.data.map(({ title }, place) => ({ value: String(place), label: title }))}
        onChange={({ currentTarget }) => choose(Number(currentTarget.value))}
      />
      <HelpText isGuide text={guides.data[chosen]?.text ?? ''} />
    </>
  );
};

const ofPage = (page: Page, label: string): ReactNode => (
  <>
    <Title order={3} size="h4">
      {label}
    </Title>
    <Text name={page} read={() => readHelp(page)} />
    <Group mt="md">
      <PrintForTheDesk />
    </Group>
  </>
);

/** Returns the element to focus if the one focused before the help was opened is gone. */
const toWork = (): HTMLElement | null => (focusScanBox() ? null : document.querySelector('main'));

const close = (): void => helpShown.set(null);

/**
 * Help for this page, the keys of the program, news, and guides for IT: beside the page, so that it can be read while working. The focus
 * stays on the page.
 */
export const HelpPanel = ({ page, tab }: { readonly page: Page; readonly tab: HelpTab }) => {
  const labelOf = usePageLabels();
  useFocusBackIfFree(toWork);
  return (
    <aside
      className={classes['panel']}
      aria-label={t('Help')}
      data-comes
      data-pane
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <div className={classes['head']}>
        <Title order={2} size="h4">
          {t('Help')}
        </Title>
        <VisuallyHidden role="status">{t('Help is open. F6 goes to it.')}</VisuallyHidden>
        <CloseButton
          aria-label={t('Close help')}
          title={t('Close help ({keys})', { keys: commands['show.help'].keys })}
          onClick={close}
        />
      </div>
      <Tabs
        value={tab}
        onChange={(chosen) => helpShown.set(helpTabs.find((each) => each === chosen) ?? 'page')}
        keepMounted={false}
        className={classes['tabs']}
      >
        <Tabs.List>
          <Tabs.Tab value="page" data-pane-entry={tab === 'page' || undefined}>
            {t('This page')}
          </Tabs.Tab>
          <Tabs.Tab value="keys" data-pane-entry={tab === 'keys' || undefined}>
            {t('Keys')}
          </Tabs.Tab>
          <Tabs.Tab value="news" data-pane-entry={tab === 'news' || undefined}>
            {t('What’s new')}
          </Tabs.Tab>
          <Tabs.Tab value="guides" data-pane-entry={tab === 'guides' || undefined}>
            {t('For IT')}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab} className={classes['content']} key={`${tab} ${page}`} tabIndex={0}>
          {tab === 'page' && ofPage(page, labelOf(page))}
          {tab === 'keys' && <KeyTable />}
          {tab === 'news' && <Text name="news" read={readNews} />}
          {tab === 'guides' && <Guides />}
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
};
