import '@mantine/core/styles/Kbd.css';
import '@mantine/core/styles/Tabs.css';
import { Button, Group, Kbd, NativeSelect, Tabs } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import Markdown from 'markdown-to-jsx/react';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import { pageNames, type Page } from '../../../../shared/domain/pages.ts';
import { usePageLabels } from '../../places/page-label.ts';
import { t } from '../../../../shared/words/words.ts';
import { shownKeys } from '../../components/keys.ts';
import { DeskWindow } from '../../components/DeskWindow.tsx';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { KeyTable } from '../keys/KeyTable.tsx';
import { Paper } from '../paper/Paper.tsx';
import { readGuides, readHelp, readNews } from './help-texts.ts';
import classes from './HelpText.module.css';

const Key = ({ children }: { readonly children?: string }) => <Kbd>{shownKeys(children ?? '')}</Kbd>;
const Part = ({ children }: { readonly children?: ReactNode }) => <h3>{children}</h3>;

// A window has no other page to go to: of a link its words stay.
const Words = ({ children }: { readonly children?: ReactNode }) => <span>{children}</span>;

const options = { disableParsingRawHTML: true, forceBlock: true, wrapper: 'div' } as const;
// What stands in backquotes is a key: as this computer shows it.
const helpOptions = { ...options, overrides: { code: Key, h2: Part, h3: Part } };
// There it is what is typed or written in a file.
const guideOptions = { ...options, overrides: { a: Words, h1: Part, h2: Part } };

/** A text of help, or a guide for who looks after the computers, written in Markdown. */
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

/** Texts come with the program: once read they stay. */
const useText = <T,>(name: string, read: () => Promise<T>) =>
  useQuery({ queryKey: ['help', name], queryFn: read, staleTime: Infinity });

const Text = ({ name, read }: { readonly name: string; readonly read: () => Promise<string> }): ReactNode => {
  const text = useText(name, read);
  if (text.isError) return <LoadFailed error={text.error} retry={() => void text.refetch()} />;
  return text.data === undefined ? <Waiting /> : <HelpText text={text.data} />;
};

const readAll = (): Promise<readonly string[]> => Promise.all(pageNames.map(readHelp));

/** The work of all pages on paper, to hang beside the desk. */
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

/** The guides for who looks after the computers, one at a time. */
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

/** How the work of this page is done, the keys of the program, what is new in it, and guides for who looks after it. */
export const HelpWindow = ({ page, close }: { readonly page: Page; readonly close: () => void }) => {
  const labelOf = usePageLabels();
  return (
    <DeskWindow onClose={close} title={t('Help')} size="lg">
      <Tabs defaultValue="page" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="page" data-autofocus>
            {labelOf(page)}
          </Tabs.Tab>
          <Tabs.Tab value="keys">{t('Keys')}</Tabs.Tab>
          <Tabs.Tab value="news">{t('What’s new')}</Tabs.Tab>
          <Tabs.Tab value="guides">{t('Guides for IT')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="page" pt="sm">
          <Text name={page} read={() => readHelp(page)} />
          <Group mt="md">
            <PrintForTheDesk />
          </Group>
        </Tabs.Panel>
        <Tabs.Panel value="keys" pt="sm">
          <KeyTable />
        </Tabs.Panel>
        <Tabs.Panel value="news" pt="sm">
          <Text name="news" read={readNews} />
        </Tabs.Panel>
        <Tabs.Panel value="guides" pt="sm">
          <Guides />
        </Tabs.Panel>
      </Tabs>
    </DeskWindow>
  );
};
