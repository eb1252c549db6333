import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/Tabs.css';
import { Button, Group, Modal, Tabs } from '@mantine/core';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Page } from '../../../../shared/domain/pages.ts';
import { pageNames, pages } from '../../../../shared/domain/pages.ts';
import { t } from '../../../../shared/words/words.ts';
import { useFocusBack } from '../../components/focus-back.ts';
import { KeyTable } from '../keys/KeyTable.tsx';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { Paper } from '../paper/Paper.tsx';
import { readHelp, readNews } from './help-texts.ts';
import { HelpText } from './HelpText.tsx';

/** Texts come with the program: once read they stay. */
const useText = (name: string, read: () => Promise<string>) =>
  useQuery({ queryKey: ['help', name], queryFn: read, staleTime: Infinity });

const Text = ({ name, read }: { readonly name: string; readonly read: () => Promise<string> }): ReactNode => {
  const text = useText(name, read);
  if (text.isError) return <LoadFailed error={text.error} retry={() => void text.refetch()} />;
  return text.data === undefined ? <Waiting /> : <HelpText text={text.data} />;
};

const readAll = (): Promise<readonly string[]> => Promise.all(pageNames.map(readHelp));

/** The work of all pages on paper, to hang beside the desk. */
const PrintForTheDesk = () => {
  const [texts, setTexts] = useState<readonly string[] | null>(null);
  const [ended] = useState(() => () => setTexts(null));
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPrinter size={18} aria-hidden />}
        onClick={() => void readAll().then(setTexts)}
      >
        {t('help.printForTheDesk')}
      </Button>
      {texts && (
        <Paper ended={ended}>
          <h1>{t('help.howTheWorkIsDone')}</h1>
          {texts.map((text, place) => {
            const page = pageNames[place] ?? 'today';
            return (
              <section key={page}>
                <h2>{pages[page].label}</h2>
                <HelpText text={text} />
              </section>
            );
          })}
        </Paper>
      )}
    </>
  );
};

/** How the work of this page is done, the keys of the program, and what is new in it. */
export const HelpWindow = ({ page, close }: { readonly page: Page; readonly close: () => void }) => {
  useFocusBack();
  return (
    <Modal
      opened
      onClose={close}
      title={t('common.help')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common.close') }}
      transitionProps={{ duration: 0 }}
    >
      <Tabs defaultValue="page" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="page" data-autofocus>
            {pages[page].label}
          </Tabs.Tab>
          <Tabs.Tab value="keys">{t('common.keys')}</Tabs.Tab>
          <Tabs.Tab value="news">{t('help.whatsNew')}</Tabs.Tab>
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
      </Tabs>
    </Modal>
  );
};
